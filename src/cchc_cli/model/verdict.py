"""Obligations, verdicts with their statuses, and the result of a check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from cchc_cli.model.item import Item
from cchc_cli.model.note import Note as Note
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.period import Period
from cchc_cli.model.plan import AsOne, Plan, Quota, QuotaKey
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.ruling import RulingEffect
from cchc_cli.model.timing import ANY_LATER_DAY as ANY_LATER_DAY

Scope = Literal["unit", "joint", "group"]
Section = Literal["overdue", "due", "running"]
NOTHING: Mapping[str, Any] = MappingProxyType({})  # what many values share that have nothing to say
SECTIONS: tuple[Section, ...] = ("overdue", "due", "running")


class Status(StrEnum):
    """The status of a verdict; declared worst first, because readings compare them."""

    MISSED = "missed"
    BLOCKED = "blocked"
    AT_RISK = "at-risk"
    OPEN = "open"
    LATE = "late"
    UPCOMING = "upcoming"
    MET = "met"
    TRACKED = "tracked"
    WAIVED = "waived"

    __hash__ = str.__hash__  # of the same texts as an enumeration's own, which is written in Python


WORST_FIRST: dict[Status, int] = {status: rank for rank, status in enumerate(Status)}
MAX_WARN_DAYS = 3660  # ten years; no plan reaches further
WARN_DAYS = 7  # days before the due day in which an open obligation is at risk, by default
REACHED = frozenset({Status.MET, Status.LATE})
SET_ASIDE = frozenset({"not-accepted", "not-verified"})  # reasons why a row counts for no quota


ObligationKey = tuple[QuotaKey, str, str, Period, date | None]


class Obligation(Struct, frozen=True, gc=False):
    """One quota that one owner owes for one dated period.

    Each of `lines` is a unit that the plan names, what it became one after the other, and who owes it now; they are given
    for each owner that owes it in another's place.
    `owner` is the unit's or group's code, or the codes of joint leads joined by `;`; "" where nobody knows who. `units` are the units whose
    items count. `due` is None where the plan states no day. `closes` is the last day on which it can still be
    reached late. `opens` is the first day whose items count. `members` are the obligations of a group's units.
    `percent` is how much of the group is asked, of the group and of each of its units.
    """

    quota: Quota
    owner: str
    scope: Scope
    units: tuple[str, ...]
    period: Period
    due: date | None
    opens: date
    closes: date
    first: date | None = None  # of a recurring quota: where its first owed period starts
    question: str = ""  # the fact without which it cannot be decided
    group: str = ""  # of a group's unit: the group
    members: tuple[Obligation, ...] = ()
    percent: int = 100
    exempt: Mapping[str, str] = NOTHING  # units that do not owe it, with the reason
    notes: tuple[Note, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()

    @property
    def credited_units(self) -> tuple[str, ...]:
        """The units whose items count: those that owe it, and those that ended and in whose place they owe it."""
        return tuple(dict.fromkeys((*self.units, *chain(*self.lines)))) if self.lines else self.units

    def lines_to(self, owner: str) -> tuple[tuple[str, ...], ...]:
        """Return the lines that end with an owner; none where it owes it of old."""
        return tuple(line for line in self.lines if line[-1] == owner)

    @property
    def owners(self) -> tuple[str, ...]:
        """The codes of those that owe it: one, or each of the joint leads; none where nobody knows who."""
        if self.scope == "joint":
            return self.units
        return (self.owner,) if self.owner else ()

    @property
    def key(self) -> ObligationKey:
        """The key of an obligation: a unit may owe a quota on its own and within a group."""
        return (self.quota.key, self.group, self.owner, self.period, self.due)

    @property
    def is_blank(self) -> bool:
        """Whether the plan leaves the owner or the product blank: the verdict is blocked, and nothing counts."""
        return bool(self.question) and bool(self.quota.question)

    @property
    def binds_owner(self) -> bool:
        """Whether the owner owes it by itself: where less than all of a group is asked, no unit does."""
        return not self.group or self.percent == 100

    @property
    def is_of_documents(self) -> bool:
        """Whether it is a share of a group's documents, or that of one of its units: who issued none owes none."""
        group = self.group or self.owner
        return self.quota.need.is_share and AsOne(group) in self.quota.owners

    @property
    def names_period(self) -> bool:
        """Whether a report must name this very period, not just any period of the plan's year or none."""
        return self.quota.timing.names_period

    @property
    def is_once_only(self) -> bool:
        """Whether it is owed once, by a day and for no named period."""
        return self.quota.timing.once_only

    @property
    def stays_open(self) -> bool:
        """Whether it can be reached late on any later day, also after the plan's last day in force."""
        return self.closes == ANY_LATER_DAY

    @property
    def counts_nothing(self) -> bool:
        """Whether nothing can count towards it, as it hangs on a day that is not known yet."""
        return self.closes < self.opens

    def can_be_late_on(self, day: date) -> bool:
        """Whether it is past due on a day and can still be reached."""
        return self.due is not None and self.due < day <= self.closes


