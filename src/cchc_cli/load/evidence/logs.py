"""Loading an organisation's logs: every file and every row is accounted for."""

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
    """Read every log below the organisation's folder. `begin` takes the total in bytes, and returns the progress callback."""
    evidence = Evidence()
    folder = workspace.evidence_of(organisation.code)
    if not folder.is_dir():
        # A new organisation has no folder; without the folder of all organisations the path is wrong.
        if workspace.evidence.is_dir():
            evidence.problems.append(Problem("empty-folder", Place(workspace.name(folder)), severity="warning"))
        else:
            place = Place(workspace.name(workspace.evidence))
            evidence.problems.append(Problem(NO_FOLDER, place, {"what": "evidence"}, fatal=True))
        return evidence
    plans = tuple(plans)
    names, kept_by_rows = quota_names(plans), kept_columns(plans)
    logs = find_logs(folder, workspace.name)
    paths = logs.paths
    evidence.problems += logs.problems
    evidence.passed_over += logs.passed_over
    if not paths:
        evidence.problems.append(Problem("empty-folder", Place(workspace.name(folder)), severity="warning"))
    evidence.files = len(paths)
    progress = begin(sum(path.stat().st_size for path in paths if path.is_file()))

    @cache
    def cells(kind: Kind) -> CellReaders:
        return CellReaders(kind, organisation, names, require_url=require_url, kept_columns=kept_by_rows)

    def read(table: LogTable) -> None:
        TableReader(table, RowReader(cells(table.kind), table.name), evidence).read()

    for path in paths:
        _read_log(path, workspace.name(path), evidence, read, progress)
    return evidence


def _read_log(
    path: Path, name: str, evidence: Evidence, read: Callable[[LogTable], None], progress: ProgressCallback
) -> None:
    """Read a log, or report why it cannot be used."""
    before = evidence.extent
    try:
        if not _read_pieces(path, name, evidence, read, progress):
            file_tables = tables_of(path, name)
            evidence.problems += file_tables.problems
            evidence.passed_over += file_tables.passed_over
            for table in file_tables.tables:
                read(table)
            if path.is_file():
                progress(path.stat().st_size)
    except MemoryError:
        evidence.cut(before)
        evidence.problems.append(Problem("too-much-memory", Place(name), fatal=True))


def _read_pieces(
    path: Path, name: str, evidence: Evidence, read: Callable[[LogTable], None], progress: ProgressCallback
) -> bool:
    """Read a log piece by piece, without its whole text in memory; False if that is not possible."""
    table = plain_table(path, name, progress)
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
    """Return the columns whose full values rows keep, because some quota or reading counts by them."""
    quotas = [quota for plan in plans for quota in plan.quotas.values()]
    parts = [
        part for quota in quotas for condition in (quota, *quota.readings.values()) for part in condition.need.parts
    ]
    return frozenset(condition.keeps for part in parts for condition in part.conditions if condition.keeps)


def quota_names(plans: Iterable[Plan]) -> dict[str, tuple[str, ...]]:
    """Return the names allowed in a `for` cell, each with full names of quotas: an id counts for every plan that has it."""
    names: dict[str, list[str]] = defaultdict(list)
    for plan in plans:
        for quota in plan.quotas.values():
            names[quota.id].append(quota.name)
            names[quota.name].append(quota.name)
    return {name: tuple(full) for name, full in names.items()}
