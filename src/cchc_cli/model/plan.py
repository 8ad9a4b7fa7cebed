"""A plan in its normal shape: each quota is owners × need × timing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar

from msgspec import Struct, field

from cchc_cli.model.item import Kind
from cchc_cli.model.period import ONE_DAY, Cadence, Period
from cchc_cli.model.timing import Issue as Issue
from cchc_cli.model.timing import NamedDay, Timing
from cchc_cli.model.word import Condition

NO_READING = "default"  # the name of the plan without a reading; no reading may have it

# ---- owners: who owes


class Unit(Struct, frozen=True):
    """One unit, on its own."""

    code: str


class Jointly(Struct, frozen=True):
    """Several units that owe one thing together; an item of any of them counts, once."""

    units: tuple[str, ...]


class EachOf(Struct, frozen=True):
    """Every unit of a group, and the group itself: a percentage of its units must reach the quota."""

    group: str
    percent: int = 100


class AsOne(Struct, frozen=True):
    """A group taken as one body: the items of any of its units count towards one figure."""

    group: str


class NotKnown(Struct, frozen=True):
    """The plan leaves blank who owes it."""

    question: str


Owner = Unit | Jointly | EachOf | AsOne | NotKnown

# ---- need


Found = TypeVar("Found", bound=Condition)


class Part(Struct, frozen=True, dict=True):
    """One product that a quota requires, and the conditions an item must meet to count towards it.

    `number` is the least number of works, None if the plan states none and none is implied. `percent` (1 to 100)
    replaces it for states (value/all) and for documents (share that meets a condition). `conditions` come in the order
    of `words/conditions`, each kind of condition at most once. `share_of` is the condition of a percentage of
    documents: those that meet it, out of all. `name` is `own_name`, given by the plan, or a code (the kind, with what
    tells it from the other parts).
    """

    name: str
    kinds: tuple[Kind, ...]
    number: int | None = 1
    percent: int | None = None
    aim: int | None = None
    conditions: tuple[Condition, ...] = ()
    share_of: Condition | None = None
    own_name: str = ""

    def find(self, kind: type[Found]) -> Found | None:
        """Return the condition of a kind, None where the part sets none."""
        condition: Found | None = self._by_kind.get(kind)
        return condition

    @cached_property
    def _by_kind(self) -> Mapping[type[Condition], Any]:
        return {type(condition): condition for condition in self.conditions}

    @cached_property
    def is_report(self) -> bool:
        """A report counts only for the period it names."""
        return any(condition.by_named_period for condition in self.conditions)

    @cached_property
    def counts_works(self) -> bool:
        """Whether it counts works, rather than a state's value or a percentage of documents."""
        return self.kinds != ("states",) and self.percent is None

    @cached_property
    def is_limit(self) -> bool:
        """Whether its number must not be exceeded."""
        return any(condition.limits for condition in self.conditions)

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage of documents, rather than a number of documents."""
        return self.share_of is not None


class Need(Struct, frozen=True, dict=True):
    """One part, or several that must all or any be reached; none if the plan leaves the product blank."""

    parts: tuple[Part, ...]
    every: bool = True
    implied: bool = False  # the plan states a cycle or "in the year" but no number: at least 1
    question: str = ""  # the question, where the product is blank

    @property
    def is_share(self) -> bool:
        """A percentage of documents, and nothing beside it."""
        return len(self.parts) == 1 and self.parts[0].is_share

    @cached_property
    def is_limit(self) -> bool:
        """A number that is not to be exceeded."""
        return len(self.parts) == 1 and self.parts[0].is_limit

    @property
    def several(self) -> bool:
        return len(self.parts) > 1

    @property
    def states_figures(self) -> bool:
        """Whether it states an amount of anything except reports, which have one a period anyway."""
        return not self.implied and any((part.number or part.percent) and not part.is_report for part in self.parts)


# ---- the plan


QuotaKey = tuple[str, str, str, str]


class Quota(Struct, frozen=True, dict=True):
    """A row of a plan, or the part of it that one figure can judge. What follows from its fields is worked out once."""

    plan: str
    id: str
    title: str
    clause: str
    owners: tuple[Owner, ...]
    need: Need
    timing: Timing
    wording: str = ""
    repeats: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    readings: Mapping[str, Quota] = field(default_factory=dict)
    line: int = 1
    organisation: str = ""
    reading: str = ""  # the name of the reading that this variant is

    @property
    def name(self) -> str:
        """The full name, `PLAN/QUOTA`."""
        return f"{self.plan}/{self.id}"

    @cached_property
    def question(self) -> str:
        """The question if the plan leaves the owner or the product blank, else ""."""
        questions = (owner.question for owner in self.owners if isinstance(owner, NotKnown))
        return self.need.question or next(questions, "")

    @cached_property
    def is_judged(self) -> bool:
        """Whether anything is judged; nothing is without a number or cycle, nor of a state without a threshold."""
        if not self.timing.judged:
            return False
        return not self.timing.kept_up or any(
            part.number is not None or part.percent is not None for part in self.need.parts
        )

    @cached_property
    def key(self) -> QuotaKey:
        """The key of the quota or of its reading; no other has it."""
        return (self.organisation, self.plan, self.id, self.reading)


DutyClass = Literal["evidence", "standing", "topic", "judgement", "optional"]


class Duty(Struct, frozen=True):
    """A clause that no figure can judge."""

    clause: str
    kind: DutyClass
    units: tuple[str, ...]
    title: str
    tags: frozenset[str] = frozenset()
    see: str = ""


class Amended(Struct, frozen=True):
    """The plan that replaces another before its end: the number of its document, and the first day it is in force."""

    by: str
    since: date


class Plan(Struct, frozen=True):
    """One plan document, in force from its issue (or an explicit start) to the end of its year (or an explicit end)."""

    organisation: str
    id: str
    title: str
    number: str
    calendar_year: Period
    issue: Issue
    quotas: Mapping[str, Quota]
    duties: tuple[Duty, ...] = ()
    sources: tuple[str, ...] = ()
    readings: Mapping[str, Issue] = field(default_factory=dict)
    file: str = ""
    sha256: str = ""
    starts: date | None = None  # an explicit first day in force
    ends: date | None = None  # an explicit last day in force
    amended: Amended | None = None
    dates: Mapping[str, NamedDay] = field(default_factory=dict)  # days that the header names

    @property
    def start(self) -> date:
        """The first day in force; a plan issued before its year starts with its year."""
        return self.starts or max(self.issue.earliest, self.calendar_year.start)

    @property
    def knows_start(self) -> bool:
        """Whether the first day in force is stated, or the same for every possible issue day."""
        return self.starts is not None or self.issue.latest <= self.start

    @property
    def year(self) -> int:
        return self.calendar_year.start.year

    @property
    def states_figures(self) -> bool:
        """Whether percentages mean anything: the plan itself states how many of something."""
        return any(quota.need.states_figures for quota in self.quotas.values())

    @property
    def asks_reports(self) -> bool:
        return any(part.is_report for quota in self.quotas.values() for part in quota.need.parts)

    @property
    def in_force(self) -> Period:
        return Period(self.start, self.ends + ONE_DAY if self.ends else self.calendar_year.stop)

    @property
    def own_year(self) -> Period:
        """The plan's year as a period: the days in force where an explicit start or end is in another year."""
        elsewhere = any(day is not None and day.year != self.year for day in (self.starts, self.ends))
        return self.in_force if elsewhere and self.start < self.in_force.stop else self.calendar_year

    def periods(self, cadence: type[Cadence]) -> tuple[Period, ...]:
        """Return the periods of a cadence up to the last that ends in force; quarters and half-years are calendar ones."""
        return tuple(period for period in cadence.of_plan(self.own_year) if self.is_in_force_through(period))

    def is_in_force_through(self, period: Period) -> bool:
        """Whether a period ends by the last day in force; one that would run past it is not owed."""
        return period.stop <= self.in_force.stop

    def leaves_to_amended(self, due: date | None) -> bool:
        """Whether a due day is the amended plan's to ask for."""
        return self.amended is not None and due is not None and due > self.in_force.last
