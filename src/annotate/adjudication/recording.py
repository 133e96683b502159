"""A decision as the edit that stores it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotate.adjudication.deciding import Choice
from annotate.model import Answer, Edit, Verb

if TYPE_CHECKING:
    from annotate.adjudication.docket import Decision

__all__ = ["agreed_edit", "decision_edit"]


def decision_edit(
    decision: Decision,
    choice: Choice,
    article: str,
    rev: str,
    *,
    reason: str = "",
    active_ms: int = 0,
) -> Edit:
    """The edit of a decision on one case; its detail says what, why and on which tags.

    The detail is `{"decision": …, "of": [annotation ids], "reason": …}`.
    """
    facts: dict[str, object] = {"decision": choice.value, "of": list(decision.of)}
    if reason:
        facts["reason"] = reason
    return _edit(decision, facts, article, rev, active_ms)


def agreed_edit(
    decision: Decision, least: int, article: str, rev: str, *, active_ms: int = 0
) -> Edit:
    """The edit of all cases accepted at once; the origin of each row tells its tag.

    The detail is `{"cases": …, "decision": "agreed", "least": …}`: how many cases, and
    how many annotators had to agree.
    """
    facts: dict[str, object] = {
        "decision": Choice.AGREED.value,
        "least": least,
        "cases": decision.cases,
    }
    return _edit(decision, facts, article, rev, active_ms)


def _edit(
    decision: Decision, facts: dict[str, object], article: str, rev: str, active_ms: int
) -> Edit:
    answers = {each.answer for each in decision.annotations}
    is_taken = Answer.ACCEPT in answers
    return Edit(
        rev,
        Verb.TAG if is_taken else Verb.REJECT,
        article,
        decision.annotations,
        decision.links,
        active_ms,
        json.dumps(facts, sort_keys=True, ensure_ascii=False),
    )
