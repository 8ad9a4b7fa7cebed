"""`for: [2026-Q1, 2026-H1]` with a deadline, and `due: {2026-Q1: 2026-04-05}`: reports for named periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.period import Period
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import (
    YES,
    Days,
    InForce,
    MonthDay,
    Term,
    Timing,
    WrittenTiming,
    term_by_days,
    way,
)
from cchc_cli.model.word import Wording

BY = Texts(en="for {periods}, by {day}", vi="cho kỳ {periods}, chậm nhất ngày {day}")
UNDATED = Texts(en="for {periods}, on days the plan does not state", vi="cho kỳ {periods}, kế hoạch không nêu ngày")
DATED = Texts(en="for {periods}, each by its own day", vi="cho kỳ {periods}, mỗi kỳ có thời hạn riêng")


class NamedPeriods(Timing, frozen=True):
    """Reports for named periods, each once, by one stated day or by days of their own."""

    named: tuple[Period, ...]
    due: date | Days

    words: ClassVar = {
        "for": Texts(
            en="Reports for these periods, with `before`, `by` or `due`.",
            vi="Báo cáo của các kỳ này, cùng `before`, `by` hoặc `due`.",
        ),
        "due": Texts(
            en="The due day of each period (`{2026-Q1: 2026-04-05}`); with `every`, one day for all (`{by: 25}`, `{before: 5, of: next}`); or that it is unknown.",
            vi="Hạn của từng kỳ (`{2026-Q1: 2026-04-05}`); cùng `every` thì một ngày chung cho mọi kỳ (`{by: 25}`, `{before: 5, of: next}`); hoặc chưa biết hạn.",
        ),
    }
    ways: ClassVar = (
        way(
            "for before",
            "for: [2026-H1], before: 2026-07-10",
            Texts(
                en="reports that name these periods; the last day is the one before",
                vi="báo cáo ghi rõ các kỳ này; hạn là ngày hôm trước",
            ),
            YES,
        ),
        way(
            "for by",
            "for: [2026-Q1, 2026-Q3], by: 2026-12-20",
            Texts(
                en="the same, by a day (a report by a day alone needs no period)",
                vi="như trên, chậm nhất một ngày (báo cáo chỉ có hạn thì không cần ghi kỳ)",
            ),
            YES,
        ),
        way(
            "for due",
            "for: [2026-Q1], due: {unknown: QUESTION}",
            Texts(
                en="the same, on days the plan does not state, known or not",
                vi="như trên, ngày không nêu trong kế hoạch, đã biết hoặc chưa biết",
            ),
            YES,
        ),
        way(
            "due",
            "due: {2026-Q1: 2026-04-05, 2026-Q2: 2026-07-05}",
            Texts(en="reports for these periods, each by its day", vi="báo cáo của các kỳ này, mỗi kỳ một hạn"),
            YES,
        ),
    )
    names_period: ClassVar = True

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        if isinstance(written.due, MonthDay) or written.ahead:
            return cls((), Days({}))  # complained of when the plan is put together
        due = written.limit.day or written.due
        periods = written.for_ or (tuple(written.due.by_period) if written.due else ())
        return cls(periods, due) if periods and due is not None else None

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        yield from (term_by_days(plan, period, self.due) for period in self.periods(plan) or ())

    def phrase(self, wording: Wording) -> str:
        periods = wording.all_of([wording.period(period) for period in self.named])
        if isinstance(self.due, Days):
            return wording.text(DATED if self.due.by_period else UNDATED, periods=periods)
        return wording.text(BY, periods=periods, day=wording.day(self.due))

    @property
    def word(self) -> str:
        return "due" if isinstance(self.due, Days) and tuple(self.due.by_period) == self.named else "for"

    @property
    def asks_reports(self) -> bool:
        return True

    def periods(self, plan: InForce) -> tuple[Period, ...] | None:
        if not self.named:
            return None
        return tuple(period for period in self.named if plan.is_in_force_through(period))
