"""Whatever is wished on whatever text: the desk stays sound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_cases import LABEL_ORDER, ME, THEM, Hand, made
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from annotate.desk.changes import with_edit
from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import (
    Adopt,
    ClosePane,
    Describe,
    Find,
    FocusPane,
    Intent,
    MakeLink,
    Move,
    MoveOn,
    MovePane,
    NextAnnotation,
    NextPane,
    NextUntagged,
    OpenArticle,
    Place,
    Relabel,
    Remove,
    Repeat,
    Resize,
    Select,
    Shape,
    Tag,
    TagNext,
    Toggle,
    ToggleKind,
    Unlink,
    Where,
)
from annotate.desk.state import MAX_PANES, Desk, Pane, Sheet, place_of
from annotate.model import Annotation, Answer, Edit, Span
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.graphemes import floor_boundary, is_boundary
from annotate.text.motions import MOTIONS
from annotate.text.selection import Selection

PIECES = [
    "The mayor denied it. ", "“We lost 10 trucks,” she said. ", "'no' ", "\n\n", "\n",
    " ", ".", "“", "”", "12", "$2.5bn ", "e\u0301", "👩\u200d👩\u200d👧", "🇫🇷🇩",
    "\u200d", "平壌は否定。", "كوريا ١٢ ", "ไทย", "\u2028", "\u202e", "\x1b[31m",
    "\x85",
    "[@click=x]", "\u0301", "no ", "Mr. Ho said ", "not ", "नमस्ते", "\ufeff", "\t",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)
LABELS = st.sampled_from(LABEL_ORDER)
OFFSETS = st.integers(0, 200)

OTHER = Sheet.of(made("Other text 3."), (), (), LABEL_ORDER)

WISHES = st.one_of(
    st.builds(Move, st.sampled_from(sorted(MOTIONS)), st.booleans()),
    st.builds(Place, OFFSETS, st.booleans(), st.none() | st.integers(0, 80)),
    st.builds(Select, st.integers(0, 4), st.builds(Selection, OFFSETS, OFFSETS)),
    st.sampled_from(list(Shape)),
    st.builds(NextAnnotation, st.booleans(), st.booleans()),
    st.builds(NextUntagged, st.booleans()),
    st.builds(Tag, LABELS),
    st.builds(Tag, LABELS),
    st.builds(TagNext, LABELS),
    st.just(MoveOn()),
    st.just(Repeat()),
    st.just(Adopt()),
    st.builds(Relabel, LABELS),
    st.just(Resize()),
    st.just(Remove()),
    st.builds(FocusPane, st.integers(-1, 5)),
    st.builds(NextPane, st.booleans()),
    st.just(ClosePane()),
    st.builds(MovePane, st.booleans()),
    st.builds(Toggle, st.sampled_from(list(ToggleKind))),
    st.builds(Find, st.sampled_from(["mayor", "e", '"', "\u0301", "", "İ", "ß", "👩"]),
              st.booleans(), st.none()),
    st.builds(Describe, st.just(""), st.just("note"), st.just("{}")),
    st.builds(MakeLink, st.sampled_from(["denies", "conflicts", "no kind"]),
              st.sampled_from("0123"), st.sampled_from("0123")),
    st.builds(Unlink, st.sampled_from("0123")),
    st.builds(OpenArticle, st.just(OTHER),
              st.sampled_from(list(Where))),
)  # fmt: skip


def settled(desk: Desk, wish: Intent) -> Intent:
    """The wish as the screen would have it: on a boundary of the text it is for."""
    if isinstance(wish, Place):
        return wish._replace(offset=floor_boundary(desk.text, wish.offset))
    if isinstance(wish, Select):
        index = wish.pane % len(desk.panes)
        text = desk.sheets[desk.panes[index].article].article.text
        ends = (wish.selection.anchor, wish.selection.head)
        return Select(index, Selection(*(floor_boundary(text, end) for end in ends)))
    every = [one for sheet in desk.sheets.values() for one in sheet.annotations]
    if isinstance(wish, MakeLink) and every:
        ends = (int(end) % len(every) for end in (wish.source, wish.target))
        return MakeLink(wish.kind, *(every[at].id for at in ends))
    links = list(desk.sheet.links)
    if isinstance(wish, Unlink) and links:
        return Unlink(links[int(wish.link) % len(links)].id)
    if isinstance(wish, Describe) and desk.sheet.annotations:
        return wish._replace(annotation=desk.sheet.annotations[-1].id)
    return wish


def check(desk: Desk) -> None:
    assert 1 <= len(desk.panes) <= MAX_PANES
    assert 0 <= desk.focus < len(desk.panes)
    assert len({pane.article for pane in desk.panes}) == len(desk.panes)
    for pane in desk.panes:
        sheet = desk.sheets[pane.article]
        text = sheet.article.text
        for offset in (pane.selection.anchor, pane.selection.head):
            assert is_boundary(text, offset), (text, pane.selection)
        for one in sheet.annotations:
            assert text[one.span.start : one.span.end] == one.quote
            assert is_boundary(text, one.span.start)
            assert is_boundary(text, one.span.end)
            assert one.answer is Answer.ACCEPT
        mine = [one for one in sheet.annotations if one.annotator == ME]
        assert len({(one.label, one.span) for one in mine}) == len(mine)
        check_sheet(sheet)
    for sheet in desk.sheets.values():
        for link in sheet.links:
            # Each end is open or was left behind, and each open one has the link.
            assert all(desk.end(end) for end in (link.source, link.target))
            assert {link.source, link.target} & {one.id for one in sheet.annotations}
    for link in {link for sheet in desk.sheets.values() for link in sheet.links}:
        for sheet in desk.sheets.values():
            held = {one.id for one in sheet.annotations}
            is_end = bool({link.source, link.target} & held)
            assert is_end == (link.id in sheet.links)
    assert not desk.active or desk.active_shown() is not None
    assert desk.guess is None or desk.pane.selection.is_bare


def check_sheet(sheet: Sheet) -> None:
    assert list(sheet.annotations) == sorted(sheet.annotations, key=place_of)
    whole = Sheet.of(sheet.article, sheet.annotations, sheet.links, LABEL_ORDER)
    end = len(sheet.article.text) + 1
    assert whole == sheet
    assert dict(whole.by_id) == dict(sheet.by_id)
    assert whole.index.between(0, end) == sheet.index.between(0, end)
    assert len(whole.index) == len(sheet.index)


@pytest.mark.parametrize("part", range(2))  # two draws run side by side under xdist
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=3, unique=True),
    wishes=st.lists(WISHES, max_size=14),
)
def test_no_wish_breaks_the_desk(
    part: int, texts: list[str], wishes: list[Intent]
) -> None:
    del part
    hand = Hand("|x")
    articles = [made(text) for text in texts]
    sheets = {one.id: Sheet.of(one, (), (), LABEL_ORDER) for one in articles}
    panes = tuple(Pane(one.id, Selection(0, 0)) for one in articles)
    hand.desk = Desk(ME, DEFAULT_SCHEME, sheets, panes)
    size = floor_boundary(hand.desk.text, 5)
    if size:
        hand.theirs(hand.desk.text[:size])
    start = hand.desk
    for wish in wishes:
        before = hand.desk
        try:
            hand.do(settled(before, wish))
        except DeskRefusal:
            assert hand.desk is before
        check(hand.desk)
    replayed = start
    for edit in hand.edits:
        replayed = with_edit(replayed, edit)
    for article, sheet in hand.desk.sheets.items():
        # An article that was closed and opened again came without its tags.
        if article in replayed.sheets and not any(
            isinstance(wish, ClosePane | OpenArticle) for wish in wishes
        ):
            assert replayed.sheets[article] == sheet


ANNOTATIONS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), LABELS, st.booleans()),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(rows=ANNOTATIONS, data=st.data())
def test_revisions_one_by_one_give_the_sheet_of_the_whole_set(
    rows: list[tuple[int, int, str, bool]], data: st.DataObject
) -> None:
    hand = Hand("|" + "abc de " * 7)
    article = hand.desk.sheet.article
    live: dict[str, Annotation] = {}
    sheet = Sheet.of(article, (), (), LABEL_ORDER)
    for start, length, label, is_mine in rows:
        rev = hand.ids.mint()
        end = min(start + length, len(article.text))
        quote = article.text[start:end]
        who = ME if is_mine else THEM
        one = Annotation(
            rev, rev, None, article.id, Span(start, end), quote, label, who
        )
        if live and data.draw(st.booleans()):
            old = live[data.draw(st.sampled_from(sorted(live)))]
            answer = data.draw(st.sampled_from(list(Answer)))
            one = replace(one, id=old.id, prev=old.rev, answer=answer)
        live[one.id] = one
        if data.draw(st.booleans()):
            sheet = sheet.with_revisions((one,))
        else:
            # A revision that comes twice, as a report after a refresh may.
            sheet = sheet.with_revisions((one, one))
        whole = Sheet.of(article, live.values(), (), LABEL_ORDER)
        assert sheet == whole
        assert dict(sheet.by_id) == dict(whole.by_id)
        assert sheet.index.between(0, 99) == whole.index.between(0, 99)
        for offset in (start, end):
            assert sheet.index.at(offset) == whole.index.at(offset)
        for kept in whole.annotations:
            place = kept.span
            found = sheet.find(kept.annotator, kept.label, place.start, place.end)
            assert live[found].span == place


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, label=LABELS, offset=OFFSETS)
def test_a_label_key_at_once_again_only_ever_widens(
    text: str, label: str, offset: int
) -> None:
    assume(text.strip())
    hand = Hand("|x")
    article = made(text)
    place = floor_boundary(text, offset)
    hand.desk = Desk(
        ME, DEFAULT_SCHEME, {article.id: Sheet.of(article, (), (), LABEL_ORDER)},
        (Pane(article.id, Selection(place, place)),),
    )  # fmt: skip
    last: Edit | None = None
    for _ in range(6):
        try:
            hand.do(Tag(label))
        except DeskRefusal:
            break
        if last is not None:
            assert hand.last[1].id == last.annotations[0].id
            assert hand.last[1].span.covers(last.annotations[0].span)
        last = hand.edits[-1]
        assert hand.desk.pane.selection == Selection(place, place)
    else:
        raise AssertionError("a guess that widens without an end")
    assert len(hand.tags) <= 1
