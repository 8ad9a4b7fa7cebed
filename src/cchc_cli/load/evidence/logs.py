"""An organisation's logs: which files they are, and every row of them accounted for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from cchc_cli.load.evidence.folder import find_logs
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.table import Evidence, TableReader
from cchc_cli.load.evidence.tables import tables_of
from cchc_cli.load.workspace import Workspace
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.progress import Tell, untold_of


def load_evidence(
    workspace: Workspace,
    organisation: Organisation,
    plans: Iterable[Plan],
    *,
    require_url: bool = False,
    begin: Callable[[float], Tell] = untold_of,
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
            evidence.problems.append(Problem("no-folder", place, {"what": "evidence"}, fatal=True))
        return evidence
    names = quota_names(plans)
    paths, evidence.problems = find_logs(folder, workspace.name)
    if not paths:
        evidence.problems.append(Problem("empty-folder", Place(workspace.name(folder)), severity="warning"))
    evidence.files = len(paths)
    tell = begin(sum(path.stat().st_size for path in paths if path.is_file()))
    for path in paths:
        tables, problems = tables_of(path, workspace.name(path), tell=tell)
        evidence.problems += problems
        for table in tables:
            reader = RowReader(table.kind, table.name, organisation, names, require_url=require_url)
            TableReader(table, reader, evidence).read()
    return evidence


def quota_names(plans: Iterable[Plan]) -> dict[str, tuple[str, ...]]:
    """Return what a `for` cell may hold: a quota id (in each plan that has it), or a full name."""
    found: dict[str, list[str]] = defaultdict(list)
    for plan in plans:
        for quota in plan.quotas.values():
            found[quota.id].append(quota.name)
            found[quota.name].append(quota.name)
    return {name: tuple(full) for name, full in found.items()}
