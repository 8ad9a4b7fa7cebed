"""The parts of every timing of the plan language: its written form, its dated terms, its place in a sentence."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Literal, Protocol, Self

from msgspec import Struct

from cchc_cli.model.calendar import Holidays, day_of_month, months_later
from cchc_cli.model.note import Note
from cchc_cli.model.period import ONE_DAY, Cadence, Period
from cchc_cli.model.rounds import Rounds
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Wording

ANY_LATER_DAY = date.max  # the last day on which something can be reached that can be reached on any later day
ISSUE_DAY = "issue-day"  # the question of a deadline counted from an issue day that is not known
DUE_DAY = "due-day"  # the question of a period whose due day nobody has given

# How the reference says whether an obligation can be late.
YES, NEVER = Texts(en="yes", vi="có"), Texts(en="–", vi="–")
REPORTS_ONLY = Texts(en="reports only", vi="chỉ báo cáo")


class Issue(Struct, frozen=True):
    """When a plan was issued: a day, a month whose day is unknown, or not before a day."""

    earliest: date
    precision: Literal["day", "month", "unknown"] = "day"

    @property
    def day(self) -> date | None:
        return self.earliest if self.precision == "day" else None

    @property
    def latest(self) -> date:
        """The last day on which it can have been."""
        year, month = self.earliest.year, self.earliest.month
        of_month = date(year, month, monthrange(year, month)[1])
        return {"day": self.earliest, "month": of_month, "unknown": date.max}[self.precision]


class InForce(Protocol):
    """The parts of a plan that a timing needs."""

    @property
    def issue(self) -> Issue:
        """When the plan was issued."""

    @property
    def start(self) -> date:
        """The first day in force."""

    @property
    def in_force(self) -> Period:
        """The days in force."""

    @property
    def own_year(self) -> Period:
        """The plan's year."""

    def periods(self, cadence: type[Cadence]) -> tuple[Period, ...]:
        """Return the periods of a cadence up to the last that ends in force."""

    def is_in_force_through(self, period: Period) -> bool:
        """Whether a period ends by the last day in force."""


class Term(Struct, frozen=True):
    """One dated period of a quota: when items count, until when, by when it is due."""

    period: Period
    due: date | None
    opens: date
    closes: date
    question: str = ""
    notes: tuple[Note, ...] = ()
    first: date | None = None


class Days(Struct, frozen=True):
    """Due days the plan states outside its text, by period; other days are unknown."""

    by_period: Mapping[Period, date]
    question: str = ""


class MonthDay(Struct, frozen=True):
    """A due day within each period: day `day` (1 to 31) of its last month, or of the month after it (`next`).

    With `before` that day is too late: the last day is the one below it.
    """

    day: int
    before: bool = False
    next: bool = False

    def of(self, period: Period) -> date:
        """Return the due day of a period; where the month is shorter, its last day."""
        month = months_later(period.last, 1) if self.next else period.last
        last = self.day - self.before
        return day_of_month(month, last) if last else month.replace(day=1) - ONE_DAY


class NamedDay(Struct, frozen=True):
    """A day that a plan's header names; while it is not known, the question to ask."""

    name: str
    day: date | None = None
    question: str = ""


Lapse = Literal["days", "working_days", "months"]


class FromEvent(Struct, frozen=True):
    """Some days, working days or months from an event; without a named day it is the plan's issue."""

    number: int
    measure: Lapse
    event: NamedDay | None = None


class Limit(Struct, frozen=True):
    """Before a day or month, or by a day, month or quarter; one of the two."""

    before: Period | None = None
    by: Period | None = None

    @property
    def day(self) -> date | None:
        """The last day: the eve of `before`, or the last day of `by`."""
        if self.before is not None:
            return self.before.start - ONE_DAY
        return self.by.last if self.by is not None else None


class WrittenTiming(Struct, frozen=True, kw_only=True):
    """A quota's words of timing; None for a word that it omits."""

    every: type[Cadence] | Rounds | None = None
    last: Limit | None = None
    limit: Limit = Limit()
    within: FromEvent | None = None
    ahead: FromEvent | None = None  # so long before an event
    during: Period | None = None
    for_: tuple[Period, ...] | None = None
    due: Days | MonthDay | None = None
    fresh_days: int | None = None


