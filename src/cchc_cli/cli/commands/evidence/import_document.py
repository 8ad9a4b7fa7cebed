"""An import as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_cli import __version__
from cchc_cli.cli.commands.evidence.import_text import ImportOutcome, TableOutcome
from cchc_cli.cli.commands.evidence.replaced import Replacement
from cchc_cli.cli.commands.evidence.sources import IncomingTable, Sources
from cchc_cli.formats.documents.common import ProblemEntry, passed_entries, problem_entry
from cchc_cli.formats.documents.evidence_import import (
    ChangedLogRow,
    ConvertedCell,
    EvidenceImportDocument,
    ImportedRow,
    ImportedTable,
    ReplacedLog,
    TitledRow,
)
from cchc_cli.i18n import Catalogue
from cchc_cli.model.problem import Problem
from cchc_cli.storing.append import RowOutcome


def import_document(done: ImportOutcome, sources: Sources, messages: Catalogue) -> EvidenceImportDocument:
    """Return the document."""
    by_table = {one.name: one for one in done.tables}
    return EvidenceImportDocument(
        tool=__version__,
        org=sources.case.organisation.code,
        written=done.written,
        files=len(sources.paths),
        tables=tuple(_table(one, by_table.get(one.table.name), messages) for one in sources.tables),
        replaces=_replaced(done.replacement) if done.replacement else None,
        problems=_problems(done.problems, messages),
        passed_over=passed_entries(sources.passed_over),
    )


def _table(incoming: IncomingTable, found: TableOutcome | None, messages: Catalogue) -> ImportedTable:
    return ImportedTable(
        source=incoming.table.name,
        kind=incoming.table.kind,
        log=found.log if found else None,
        added=found.count("added") if found else 0,
        duplicate=found.count("duplicate") if found else 0,
        refused=found.count("refused") if found else 0,
        rows=tuple(_row(row, one, messages) for row, one in found.rows.items()) if found else (),
        left_out=found.left_out if found else (),
        converted=tuple(ConvertedCell(*one) for one in found.converted) if found else (),
        problems=_problems(incoming.fatal or incoming.warnings, messages),
    )


def _row(row: int, one: RowOutcome, messages: Catalogue) -> ImportedRow:
    return ImportedRow(row=row, outcome=one.what, place=one.ref or None, problems=_problems(one.problems, messages))


def _problems(problems: Iterable[Problem], messages: Catalogue) -> tuple[ProblemEntry, ...]:
    return tuple(problem_entry(problem, messages) for problem in problems)


def _replaced(one: Replacement) -> ReplacedLog:
    found = one.found
    return ReplacedLog(
        file=one.file,
        kept=one.kept or None,
        same=found.same,
        gone=tuple(TitledRow(*row) for row in found.gone),
        new=tuple(TitledRow(*row) for row in found.new),
        changed=tuple(ChangedLogRow(row.old, row.new, row.columns) for row in found.changed),
    )
