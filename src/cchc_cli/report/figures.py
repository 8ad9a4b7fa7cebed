"""The figures of a report, counted from verdicts and rows; percentages are computed last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec import Struct

from cchc_cli.engine.measure import is_measured
from cchc_cli.model.item import Item
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Part, Quota, QuotaKey
from cchc_cli.model.verdict import REACHED, PartResult, Status, Verdict
from cchc_cli.words.conditions.type_ import types_of
from cchc_cli.words.conditions.via import channels_of
from cchc_cli.words.kinds import PUBLISHED

UNDECIDED = frozenset({Status.WAIVED, Status.BLOCKED, Status.TRACKED})
IN_TIME = frozenset({Status.OPEN, Status.AT_RISK, Status.UPCOMING})  # not done, due day not passed

Trait = TypeVar("Trait", bound=Hashable)

# ---- tasks


def asks_plans(quota: Quota) -> bool:
    """Whether a quota requires plans only."""
    parts = quota.need.parts
    return bool(parts) and all(part.kinds == ("documents",) and types_of(part) == {"plan"} for part in parts)


def by_task(
    verdicts: Iterable[Verdict], trait: Callable[[Verdict], Trait]
) -> dict[tuple[QuotaKey, str, Trait], list[Verdict]]:
    """Return the verdicts of each quota and owner that share a trait, in order: the periods of one row of a table."""
    groups: dict[tuple[QuotaKey, str, Trait], list[Verdict]] = {}
    for verdict in verdicts:
        obligation = verdict.obligation
        groups.setdefault((obligation.quota.key, obligation.owner, trait(verdict)), []).append(verdict)
    return groups


class Tasks(Struct, frozen=True):
    """The numbers of tasks due by result; waived and blocked tasks are outside `due`."""

    met: int
    late: int
    missed: int
    open: int  # due in the window, after the day of judging
    waived: int
    blocked: int

    @property
    def done(self) -> int:
        return self.met + self.late

    @property
    def due(self) -> int:
        return self.done + self.missed + self.open


def tasks(verdicts: Iterable[Verdict]) -> Tasks:
    """Return the counts of the deciding verdicts."""
    counts = Counter(verdict.status for verdict in verdicts if verdict.decides)
    return Tasks(
        met=counts[Status.MET],
        late=counts[Status.LATE],
        missed=counts[Status.MISSED],
        open=sum(counts[status] for status in IN_TIME),
        waived=counts[Status.WAIVED],
        blocked=counts[Status.BLOCKED],
    )


def due_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the deciding verdicts that are due in the window."""
    return [verdict for verdict in verdicts if verdict.decides and verdict.section == "due"]


def overdue_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the deciding verdicts of earlier windows that are still missed."""
    return [verdict for verdict in verdicts if verdict.decides and verdict.section == "overdue"]


def undated_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts decided without a due day: reports for a named period, standing states."""
    decided = REACHED | {Status.MISSED}
    return [
        verdict
        for verdict in verdicts
        if verdict.decides and verdict.obligation.due is None and verdict.status in decided
    ]


def running_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the running verdicts with a due day after the window, reached or not."""
    return [
        verdict
        for verdict in verdicts
        if verdict.decides
        and verdict.section == "running"
        and verdict.obligation.due
        and verdict.status not in UNDECIDED
    ]


def unfinished_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the unreached verdicts still in time: due later in the window or after it, or standing."""
    return [
        verdict
        for verdict in verdicts
        if verdict.decides and verdict.section != "overdue" and verdict.status in IN_TIME
    ]


