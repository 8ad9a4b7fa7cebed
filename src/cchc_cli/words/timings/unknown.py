"""`due: {unknown: QUESTION}`: by a calendar kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import NEVER, Days, InForce, Term, Timing, WrittenTiming, way
from cchc_cli.model.word import Wording

ELSEWHERE = Texts(en="by a calendar kept elsewhere", vi="theo thời hạn quy định tại văn bản khác")


class Unknown(Timing, frozen=True):
    """The plan points to a calendar kept elsewhere: not even the periods are known."""

    question: str

    words: ClassVar = {}  # `due` is a word of named periods
    ways: ClassVar = (
        way(
            "due",
            "due: {unknown: QUESTION}",
            Texts(en="not even the periods are known: blocked", vi="chưa biết cả các kỳ: chưa đủ căn cứ"),
            NEVER,
        ),
    )
    has_period: ClassVar = False

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        return cls(written.due.question) if isinstance(written.due, Days) and written.due.question else None

    @property
    def word(self) -> str:
        return "due"

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        year = plan.own_year
        yield Term(year, None, year.start, year.last, self.question)

    def phrase(self, wording: Wording) -> str:
        return wording.text(ELSEWHERE)