class Misplaced(Struct, frozen=True):
    """A day that a quota states where it cannot be: the words that lead to it, and the code of the problem."""

    at: tuple[str, ...]
    code: str
    details: Mapping[str, str]
    on_key: bool = False


class Way(Struct, frozen=True):
    """One way to say by when: the words used together, an example, the meaning, whether it can be late."""

    words: frozenset[str]
    example: str
    about: Texts
    late: Texts


class Timing(Struct, frozen=True):
    """By when something is owed; each subclass is one timing of the plan language, and holds all that is known of it.

    `words/timings` lists them. The engine asks `terms`, the sentence of a quota `phrase`; what else depends on a timing is
    a question below, and is answered by the timing itself.
    """

    words: ClassVar[Mapping[str, Texts]]  # the words that say by when, and what each means
    qualifiers: ClassVar[Mapping[str, Texts]] = {}  # the words that only go with one of these
    ways: ClassVar[tuple[Way, ...]]

    names_period: ClassVar[bool] = False  # whether a report must name the very period
    has_period: ClassVar[bool] = True  # False where not even the periods are known
    from_event: ClassVar[bool] = False  # whether its days are counted from an event
    once_only: ClassVar[bool] = False  # whether it is owed once, by a day and for no named period
    kept_up: ClassVar[bool] = False  # whether the latest snapshot of a state decides
    judged: ClassVar[bool] = True

    @classmethod
    def read(cls, written: WrittenTiming) -> Self | None:
        """Return the timing that was written in one of its ways; None where the same words mean another."""
        raise NotImplementedError

    def terms(self, plan: InForce, holidays: Holidays, *, reports: bool) -> Iterator[Term]:
        """Yield the dated periods in order; `reports` means that only reports are owed, which can be late."""
        raise NotImplementedError

    def phrase(self, wording: Wording) -> str:
        """Return the end of the sentence of a quota: "every quarter"."""
        raise NotImplementedError

    @property
    def word(self) -> str:
        """The word that says its periods."""
        return next(iter(self.words))

    @property
    def waits_for_answer(self) -> bool:
        """Whether it is blocked without a due day: the day of its event, or its periods, must be known first."""
        return self.from_event or not self.has_period

    @property
    def asks_reports(self) -> bool:
        """Whether only a report can meet it, which names its period; any other item would serve every one of them."""
        return False

    @property
    def reports_code(self) -> str:
        """The code of the problem for a quota that is not about reports."""
        return "reports-only"

    @property
    def named_quarter(self) -> Period | None:
        """The quarter that the plan names as the deadline, if it does."""
        return None

    @property
    def holds_days(self) -> int | None:
        """How many days a snapshot of a state holds; None where it holds for good."""
        return None

    def periods(self, plan: InForce) -> tuple[Period, ...] | None:
        """Return the periods that are owed, up to the last that ends in force; None where it has none of its own."""
        return None

    def misplaced(self, plan: InForce) -> Iterator[Misplaced]:
        """Yield the days outside its periods."""
        yield from ()


def opens_on(plan: InForce, period: Period, due: date | None) -> date:
    """Items count from the period's first day; from the issue day, or the year before, if the due day is earlier."""
    if due is None or due >= period.start:
        return period.start
    year = plan.own_year
    return min(plan.issue.earliest, period.start) if due >= year.start else date(year.start.year - 1, 1, 1)


def term_by_days(plan: InForce, period: Period, due: date | Days) -> Term:
    """Return the term of a period with a due day of its own, known or not."""
    day = due.by_period.get(period) if isinstance(due, Days) else due
    question = (due.question or DUE_DAY) if isinstance(due, Days) and day is None else ""
    return Term(period, day, opens_on(plan, period, day), ANY_LATER_DAY, question)


def term_without_day(plan: InForce, event: NamedDay | None) -> Term:
    """Return the term of what hangs on an event whose day is not known; towards a named day nothing counts until it is."""
    year = plan.own_year
    if event is None:
        return Term(year, None, year.start, year.last, ISSUE_DAY)
    return Term(year, None, date.max, date.min, event.question)


def way(words: str, example: str, about: Texts, late: Texts) -> Way:
    """Return a way of words that are separated by blanks."""
    return Way(frozenset(words.split()), example, about, late)
