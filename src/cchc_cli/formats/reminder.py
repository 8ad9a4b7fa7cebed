"""The requests to each unit: as values, and as a short polite text to paste into a chat or a mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cchc_cli.engine.todo import Todo, UnitTodos
from cchc_cli.formats.naming import has_several_organisations
from cchc_cli.formats.notices import notices
from cchc_cli.formats.passed_over import passed_over_line
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import shortfall_text
from cchc_cli.formats.view import TableOptions, plan_lines
from cchc_cli.i18n.report import ReportWords
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Result

CUT = "- - - - - - - - - - - - - - - - - - - -"
# By when a task has to be done, as a sentence and in brief; of several periods, and of one.
DEADLINE = {
    "due": "remind.deadline-due",
    "due-several": "remind.deadline-due-several",
    "today": "remind.deadline-today",
    "today-several": "remind.deadline-today",
    "overdue": "remind.deadline-overdue",
    "overdue-several": "remind.deadline-overdue-several",
    "no-due": "remind.deadline-no-due",
    "no-due-several": "remind.deadline-no-due",
}
LEFT = {
    "due": "remind.left-due",
    "due-several": "remind.left-due-several",
    "today": "remind.left-today",
    "today-several": "remind.left-today",
    "overdue": "remind.left-overdue",
    "overdue-several": "remind.left-overdue-several",
}
MAX_DAYS = 3  # due days that are listed one by one; of more, the first and the last


class ReminderTask(Struct, frozen=True):
    """The request for one quota, in harmless texts: in one period, or in several that lack the same.

    `period` is for the cell of a table. `due` are the due days, `left` the days to them or since them; "" where the plan states no day. `deadline` is a sentence of both.
    """

    title: str
    clause: str
    plan: str
    periods: str
    period: str
    need: str
    together: str
    due: str
    left: str
    deadline: str
    is_overdue: bool


class Reminder(Struct, frozen=True):
    """The requests to one unit. Its names are harmless; `count` is the number of tasks, each period for itself."""

    organisation: str
    unit: str
    name: str
    addressee: str  # the name, with that of the organisation where reminders go to several
    sender: str  # the name of the organisation
    count: int
    tasks: tuple[ReminderTask, ...]
    plans: tuple[Plan, ...]


def reminders(
    units: Sequence[UnitTodos],
    result: Result,
    organisations: Mapping[str, Organisation],
    options: TableOptions,
    messages: ReportWords,
) -> list[Reminder]:
    """Return a reminder for each unit that can still do something."""
    writer = _ReminderWriter(result, organisations, options, messages)
    return [reminder for unit in units if (reminder := writer.reminder(unit))]


def render(reminders: Sequence[Reminder], result: Result, messages: ReportWords) -> str:
    """Return the texts; what they rest on is above the first, so that each can be copied alone."""
    head = messages("remind.heading", count=messages.number(len(reminders)), day=messages.day(result.as_of))
    about = "\n".join([head, *_about(result, messages)]) + "\n"
    return f"\n{CUT}\n".join([about, *(text_of(reminder, result, messages) for reminder in reminders)])


def text_of(reminder: Reminder, result: Result, messages: ReportWords) -> str:
    """Return the text for one unit."""
    key = "remind.opening" if reminder.count == len(reminder.tasks) else "remind.opening-periods"
    lines = [
        messages("remind.to", name=reminder.addressee),
        messages(key, day=messages.day(result.as_of), count=messages.number(reminder.count)),
        *(_line(number, task, messages) for number, task in enumerate(reminder.tasks, 1)),
        messages("remind.closing", organisation=reminder.sender),
    ]
    if result.reading:
        lines.append(messages("remind.reading", reading=result.reading))
    return "\n".join([*lines, *notices(result, messages)]) + "\n"


def _about(result: Result, messages: ReportWords) -> Iterator[str]:
    yield from notices(result, messages)
    if result.reading:
        yield messages("table.reading", reading=result.reading)
    yield from plan_lines(result.plans, messages)
    if result.passed_over:
        yield passed_over_line(result.passed_over, messages)


def _line(number: int, task: ReminderTask, messages: ReportWords) -> str:
    return messages(
        "remind.item",
        number=number,
        title=task.title,
        period=task.periods,
        clause=task.clause,
        plan=task.plan,
        need=task.need,
        together=task.together and f" ({task.together})",
        deadline=task.deadline,
    )


class _ReminderWriter:
    """Writes the reminders of one result."""

    def __init__(
        self, result: Result, organisations: Mapping[str, Organisation], options: TableOptions, messages: ReportWords
    ) -> None:
        self._as_of = result.as_of
        self._organisations = organisations
        self._names = options.unit_names
        self._plans = {(plan.organisation, plan.id): plan for plan in result.plans}
        self._several = has_several_organisations(result)
        self._messages = messages

    def reminder(self, unit: UnitTodos) -> Reminder | None:
        """Return the requests to a unit, None if there are none."""
        todos = [todo for todo in unit.todos if self._is_timely(todo)]
        if not todos:
            return None
        name = self._unit(unit.organisation, unit.unit)
        organisation = self._organisations[unit.organisation].name
        plans = {(plan.organisation, plan.id): plan for plan in map(self._plan, todos)}
        return Reminder(
            organisation=unit.organisation,
            unit=unit.unit,
            name=safe(name),
            addressee=safe(f"{name}, {organisation}" if self._several else name),
            sender=safe(organisation),
            count=len(todos),
            tasks=tuple(self._task(fold, unit.unit) for fold in self._folded(todos)),
            plans=tuple(plans.values()),
        )

    def _is_timely(self, todo: Todo) -> bool:
        """Whether to remind: not of an undated report before its period ends, nor of an exceeded limit."""
        if todo.section == "exceeded":
            return False
        return todo.section != "question" or todo.verdict.obligation.period.stop <= self._as_of

    def _plan(self, todo: Todo) -> Plan:
        quota = todo.verdict.obligation.quota
        return self._plans[quota.organisation, quota.plan]

    def _folded(self, todos: Sequence[Todo]) -> list[list[Todo]]:
        """Gather the periods of one quota in which the same is lacking, and which are alike in time."""
        folds: dict[tuple[object, ...], list[Todo]] = {}
        for todo in todos:
            obligation = todo.verdict.obligation
            key = (obligation.quota.key, obligation.owners, _deadline_kind(todo), self._need(todo))
            folds.setdefault(key, []).append(todo)
        return [*folds.values()]

    def _need(self, todo: Todo) -> str:
        quota = todo.verdict.obligation.quota
        return shortfall_text(todo.verdict, self._organisations[quota.organisation], self._messages, "plain")

    def _task(self, todos: Sequence[Todo], unit: str) -> ReminderTask:
        messages, obligation = self._messages, todos[0].verdict.obligation
        plan, periods = self._plan(todos[0]), [todo.verdict.obligation.period for todo in todos]
        other_leads = [self._unit(obligation.quota.organisation, code) for code in obligation.owners if code != unit]
        is_joint = obligation.scope == "joint" and other_leads
        need = self._need(todos[0])
        return ReminderTask(
            title=safe(obligation.quota.title),
            clause=safe(obligation.quota.clause),
            plan=safe(messages("remind.plan", number=plan.number) if plan.number else f"“{plan.title}”"),
            periods=messages.counted_periods(periods),
            period=messages.counted_periods(periods) if len(todos) > 1 else messages.period(periods[0], short=True),
            need=safe(messages("remind.each", need=need) if len(todos) > 1 else need),
            together=safe(messages("remind.together", units=messages.all_of(other_leads))) if is_joint else "",
            due=self._due(todos),
            left=self._timed(LEFT, todos) if todos[0].days_left is not None else "",
            deadline=self._timed(DEADLINE, todos),
            is_overdue=_deadline_kind(todos[0]) == "overdue",
        )

    def _unit(self, organisation: str, code: str) -> str:
        return self._names.get(f"{organisation}/{code}", code)

    def _due(self, todos: Sequence[Todo]) -> str:
        """Return the due days: of more than a few, the first and the last."""
        days = sorted({todo.verdict.obligation.due for todo in todos if todo.verdict.obligation.due})
        if not days:
            return ""
        if len(days) <= MAX_DAYS:
            return self._messages.days(days)
        return self._messages("remind.days", first=self._messages.day(days[0]), last=self._messages.day(days[-1]))

    def _timed(self, keys: Mapping[str, str], todos: Sequence[Todo]) -> str:
        """Return what the due days of tasks mean on the as-of day."""
        messages = self._messages
        nearest = min(todos, key=lambda todo: abs(todo.days_left or 0))
        days = [abs(todo.days_left or 0) for todo in todos]
        several = "-several" if len(todos) > 1 else ""
        return messages(
            keys[_deadline_kind(todos[0]) + several],
            due=self._due(todos),
            days=messages.number(min(days)),
            most=messages.number(max(days)),
            working=messages.number(nearest.working_left or 0),
        )


def _deadline_kind(todo: Todo) -> str:
    if todo.days_left is None:
        return "no-due"
    return "overdue" if todo.days_left < 0 else "due" if todo.days_left else "today"
