"""`within: {days: 15, of: issue}`: once, some days after an event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.note import Note
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import ANY_LATER_DAY, ISSUE_DAY, YES, InForce, Term, Timing, WrittenTiming, way
from cchc_cli.model.word import Wording

WITHIN = Texts(en="within {days|day} of the plan's issue", vi="trong thời hạn {days} ngày kể từ ngày ban hành kế hoạch")


class WithinDays(Timing, frozen=True):
    """Once only, so many calendar days from the plan's issue, that day not counted (Civil Code 2015, art. 147–148)."""

    days: int

    words: ClassVar = {
        "within": Texts(en="Once, within so many days of an event.", vi="Một lần, trong số ngày này kể từ một sự kiện.")
    }
    ways: ClassVar = (
        way(
            "within",
            "within: {days: 15, of: issue}",
            Texts(
                en="once only; the day of issue is not counted, a last day off work moves on",
                vi="một lần; không tính ngày ban hành, ngày cuối là ngày nghỉ thì lùi sang ngày làm việc",
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
        """The day of the event is not counted; a last day off work moves on (Civil Code 2015, articles 147 and 148)."""
        year, issued = plan.own_year, plan.issue.day
        if issued is None:
            yield Term(year, None, year.start, year.last, ISSUE_DAY)
            return
        fixed = issued + timedelta(days=self.days)
        due = holidays.next_working(fixed)
        notes = [Note("moved", {"from": str(fixed), "to": str(due)})] if due != fixed else []
        if not {fixed.year, due.year} <= holidays.years:
            notes.append(Note("no-holiday-table", {"year": str(due.year)}))
        yield Term(year, due, issued, ANY_LATER_DAY, notes=tuple(notes))

    def phrase(self, wording: Wording) -> str:
        return wording.text(WITHIN, days=self.days)
