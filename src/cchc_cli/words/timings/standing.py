"""`standing: true`: a state to keep up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import NEVER, InForce, Term, Timing, WrittenTiming, way
from cchc_cli.model.word import Wording

KEPT_UP = Texts(en="kept up", vi="duy trì thường xuyên")


class Standing(Timing, frozen=True):
    """A state to be kept up; the latest snapshot decides. `fresh_days` is how long a snapshot holds."""

    fresh_days: int | None = None

    words: ClassVar = {
        "standing": Texts(
            en="A state to keep up: the latest snapshot decides.", vi="Một mức cần duy trì: tính theo số liệu mới nhất."
        )
    }
    ways: ClassVar = (
        way(
            "standing",
            "standing: true",
            Texts(
                en="a state to keep up; the latest snapshot decides",
                vi="một mức cần duy trì; tính theo số liệu mới nhất",
            ),
            NEVER,
        ),
    )
    kept_up: ClassVar = True

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        return cls(written.fresh_days)

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        """The latest snapshot decides, from any year."""
        year = plan.own_year
        yield Term(year, None, date.min, year.last)

    def phrase(self, wording: Wording) -> str:
        return wording.text(KEPT_UP)

    @property
    def holds_days(self) -> int | None:
        return self.fresh_days
