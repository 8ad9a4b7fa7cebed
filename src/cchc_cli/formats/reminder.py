"""A short polite text for each unit that has something to do, to paste into a chat or a mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_cli.engine.todo import Todo, UnitTodos
from cchc_cli.formats.naming import has_several_organisations
from cchc_cli.formats.notices import notices
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import lacking
from cchc_cli.formats.view import TableOptions, passed_over_line, plan_lines
from cchc_cli.i18n.report import ReportWords
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Result

CUT = "- - - - - - - - - - - - - - - - - - - -"


def render(
    units: Sequence[UnitTodos],
    result: Result,
    organisations: Mapping[str, Organisation],
    asked: TableOptions,
    messages: ReportWords,
) -> str:
    """Return the texts; the basis of the result precedes the first, so each text can be copied alone."""
    writer = _LetterWriter(result, organisations, asked, messages)
    texts = [text for unit in units if (text := writer.text(unit))]
    head = [
        messages("remind.heading", count=messages.number(len(texts)), day=messages.day(result.as_of)),
        *writer.about(),
    ]
    return f"\n{CUT}\n".join("\n".join(lines) + "\n" for lines in (head, *texts))


class _LetterWriter:
    """Writes the texts of one result."""

    def __init__(
        self, result: Result, organisations: Mapping[str, Organisation], asked: TableOptions, messages: ReportWords
    ) -> None:
        self._result = result
        self._organisations = organisations
        self._names = asked.unit_names
        self._plans = {(plan.organisation, plan.id): plan for plan in result.plans}
        self._several = has_several_organisations(result)
        self._messages = messages

    def about(self) -> Iterator[str]:
        yield from notices(self._result, self._messages)
        if self._result.reading:
            yield self._messages("table.reading", reading=self._result.reading)
        yield from plan_lines(self._result, self._messages)
        if self._result.passed_over:
            yield passed_over_line(self._result.passed_over, self._messages)

    def text(self, unit: UnitTodos) -> list[str]:
        messages = self._messages
        todos = [todo for todo in unit.todos if self._is_timely(todo)]
        if not todos:
            return []
        lines = [
            messages("remind.to", name=safe(self._addressee(unit))),
            messages("remind.opening", day=messages.day(self._result.as_of), count=messages.number(len(todos))),
            *(self._item(number, todo, unit.unit) for number, todo in enumerate(todos, 1)),
            messages("remind.closing"),
        ]
        if self._result.reading:
            lines.append(messages("remind.reading", reading=self._result.reading))
        return [*lines, *notices(self._result, messages)]

    def _addressee(self, unit: UnitTodos) -> str:
        """Return the name of a unit, with its organisation's if texts go to several."""
        name = self._names.get(f"{unit.organisation}/{unit.unit}", unit.unit)
        return f"{name}, {self._organisations[unit.organisation].name}" if self._several else name

    def _is_timely(self, todo: Todo) -> bool:
        """Whether to remind: not of an undated report before its period ends, nor of an exceeded limit."""
        if todo.section == "exceeded":
            return False
        return todo.section != "question" or todo.verdict.obligation.period.stop <= self._result.as_of

    def _item(self, number: int, todo: Todo, unit: str) -> str:
        messages, obligation = self._messages, todo.verdict.obligation
        quota = obligation.quota
        plan = self._plans[quota.organisation, quota.plan]
        others = [code for code in obligation.owners if code != unit] if obligation.scope == "joint" else []
        together = messages("remind.together", units=messages.all_of(others)) if others else ""
        text = messages(
            "remind.item",
            number=number,
            title=quota.title,
            period=messages.period(obligation.period),
            clause=quota.clause,
            plan=messages("remind.plan", number=plan.number) if plan.number else f"“{plan.title}”",
            need=lacking(todo.verdict, self._organisations[quota.organisation], messages, "plain"),
            together=together,
            deadline=self._deadline(todo),
        )
        return safe(text)

    def _deadline(self, todo: Todo) -> str:
        messages, due = self._messages, todo.verdict.obligation.due
        if due is None or todo.days_left is None:
            return messages("remind.no-due")
        if todo.days_left < 0:
            return messages("remind.overdue", due=messages.day(due), days=messages.number(-todo.days_left))
        if todo.days_left == 0:
            return messages("remind.today", due=messages.day(due))
        return messages(
            "remind.due",
            due=messages.day(due),
            days=messages.number(todo.days_left),
            working=messages.number(todo.working_left or 0),
        )
