"""Civil periods: half-open inside the code, shown inclusive; and what every cadence of calendar periods is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar, NamedTuple, Protocol, Self

from cchc_cli.model.texts import Texts

ONE_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = "1900", "2199"  # periods of other years are typing errors
OF_YEAR = "(?: ?[/,-] ?| | nam | cua nam | of )(?:nam )?(?P<year>[0-9]{4})"  # how a spelling goes on behind the number
PLAN_YEARS = range(2000, 2101)  # years of plans and evidence; 2569 is a year of the Buddhist era


class Period(NamedTuple):
    """Civil days from `start` to the day before `stop`. A calendar period is of the class of its cadence."""

    start: date
    stop: date

    @property
    def last(self) -> date:
        return self.stop - ONE_DAY

    @property
    def label(self) -> str:
        """`2026-04-15`, `2026-W16`, `2026-04`, `2026-Q2` for calendar periods, `FROM..TO` (inclusive) for any other."""
        return f"{self.start}..{self.last}"

    @property
    def cadence(self) -> type[Cadence] | None:
        """The cadence of a calendar period, None of any other span."""
        return None

    def holds(self, day: date) -> bool:
        return self.start <= day < self.stop

    def includes(self, other: Period) -> bool:
        """Whether another period is wholly inside this one."""
        return self.start <= other.start and other.stop <= self.stop

    def overlaps(self, other: Period) -> bool:
        return self.start < other.stop and other.start < self.stop


class PeriodWording(Protocol):
    """How one language writes texts, days and months."""

    def text(self, texts: Texts, /, **details: object) -> str:
        """Return a text in the language with its details filled in."""

    def day(self, day: date) -> str:
        """Write a day in figures."""

    def month_number(self, month: int) -> str:
        """Return the number of a month as documents write it."""

    def month_name(self, month: int) -> str:
        """Return the name of a month."""


class Cadence(Period):
    """A calendar period; each subclass is a cadence, one word of the plan language, and holds all that is known of it.

    `words/cadences` lists them. The periods of a cadence follow each other without a gap.
    """

    __slots__ = ()

    word: ClassVar[str]
    one: ClassVar[Texts]  # the name of one period, for the reference and for editors
    every: ClassVar[Texts]  # how a sentence says that something is owed in each: "every quarter"
    heading: ClassVar[Texts]  # of its columns in a matrix
    pattern: ClassVar[str]  # its label behind the year and a hyphen, "" where the year is all
    # How people write it, as patterns of what `loosen` makes of a text, with the groups `year` and `number`; and the
    # numbers that they write as words.
    spellings: ClassVar[tuple[str, ...]] = ()
    number_words: ClassVar[Mapping[str, int]] = {}
    example: ClassVar[str]
    letter: ClassVar[str] = ""  # before its number in the label
    only_worked: ClassVar[bool] = False  # whether only those are periods whose first day is a working day

    @classmethod
    def containing(cls, day: date) -> Self:
        """Return the period that holds a day."""
        raise NotImplementedError

    @classmethod
    def read(cls, label: str) -> Self | None:
        """Return the period of a label, None where the label is none of this cadence.

        Raises ValueError when it has the form of a label but there is no such period, as of 2026-02-30.
        """
        raise NotImplementedError

    @classmethod
    def is_label(cls, text: str) -> bool:
        """Whether a text has the form of a label of this cadence."""
        return re.fullmatch(f"[0-9]{{4}}-{cls.pattern}" if cls.pattern else "[0-9]{4}", text) is not None

    @classmethod
    def of_number(cls, year: int, number: int) -> Self:
        """Return a period of a year by its number, from 1. Raises ValueError when the year has no such period."""
        raise NotImplementedError

    @classmethod
    def spelled(cls, text: str) -> Self | None:
        """Return the period that people write so, None where the text is none of the spellings.

        Raises ValueError when the year has no such period.
        """
        for match in (re.fullmatch(spelling, text) for spelling in cls.spellings):
            if match:
                year, number = match["year"], match.groupdict().get("number", "1")
                return cls.of_number(
                    int(year) + (2000 if len(year) == 2 else 0), cls.number_words.get(number) or int(number)
                )
        return None

    @classmethod
    def within(cls, span: Period) -> tuple[Self, ...]:
        """Return the periods in order: from the one that holds a span's first day to the last that ends within it."""
        periods = []
        period = cls.containing(span.start)
        while period.stop <= span.stop:
            periods.append(period)
            period = period.next
        return tuple(periods)

    @classmethod
    def of_plan(cls, own_year: Period) -> tuple[Period, ...]:
        """Return the periods that a plan's own year has."""
        return cls.within(own_year)

    @property
    def cadence(self) -> type[Cadence]:
        return type(self)

    @property
    def year(self) -> int:
        """The year in its label."""
        return self.start.year

    @property
    def next(self) -> Self:
        return self.containing(self.stop)

    def column(self, wording: PeriodWording) -> str:
        """Return its name above a column among those of one year: `04` or `T4`, `Q2` or `Q.II`."""
        raise NotImplementedError

    def name(self, wording: PeriodWording, *, short: bool) -> str:
        """Return the period as a text names it; short, with its year in figures only: "tháng 5/2026"."""
        raise NotImplementedError


class Months(Cadence):
    """A calendar period of whole months; a whole number of them make a year."""

    __slots__ = ()

    months: ClassVar[int]

    @classmethod
    def containing(cls, day: date) -> Self:
        first = (day.month - 1) // cls.months * cls.months + 1
        years, month = divmod(first - 1 + cls.months, 12)
        return cls(date(day.year, first, 1), date(day.year + years, month + 1, 1))

    @classmethod
    def read(cls, label: str) -> Self | None:
        if not cls.is_label(label):
            return None
        year, _, rest = label.partition("-")
        return cls.of_number(int(year), int(rest.removeprefix(cls.letter) or 1))

    @classmethod
    def of_number(cls, year: int, number: int) -> Self:
        return cls.containing(date(year, (number - 1) * cls.months + 1, 1))

    @property
    def number(self) -> int:
        """Its number in the year, from 1."""
        return (self.start.month - 1) // self.months + 1