def blocked_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the deciding verdicts that wait for the answer to a question."""
    return [verdict for verdict in verdicts if verdict.decides and verdict.status is Status.BLOCKED]


# ---- plan and done, by form and by channel


@dataclass(slots=True)
class FigureTally:
    """The target of one form or channel, the number done towards it, and the works behind it."""

    target: int = 0
    done: int = 0
    items: dict[tuple[str, int], Item] = field(default_factory=dict)
    plans: set[str] = field(default_factory=set)

    def add(self, plan: str, result: PartResult) -> None:
        """Add a part; a surplus over its target does not count for other parts."""
        self.target += result.target or 0
        self.done += min(result.count, result.target or 0)
        self.items |= {(item.file, item.row): item for item in result.counted}
        self.plans.add(plan)

    @property
    def works(self) -> int:
        """The number of works: for equal titles, the largest number of rows on one channel."""
        alike: defaultdict[tuple[str, int], list[Item]] = defaultdict(list)
        for item in self.items.values():
            alike[item.kind, item.fingerprint].append(item)
        return sum(_works(items) if len(items) > 1 else 1 for items in alike.values())


def _works(items: Sequence[Item]) -> int:
    """Return the number of works among items of one kind with equal fingerprints; their titles may still differ."""
    rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        rows[item.key][item.channel] += 1
    return sum(max(channels.values()) for channels in rows.values())


Channels = tuple[tuple[str, ...], bool]  # channel codes of a quota, whether it needs all
Key = TypeVar("Key", bound=Hashable)


def by_form(verdicts: Iterable[Verdict]) -> dict[tuple[str, ...], FigureTally]:
    """Return the tallies of numbered parts by their kinds of evidence."""
    return _tallies((part.kinds, quota, result) for quota, part, result in _parts(verdicts))


def by_channel(verdicts: Iterable[Verdict]) -> dict[Channels, FigureTally]:
    """Return the tallies of published parts by the channels of their quota; those without channels come last."""
    tallies = _tallies(
        ((channels_of(part).codes, channels_of(part).every), quota, result)
        for quota, part, result in _parts(verdicts)
        if set(part.kinds) <= PUBLISHED
    )
    return {key: tallies[key] for key in sorted(tallies, key=lambda key: (not key[0], len(key[0])))}


def _tallies(counted: Iterable[tuple[Key, Quota, PartResult]]) -> dict[Key, FigureTally]:
    tallies: dict[Key, FigureTally] = defaultdict(FigureTally)
    for key, quota, result in counted:
        tallies[key].add(quota.plan, result)
    return dict(tallies)


def _parts(verdicts: Iterable[Verdict]) -> Iterator[tuple[Quota, Part, PartResult]]:
    """Yield the parts with a number of works; of alternatives, only the best."""
    for verdict in counting_verdicts(verdicts):
        quota = verdict.obligation.quota
        numbered = [
            (quota, part, result)
            for part, result in zip(quota.need.parts, verdict.parts, strict=True)
            if result.target is not None and part.percent is None and not is_measured(part)
        ]
        if quota.need.every:
            yield from numbered
        elif numbered:
            yield max(numbered, key=lambda part: part[2].count / (part[2].target or 1))


def counting_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts that count works, each obligation once: a group's units in place of the group."""
    by_obligation: dict[tuple[str, str, Period], Verdict] = {}
    for verdict in verdicts:
        for leaf in _counting_leaves(verdict) if verdict.decides else ():
            obligation = leaf.obligation
            by_obligation.setdefault((obligation.quota.name, obligation.owner, obligation.period), leaf)
    return list(by_obligation.values())


def _counting_leaves(verdict: Verdict) -> list[Verdict]:
    """Return the counting verdicts: of a group below 100 %, only the needed number of units, most done first."""
    if not verdict.members or verdict.obligation.percent == 100:
        return [leaf for leaf in verdict.members or (verdict,) if leaf.status not in UNDECIDED]
    if verdict.status in UNDECIDED:
        return []
    owing_members = [leaf for leaf in verdict.members if leaf.status is not Status.WAIVED]
    return sorted(owing_members, key=_progress, reverse=True)[: verdict.target]


def _progress(verdict: Verdict) -> tuple[bool, float]:
    return verdict.status in REACHED, sum(min(part.count / (part.target or 1), 1) for part in verdict.parts)


def evidence(verdict: Verdict) -> tuple[Item, ...]:
    """Return the rows that count for a verdict; for a group, those of its units."""
    items = [item for owner_verdict in (verdict, *verdict.members) for item in owner_verdict.counted]
    return tuple({(item.file, item.row): item for item in items}.values())


# ---- rows of the logs


def rows_by_channel(items: Sequence[Item]) -> dict[str, Counter[str]]:
    """Return the numbers of published rows by channel and kind."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.kind in PUBLISHED and item.details.published:
            counts[item.channel][item.kind] += 1
    return dict(counts)
