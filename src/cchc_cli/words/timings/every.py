"""`every: quarter`, alone, within a span (`during`), with `last`, or with `due`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.period import Cadence, Period
from cchc_cli.model.rounds import Rounds
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import (
    ANY_LATER_DAY,
    REPORTS_ONLY,
    YES,
    Days,
    InForce,
    Misplaced,
    MonthDay,
    Term,
    Timing,
    WrittenTiming,
    term_by_days,
    way,
)
from cchc_cli.model.word import Wording
from cchc_cli.words.cadences.month import Month

COUNTED = Texts(en="{every}, counted from the plan's first day", vi="{every}, tính từ ngày kế hoạch có hiệu lực")
CONFINED = Texts(en="{every} in {period}", vi="{every} trong {period}")
FROM_TO = Texts(en="{every} from {period}", vi="{every} {period}")
BY_DAY = Texts(en="{every}, {day}", vi="{every}, {day}")
UP_TO = Texts(en="by day {day}{place}", vi="chậm nhất ngày {day:02d}{place}")
BEFORE = Texts(en="before day {day}{place}", vi="trước ngày {day:02d}{place}")
# The month of the due day, by whether periods are months, and whether the due day is in the month after.
PLACES = {
    (True, False): Texts(en="", vi=""),
    (True, True): Texts(en=" of the next month", vi=" tháng sau"),
    (False, False): Texts(en=" of its last month", vi=" tháng cuối kỳ"),
    (False, True): Texts(en=" of the month after it", vi=" của tháng liền sau kỳ"),
}
LAST = Texts(en="{every}, the last by {day}", vi="{every}, kỳ cuối chậm nhất ngày {day}")
UNDATED = Texts(en="{every}, on a day the plan does not state", vi="{every}, kế hoạch không nêu ngày")


class Every(Timing, frozen=True):
    """Recurring: in each calendar period, or in each round.

    `last` is the last day of the last period, where it is earlier. `during` is the span that holds each period whole.
    """

    cadence: type[Cadence] | Rounds
    last: date | None = None
    days: Days | MonthDay | None = None
    during: Period | None = None

    words: ClassVar = {
        "every": Texts(
            en="In each {cadences}, or in each round of some `days`, `weeks` or `months`; with `during`, in a span.",
            vi="Trong mỗi kỳ: {cadences}, hoặc mỗi đợt một số ngày (`days`), tuần (`weeks`), tháng (`months`); cùng `during` thì chỉ trong khoảng đó.",
        )
    }
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
            "every during",
            "every: week, during: 2026-09-28..2026-10-25",
            Texts(
                en="the same, only the periods that lie wholly in the span",
                vi="như trên, chỉ những kỳ nằm trọn trong khoảng",
            ),
            REPORTS_ONLY,
        ),
        way(
            "every",
            "every: {months: 2}",
            Texts(
                en="in each round of days, weeks or months, counted from the first day of `during`, without it from the first day in force; a round cut off by the end is not owed",
                vi="trong mỗi đợt một số ngày, tuần, tháng, tính từ ngày đầu của `during`, không có `during` thì từ ngày kế hoạch có hiệu lực; đợt bị cắt ở cuối thì không tính",
            ),
            REPORTS_ONLY,
        ),
        way(
            "every last",
            "every: half-year, last: {before: 2026-12-15}",
            Texts(en="recurring, the year's last period ends earlier", vi="định kỳ, kỳ cuối của năm kết thúc sớm hơn"),
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
        way(
            "every due",
            "every: month, due: {by: 25}",
            Texts(
                en="of months, quarters, half-years and years: a day of the period's last month, or its last day where it is shorter; `before: 25` is the day below",
                vi="với tháng, quý, 6 tháng, năm: một ngày của tháng cuối kỳ, tháng ngắn hơn thì là ngày cuối tháng; `before: 25` là hôm trước",
            ),
            Texts(en="until its period ends; reports on any day", vi="đến hết kỳ; báo cáo thì ngày nào cũng được"),
        ),
        way(
            "every due",
            "every: month, due: {before: 5, of: next}",
            Texts(
                en="of reports: a day of the month after the period", vi="với báo cáo: một ngày của tháng liền sau kỳ"
            ),
            YES,
        ),
        way(
            "every during last",
            "every: month, during: 2026-04..2026-11, last: {by: 2026-11-20}",
            Texts(
                en="both: in a span, whose last period ends earlier", vi="trong một khoảng, kỳ cuối kết thúc sớm hơn"
            ),
            Texts(en="until its period ends", vi="đến hết kỳ"),
        ),
        way(
            "every during due",
            "every: month, during: 2026-04..2026-12, due: {2026-04: 2026-05-05}",
            Texts(en="recurring reports in a span", vi="báo cáo định kỳ trong một khoảng"),
            YES,
        ),
    )
    names_period: ClassVar = True

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        if written.every is None:
            return None
        return cls(written.every, written.last.day if written.last else None, written.due, written.during)

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        """The first period owed is the one that contains the start, taken whole; a report can be late on any day."""
        periods = self.periods(plan)
        if self.cadence.only_worked:
            periods = tuple(period for period in periods if holidays.is_working(period.start))
        for period in periods:
            if isinstance(self.days, Days):
                yield term_by_days(plan, period, self.days)
            else:
                due = self.last if self.last and period == periods[-1] else period.last
                due = self.days.of(period) if self.days else due
                closes = ANY_LATER_DAY if reports else period.last
                notes = holidays.untabled(period.start, period.start) if self.cadence.only_worked else ()
                yield Term(period, due, period.start, closes, notes=notes, first=periods[0].start)

    def phrase(self, wording: Wording) -> str:
        every = self._each(wording)
        if self.last:
            return wording.text(LAST, every=every, day=wording.day(self.last))
        if isinstance(self.days, MonthDay):
            return wording.text(BY_DAY, every=every, day=self._due_day(self.days, wording))
        return wording.text(UNDATED, every=every) if self.days and not self.days.by_period else every

    def _due_day(self, due: MonthDay, wording: Wording) -> str:
        text = PLACES[self.cadence is Month, due.next]
        return wording.text(BEFORE if due.before else UP_TO, day=due.day, place=wording.text(text))

    @property
    def asks_reports(self) -> bool:
        return self.days.next if isinstance(self.days, MonthDay) else self.days is not None

    def _each(self, wording: Wording) -> str:
        every, rounds = wording.text(self.cadence.every), isinstance(self.cadence, Rounds)
        if self.during is None:
            return wording.text(COUNTED, every=every) if rounds else every
        texts = CONFINED if self.during.cadence else FROM_TO
        return wording.text(texts, every=every, period=wording.period(self.during))

    @property
    def reports_code(self) -> str:
        return "next-of-reports" if isinstance(self.days, MonthDay) else "reports-only"

    def periods(self, plan: InForce) -> tuple[Period, ...]:
        return tuple(period for period in self._all_periods(plan) if period.last >= plan.start)

    def _all_periods(self, plan: InForce) -> tuple[Period, ...]:
        """Rounds are counted from the first day of the span, without a span from the first day in force."""
        if isinstance(self.cadence, Rounds):
            periods = self.cadence.within(self.during or plan.in_force)
        else:
            periods = plan.periods(self.cadence)
        within = [period for period in periods if self.during is None or self.during.includes(period)]
        return tuple(period for period in within if plan.is_in_force_through(period))

    def misplaced(self, plan: InForce) -> Iterator[Misplaced]:
        """Yield due days of periods that the timing lacks, and an earlier end outside the last period."""
        periods = self._all_periods(plan)
        for period in self.days.by_period if isinstance(self.days, Days) else ():
            if period not in periods:
                details = {"value": period.label, "period": f"{self.cadence.word} {plan.own_year.label}"}
                yield Misplaced(("due", period.label), "not-its-period", details, on_key=True)
        if self.last is not None and periods and not periods[-1].holds(self.last):
            yield Misplaced(("last",), "last-outside", {"value": str(self.last), "period": periods[-1].label})
