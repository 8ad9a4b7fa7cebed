"""`within: {days: 15, of: issue}`: once, some days, working days or months after an event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays, months_later
from cchc_cli.model.note import Note
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import (
    ANY_LATER_DAY,
    YES,
    FromEvent,
    InForce,
    NamedDay,
    Term,
    Timing,
    WrittenTiming,
    term_without_day,
    way,
)
from cchc_cli.model.word import Wording

WITHIN = Texts(en="within {length} of {event}", vi="trong thời hạn {length} kể từ {event}")
LENGTHS = {
    "days": Texts(en="{number|day}", vi="{number:02d} ngày"),
    "working_days": Texts(en="{number|working day}", vi="{number:02d} ngày làm việc"),
    "months": Texts(en="{number|month}", vi="{number:02d} tháng"),
}
ISSUE = Texts(en="the plan's issue", vi="ngày ban hành kế hoạch")
KNOWN = Texts(en="{day} ({name})", vi="ngày {day} ({name})")
NOT_KNOWN = Texts(en="“{name}”, a day not known yet", vi="ngày “{name}” (chưa xác định)")


class Within(Timing, frozen=True):
    """Once only, some time after an event, the day of the event not counted (Civil Code 2015, art. 147–148)."""

    length: FromEvent

    words: ClassVar = {
        "within": Texts(
            en="Once, within some days, working days or months of an event.",
            vi="Một lần, trong một số ngày, ngày làm việc hoặc tháng kể từ một sự kiện.",
        )
    }
    ways: ClassVar = (
        way(
            "within",
            "within: {days: 15, of: issue}",
            Texts(
                en="once only; the day of the event is not counted, a last day off work moves on; `of` is `issue` or a day that the header names (`dates`)",
                vi="một lần; không tính ngày xảy ra sự kiện, ngày cuối là ngày nghỉ thì lùi sang ngày làm việc; `of` là `issue` hoặc một ngày nêu ở `dates`",
            ),
            YES,
        ),
        way(
            "within",
            "within: {working_days: 10, of: issue}",
            Texts(en="the same; the tenth working day after", vi="như trên; hạn là ngày làm việc thứ 10 sau đó"),
            YES,
        ),
        way(
            "within",
            "within: {months: 6, of: issue}",
            Texts(
                en="the same; the day of the same number six months later, or that month's last; moved as before",
                vi="như trên; ngày cùng số sau 6 tháng, hoặc ngày cuối của tháng đó; gặp ngày nghỉ thì lùi như trên",
            ),
            YES,
        ),
    )
    once_only: ClassVar = True
    from_event: ClassVar = True

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        return cls(written.within) if written.within is not None else None

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        event = self.length.event
        day = event.day if event else plan.issue.day
        if day is None:
            yield term_without_day(plan, event)
        else:
            due, notes = self._due(day, holidays)
            yield Term(plan.own_year, due, day, ANY_LATER_DAY, notes=notes)

    def _due(self, event: date, holidays: Holidays) -> tuple[date, tuple[Note, ...]]:
        """Working days are counted; a last day of days or months moves on to the next working day."""
        number = self.length.number
        if self.length.measure == "working_days":
            due = holidays.working_day_after(event, number)
            return due, holidays.untabled(event, due)
        fixed = months_later(event, number) if self.length.measure == "months" else event + timedelta(days=number)
        due = holidays.next_working(fixed)
        moved = (Note("moved", {"from": str(fixed), "to": str(due)}),) if due != fixed else ()
        return due, (*moved, *holidays.untabled(fixed, due))

    def phrase(self, wording: Wording) -> str:
        return wording.text(
            WITHIN, length=length_words(self.length, wording), event=event_words(self.length.event, wording)
        )


def length_words(length: FromEvent, wording: Wording) -> str:
    """Return how long it is: "10 working days"."""
    return wording.text(LENGTHS[length.measure], number=length.number)


def event_words(event: NamedDay | None, wording: Wording) -> str:
    """Name an event, with its day where the header states it."""
    if event is None:
        return wording.text(ISSUE)
    if event.day is None:
        return wording.text(NOT_KNOWN, name=event.name)
    return wording.text(KNOWN, day=wording.day(event.day), name=event.name)
