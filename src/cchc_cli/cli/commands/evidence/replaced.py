"""`cchc evidence import --replaces`: the changes of a corrected file, and the removal of the old log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.commands.evidence.sources import Sources
from cchc_cli.cli.output import print_problems
from cchc_cli.cli.session import Session
from cchc_cli.cli.usage import bad_option
from cchc_cli.engine.check import Case
from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.columns import DAYS
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.tables import tables_of
from cchc_cli.model.item import Kind
from cchc_cli.storing.refusal import NotWrittenError
from cchc_cli.storing.replacing import (
    Differences,
    NotReplaceableError,
    differences,
    keep_outside,
    replaced_log,
    rows_of,
    take_out,
)
from cchc_cli.storing.undo import Undo


def find_replaced(session: Session, case: Case, given_path: Path) -> Path:
    """Return the log to replace. Raises UsageError for any other file."""
    folder = session.workspace.evidence_of(case.organisation.code)
    try:
        return replaced_log(folder, given_path)
    except NotReplaceableError:
        name = session.workspace.name(folder)
        raise bad_option("--replaces", given_path.as_posix(), "replaced-log", folder=name) from None


def kind_of_log(log: Path) -> Kind | None:
    """Return the kind of a log, None if it holds tables of several kinds or none."""
    kinds = {table.kind for table in tables_of(log, log.as_posix()).tables}
    return kinds.pop() if len(kinds) == 1 else None


class Replacement(Struct, frozen=True):
    """The log to replace, its differences from the new rows, and the copy of it; "" if it stays as it is."""

    path: Path
    file: str
    changes: Differences
    kept: str = ""
    unreadable: bool = False  # whether no new row can be read

    def lines(self, messages: Catalogue) -> Iterator[str]:
        """Yield the differences, then where the old log is kept, or why it stays."""
        yield from _lines(self.changes, self.file, messages)
        if self.unreadable:
            yield messages("replaces.nothing", file=self.file)
        if self.kept:
            yield messages("replaces.kept", file=self.file, kept=self.kept)


def compared(old: Path, sources: Sources, session: Session) -> Replacement:
    """Compare a log with the rows of a corrected file."""
    new = [
        (RowReader(sources.cells(table.table.kind), table.table.name), row)
        for table in sources.tables
        for row in table.rows.rows
        if row.item or row.row in table.refused
    ]
    name = session.workspace.name(old)
    changes = differences(rows_of(old, name, sources.cells), new)
    return Replacement(old, name, changes, unreadable=not any(table.readable for table in sources.tables))


def _lines(changes: Differences, name: str, messages: Catalogue) -> Iterator[str]:
    counts = {"same": changes.same, "gone": len(changes.gone), "new": len(changes.new), "changed": len(changes.changed)}
    yield messages("replaces.sum", file=name, **counts)
    for place, title in changes.gone:
        yield messages("replaces.gone", row=place, title=title)
    for place, title in changes.new:
        yield messages("replaces.new", row=place, title=title)
    for row in changes.changed:
        texts = [
            f"{messages.column(column)}: " + " → ".join(_shown(column, text, messages) for text in before_after)
            for column, before_after in row.columns.items()
        ]
        yield messages("replaces.changed", old=row.old, new=row.new, said="; ".join(texts))


def _shown(column: str, text: str, messages: Catalogue) -> str:
    return (messages.in_words(text) if column in DAYS else text) or "–"


def keep_replaced(replacement: Replacement, session: Session) -> Replacement:
    """Copy the old log outside the logs before anything is written; `kept` is "" if the import may not go on.

    It may not if no new row can be read, or the copy cannot be written.
    """
    if replacement.unreadable:
        return replacement
    try:
        return replace(replacement, kept=str(keep_outside(session.workspace, replacement.path)))
    except NotWrittenError as error:
        print_problems([error.problem], session.messages)
        return replacement


def take_away(old: Path, session: Session) -> bool:
    """Remove the old log from the logs; return whether this succeeded."""
    try:
        take_out(session.workspace, old, Undo(session.workspace, session.run))
    except NotWrittenError as error:
        print_problems([error.problem], session.messages)
        return False
    return True
