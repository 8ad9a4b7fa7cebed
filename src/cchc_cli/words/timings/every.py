"""`every: quarter`, alone, with `last`, or with `due`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.period import Cadence, Period
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import (
    ANY_LATER_DAY,
    REPORTS_ONLY,
    YES,
    Days,
    InForce,
    Misplaced,
    Term,
    Timing,
    WrittenTiming,
    term_by_days,
    way,
)
from cchc_cli.model.word import Wording

LAST = Texts(en="{every}, the last by {day}", vi="{every}, kỳ cuối chậm nhất ngày {day}")
UNDATED = Texts(en="{every}, on a day the plan does not state", vi="{every}, kế hoạch không nêu ngày")


class Every(Timing, frozen=True):
    """Recurring: in each calendar period. `last` is the last day of the year's last period, where it is earlier."""

    cadence: type[Cadence]
    last: date | None = None
    days: Days | None = None

    words: ClassVar = {"every": Texts(en="In each calendar {cadences}.", vi="Trong mỗi kỳ dương lịch: {cadences}.")}
    qualifiers: ClassVar = {
        "last": Texts(
            en="With `every`: the year's last period ends earlier.",
            vi="Cùng `every`: kỳ cuối của năm kết thúc sớm hơn.",
        )
    }
    ways: ClassVar = (
        way(
            "every",
            "every: month",
            Texts(
                en="recurring: each calendar period by its last day",
                vi="định kỳ: mỗi kỳ dương lịch, chậm nhất ngày cuối kỳ",
            ),
            REPORTS_ONLY,
        ),
        way(
            "every last",
            "every: half-year, last: {before: 2026-12-15}",
            Texts(en="the same, the year's last period ends earlier", vi="như trên, kỳ cuối của năm kết thúc sớm hơn"),
            Texts(en="until its period ends", vi="đến hết kỳ"),
        ),
        way(
            "every due",
            "every: month, due: {2026-04: 2026-05-05}",
            Texts(
                en="recurring reports, whose days the plan's text does not state; `due: {unknown: QUESTION}` where nobody knows",
                vi="báo cáo định kỳ, ngày không nêu trong kế hoạch; `due: {unknown: CÂU HỎI}` khi chưa ai biết",
            ),
            YES,
        ),
    )
    names_period: ClassVar = True

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        if written.every is None:
            return None
        return cls(written.every, written.last.day if written.last else None, written.due)

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        """The first period owed is the one that contains the start, taken whole; a report can be late on any day."""
        periods = [period for period in plan.periods(self.cadence) if period.last >= plan.start]
        for period in periods:
            if self.days is not None:
                yield term_by_days(plan, period, self.days)
            else:
                due = self.last if self.last and period == periods[-1] else period.last
                closes = ANY_LATER_DAY if reports else period.last
                yield Term(period, due, period.start, closes, first=periods[0].start)

    def phrase(self, wording: Wording) -> str:
        every = wording.text(self.cadence.every)
        if self.last:
            return wording.text(LAST, every=every, day=wording.day(self.last))
        return wording.text(UNDATED, every=every) if self.days and not self.days.by_period else every

    @property
    def asks_reports(self) -> bool:
        return self.days is not None

    def periods(self, plan: InForce) -> tuple[Period, ...]:
        return plan.periods(self.cadence)

    def misplaced(self, plan: InForce) -> Iterator[Misplaced]:
        """Yield the due days of periods that it does not have, and an earlier end outside the last one."""
        periods = plan.periods(self.cadence)
        for period in self.days.by_period if self.days else ():
            if period not in periods:
                details = {"value": period.label, "period": f"{self.cadence.word} {plan.own_year.label}"}
                yield Misplaced(("due", period.label), "not-its-period", details, on_key=True)
        if self.last is not None and periods and not periods[-1].holds(self.last):
            yield Misplaced(("last",), "last-outside", {"value": str(self.last), "period": periods[-1].label})
