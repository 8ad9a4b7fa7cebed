"""The figures of a report, each counted anew from verdicts and rows; percentages are made from them at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec import Struct

from cchc_cli.engine.measure import is_measured
from cchc_cli.model.item import Item
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Part, Quota
from cchc_cli.model.verdict import REACHED, PartResult, Status, Verdict
from cchc_cli.words.conditions.type_ import types_of
from cchc_cli.words.conditions.via import channels_of
from cchc_cli.words.kinds import PUBLISHED

UNDECIDED = frozenset({Status.WAIVED, Status.BLOCKED, Status.TRACKED})
IN_TIME = frozenset({Status.OPEN, Status.AT_RISK, Status.UPCOMING})  # not done, and the due day has not passed


# ---- tasks


def asks_plans(quota: Quota) -> bool:
    """Whether a quota asks for plans and nothing else, whatever its id."""
    parts = quota.need.parts
    return bool(parts) and all(part.kinds == ("documents",) and types_of(part) == {"plan"} for part in parts)


class Tasks(Struct, frozen=True):
    """How many of the tasks due were done; the waived and the undecidable stand apart."""

    met: int
    late: int
    missed: int
    open: int  # due in the window, but not yet on the day of judging
    waived: int
    blocked: int

    @property
    def done(self) -> int:
        return self.met + self.late

    @property
    def due(self) -> int:
        return self.done + self.missed + self.open


def tasks(verdicts: Iterable[Verdict]) -> Tasks:
    """Count verdicts that decide."""
    found = Counter(verdict.status for verdict in verdicts if verdict.decides)
    return Tasks(
        met=found[Status.MET],
        late=found[Status.LATE],
        missed=found[Status.MISSED],
        open=sum(found[status] for status in IN_TIME),
        waived=found[Status.WAIVED],
        blocked=found[Status.BLOCKED],
    )


def due(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.decides and verdict.section == "due"]


def overdue(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.decides and verdict.section == "overdue"]


def undated(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return what is judged although the plan states no day: reports for a named period, standing states."""
    decided = REACHED | {Status.MISSED}
    return [v for v in verdicts if v.decides and v.obligation.due is None and v.status in decided]


def running(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return what is under way with a due day after the window, reached or not."""
    return [
        verdict
        for verdict in verdicts
        if verdict.decides
        and verdict.section == "running"
        and verdict.obligation.due
        and verdict.status not in UNDECIDED
    ]


def unfinished(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return what is still to be done and in time: due later in the window or after it, or to be kept up."""
    return [one for one in verdicts if one.decides and one.section != "overdue" and one.status in IN_TIME]


def blocked(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.decides and verdict.status is Status.BLOCKED]


# ---- plan and done, by form and by channel


@dataclass(slots=True)
class FigureTally:
    """What the plan asks of one form or channel, what of it was done, and by how many different works."""

    target: int = 0
    done: int = 0
    items: dict[tuple[str, int], Item] = field(default_factory=dict)
    plans: set[str] = field(default_factory=set)

    def add(self, plan: str, result: PartResult) -> None:
        """Add a part; what exceeds its target pays for no other."""
        self.target += result.target or 0
        self.done += min(result.count, result.target or 0)
        self.items |= {(item.file, item.row): item for item in result.counted}
        self.plans.add(plan)

    @property
    def works(self) -> int:
        """Rows of one title are as many works as were found on one channel."""
        rows: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for item in self.items.values():
            rows[item.kind, item.key][item.channel] += 1
        return sum(max(channels.values()) for channels in rows.values())


Channels = tuple[tuple[str, ...], bool]  # the codes that a quota names, and whether it needs all of them
Key = TypeVar("Key", bound=Hashable)


def by_form(verdicts: Iterable[Verdict]) -> dict[tuple[str, ...], FigureTally]:
    """Gather the parts with a number by the kinds of evidence they take."""
    return _gathered((part.kinds, quota, result) for quota, part, result in _parts(verdicts))


def by_channel(verdicts: Iterable[Verdict]) -> dict[Channels, FigureTally]:
    """Gather the published parts by the channels their quota names; those that name none stand last."""
    found = _gathered(
        ((channels_of(part).codes, channels_of(part).every), quota, result)
        for quota, part, result in _parts(verdicts)
        if set(part.kinds) <= PUBLISHED
    )
    return {key: found[key] for key in sorted(found, key=lambda key: (not key[0], len(key[0])))}


def _gathered(found: Iterable[tuple[Key, Quota, PartResult]]) -> dict[Key, FigureTally]:
    tallies: dict[Key, FigureTally] = defaultdict(FigureTally)
    for key, quota, result in found:
        tallies[key].add(quota.plan, result)
    return dict(tallies)


def _parts(verdicts: Iterable[Verdict]) -> Iterator[tuple[Quota, Part, PartResult]]:
    """Yield the parts that have a number of works; of several of which any one will do, the best."""
    for verdict in leaves(verdicts):
        quota = verdict.obligation.quota
        numbered = [
            (quota, part, result)
            for part, result in zip(quota.need.parts, verdict.parts, strict=True)
            if result.target is not None and part.percent is None and not is_measured(part)
        ]
        if quota.need.every:
            yield from numbered
        elif numbered:
            yield max(numbered, key=lambda found: found[2].count / (found[2].target or 1))


def leaves(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts that count works: the units' in place of their group's, each obligation once."""
    found: dict[tuple[str, str, Period], Verdict] = {}
    for verdict in verdicts:
        for leaf in _counting(verdict) if verdict.decides else ():
            one = leaf.obligation
            found.setdefault((one.quota.name, one.owner, one.period), leaf)
    return list(found.values())


def _counting(verdict: Verdict) -> list[Verdict]:
    """Where less than all of a group is asked, as many of its units count as are needed, those with most first."""
    if not verdict.members or verdict.obligation.percent == 100:
        return [one for one in verdict.members or (verdict,) if one.status not in UNDECIDED]
    if verdict.status in UNDECIDED:
        return []
    owing = [one for one in verdict.members if one.status is not Status.WAIVED]
    return sorted(owing, key=_progress, reverse=True)[: verdict.target]


def _progress(verdict: Verdict) -> tuple[bool, float]:
    return verdict.status in REACHED, sum(min(one.count / (one.target or 1), 1) for one in verdict.parts)


def evidence(verdict: Verdict) -> tuple[Item, ...]:
    """Return the rows that a verdict stands on, of a group those of its units."""
    found = [item for one in (verdict, *verdict.members) for item in one.counted]
    return tuple({(item.file, item.row): item for item in found}.values())


# ---- rows of the logs, whatever they served


def posted(items: Sequence[Item]) -> dict[str, Counter[str]]:
    """Count published rows by channel and kind."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.kind in PUBLISHED and item.details.published:
            found[item.channel][item.kind] += 1
    return dict(found)
