"""`during: 2026`: one total over a span."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.period import Period
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import ANY_LATER_DAY, REPORTS_ONLY, InForce, Term, Timing, WrittenTiming, way
from cchc_cli.model.word import Wording

IN_PERIOD = Texts(en="during {period}", vi="trong {period}")
OVER_SPAN = Texts(en="from {period}", vi="{period}")


class During(Timing, frozen=True):
    """A span: one total over it."""

    period: Period

    words: ClassVar = {
        "during": Texts(
            en="One total over a year or span: `2026`, `2026-04..2026-12`.",
            vi="Một tổng số trong cả năm hoặc cả khoảng: `2026`, `2026-04..2026-12`.",
        )
    }
    ways: ClassVar = (
        way(
            "during",
            "during: 2026-04..2026-12",
            Texts(en="one total over the year or span", vi="một tổng số trong cả năm hoặc cả khoảng"),
            REPORTS_ONLY,
        ),
    )
    names_period: ClassVar = True

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        return cls(written.during) if written.during is not None else None

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        for period in self.periods(plan):
            yield Term(period, period.last, period.start, ANY_LATER_DAY if reports else period.last)

    def phrase(self, wording: Wording) -> str:
        return wording.text(IN_PERIOD if self.period.cadence else OVER_SPAN, period=wording.period(self.period))

    def periods(self, plan: InForce) -> tuple[Period, ...]:
        return (self.period,) if plan.is_in_force_through(self.period) else ()
