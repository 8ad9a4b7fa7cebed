"""Who sent what in a window: for each unit its files and rows, and the state of its reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from cchc_cli.engine.by_unit import unit_verdicts
from cchc_cli.engine.check import Case
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.passed_over import Reason
from cchc_cli.model.period import Period
from cchc_cli.model.problem import Place
from cchc_cli.model.verdict import Result, Status, Verdict

Unread = Literal[Reason, "unusable"]  # why no row of a file is read: it is passed over, or left out


class ReceivedFile(Struct, frozen=True):
    """A log, or a sheet of one: its rows of the window that credit a unit, and its unreadable rows.

    The days of an unreadable row and of an unread file are unknown, so both count in every window.
    """

    file: str
    read: int
    refused: int
    unread: Unread | None = None


class UnitReceived(Struct, frozen=True):
    """What one unit sent. `unit` is "" for the refused rows of files of several units; `last` is inclusive."""

    organisation: str
    unit: str
    files: tuple[ReceivedFile, ...]
    first: date | None = None
    last: date | None = None
    reports: tuple[Verdict, ...] = ()

    @property
    def read(self) -> int:
        return sum(received_file.read for received_file in self.files)

    @property
    def refused(self) -> int:
        return sum(received_file.refused for received_file in self.files)

    @property
    def unread_files(self) -> tuple[ReceivedFile, ...]:
        return tuple(received_file for received_file in self.files if received_file.unread)

    def reports_in(self, *statuses: Status) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.reports if verdict.status in statuses)

    @property
    def open_reports(self) -> tuple[Verdict, ...]:
        """The reports that are neither there nor missed."""
        return tuple(
            verdict for verdict in self.reports if verdict.status not in {Status.MET, Status.LATE, Status.MISSED}
        )


def received(case: Case, result: Result, window: Period, units: Collection[str] = ()) -> tuple[UnitReceived, ...]:
    """Return what each selected unit sent in a window, in the order of the roster; without a selection, every unit.

    A row that a ruling does not accept was sent all the same.
    """
    organisation = case.organisation
    of_unit: defaultdict[str, list[Item]] = defaultdict(list)
    of_file: defaultdict[str, list[Item]] = defaultdict(list)
    for item in (*case.items, *case.set_aside):
        of_file[item.file].append(item)
    for item in (*case.items, *(rejection.item for rejection in case.rejected)):
        if window.holds(item.day):
            for unit in item.units:
                of_unit[unit].append(item)
    refused = _refused(case)
    unread = _unread(case, {*of_file, *refused})
    sender = {file: _sender(file, of_file[file], organisation) for file in {*of_file, *refused, *unread}}
    reports = _reports(result.verdicts)
    received_units = [
        _unit(
            code,
            organisation,
            of_unit[code],
            {file: count for file, count in refused.items() if sender[file] == code},
            {file: reason for file, reason in unread.items() if sender[file] == code},
            reports[code],
        )
        for code, unit in organisation.units.items()
        if unit.since <= window.last and unit.until >= window.start and (not units or code in units)
    ]
    nobodys = {file: count for file, count in refused.items() if not sender[file]}
    return (
        (*received_units, _unit("", organisation, [], nobodys, {}, []))
        if nobodys and not units
        else tuple(received_units)
    )


def _unit(
    code: str,
    organisation: Organisation,
    items: Sequence[Item],
    refused: Mapping[str, int],
    unread: Mapping[str, Unread],
    reports: Iterable[Verdict],
) -> UnitReceived:
    read = Counter(file for file, _ in {(item.file, item.row) for item in items})  # a row may be on several channels
    files = tuple(
        ReceivedFile(file, read[file], refused.get(file, 0), unread.get(file))
        for file in sorted({*read, *refused, *unread})
    )
    days = [item.day for item in items]
    return UnitReceived(
        organisation.code, code, files, min(days, default=None), max(days, default=None), tuple(reports)
    )


def _refused(case: Case) -> dict[str, int]:
    """Return how many rows of each file cannot be read."""
    rows = {
        (problem.place.file, problem.place.row)
        for problem in case.problems
        if problem.severity == "error" and not problem.fatal and problem.place.row is not None
    }
    counts = Counter(file for file, _ in sorted(rows))
    return {file: count for file, count in counts.items() if f"/{case.organisation.code}/" in f"/{file}"}


def _unread(case: Case, read: Collection[str]) -> dict[str, Unread]:
    """Return the files without a read row, with the reason; a passed-over workbook has that of its first sheet."""
    paths = {Place(file).path for file in read}
    reasons: dict[str, Unread] = {problem.place.path: "unusable" for problem in case.skipped}
    for passed in case.passed_over:
        if passed.rows is None:
            reasons.setdefault(passed.file, passed.reason)
    return {file: reason for file, reason in reasons.items() if file not in paths}


def _sender(file: str, items: Sequence[Item], organisation: Organisation) -> str:
    """Return the unit whose folder a file is in, or the unit that all its rows credit first; "" for none."""
    _, _, below = file.rpartition(f"/{organisation.code}/")
    for folder in reversed(below.split("/")[:-1]):
        code = organisation.unit_names.find(folder)
        if code:
            return code
    credited = {item.units[0] for item in items}
    return credited.pop() if len(credited) == 1 else ""


def _reports(verdicts: Iterable[Verdict]) -> defaultdict[str, list[Verdict]]:
    """Return the verdicts on reports by the units that owe them."""
    reports: defaultdict[str, list[Verdict]] = defaultdict(list)
    shown = {
        verdict.obligation.key: verdict for verdict in unit_verdicts(verdicts)
    }  # a unit's verdict is in its group's too
    for verdict in shown.values():
        if any(part.is_report for part in verdict.obligation.quota.need.parts):
            for owner in verdict.obligation.owners:
                reports[owner].append(verdict)
    return reports
