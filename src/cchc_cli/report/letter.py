"""A reminder as an official letter to one unit: what is due, by which day, what is lacking, whom to answer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from cchc_cli.formats.notices import notices
from cchc_cli.formats.reminder import Reminder, ReminderTask
from cchc_cli.formats.safe import safe
from cchc_cli.i18n.report import ReportWords
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Result
from cchc_cli.report.citation import cited, signature, within_sentence
from cchc_cli.report.outline import Blank, Block, Head, OfficialLetter, OutlineParagraph, OutlineTable
from cchc_cli.report.writer import OutlineColumn, fill, joined_texts, table


def letter(reminder: Reminder, result: Result, organisation: Organisation, messages: ReportWords) -> OfficialLetter:
    """Return the letter to a unit. What only the office knows is blank: number, day, contact, signature."""
    writer = _LetterWriter(reminder, result, organisation, messages)
    return OfficialLetter(
        language=messages.language,
        as_of=result.as_of,
        footer=messages("table.sample") if result.sample else "",
        notices=tuple(notices(result, messages)),
        head=writer.head(),
        body=tuple(writer.body()),
        tail=signature(messages),
    )


def file_stem(result: Result, messages: ReportWords) -> str:
    """Return what the names of the files of all units begin with: `nhac-viec-2026-11-22`."""
    return f"{messages('letter.file')}-{result.as_of}"


class _LetterWriter(Struct, frozen=True):
    reminder: Reminder
    result: Result
    organisation: Organisation
    messages: ReportWords

    def head(self) -> Head:
        messages, blank = self.messages, Blank()
        return Head(
            parent=(blank,),
            issuer=(safe(self.organisation.name.upper()),),
            nation=messages("head.nation"),
            motto=messages("head.motto"),
            number=fill(messages, "letter.number", blank=blank),
            place=fill(messages, "head.place", blank=blank, year=self.result.as_of.year),
            kind="",
            subject=(self._subject(),),
            addressee=fill(messages, "head.to", blank=self.reminder.name),
        )

    def _subject(self) -> str:
        first, *others = self.reminder.plans
        if others:
            return self.messages("letter.subject-several")
        title = within_sentence(first.title, self.messages)
        name = self.reminder.tasks[0].plan if first.number else self.messages("letter.plan", title=title)
        return safe(self.messages("letter.subject", plan=name))

    def body(self) -> Iterator[Block]:
        messages, reminder = self.messages, self.reminder
        names = {"organisation": self.organisation.name, "unit": reminder.name}
        plans = joined_texts([cited(plan, self.organisation.name, messages) for plan in reminder.plans], "; ")
        yield self._paragraph(
            "letter.opening" if reminder.count == len(reminder.tasks) else "letter.opening-periods",
            plans=plans,
            day=messages.long_day(self.result.as_of),
            count=messages.number(reminder.count),
            **names,
        )
        if self.result.reading:
            yield self._paragraph("opening.reading", reading=self.result.reading)
        yield self._table()
        if any(task.is_overdue for task in reminder.tasks):
            yield self._paragraph("letter.late")
        contact, answer = Blank(messages("letter.contact")), Blank(messages("letter.answer"))
        yield self._paragraph("letter.request", contact=contact, day=answer, **names)
        yield self._paragraph("letter.end", **names)

    def _paragraph(self, key: str, /, **details: object) -> OutlineParagraph:
        return OutlineParagraph(fill(self.messages, key, **details))

    def _table(self) -> OutlineTable:
        messages = self.messages
        columns = (
            OutlineColumn(messages("table.number"), 7, "centre"),
            OutlineColumn(messages("table.task"), 32),
            OutlineColumn(messages("table.period"), 18),
            OutlineColumn(messages("letter.need"), 23),
            OutlineColumn(messages("table.due"), 20),
        )
        return table(columns, [self._row(number, task) for number, task in enumerate(self.reminder.tasks, 1)])

    def _row(self, number: int, task: ReminderTask) -> tuple[str, ...]:
        messages = self.messages
        key = "letter.task" if len(self.reminder.plans) == 1 else "letter.task-of"
        return (
            str(number),
            messages(key, title=task.title, clause=task.clause, plan=task.plan),
            task.period,
            messages("letter.needs", need=task.need, together=task.together) if task.together else task.need,
            messages("letter.due", due=task.due, left=task.left) if task.due else messages("table.no-due"),
        )
