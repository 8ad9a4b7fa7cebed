"""The sheets of the workbook of `check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from cchc_cli.engine.by_unit import By, Gathered, gathered
from cchc_cli.formats.context import Context, no_verdicts_text
from cchc_cli.formats.documents.check import GatheredEntry, VerdictEntry
from cchc_cli.formats.documents.common import ProblemEntry
from cchc_cli.formats.documents.verdicts import check_head, verdict_entries
from cchc_cli.formats.labels import period_label
from cchc_cli.formats.naming import Naming, naming_of, owner_words
from cchc_cli.formats.sheet import OutputSheet, Row, TextLines, about_sheet, share_of
from cchc_cli.formats.verdict_rows import remarks_of, urgency
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.report import report_words
from cchc_cli.i18n.sentences import type_text
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import QuotaKey
from cchc_cli.model.verdict import SECTIONS, Obligation, Result, Verdict

VERDICTS = {
    "status": 20, "quota": 8, "title": 40, "unit": 12, "name": 28, "period": 21, "done": 8, "target": 8, "share": 9, "due": 12,
    "remarks": 50, "organisation": 12, "plan": 15, "scope": 10, "first": 12, "last": 12, "days-left": 9, "days-late": 9, "section": 26,
    "judged": 12, "clause": 16, "rows": 9,
}  # fmt: skip
PRINTED = 11  # columns for readers on paper; the others are for filters and scripts
EVIDENCE = {
    "organisation": 12, "plan": 15, "quota": 8, "unit": 14, "period": 21, "file": 40, "row": 7, "day": 12, "by": 14, "kind": 14,
    "type": 18, "channel": 34, "headline": 60, "url": 50,
}  # fmt: skip
GATHERED: Mapping[By, Mapping[str, int]] = {
    "unit": {"status": 20, "unit": 12, "name": 36, "done": 9, "owed": 9, "share": 9, "lacking": 60, "late": 40, "organisation": 12},
    "quota": {
        "status": 20, "quota": 8, "title": 40, "period": 21, "done": 9, "owed": 9, "share": 9, "lacking": 60, "late": 40, "plan": 15,
        "organisation": 12,
    },
}  # fmt: skip
PROBLEMS = {"severity": 12, "file": 40, "row": 7, "column": 12, "code": 20, "message": 90}


def sheets(result: Result, context: Context, messages: Catalogue) -> list[OutputSheet]:
    """Return the sheets in their order; the groups of --by come first."""
    head = check_head(result, context, messages)
    # Entries hold no remarks and no titles of evidence: the verdicts beside them do.
    entries = list(zip(result.verdicts, verdict_entries(result, context, messages), strict=True))
    shown = sorted(entries, key=lambda pair: (SECTIONS.index(pair[0].section), urgency(pair[0])))
    return [
        *([_gathered_sheet(result, head.gathered or (), context, context.by, messages)] if context.by else []),
        OutputSheet(
            "verdicts",
            VERDICTS,
            tuple(_verdict(entry, verdict, messages) for verdict, entry in shown),
            printed=PRINTED,
        ),
        OutputSheet(
            "evidence",
            EVIDENCE,
            tuple(row for verdict, entry in entries for row in _evidence(entry, verdict, context, messages)),
        ),
        problems_sheet(head.problems, messages),
        about_sheet(result, messages, no_verdicts_text(result, context, messages)),
    ]


def problems_sheet(problems: Iterable[ProblemEntry], messages: Catalogue) -> OutputSheet:
    """Return the sheet of problems."""
    return OutputSheet("problems", PROBLEMS, tuple(_problem(problem, messages) for problem in problems))


def _gathered_sheet(
    result: Result, entries: Iterable[GatheredEntry], context: Context, by: By, messages: Catalogue
) -> OutputSheet:
    names = _VerdictNames(naming_of(result, result.verdicts), by, messages)
    groups = gathered(result, by, context.options.selected)
    rows = (_gathered(entry, group, names, messages) for entry, group in zip(entries, groups, strict=True))
    return OutputSheet("gathered", GATHERED[by], tuple(rows))


def _gathered(entry: GatheredEntry, group: Gathered, names: _VerdictNames, messages: Catalogue) -> Row:
    figures = (
        entry.done,
        entry.of,
        share_of(entry.done, entry.of),
        names.of(group.lacking, entry.unit),
        names.of(group.late, entry.unit),
    )
    if names.by == "unit":
        return (entry.status, entry.unit, entry.unit_name, *figures, entry.org)
    period = messages.in_words(entry.period.label) if entry.period else None
    return (entry.status, entry.quota, entry.title, period, *figures, entry.plan, entry.org)


class _VerdictNames(Struct, frozen=True):
    """Names verdicts in one cell: by unit each quota once, with its periods; by quota the owners."""

    naming: Naming
    by: By
    messages: Catalogue

    def of(self, verdicts: Sequence[Verdict], unit: str | None) -> str | TextLines:
        if self.by == "quota":
            return ", ".join(dict.fromkeys(owner_words(verdict.obligation, self.messages) for verdict in verdicts))
        by_quota: dict[tuple[QuotaKey, str], list[Obligation]] = {}
        for verdict in verdicts:
            obligation = verdict.obligation
            others = "" if obligation.owner == unit else f" ({owner_words(obligation, self.messages)})"
            by_quota.setdefault((obligation.quota.key, others), []).append(obligation)
        return TextLines(tuple(self._line(owed, others) for (_, others), owed in by_quota.items()))

    def _line(self, owed: Sequence[Obligation], others: str) -> str:
        """Return a quota with all its periods: “A3 Tin, bài hằng tháng: Tháng 4–6/2026”."""
        quota, words = owed[0].quota, report_words(self.messages.language)
        return f"{self.naming.quota(quota)} {quota.title}{others}: {words.periods(obligation.period for obligation in owed)}"


def _verdict(entry: VerdictEntry, verdict: Verdict, messages: Catalogue) -> Row:
    period = entry.period
    name = period_label(verdict.obligation.period, messages)
    return (
        entry.status, entry.quota, entry.title, entry.unit, entry.unit_name.replace(";", "; "), name, entry.count, entry.target,
        share_of(entry.share.met, entry.share.of) if entry.share else None, entry.due,
        " · ".join(remarks_of(verdict, messages)), entry.org, entry.plan, messages(f"scope.{entry.scope}"),
        period.first, period.last, entry.days_left, entry.days_late,
        messages(f"section.{entry.section}", day=messages.day(entry.judged_as_of)), entry.judged_as_of, entry.clause,
        len(entry.evidence),
    )  # fmt: skip


def _evidence(entry: VerdictEntry, verdict: Verdict, context: Context, messages: Catalogue) -> Iterator[Row]:
    organisation = context.organisations[entry.org]
    name = period_label(verdict.obligation.period, messages)
    for place, item in zip(entry.evidence, verdict.rows, strict=True):
        channels = context.channels.get(item.place) or tuple(filter(None, [item.channel]))
        names = what_and_where(item, channels, organisation, messages)
        yield (
            entry.org, entry.plan, entry.quota, entry.unit, name, place.file, place.row,
            item.day, "; ".join(item.units), *names, item.title, item.url,
        )  # fmt: skip


def what_and_where(
    item: Item, channels: Iterable[str], organisation: Organisation, messages: Catalogue
) -> tuple[str, str, str]:
    """Return the kind, the type and the channels of a row, by their names."""
    kind = messages(f"kind.{item.kind}")
    type_ = type_text(item.kind, item.type, organisation, messages) if item.type else ""
    return kind, type_, "; ".join(organisation.channels.get(code, code) for code in channels)


def _problem(problem: ProblemEntry, messages: Catalogue) -> Row:
    return (
        messages(f"severity.{problem.severity}"),
        problem.file,
        problem.row,
        problem.column,
        problem.code,
        problem.message,
    )
