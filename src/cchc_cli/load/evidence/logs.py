"""An organisation's logs: which files they are, and every row of them accounted for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cchc_cli.load.evidence.columns import LAYOUTS, header_names, log_kind, log_names
from cchc_cli.load.evidence.dialect import UnclosedError, decode, records, trimmed
from cchc_cli.load.evidence.rows import MOST_SHOWN, RowReader, header_of
from cchc_cli.load.workspace import Workspace
from cchc_cli.model.item import Item, Kind
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest

SUFFIX = ".csv"


@dataclass(slots=True)
class Evidence:
    """What was read of an organisation's logs. Rows read = items + refused."""

    items: list[Item] = field(default_factory=list)
    refused: int = 0
    files: int = 0
    problems: list[Problem] = field(default_factory=list)


def load_evidence(
    workspace: Workspace, organisation: Organisation, plans: Iterable[Plan], *, require_url: bool = False
) -> Evidence:
    """Read every log below the organisation's folder."""
    evidence = Evidence()
    folder = workspace.evidence / organisation.code
    if not folder.is_dir():
        # An organisation without logs is new; without the folder of all logs the path is wrong.
        if workspace.evidence.is_dir():
            evidence.problems.append(Problem("empty-folder", Place(workspace.name(folder)), severity="warning"))
        else:
            place = Place(workspace.name(workspace.evidence))
            evidence.problems.append(Problem("no-folder", place, {"what": "evidence"}, fatal=True))
        return evidence
    names = quota_names(plans)
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() == SUFFIX and not _ignored(path, folder))
    if not paths:
        place = Place(workspace.name(folder))
        evidence.problems.append(Problem("empty-folder", place, severity="warning"))
    evidence.files = len(paths)
    for path in paths:
        _Log(path, workspace.name(path), evidence).read(organisation, names, require_url=require_url)
    return evidence


def _ignored(path: Path, folder: Path) -> bool:
    return any(part.startswith(("~$", ".")) for part in path.relative_to(folder).parts)


def quota_names(plans: Iterable[Plan]) -> dict[str, tuple[str, ...]]:
    """Return what a `for` cell may hold: a quota id (in each plan that has it), or a full name."""
    found: dict[str, list[str]] = defaultdict(list)
    for plan in plans:
        for quota in plan.quotas.values():
            found[quota.id].append(quota.name)
            found[quota.name].append(quota.name)
    return {name: tuple(full) for name, full in found.items()}


class _Log:
    """One file being read into the evidence."""

    def __init__(self, path: Path, name: str, evidence: Evidence) -> None:
        self._path = path
        self._name = name
        self._evidence = evidence

    def read(self, organisation: Organisation, quotas: dict[str, tuple[str, ...]], *, require_url: bool) -> None:
        kind = log_kind(self._path.stem)
        if kind is None:
            self._fail("unknown-log", meant=nearest(self._path.stem, log_names()))
            return
        text = self._text()
        if text is None:
            return
        reader = RowReader(kind, self._name, organisation, quotas, require_url=require_url)
        try:
            self._rows(kind, text, reader)
        except UnclosedError as error:
            self._fail("bad-quotes", error.row, reason=error.reason)

    def _text(self) -> str | None:
        try:
            decoded = decode(self._path.read_bytes())
        except OSError as error:
            self._fail("unreadable", reason=error.strerror or "")
            return None
        if decoded is None:
            self._fail("not-text")
            return None
        if decoded.encoding == "cp1258":
            self._warn("windows-1258", Place(self._name))
        return decoded.text

    def _rows(self, kind: Kind, text: str, reader: RowReader) -> None:
        rows = records(text)
        header = next(rows, None)
        if header is None:
            self._fail("no-header", 1)
            return
        columns = self._columns(kind, header[0], trimmed(header[1]))
        if columns is None:
            return
        for row, cells in rows:
            record = {column: cell for column, cell in zip(columns, trimmed(cells), strict=False) if column}
            extra = [cell for cell in cells[len(columns) :] if cell.strip()]
            if extra:
                place = Place(self._name, row, None, extra[0][:MOST_SHOWN])
                self._evidence.refused += 1
                self._evidence.problems.append(Problem("extra-cells", place, {"value": extra[0][:MOST_SHOWN]}))
                continue
            item, problems = reader.read(row, record)
            self._evidence.problems += problems
            if item is None:
                self._evidence.refused += 1
            else:
                self._evidence.items.append(item)

    def _columns(self, kind: Kind, row: int, header: Sequence[str]) -> list[str | None] | None:
        """Return the column of each cell, or None when the header cannot be used."""
        names = header_names(kind)
        columns = header_of(kind, names, header)
        usable = True
        for cell, column in zip(header, columns, strict=True):
            if column is None and cell:
                details = {"value": cell[:MOST_SHOWN], "meant": nearest(cell, names)}
                self._warn("unknown-column", Place(self._name, row, cell[:MOST_SHOWN]), **details)
            elif column and columns.count(column) > 1:
                usable = False
        for column in dict.fromkeys(one for one in columns if one and columns.count(one) > 1):
            self._fail("column-twice", row, value=column)
        missing = [column for column in LAYOUTS[kind].required if column not in columns]
        if kind == "posts" and not {"date", "sent"} & set(columns):
            missing.append("date")
        for column in missing:
            self._fail("missing-column", row, value=column)
        return columns if usable and not missing else None

    def _fail(self, code: str, row: int | None = None, **details: str) -> None:
        self._evidence.problems.append(Problem(code, Place(self._name, row), details, fatal=True))

    def _warn(self, code: str, place: Place, **details: str) -> None:
        self._evidence.problems.append(Problem(code, place, details, severity="warning"))
