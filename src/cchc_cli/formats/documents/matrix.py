"""The JSON of `matrix`: quotas or units, and their figures in each period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli.engine.by_unit import By
from cchc_cli.engine.matrix import GridCell, GridLine, Matrix
from cchc_cli.formats.documents.common import DocumentBasis, PeriodSpan, basis, span
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result, Status


class MatrixCell(Struct, frozen=True):
    """The figures of a row in a period, in unit-periods; `count` and `target` if the cell is a single verdict."""

    period: Annotated[str, Meta(description="The label of a column.")]
    status: Status
    done: int
    missed: int
    owed: int
    count: int | None
    target: int | None


class MatrixLine(Struct, frozen=True):
    """One row: a quota of one owner, or everything that one unit owes."""

    org: str
    unit: Annotated[str, Meta(description="Codes, joint leads joined by ;.")]
    plan: str | None
    quota: str | None
    title: str | None
    done: int
    missed: int
    owed: int
    cells: tuple[MatrixCell, ...]


class MatrixColumn(Struct, frozen=True):
    """A period, with its total over all rows; each unit-period counts once."""

    period: PeriodSpan
    done: int
    missed: int
    owed: int


class MatrixDocument(DocumentBasis, frozen=True, kw_only=True, tag_field="schema", tag="cchc/matrix/1"):
    """What `cchc matrix --format json` prints."""

    by: By
    done: int
    missed: int
    owed: int
    columns: tuple[MatrixColumn, ...]
    lines: tuple[MatrixLine, ...]


def matrix_document(
    matrix: Matrix, result: Result, organisations: Mapping[str, Organisation], messages: Catalogue
) -> MatrixDocument:
    """Return the document of `matrix`; the columns are the periods of the result."""
    total = matrix.tally
    return MatrixDocument(
        **basis(result, organisations, messages),
        by=matrix.by,
        done=total.done,
        missed=total.missed,
        owed=total.owed,
        columns=tuple(
            MatrixColumn(span(period), tally.done, tally.missed, tally.owed) for period, tally in matrix.columns.items()
        ),
        lines=tuple(map(_line, matrix.lines)),
    )


def _line(line: GridLine) -> MatrixLine:
    quota, tally = line.quota, line.tally
    plan, name, title = (quota.plan, quota.id, quota.title) if quota else (None, None, None)
    cells = tuple(_cell(period, cell) for period, cell in line.cells.items())
    unit = line.owner.replace(", ", ";")
    return MatrixLine(line.organisation, unit, plan, name, title, tally.done, tally.missed, tally.owed, cells)


def _cell(period: Period, cell: GridCell) -> MatrixCell:
    tally, verdict = cell.tally, cell.verdict
    count, target = (verdict.count, verdict.target) if verdict else (None, None)
    return MatrixCell(period.label, cell.status, tally.done, tally.missed, tally.owed, count, target)
