"""One task of Label Studio becomes layers, or a list of what is wrong with it.

A task is an entry of its JSON, with all annotations of a text; or one of JSON-MIN,
which has one annotation and no regions' attributes, ids or links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.formats.details import Details, details_by_annotator
from annotate.formats.fields import Fields
from annotate.formats.labelstudio_config import WHOSE
from annotate.formats.labelstudio_result import mark_results
from annotate.formats.naming import annotator_of
from annotate.formats.placing import article_for, draft_onto
from annotate.model import AnnotatorKind, Layer, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotate.formats.drafting import Draft
    from annotate.formats.importing import Spot
    from annotate.model import Article

__all__ = ["layers_of"]


class _Work(NamedTuple):
    """An annotation or a prediction of a task."""

    fields: Fields
    annotator: str
    kind: AnnotatorKind
    status: Status
    score: float | None = None


def layers_of(spot: Spot, value: object) -> Iterator[Layer]:
    """The layers of a task; none, and problems, when something is wrong with it."""
    before = len(spot.importing.problems)
    if not isinstance(value, dict):
        spot.problem("", "is no JSON object")
        return
    fields = Fields(value, spot)
    layers = _task(fields) if "data" in value or "task" in value else _row(fields)
    if len(spot.importing.problems) == before:
        yield from layers


def _task(fields: Fields) -> list[Layer]:
    # What a project writes to cloud storage is an annotation that holds its task.
    task = fields.inner("task") if isinstance(fields.row.get("task"), dict) else fields
    data = task.inner("data")
    details = details_by_annotator(data)
    works = [_annotated(fields)] if task is not fields else [*_works(fields, details)]
    return _layers(data, works, details)


def _row(fields: Fields) -> list[Layer]:
    """The layer of an entry of JSON-MIN."""
    results = []
    for name, value in fields.row.items():
        listed = value if isinstance(value, list) else []
        labelled = [each for each in listed if isinstance(each, dict)]
        if listed and not any("labels" in each for each in labelled):
            fields.spot.note(
                name, "is of no region, as JSON-MIN has it; left out (JSON has it all)"
            )
            continue
        results += [
            {"from_name": name, "type": "labels", "value": each} for each in labelled
        ]
    given = {
        **fields.row,
        "result": results,
        "completed_by": fields.row.get("annotator"),
    }
    whose = fields.row.get(WHOSE)
    work = _annotated(Fields(given, fields.spot))
    if isinstance(whose, str):
        work = work._replace(annotator=whose)
    return _layers(fields, [work], details_by_annotator(fields))


def _works(fields: Fields, details: Mapping[str, Details]) -> Iterator[_Work]:
    # `completions` is what they were called before 2021.
    for name in ("annotations", "completions"):
        for each in fields.objects(name):
            work = _annotated(each)
            known = details.get(work.annotator)
            if known is not None:
                status = known.status
                if (status is Status.SKIPPED) != (work.status is Status.SKIPPED):
                    status = work.status
                work = work._replace(kind=known.kind, status=status)
            yield work
    for each in fields.objects("predictions"):
        model = each.row.get("model_version")
        who = str(model) if isinstance(model, str | int) and model != "" else "model"
        known = details.get(who)
        status = known.status if known else Status.TODO
        score = each.row.get("score")
        yield _Work(
            each,
            who,
            AnnotatorKind.MODEL,
            status,
            float(score) if isinstance(score, int | float) else None,
        )


def _annotated(fields: Fields) -> _Work:
    is_skipped = bool(fields.row.get("was_cancelled") or fields.row.get("skipped"))
    status = Status.SKIPPED if is_skipped else Status.DONE
    return _Work(fields, _whose(fields), AnnotatorKind.HUMAN, status)


def _whose(fields: Fields) -> str:
    """Whom the text area names, else whose account it is; "" for nobody's."""
    results = fields.row.get("result")
    for each in results if isinstance(results, list) else []:
        match each:
            case {"from_name": from_name, "value": {"text": [str(said), *_]}} if (
                from_name == WHOSE
            ):
                return said
    match fields.row.get("completed_by"):
        case {"email": str(address)} if address:
            return address
        case {"id": int(number)} | int(number):
            return f"user-{number}"
        case str(name):
            return name
    return ""


def _layers(
    data: Fields, works: list[_Work], details: Mapping[str, Details]
) -> list[Layer]:
    column = data.spot.importing.text_column
    raw = data.text(column)
    if not raw:
        data.problem(
            column,
            "is missing or empty; say which key has the text with --text-column",
        )
        return []
    article = _article(data, raw, details)
    drafts: dict[str, Draft] = {}
    for work in works:
        draft = _draft(article, raw, work)
        if draft is None:
            continue
        key = draft.annotator.id if draft.annotator else ""
        draft = drafts.setdefault(key, draft)
        known = details.get(work.annotator)
        mark_results(draft, raw, work.fields, known, work.score)
    if not drafts:
        return [Layer(article, None)]
    return [draft.layer() for draft in drafts.values()]


def _article(data: Fields, raw: str, details: Mapping[str, Details]) -> Article:
    def said(name: str) -> str:
        value = data.row.get(name)
        return value if isinstance(value, str) else ""

    known = next(iter(details.values()), None)
    return article_for(
        data.spot,
        raw,
        name=known.article if known else said("id"),
        source=said("source"),
        title=said("title"),
        meta=known.meta if known else "{}",
    )


def _draft(article: Article, raw: str, work: _Work) -> Draft | None:
    spot = work.fields.spot
    annotator = annotator_of(spot, work.annotator, work.kind)
    if annotator is None:
        if not work.annotator:
            spot.problem("", "is of nobody; say whose with --annotator")
        return None
    return draft_onto(article, raw, annotator, status=work.status)
