"""The JSON of `evidence import`: the outcome of each row, for each table of each file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli.formats.documents.common import OrganisationDocument, PassedEntry, ProblemEntry
from cchc_cli.formats.documents.evidence_add import Outcome


class ImportedRow(Struct, frozen=True, kw_only=True):
    """One row of a table."""

    row: Annotated[int, Meta(description="Its number in the source.")]
    outcome: Annotated[Outcome, Meta(description="Without --yes, what would happen.")]
    place: Annotated[str | None, Meta(description="FILE:ROW in the logs: the new row, or the equal one there.")]
    problems: Annotated[tuple[ProblemEntry, ...], Meta(description="Why the row is refused.")]


class ConvertedCell(Struct, frozen=True):
    """A cell in the letters of an old font."""

    row: int
    before: str
    now: str


class ImportedTable(Struct, frozen=True, kw_only=True):
    """A file, or a sheet of a workbook."""

    source: str
    kind: str
    log: Annotated[str | None, Meta(description="The log that takes its rows; null if nothing is imported.")]
    added: int
    duplicate: int
    refused: int
    rows: tuple[ImportedRow, ...]
    left_out: Annotated[tuple[int, ...], Meta(description="Rows that the mapping leaves out.")]
    converted: tuple[ConvertedCell, ...]
    problems: Annotated[tuple[ProblemEntry, ...], Meta(description="Problems of the table as a whole, and warnings.")]


class TitledRow(Struct, frozen=True):
    """A row that only the old or only the new log has."""

    place: str
    title: str


class ChangedLogRow(Struct, frozen=True):
    """A row that both logs have, with other cells."""

    old: Annotated[str, Meta(description="Its place in the old log.")]
    new: Annotated[str, Meta(description="Its place in the new file.")]
    columns: Annotated[Mapping[str, tuple[str, str]], Meta(description="The text before and now, by column.")]


class ReplacedLog(Struct, frozen=True, kw_only=True):
    """The log that --replaces names, compared with the new rows."""

    file: str
    kept: Annotated[str | None, Meta(description="The copy of the old log; null if it stays as it is.")]
    same: int
    gone: tuple[TitledRow, ...]
    new: tuple[TitledRow, ...]
    changed: tuple[ChangedLogRow, ...]


class EvidenceImportDocument(
    OrganisationDocument, frozen=True, kw_only=True, tag_field="schema", tag="cchc/evidence-import/1"
):
    """What `cchc evidence import --format json` prints."""

    written: Annotated[bool, Meta(description="False without --yes, and if nothing could be written.")]
    files: Annotated[int, Meta(description="The number of files read.")]
    tables: tuple[ImportedTable, ...]
    replaces: ReplacedLog | None
    problems: Annotated[
        tuple[ProblemEntry, ...], Meta(description="Problems of whole files, of the mapping and of logs.")
    ]
    passed_over: tuple[PassedEntry, ...]
