"""A drafted plan as a table: the row of the document, the quota as a sentence, what to check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import cell_width
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan

GAP = "  "


def render(
    plan: Plan,
    organisation: Organisation,
    questions: Mapping[str, Sequence[str]],
    file: str,
    notes: Sequence[str],
    messages: Catalogue,
) -> str:
    """Return the table and the next steps.

    `questions` holds those of each quota by its id, `notes` those about the whole plan.
    """
    lines = [
        *_table(plan, organisation, questions, messages),
        *(f"! {note}" for note in notes),
        *_summary(plan, questions, file, messages),
    ]
    return "".join(f"{safe(line)}\n" for line in lines)


def _table(
    plan: Plan, organisation: Organisation, questions: Mapping[str, Sequence[str]], messages: Catalogue
) -> Iterator[str]:
    rows = [(messages("draft.column.id"), messages("draft.column.row"), messages("draft.column.sentence"))]
    rows += [(quota.id, quota.clause, sentence(quota, organisation, messages)) for quota in plan.quotas.values()]
    widths = [max(cell_width(row[column]) for row in rows) for column in (0, 1)]
    for id_, clause, text in rows:
        cells = [cell + " " * (width - cell_width(cell)) for cell, width in zip((id_, clause), widths, strict=True)]
        yield GAP.join([*cells, text])
        for question in questions.get(id_, ()):
            yield f"{' ' * (widths[0])}{GAP}{messages('draft.look', text=question)}"


def _summary(plan: Plan, questions: Mapping[str, Sequence[str]], file: str, messages: Catalogue) -> Iterator[str]:
    yield ""
    marked = sum(bool(questions.get(id_)) for id_ in plan.quotas)
    yield messages("draft.written", file=file, quotas=len(plan.quotas), duties=len(plan.duties), marked=marked)
    yield messages("draft.next", plan=plan.id)
