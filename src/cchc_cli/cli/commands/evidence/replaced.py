"""`cchc evidence import --replaces`: the changes of a corrected file, and the removal of the old log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cchc_cli.cli.commands.evidence.sources import Sources
from cchc_cli.cli.output import print_problems, print_text
from cchc_cli.cli.session import Session
from cchc_cli.cli.usage import bad_option
from cchc_cli.engine.check import Case
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.storing.open_log import NotWrittenError
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


def find_replaced(session: Session, case: Case, asked: Path) -> Path:
    """Return the log to replace. Raises UsageError for any other file."""
    folder = session.workspace.evidence_of(case.organisation.code)
    try:
        return replaced_log(folder, asked)
    except NotReplaceableError:
        name = session.workspace.name(folder)
        raise bad_option("--replaces", asked.as_posix(), "replaced-log", folder=name) from None


def tell_differences(old: Path, sources: Sources, session: Session) -> None:
    """Print the rows that the corrected file lacks, adds and changes."""
    new = [
        (RowReader(sources.cells(one.table.kind), one.table.name), row)
        for one in sources.tables
        for row in one.rows.rows
        if row.item or row.row in one.refused
    ]
    name = session.workspace.name(old)
    found = differences(rows_of(old, name, sources.cells), new)
    print_text("".join(f"{safe(line)}\n" for line in _lines(found, name, session.messages)))


def _lines(found: Differences, name: str, messages: Catalogue) -> Iterator[str]:
    counts = {"same": found.same, "gone": len(found.gone), "new": len(found.new), "changed": len(found.changed)}
    yield messages("replaces.sum", file=name, **counts)
    for place, title in found.gone:
        yield messages("replaces.gone", row=place, title=title)
    for place, title in found.new:
        yield messages("replaces.new", row=place, title=title)
    for one in found.changed:
        said = "; ".join(
            f"{column}: {before or '–'} → {after or '–'}" for column, (before, after) in one.columns.items()
        )
        yield messages("replaces.changed", old=one.old, new=one.new, said=said)


def keep_replaced(old: Path, sources: Sources, session: Session) -> bool:
    """Copy the old log outside the logs before anything is written; return whether the import may go on.

    It may not if no new row can be read, or the copy cannot be written.
    """
    if not any(one.readable for one in sources.tables):
        print_text(safe(session.messages("replaces.nothing", file=session.workspace.name(old))) + "\n")
        return False
    try:
        kept = keep_outside(session.workspace, old)
    except NotWrittenError as error:
        print_problems([error.problem], session.messages)
        return False
    print_text(safe(session.messages("replaces.kept", file=session.workspace.name(old), kept=kept)) + "\n")
    return True


def take_away(old: Path, session: Session) -> bool:
    """Remove the old log from the logs; return whether this succeeded."""
    try:
        take_out(session.workspace, old, Undo(session.workspace, session.run))
    except NotWrittenError as error:
        print_problems([error.problem], session.messages)
        return False
    return True
