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
    by_table = {outcome.name: outcome for outcome in done.tables}
    return EvidenceImportDocument(
        tool=__version__,
        org=sources.case.organisation.code,
        written=done.written,
        files=len(sources.paths),
        tables=tuple(_table(table, by_table.get(table.table.name), messages) for table in sources.tables),
        replaces=_replaced(done.replacement) if done.replacement else None,
        problems=_problems(done.problems, messages),
        passed_over=passed_entries(sources.passed_over),
    )


def _table(incoming: IncomingTable, outcome: TableOutcome | None, messages: Catalogue) -> ImportedTable:
    return ImportedTable(
        source=incoming.table.name,
        kind=incoming.table.kind,
        log=outcome.log if outcome else None,
        added=outcome.count("added") if outcome else 0,
        duplicate=outcome.count("duplicate") if outcome else 0,
        refused=outcome.count("refused") if outcome else 0,
        rows=tuple(_row(row, row_outcome, messages) for row, row_outcome in outcome.rows.items()) if outcome else (),
        left_out=outcome.left_out if outcome else (),
        converted=tuple(ConvertedCell(*cell) for cell in outcome.converted) if outcome else (),
        problems=_problems(incoming.fatal or incoming.warnings, messages),
    )


def _row(row: int, outcome: RowOutcome, messages: Catalogue) -> ImportedRow:
    return ImportedRow(
        row=row, outcome=outcome.what, place=outcome.ref or None, problems=_problems(outcome.problems, messages)
    )


def _problems(problems: Iterable[Problem], messages: Catalogue) -> tuple[ProblemEntry, ...]:
    return tuple(problem_entry(problem, messages) for problem in problems)


def _replaced(replacement: Replacement) -> ReplacedLog:
    changes = replacement.changes
    return ReplacedLog(
        file=replacement.file,
        kept=replacement.kept or None,
        same=changes.same,
        gone=tuple(TitledRow(*row) for row in changes.gone),
        new=tuple(TitledRow(*row) for row in changes.new),
        changed=tuple(ChangedLogRow(row.old, row.new, row.columns) for row in changes.changed),
    )
