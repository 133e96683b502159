"""Whether the tokens of a Prodigy task say of the text and the spans what is there.

Offsets alone place a span. Where the tokens contradict them, one of the two counts in
another text or in other units, and nobody knows which, unless the span holds its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.formats.importing import shortened

if TYPE_CHECKING:
    from annotate.formats.fields import Fields

__all__ = ["Tokens"]

_WORD_PIECES: Final = ("##", "▁", "Ġ")
_UNKNOWN: Final = ("[UNK]", "<unk>")
"""What tokenizers of transformers put before a piece of a word, or in place of one."""
_REMEDY: Final = "mend them, or take `tokens` out of the task if the span is right"


class _Astray(NamedTuple):
    """A token whose text is not where it says."""

    number: int
    start: int
    end: int
    told: str


class Tokens:
    """The tokens of a task; none where it has none, which say nothing then."""

    def __init__(self, task: Fields, text: str) -> None:
        """Take those of a task, and note which of them contradict its text."""
        self._text = text
        self._counts_after = False
        """Whether a span was met whose `token_end` is the token after its last."""
        self._astray: list[_Astray] = []
        listed = task.row.get("tokens")
        places: dict[int, tuple[int, int]] = {}
        by_id: dict[int, tuple[int, int]] = {}
        for number, each in enumerate(listed if isinstance(listed, list) else ()):
            match each:
                case {"start": int(start), "end": int(end), **rest}:
                    places[number] = start, end
                    row = rest.get("id")
                    by_id[row if isinstance(row, int) else number] = start, end
                    told = rest.get("text")
                    if isinstance(told, str) and not self._agrees(told, start, end):
                        self._astray.append(_Astray(number, start, end, told))
        # Spans name tokens by their ids, which are their numbers in most files.
        self._places = by_id if len(by_id) == len(places) else places
        if self._astray:
            first, *others = self._astray
            more = f"; and {len(others)} more" if others else ""
            task.spot.note(f"tokens[{first.number}].text", self._told(first) + more)

    def allow(self, span: Fields, start: int, end: int, quote: str | None) -> bool:
        """Whether a span is where its offsets say; if not, that is a problem.

        What tokens say otherwise is a note, if the span's own text is there.

        Args:
            span: of the task, whose fields are called token_start and token_end.
            start: its first code point.
            end: exclusive.
            quote: what it says that it holds; None where it does not say.
        """
        if not self._places:
            return True
        wrong = [
            *self._edge(span, "token_start", start, 0),
            *self._edge(span, "token_end", end, 1),
        ]
        if quote is None or self._at(start, end) != quote:
            held = (e for e in self._astray if e.start < end and start < e.end)
            if (first := next(held, None)) is not None:
                told = f"tokens[{first.number}].text {self._told(first)}"
                wrong.append(("start", f"{start}-{end} is in doubt: {told}"))
            for name, message in wrong:
                span.problem(name, f"{message}; {_REMEDY}")
            return not wrong
        for name, message in wrong:
            span.spot.note(name, f"{message}; the span is placed by its text")
        return True

    def _edge(
        self, span: Fields, name: str, edge: int, side: int
    ) -> list[tuple[str, str]]:
        """What is wrong with the token at an edge of a span: its field, and why."""
        if name not in span.row:
            return []
        number = span.integer(name)
        if number is None:  # which has been told
            return []
        place = self._places.get(number)
        if place is not None and place[side] == edge:
            return []
        before = self._places.get(number - 1)
        if side and before is not None and before[1] == edge:
            if not self._counts_after:
                self._counts_after = True
                span.spot.note(name, f"{number} is the token after the last; read so")
            return []
        if place is None:
            return [(name, f"{number} is none of the {len(self._places)} tokens")]
        if place[0] < edge < place[1]:
            span.spot.note(name, f"{number} has the edge {edge} inside it; kept so")
            return []
        where = f"{place[0]}-{place[1]}"
        edges = ("begins", "ends")[side]
        return [(name, f"{number} stands at {where}, but the span {edges} at {edge}")]

    def _told(self, token: _Astray) -> str:
        found = shortened(self._at(token.start, token.end))
        where = f"{token.start}-{token.end}"
        return f"is {shortened(token.told)}, but the text has {found} at {where}"

    def _at(self, start: int, end: int) -> str:
        return self._text[max(start, 0) : max(end, 0)]

    def _agrees(self, told: str, start: int, end: int) -> bool:
        """Whether a token's text is there, but for case and marks of pieces."""
        found = self._at(start, end)
        if told == found or told in _UNKNOWN:
            return True
        one, other = (" ".join(each.split()).casefold() for each in (told, found))
        return one in {other, *(f"{mark.casefold()}{other}" for mark in _WORD_PIECES)}
