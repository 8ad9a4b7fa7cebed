"""`tracked: true`: shown, never judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import NEVER, InForce, Term, Timing, WrittenTiming, way
from cchc_cli.model.word import Wording

ONLY_SHOWN = Texts(en="tracked, never judged", vi="chỉ theo dõi, không đánh giá")


class Tracked(Timing, frozen=True):
    """Neither a number nor a cycle: evidence is shown, never judged."""

    words: ClassVar = {
        "tracked": Texts(
            en="Neither number nor cycle: shown, never judged.",
            vi="Không nêu số lượng, không nêu chu kỳ: chỉ theo dõi, không đánh giá.",
        )
    }
    ways: ClassVar = (
        way(
            "tracked",
            "tracked: true",
            Texts(
                en="neither number nor cycle; shown, never judged",
                vi="không nêu số lượng, không nêu chu kỳ; chỉ theo dõi, không đánh giá",
            ),
            NEVER,
        ),
    )
    judged: ClassVar = False

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        return cls()

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        year = plan.own_year
        yield Term(year, None, year.start, year.last)

    def phrase(self, wording: Wording) -> str:
        return wording.text(ONLY_SHOWN)
