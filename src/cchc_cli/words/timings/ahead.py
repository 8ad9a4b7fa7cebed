"""`before: {days: 105, of: bau-cu}`: once, some days before an event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, Self

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.texts import Texts
from cchc_cli.model.timing import (
    ANY_LATER_DAY,
    YES,
    FromEvent,
    InForce,
    Term,
    Timing,
    WrittenTiming,
    opens_on,
    term_without_day,
    way,
)
from cchc_cli.model.word import Wording
from cchc_cli.words.timings.within import event_words, length_words

AHEAD = Texts(en="at the latest {length} before {event}", vi="chậm nhất {length} trước {event}")


class Ahead(Timing, frozen=True):
    """Once only, some days before a day that the header names: counted back, that day not counted; it never moves."""

    length: FromEvent

    words: ClassVar = {}  # `before` is a word of deadlines
    ways: ClassVar = (
        way(
            "before",
            "before: {days: 105, of: NAME}",
            Texts(
                en="once only; so many days before a day that the header names (`dates`), itself not counted; it never moves",
                vi="một lần; trước ngày nêu ở `dates` bấy nhiêu ngày, không tính chính ngày đó; gặp ngày nghỉ không lùi",
            ),
            YES,
        ),
    )
    once_only: ClassVar = True
    waits_for_answer: ClassVar = True

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        return cls(written.ahead) if written.ahead is not None else None

    @property
    def word(self) -> str:
        return "before"

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        year, event = plan.own_year, self.length.event
        if event is None or event.day is None:
            yield term_without_day(plan, event)
        else:
            due = event.day - timedelta(days=self.length.number)
            yield Term(year, due, opens_on(plan, year, due), ANY_LATER_DAY)

    def phrase(self, wording: Wording) -> str:
        return wording.text(
            AHEAD, length=length_words(self.length, wording), event=event_words(self.length.event, wording)
        )
