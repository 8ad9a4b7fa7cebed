"""An organisation's logs: which files they are, and every row of them accounted for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from cchc_cli.load.evidence.cell_values import CellReaders
from cchc_cli.load.evidence.dialect import NotPlainError
from cchc_cli.load.evidence.folder import find_logs
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.table import Evidence, LogTable, TableReader
from cchc_cli.load.evidence.tables import plain_table, tables_of
from cchc_cli.load.opening import UnusableError
from cchc_cli.load.workspace import Workspace
from cchc_cli.model.item import Kind
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.progress import ProgressCallback, no_progress_of

NO_FOLDER = "no-folder"


def load_evidence(
    workspace: Workspace,
    organisation: Organisation,
    plans: Iterable[Plan],
    *,
    require_url: bool = False,
    begin: Callable[[float], ProgressCallback] = no_progress_of,
) -> Evidence:
    """Read every log below the organisation's folder; `begin` is told of how many bytes, and tells who will hear."""
    evidence = Evidence()
    folder = workspace.evidence_of(organisation.code)
    if not folder.is_dir():
        # An organisation without logs is new; without the folder of all logs the path is wrong.
        if workspace.evidence.is_dir():
            evidence.problems.append(Problem("empty-folder", Place(workspace.name(folder)), severity="warning"))
        else:
            place = Place(workspace.name(workspace.evidence))
            evidence.problems.append(Problem(NO_FOLDER, place, {"what": "evidence"}, fatal=True))
        return evidence
    plans = tuple(plans)
    names, kept = quota_names(plans), kept_columns(plans)
    logs = find_logs(folder, workspace.name)
    paths = logs.paths
    evidence.problems += logs.problems
    evidence.passed_over += logs.passed_over
    if not paths:
        evidence.problems.append(Problem("empty-folder", Place(workspace.name(folder)), severity="warning"))
    evidence.files = len(paths)
    tell = begin(sum(path.stat().st_size for path in paths if path.is_file()))

    @cache
    def cells(kind: Kind) -> CellReaders:
        return CellReaders(kind, organisation, names, require_url=require_url, kept=kept)

    def read(table: LogTable) -> None:
        TableReader(table, RowReader(cells(table.kind), table.name), evidence).read()

    for path in paths:
        _read_log(path, workspace.name(path), evidence, read, tell)
    return evidence


def _read_log(
    path: Path, name: str, evidence: Evidence, read: Callable[[LogTable], None], tell: ProgressCallback
) -> None:
    """Read a log, or name the problem of the whole of it."""
    before = evidence.extent
    try:
        if not _read_pieces(path, name, evidence, read, tell):
            found = tables_of(path, name)
            evidence.problems += found.problems
            evidence.passed_over += found.passed_over
            for table in found.tables:
                read(table)
            if path.is_file():
                tell(path.stat().st_size)
    except MemoryError:
        evidence.cut(before)
        evidence.problems.append(Problem("too-much-memory", Place(name), fatal=True))


def _read_pieces(
    path: Path, name: str, evidence: Evidence, read: Callable[[LogTable], None], tell: ProgressCallback
) -> bool:
    """Read a log as its bytes come, so that its text need not be held; whether it can be read so."""
    table = plain_table(path, name, tell)
    if table is None:
        return False
    before = evidence.extent
    try:
        read(table)
    except (NotPlainError, UnusableError):
        evidence.cut(before)
        return False
    return True


def kept_columns(plans: Iterable[Plan]) -> frozenset[str]:
    """Return the columns of which rows keep more than days and texts, as some quota or reading counts by it."""
    quotas = [quota for plan in plans for quota in plan.quotas.values()]
    parts = [part for quota in quotas for one in (quota, *quota.readings.values()) for part in one.need.parts]
    return frozenset(one.keeps for part in parts for one in part.conditions if one.keeps)


def quota_names(plans: Iterable[Plan]) -> dict[str, tuple[str, ...]]:
    """Return what a `for` cell may hold: a quota id (in each plan that has it), or a full name."""
    found: dict[str, list[str]] = defaultdict(list)
    for plan in plans:
        for quota in plan.quotas.values():
            found[quota.id].append(quota.name)
            found[quota.name].append(quota.name)
    return {name: tuple(full) for name, full in found.items()}
