"""From an obligation and its evidence to its status on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from msgspec.structs import replace

from cchc_cli.engine.ledger import Ledger
from cchc_cli.engine.measure import owners_of
from cchc_cli.engine.obligation_notes import group_notes, undated_note
from cchc_cli.engine.select import last_day_judged
from cchc_cli.engine.set_aside import SetAside, notes_on, set_aside_of
from cchc_cli.engine.shares import UnitDocuments, day_judged, number_needed, result_of_unit, tally_share, too_late
from cchc_cli.engine.snapshots import tally_by_day, tally_standing, tally_tracked
from cchc_cli.engine.status import (
    days_late,
    days_left,
    figures,
    group_status,
    is_tracked,
    lacks,
    stale,
    status_of,
    unbound,
)
from cchc_cli.engine.tally import WorkTally, tally_alone
from cchc_cli.engine.waivers import excuses, waived
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Part, Plan
from cchc_cli.model.verdict import (
    NOTHING,
    REACHED,
    Note,
    Obligation,
    ObligationKey,
    PartResult,
    Rejection,
    Share,
    Status,
    Verdict,
    Waiver,
)
from cchc_cli.words.conditions.distinct import distinct_of
from cchc_cli.words.conditions.new import asks_new


class Judge:
    """Judges obligations of one plan on a given day."""

    def __init__(
        self,
        plan: Plan,
        ledger: Ledger,
        organisation: Organisation,
        warn_days: int,
        waivers: Sequence[Waiver],
        aside: SetAside | None = None,
    ) -> None:
        self.plan = plan
        self._ledger = ledger
        self._organisation = organisation
        self._rank = {code: index for index, code in enumerate(organisation.channels)}  # places in the file
        self._warn_days = warn_days
        self._waivers = waivers
        self._aside = aside
        self._known: defaultdict[date, dict[ObligationKey, Verdict]] = defaultdict(dict)  # by day

    def verdict(self, obligation: Obligation, day: date) -> Verdict:
        """Return the verdict on an obligation on a day; the selection sets its section.

        Verdicts are kept, because the table and the used rows need the same ones.
        """
        day = min(day, last_day_judged(obligation, self.plan))
        known, key = self._known[day], obligation.key
        known_verdict = known.get(key)
        if known_verdict is None:
            known_verdict = known[key] = unbound(self._waived_verdict(obligation, day))
        return known_verdict

    def _waived_verdict(self, obligation: Obligation, day: date) -> Verdict:
        """Return the same as if each unit of a group owed it by itself."""
        verdict = self._group(obligation, day) if obligation.members else self._judged(obligation, day)
        return waived(verdict, self._waivers)

    # ---- one owner

    def _judged(self, obligation: Obligation, day: date) -> Verdict:
        results, share = self._results(obligation, day)
        return self._verdict(obligation, day, results, share)

    def _verdict(
        self, obligation: Obligation, day: date, results: tuple[PartResult, ...], share: Share | None = None
    ) -> Verdict:
        status = status_of(obligation, results, day, warn_days=self._warn_days, plan=self.plan)
        count, target = figures(obligation, results)
        return Verdict(
            obligation,
            "due",
            day,
            status,
            count,
            target,
            results,
            share,
            days_late(obligation, status, results),
            days_left(obligation, status, day),
            obligation.question if status is Status.BLOCKED else "",
            None,
            (),
            self._notes(obligation, results, status, day),
            (),
            _leads(obligation, results),
            not obligation.group,  # the group's row decides, unless its units are selected by name
            self._ledger.shares_rows,
        )

    def _results(self, obligation: Obligation, day: date) -> tuple[tuple[PartResult, ...], Share | None]:
        if obligation.is_blank:
            return tuple([PartResult(part.name, 0, part.number) for part in obligation.quota.need.parts]), None
        results, share = [], None
        for index, part in enumerate(obligation.quota.need.parts):
            items, alike = self._ledger.fitting(obligation, index, day)
            if part.counts_works:
                result = self._count(part, items, alike, obligation)
            elif part.is_share:
                result, share = self._share(obligation, index, day)
            elif is_tracked(obligation):
                result = tally_tracked(part, items)
            elif obligation.quota.timing.kept_up:
                result = tally_standing(part, items)
            else:
                result = tally_by_day(part, items)
            results.append(self._aside.with_rejections(result, obligation, index, day) if self._aside else result)
        return tuple(results), share

    def _share(self, obligation: Obligation, index: int, day: date) -> tuple[PartResult, Share]:
        part, documents = obligation.quota.need.parts[index], {}
        for unit in obligation.units:
            of_unit = replace(obligation, units=(unit,), lines=obligation.lines_to(unit))
            documents[unit] = UnitDocuments(self._ledger.fitting(of_unit, index, day)[0], part.share_of)
        return tally_share(part, documents, obligation.due, day)

    def _count(self, part: Part, items: list[Item], alike: list[Item], obligation: Obligation) -> PartResult:
        if not alike and (items or distinct_of(part) is None):  # without rows, every value is lacking
            return tally_alone(part, items, self._rank)

        def repeats(item: Item) -> Rejection | None:
            seen = self._ledger.seen_before(item) if asks_new(part) else None
            if seen:
                return Rejection(item, "not-new", {"other": seen.ref})
            if obligation.first is None or obligation.first == obligation.period.start:
                return None
            stood = self._ledger.stood(item, obligation.first, obligation.period.start)
            return Rejection(item, "duplicate", {"other": stood.ref}) if stood else None

        owners = owners_of(obligation, part, self._organisation)
        return WorkTally(part, self._rank, items, alike, self._ledger.key, owners).count(repeats)

    # ---- a group: a row for each unit decides the group's

    def rows(self, top: Obligation, day: date) -> Sequence[Verdict]:
        """Return the verdicts that hold the rows of an obligation: those of a group's units, and of the group for other documents."""
        group_verdict = self.verdict(top, day)
        if not top.members:
            return (group_verdict,)
        return (group_verdict, *group_verdict.members) if top.is_of_documents else group_verdict.members

    def row(self, top: Obligation, obligation: Obligation, day: date) -> Verdict | None:
        """Return the verdict of a group or of one of its units; None of a unit that issued no document to be judged."""
        if obligation is top or not top.is_of_documents:
            return self.verdict(obligation, day)
        members = self.verdict(top, day).members
        return next((verdict for verdict in members if verdict.obligation.owner == obligation.owner), None)

    def _group(self, obligation: Obligation, day: date) -> Verdict:
        if obligation.is_of_documents:
            return self._group_of_documents(obligation, day)
        return self._group_of(obligation, [self._waived_verdict(member, day) for member in obligation.members], day)

    def _group_of_documents(self, obligation: Obligation, day: date) -> Verdict:
        """Judge each unit that issued a document; while none did, the group itself is open, then missed."""
        [part] = obligation.quota.need.parts
        documents = {member.owner: self._documents(member, part, day) for member in obligation.members}
        excused = {member.owner for member in obligation.members if excuses(self._waivers, member, day)}
        counting = [unit_documents for owner, unit_documents in documents.items() if owner not in excused]
        judged = day_judged(counting, obligation.percent, obligation.due, day)
        members, late = [], []
        aside: list[Rejection] = []
        for member in obligation.members:
            aside += self._aside.of(member, 0, day) if self._aside else ()
            result = result_of_unit(part, documents[member.owner], judged)
            if result or member.owner in excused:
                row = self._verdict(member, day, (result or PartResult(part.name, 0, 1),))
                members.append(waived(row, self._waivers))
            else:
                late += [too_late(item, judged) for item in documents[member.owner].items]
        if len(members) > len(excused) or len(excused) == len(obligation.members):
            group_verdict = self._group_of(obligation, members, day)
        else:
            share = Share(0, 0, obligation.percent, waived=tuple(verdict.obligation.owner for verdict in members))
            group_verdict = self._verdict(obligation, day, (PartResult(part.name, 0, 0),), share)
            group_verdict = replace(group_verdict, notes=tuple(group_notes(obligation, group_verdict.status)))
        parts = (PartResult(part.name, group_verdict.count, group_verdict.target, rejected=(*late, *aside)),)
        return replace(group_verdict, parts=parts, notes=(*group_verdict.notes, *notes_on(aside)))

    def _documents(self, obligation: Obligation, part: Part, day: date) -> UnitDocuments:
        return UnitDocuments(self._ledger.fitting(obligation, 0, day)[0], part.share_of)

    def _group_of(self, obligation: Obligation, members: Sequence[Verdict], day: date) -> Verdict:
        owing = [member for member in members if member.status is not Status.WAIVED]
        done = sum(member.status in REACHED for member in owing)
        needed = number_needed(obligation.percent, len(owing))
        share = Share(
            met=done,
            of=len(owing),
            required=obligation.percent,
            lacking=tuple(member.obligation.owner for member in owing if done < needed and lacks(member)),
            waived=tuple(member.obligation.owner for member in members if member.status is Status.WAIVED),
        )
        status, late = group_status(owing, needed)
        return Verdict(
            obligation=obligation,
            section="due",
            judged_as_of=day,
            status=status,
            count=sum(member.count for member in members) if status is Status.TRACKED else done,
            target=None if status is Status.TRACKED else needed,
            share=None if status is Status.TRACKED else share,
            question=obligation.question if status is Status.BLOCKED else "",
            notes=(*group_notes(obligation, status), *notes_on(set_aside_of(members))),
            members=tuple([unbound(member) for member in members]),
            days_late=late,
            days_left=days_left(obligation, status, day),
            shares_rows=self._ledger.shares_rows,
        )

    # ---- remarks

    def _notes(
        self, obligation: Obligation, results: Sequence[PartResult], status: Status, day: date
    ) -> tuple[Note, ...]:
        notes = [*obligation.notes, *self._notes_of_rows(obligation, results)]
        for result in results:
            notes += result.notes
        timing = obligation.quota.timing
        if status is Status.MISSED:
            notes += undated_note(obligation)
            if timing.kept_up:
                days = str(timing.holds_days)
                old = [result for result in results if result.reached and stale(timing, result, day)]
                notes += [Note("stale", {"row": item.ref, "days": days}) for item in _counted(old)]
        return tuple(notes)

    def _notes_of_rows(self, obligation: Obligation, results: Sequence[PartResult]) -> Sequence[Note]:
        counted = results[0].counted if len(results) == 1 else _counted(results)
        if not counted:
            return ()
        timing, issue, remarks = obligation.quota.timing, self.plan.issue.earliest, self._ledger.remarks
        notes: list[Note] = []
        earliest = counted[0].day if len(results) == 1 else min(item.day for item in counted)  # of a part, by day
        if earliest < issue and not timing.from_event:
            issue_text = str(issue)
            notes += [
                Note("before-issue", {"row": item.ref, "issue": issue_text}) for item in counted if item.day < issue
            ]
        if timing.named_quarter:
            start, quarter = timing.named_quarter.start, timing.named_quarter.label
            notes += [
                Note("before-quarter", {"row": item.ref, "quarter": quarter}) for item in counted if item.day < start
            ]
        if remarks:
            notes += [Note(remarks[item], {"row": item.ref}) for item in counted if item in remarks]
        return notes


def _counted(results: Sequence[PartResult]) -> tuple[Item, ...]:
    """Return the rows that count for any part, once each."""
    return tuple(dict.fromkeys(item for result in results for item in result.counted))


def _leads(obligation: Obligation, results: Sequence[PartResult]) -> Mapping[str, int]:
    """Return what each lead of a joint obligation contributed."""
    if obligation.scope != "joint":
        return NOTHING
    counted = [item for result in results for item in result.counted]
    credit = {unit: {unit, *chain(*obligation.lines_to(unit))} for unit in obligation.units}
    return {unit: sum(not own.isdisjoint(item.units) for item in counted) for unit, own in credit.items()}
