"""An explanation as text: clause, rule in words, window, rows counted and not counted, what is still needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from cchc_cli.engine.case import Case
from cchc_cli.engine.explain import AlternativeVerdict, Explanation
from cchc_cli.formats.labels import period_label
from cchc_cli.formats.naming import owner_words
from cchc_cli.formats.notices import skipped_lines
from cchc_cli.formats.passed_over import passed_over_line
from cchc_cli.formats.rows_text import item_line
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import shortfall_sentence
from cchc_cli.formats.text_lines import BOLD, Line
from cchc_cli.formats.verdict_rows import COMMON_REASONS
from cchc_cli.formats.view import DIM, NOTICE, STYLES, SYMBOLS, figures, part_name, verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import note_text, question_text, reason_text
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Rejection, Waiver

LABEL = 16
MAX_ROWS = 6
Row = TypeVar("Row", Item, Rejection)


def render(
    explanations: Sequence[Explanation],
    case: Case,
    messages: Catalogue,
    *,
    verbose: bool = False,
) -> list[Line]:
    """Return the lines: the quota once, a section for each verdict, then the number of rows passed over."""
    organisation = case.organisation
    lines: list[Line] = [_line(text, NOTICE) for text in skipped_lines(case.skipped, messages)]
    lines += _quota_lines(explanations[0], organisation, messages)
    if organisation.sample:
        lines.append(_line(messages("table.sample"), NOTICE))
    for explanation in explanations:
        lines += [(), *_Explained(explanation, organisation, messages, verbose=verbose).lines()]
    if case.passed_over:
        lines += [(), _line(passed_over_line(case.passed_over, messages), DIM)]
    return [tuple((safe(text), style) for text, style in line) for line in lines]


def _quota_lines(explanation: Explanation, organisation: Organisation, messages: Catalogue) -> Iterator[Line]:
    quota = explanation.verdict.obligation.quota
    yield _line(f"{quota.name} · {safe(quota.title)}", BOLD)
    wording = " " + messages("explain.wording", wording=quota.wording) if quota.wording else ""
    yield _labelled(messages("column.organisation"), organisation.name)
    yield _labelled(
        messages("explain.clause"), f"{explanation.plan.number or explanation.plan.id}, {quota.clause}{wording}"
    )
    yield _labelled(messages("explain.rule"), sentence(quota, organisation, messages))
    if quota.repeats:
        yield _labelled(messages("explain.repeats"), ", ".join(quota.repeats))
    if quota.coordinating:
        yield _labelled(messages("explain.coordinating"), ", ".join(quota.coordinating))


def _labelled(label: str, text: str, style: str = "") -> Line:
    return ((f"{label:<{LABEL}}", DIM), (text, style))


def _line(text: str, style: str = "") -> Line:
    return ((text, style),)


class _Explained:
    """Writes the lines of one verdict."""

    def __init__(
        self, explanation: Explanation, organisation: Organisation, messages: Catalogue, *, verbose: bool
    ) -> None:
        self._explanation = explanation
        self._verdict = explanation.verdict
        self._organisation = organisation
        self._messages = messages
        self._max_rows = 10**9 if verbose else MAX_ROWS

    def lines(self) -> Iterator[Line]:
        messages, verdict = self._messages, self._verdict
        obligation = verdict.obligation
        yield _line(
            f"── {owner_words(obligation, messages)} · {period_label(obligation.period, messages)} {'─' * 20}", BOLD
        )
        period = messages(
            "explain.period", start=messages.day(obligation.period.start), last=messages.day(obligation.period.last)
        )
        yield _labelled(messages("explain.window"), period)
        yield _labelled(
            messages("explain.due"), messages.day(obligation.due) if obligation.due else messages("explain.no-due")
        )
        yield _labelled(messages("explain.judged"), messages.day(verdict.judged_as_of))
        yield _labelled(messages("explain.status"), self._status(), STYLES[verdict.status])
        if verdict.question:
            yield _labelled("", messages("table.question", question=question_text(verdict.question, messages)))
        if verdict.waiver:
            waiver = verdict.waiver
            yield _labelled("", safe(f"{self._waiver(waiver)}: {waiver.reason} ({waiver.approver})"))
        if verdict.leads:
            leads = " · ".join(f"{unit} {count}" for unit, count in verdict.leads.items())
            yield _labelled(messages("explain.leads"), leads)
        yield from self._units() if verdict.members else self._counted()
        if verdict.parts or self._explanation.rejected:
            yield from self._rejected()
        yield _labelled(
            messages("explain.needed"),
            shortfall_sentence(verdict, self._explanation.lack, self._organisation, messages),
        )
        yield from self._readings()
        yield from self._notes()

    def _status(self) -> str:
        verdict, messages = self._verdict, self._messages
        text = f"{SYMBOLS[verdict.status]} {messages(f'status.{verdict.status}')} "
        text += verdict_figures(verdict, mark_implied=True)
        if verdict.days_late:
            text += ", " + messages("table.days-late", days=verdict.days_late)
        if verdict.days_left is not None:
            text += ", " + messages("table.days-left", days=verdict.days_left)
        return text

    # ---- rows

    def _counted(self) -> Iterator[Line]:
        messages, verdict = self._messages, self._verdict
        for result in verdict.parts:
            if len(verdict.parts) > 1:
                reached = ", " + messages("explain.reached", day=messages.day(result.reached)) if result.reached else ""
                figures_text = figures(result.count, result.target)
                name = part_name(result.name, verdict.obligation.quota.need.parts, messages)
                yield _line(messages("explain.part", name=name, figures=figures_text) + reached, BOLD)
            none_counted = "" if result.counted else f": {messages('explain.nothing-counted')}"
            yield _line(messages("explain.counted") + none_counted, BOLD)
            yield from self._first_rows(result.counted, self._item)

    def _rejected(self) -> Iterator[Line]:
        messages = self._messages
        none_rejected = "" if self._explanation.rejected else f": {messages('explain.nothing-rejected')}"
        yield _line(messages("explain.rejected") + none_rejected, BOLD)
        groups: dict[str, list[Rejection]] = defaultdict(list)
        own = set(self._verdict.obligation.credited_units)
        for rejection in sorted(self._explanation.rejected, key=lambda rejection: not own & set(rejection.item.units)):
            groups[rejection.reason].append(rejection)
        for _, rejections in sorted(groups.items(), key=lambda group: (group[0] in COMMON_REASONS, group[0] == "unit")):
            yield from self._first_rows(rejections, self._rejection)

    def _first_rows(self, rows: Sequence[Row], line: Callable[[Row], str]) -> Iterator[Line]:
        yield from (_line(f"  {line(row)}") for row in rows[: self._max_rows])
        if len(rows) > self._max_rows:
            yield _line("  " + self._messages("explain.more-rows", count=len(rows) - self._max_rows), DIM)

    def _rejection(self, rejection: Rejection) -> str:
        return f"{self._item(rejection.item)}: {reason_text(rejection, self._messages)}"

    def _item(self, item: Item) -> str:
        return item_line(item, item.channel, self._organisation, self._messages)

    def _units(self) -> Iterator[Line]:
        messages = self._messages
        yield _line(messages("explain.units"), BOLD)
        for member in self._verdict.members:
            rows = ", ".join(item.ref for item in member.counted) or messages("explain.nothing-counted")
            status = f"{SYMBOLS[member.status]} {messages(f'status.{member.status}')}"
            late = f", {messages('table.days-late', days=member.days_late)}" if member.days_late else ""
            figures_text = verdict_figures(member)
            if member.waiver:
                rows = safe(f"{self._waiver(member.waiver)}: {member.waiver.reason} ({member.waiver.approver})")
            yield (
                (f"  {member.obligation.owner:<6} ", ""),
                (f"{status}{late} {figures_text}", STYLES[member.status]),
                (f"  {rows}", ""),
            )

    def _waiver(self, waiver: Waiver) -> str:
        return self._messages("table.waiver", number=waiver.number, last=self._messages.day(waiver.last_day))

    # ---- readings and notes

    def _readings(self) -> Iterator[Line]:
        if self._explanation.others:
            yield _line(self._messages("explain.readings"), BOLD)
            yield from (_line("  " + self._reading(alternative)) for alternative in self._explanation.others)

    def _reading(self, alternative: AlternativeVerdict) -> str:
        messages = self._messages
        if alternative.status is None:
            status = messages("explain.none-owed")
        elif alternative.status is self._verdict.status:
            status = messages("explain.same")
        else:
            status = f"{SYMBOLS[alternative.status]} {messages(f'status.{alternative.status}')}"
        return messages(
            "explain.reading", reading=alternative.reading, status=status, rule=self._alternative_rule(alternative)
        )

    def _alternative_rule(self, alternative: AlternativeVerdict) -> str:
        """Return the rule of the other reading in words; for a reading of the header, its issue day and due day."""
        if alternative.issue is None:
            return sentence(alternative.quota, self._organisation, self._messages)
        messages = self._messages
        issued = messages("plan.issued.day", day=messages.day(alternative.issue.earliest))
        return issued + (
            f", {messages('explain.due-by', day=messages.day(alternative.due))}" if alternative.due else ""
        )

    def _notes(self) -> Iterator[Line]:
        notes = list(dict.fromkeys(note_text(note, self._messages) for note in self._verdict.notes))
        if notes:
            yield _line(self._messages("explain.notes"), BOLD)
            yield from (_line(f"  {safe(note)}") for note in notes)
