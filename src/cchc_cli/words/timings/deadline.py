"""`before: 2026-04` and `by: 2026-Q2`: once, by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.period import Period
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import ANY_LATER_DAY, YES, InForce, Term, Timing, WrittenTiming, opens_on, way
from cchc_cli.model.word import Wording

BY = Texts(en="by {day}", vi="chậm nhất ngày {day}")


class Deadline(Timing, frozen=True):
    """Once only, by a day. `quarter` is the quarter the plan names as the deadline, if it does."""

    due: date
    quarter: Period | None = None

    words: ClassVar = {
        "before": Texts(
            en="Once, before this day (its eve is the last day) or this month.",
            vi="Một lần, trước ngày này (hôm trước là ngày cuối) hoặc trước tháng này.",
        ),
        "by": Texts(
            en="Once, by this day, or by the end of this month or quarter.",
            vi="Một lần, chậm nhất ngày này, hoặc hết tháng, hết quý này.",
        ),
    }
    ways: ClassVar = (
        way(
            "before",
            "before: 2026-11-15",
            Texts(
                en="once only; before a day or month, its eve is the last day",
                vi="một lần; trước một ngày hoặc một tháng, hạn là ngày hôm trước",
            ),
            YES,
        ),
        way(
            "by",
            "by: 2026-Q2",
            Texts(
                en="once only; by a day, or by the last day of a month or quarter",
                vi="một lần; chậm nhất một ngày, hoặc ngày cuối của tháng, của quý",
            ),
            YES,
        ),
    )
    once_only: ClassVar = True

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        due, by = written.limit.day, written.limit.by
        is_quarter = by is not None and by.cadence is not None and by.cadence.word == "quarter"
        return cls(due, by if is_quarter else None) if due else None

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        year = plan.own_year
        yield Term(year, self.due, opens_on(plan, year, self.due), ANY_LATER_DAY)

    def phrase(self, wording: Wording) -> str:
        return wording.text(BY, day=wording.day(self.due))

    @property
    def named_quarter(self) -> Period | None:
        return self.quarter
