"""The labels and link kinds that a new database starts with.

What they mean follows published guidelines: PolNeAR and PARC 3.0 for attribution, the
quote annotation of the Guardian and AFP, MeasEval for quantities, and the W3C Web
Annotation Data Model for links.
"""

from __future__ import annotations

from annotate.model import Attribute, Label, LinkKind, Scheme

__all__ = ["DEFAULT_SCHEME"]


def _label(name: str, shape: str, hint: str, *attributes: Attribute) -> Label:
    return Label(name, name.capitalize(), name[0], name, shape, hint, attributes)


_SPEAKER = Attribute("speaker")
_AS_OF = Attribute("as_of")

DEFAULT_SCHEME = Scheme(
    labels=(
        _label(
            "claim",
            "underline",
            "The shortest stretch that could be true or false. Leave out who says it "
            "and the final full stop.",
            _SPEAKER,
            Attribute("status", ("asserted", "hedged", "reported")),
            _AS_OF,
        ),
        _label(
            "quote",
            "italic",
            "Somebody's reported words. Direct: with its quotation marks. Indirect: "
            "the reported clause, without the speaker and the cue verb.",
            _SPEAKER,
            Attribute("kind", ("direct", "indirect", "mixed")),
        ),
        _label(
            "number",
            "bold",
            "A stated quantity with its hedge and its unit or the noun counted: "
            "“around 10,000 North Korean troops”. No dates, ages, ordinals.",
            Attribute("low"),
            Attribute("high"),
            Attribute("approximate", ("yes", "no")),
            Attribute("unit"),
            Attribute("counts"),
            _AS_OF,
        ),
        _label(
            "denial",
            "double",
            "Words that reject, dispute or refuse to confirm: the cue and what it "
            "denies. The cue alone where the content is only “it”.",
            _SPEAKER,
            Attribute(
                "strength",
                ("flat", "refutes", "dismisses", "not-confirmed", "no-comment"),
            ),
        ),
    ),
    link_kinds=(
        LinkKind("denies", "denies", "A denial and the claim it rejects."),
        LinkKind("confirms", "confirms", "One source backs another's claim."),
        LinkKind("repeats", "repeats", "The same claim or number again."),
        LinkKind("conflicts", "conflicts", "Two claims or numbers that disagree."),
        LinkKind("same-quantity", "same quantity", "Two figures for one quantity."),
    ),
)
