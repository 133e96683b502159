"""What the desk's commands on links do: ask for a kind, a target, an end.

With one answer to give, nothing is asked.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotate.desk.errors import (
    DeskRefusal,
    EndGone,
    NoLinks,
    NoSuchLinkKind,
    NoTargets,
    NotYourLink,
)
from annotate.desk.intents import GoToAnnotation, MakeLink, Unlink
from annotate.desk.linking import (
    Choice,
    arrow,
    choices,
    kind_keys,
    roles_wanted,
    source_of_link,
    suits,
)
from annotate.desk.links import links_of
from annotate.tui.commands import Act
from annotate.tui.keymap import LEADER
from annotate.tui.link_lines import told
from annotate.tui.link_targets import link_targets
from annotate.tui.whichkey import Option, option_strips

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotate.desk.links import Linked
    from annotate.desk.state import Desk
    from annotate.model import Annotation
    from annotate.tui.link_targets import Targets
    from annotate.tui.screens.desk import DeskScreen

__all__ = ["Linking"]

_NAMES = "asdfghjklqwertyuiopzxcvbnm"
"""Keys of links, where one of several is to be chosen."""
_MOST_ROWS = 13
"""The panel has no more; it is styled in annotate.tcss."""


class Linking:
    """The links of one desk screen, from the keyboard."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._session = screen.session

    def perform(self, act: Act) -> None:
        """Do one of the commands on links."""
        match act:
            case Act.LINK:
                self._start()
            case Act.UNLINK:
                self._unlink()
            case Act.OTHER_END:
                self._follow()
            case _:
                raise ValueError(f"{act} is not about links")

    # A new link

    def _start(self) -> None:
        try:
            source = source_of_link(self._session.desk)
            offered = choices(self._session.desk, source)
            if not offered:
                raise NoSuchLinkKind
        except DeskRefusal as refusal:
            self._session.message = str(refusal)
            return
        self._session.wish(GoToAnnotation(source.article, source.id))
        fitting = [choice for choice in offered if choice.fits]
        if len(fitting) == 1:
            self._ask_for_target(source, fitting[0])
        else:
            self._ask_for_kind(source)

    def _ask_for_kind(self, source: Annotation) -> None:
        desk = self._session.desk
        offered = choices(desk, source)
        keys = kind_keys(desk.scheme.link_kinds)
        options = [
            Option(
                keys.get(choice.kind.id, ""),
                f"{arrow(choice.kind.id, is_source=not choice.is_reversed)} "
                f"{choice.kind.title}",
                choice.kind.hint,
                is_likely=choice.fits,
            )
            for choice in offered
        ]
        by_key = {
            option.key: choice
            for option, choice in zip(options, offered, strict=True)
            if option.key
        }

        def take(key: str) -> None:
            if key in by_key:
                self._ask_for_target(source, by_key[key])
            else:
                self._session.message = "not linked"

        label = desk.label(source.label).title.lower()
        self._ask(f"Link this {label}, then choose the other tag", options, take)

    def _ask_for_target(self, source: Annotation, choice: Choice) -> None:
        # Where the panes stand shows what is in sight.
        self._screen.paint()
        desk = self._session.desk
        targets = link_targets(
            self._screen.painting.sights(),
            focus=desk.focus,
            suits=lambda one: suits(desk, source, choice, one),
        )
        wanted = _wanted(desk, source, choice)
        if not targets.by_place:
            self._session.message = str(NoTargets(choice.kind.title, wanted))
            return
        self._session.message = (
            f"{choice.kind.title}: type the letters of a {wanted}; "
            "Space other kinds, Esc leaves"
        )
        self._screen.keys.start_jumps(
            targets.jumps,
            land=partial(self._link, source, choice, targets),
            other={LEADER: partial(self._ask_for_kind, source)},
        )

    def _link(
        self,
        source: Annotation,
        choice: Choice,
        targets: Targets,
        pane: int,
        offset: int,
    ) -> None:
        other = targets.by_place[pane, offset]
        ends = (other, source) if choice.is_reversed else (source, other)
        self._session.wish(MakeLink(choice.kind.id, *(end.id for end in ends)))

    # The links that are there

    def _follow(self) -> None:
        self._choose("Go to the other end", self._linked(), self.go_to)

    def _unlink(self) -> None:
        linked = self._linked()
        me = self._session.desk.annotator
        own = [each for each in linked if each.link.annotator == me]
        if linked and not own:
            self._session.message = str(
                NotYourLink(self._session.desk.who(linked[0].link.annotator))
            )
        else:
            self._choose("Unlink", own, self.remove)

    def remove(self, linked: Linked) -> None:
        """Remove this link."""
        self._session.wish(Unlink(linked.link.id))

    def go_to_end_of(self, annotation: str, link: str) -> None:
        """Go to the other end of a link of this annotation."""
        for linked in links_of(self._session.desk, annotation):
            if linked.link.id == link:
                self.go_to(linked)
                return

    def go_to(self, linked: Linked) -> None:
        """Go to the other end of this link, opening its article when it is closed."""
        if linked.end is None:
            self._session.message = str(EndGone())
        else:
            end = linked.end.annotation
            self._session.go_to(end.article, end.id)

    def _linked(self) -> tuple[Linked, ...]:
        """The links of the active annotation, else of what lies under the cursor."""
        desk = self._session.desk
        active = desk.active_annotation()
        if active is not None:
            return links_of(desk, active.id)
        for one in reversed(desk.shown(desk.sheet.index.at(desk.cursor))):
            found = links_of(desk, one.id)
            if found:
                return found
        return ()

    def _choose(
        self, title: str, linked: Sequence[Linked], act: Callable[[Linked], None]
    ) -> None:
        if not linked:
            self._session.message = str(NoLinks())
            return
        if len(linked) == 1:
            act(linked[0])
            return
        by_key = dict(zip(_NAMES[:_MOST_ROWS], linked, strict=False))
        options = [
            Option(key, told(self._session.desk, each)) for key, each in by_key.items()
        ]
        left = len(linked) - len(options)
        more = f" · {left} more in the inspector, Space Tab" if left else ""

        def take(key: str) -> None:
            if key in by_key:
                act(by_key[key])

        self._ask(f"{title}{more}", options, take)

    def _ask(
        self, title: str, options: Sequence[Option], take: Callable[[str], None]
    ) -> None:
        screen = self._screen
        width = screen.painting.columns
        strips = option_strips(title, options, width, screen.styles_in_use)
        screen.keys.ask(strips, take)


def _wanted(desk: Desk, source: Annotation, choice: Choice) -> str:
    roles = roles_wanted(desk, source, choice)
    names = [
        label.title.lower() for label in desk.scheme.labels if label.colour in roles
    ]
    if choice.is_reversed:
        names = [f"{name} of yours" for name in names]
    return " or ".join(names) or "tag"