class Rejection(Struct, frozen=True):
    """An item that nearly matched and was not counted, with the reason."""

    item: Item
    reason: str
    details: Mapping[str, str] = field(default_factory=dict)


class PartResult(Struct, frozen=True, gc=False):
    """The result of one part: the works counted, and the days their number was reached or exceeded.

    For distinct values, `lacking` are the values still missing, as the plan writes them.
    """

    name: str
    count: int
    target: int | None
    reached: date | None = None
    counted: tuple[Item, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    channels: Mapping[str, int] = NOTHING
    notes: tuple[Note, ...] = ()
    exceeded: date | None = None
    lacking: tuple[str, ...] = ()


class Share(Struct, frozen=True):
    """How many of a group's units (or of its documents) have it."""

    met: int
    of: int
    required: int
    lacking: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()

    @property
    def percent(self) -> float:
        return 100 * self.met / self.of if self.of else 0.0


class Flip(Struct, frozen=True):
    """Another reading under which the verdict would be another."""

    reading: str
    status: Status


class Verdict(Struct, frozen=True, gc=False):
    """The status of one obligation on the day it is judged."""

    obligation: Obligation
    section: Section
    judged_as_of: date
    status: Status
    count: int
    target: int | None
    parts: tuple[PartResult, ...] = ()
    share: Share | None = None
    days_late: int | None = None
    days_left: int | None = None
    question: str = ""
    waiver: Waiver | None = None
    flips: tuple[Flip, ...] = ()
    notes: tuple[Note, ...] = ()
    members: tuple[Verdict, ...] = ()
    leads: Mapping[str, int] = NOTHING
    decides: bool = True  # False for the unit rows under a group row that decides
    shares_rows: bool = True  # False where each item is a row of its own, because no row names several channels

    def shown(self, section: Section, flips: tuple[Flip, ...], *, decides: bool) -> Verdict:
        """Return the verdict as a window shows it."""
        if (section, flips, decides) == (self.section, self.flips, self.decides):
            return self
        return replace(self, section=section, flips=flips, decides=decides)

    @property
    def counted(self) -> tuple[Item, ...]:
        """The rows behind the verdict. A group's rows are those of its units, which are not all shown when overdue."""
        if len(self.parts) == 1 and not self.members:
            return self.parts[0].counted
        items = [item for part in self.parts for item in part.counted]
        if self.section == "overdue":
            items += [item for member in self.members for item in member.counted]
        return tuple(dict.fromkeys(items))

    @property
    def rows(self) -> tuple[Item, ...]:
        """The same, once for each row: a row that names several channels may count on each of them."""
        if not self.shares_rows:
            return self.counted
        return tuple({item.place: item for item in reversed(self.counted)}.values())[::-1]

    @property
    def decides_exit(self) -> bool:
        """Due and overdue verdicts, and those without a due date, decide the exit code; no limit of a running period does."""
        return self.decides and (self.section != "running" or self.obligation.due is None) and not self.is_early

    @property
    def is_early(self) -> bool:
        """Whether a limit was exceeded in a period that is still running."""
        early = self.status is Status.MISSED and self.judged_as_of <= self.obligation.period.last
        return early and self.obligation.quota.need.is_limit


class Waiver(Struct, frozen=True):
    """A decision that an obligation need not be met."""

    quota: str
    units: tuple[str, ...]
    reason: str
    approver: str
    number: str
    last_day: date
    period: Period | None = None
    place: Place = field(default_factory=lambda: Place(""))


class RowTotals(Struct, frozen=True):
    """Every row of evidence accounted for."""

    read: int
    used: int
    unused: int
    refused: int


class Result(Struct, frozen=True):
    """The frozen result that every format prints."""

    as_of: date
    window: Period
    plans: tuple[Plan, ...]
    verdicts: tuple[Verdict, ...]
    rows: RowTotals
    problems: tuple[Problem, ...]
    sample: bool
    reading: str = ""
    passed_over: tuple[PassedOver, ...] = ()
    rulings: tuple[RulingEffect, ...] = ()
    skipped: tuple[Problem, ...] = ()  # why files and sheets were left out

    @property
    def summary(self) -> dict[Status, int]:
        return summary_of([verdict for verdict in self.verdicts if verdict.decides])


def summary_of(verdicts: Sequence[Verdict]) -> dict[Status, int]:
    """Return how many verdicts there are of each status, worst first."""
    numbers = Counter(verdict.status for verdict in verdicts)
    return {status: numbers[status] for status in Status if numbers[status]}
