"""`cchc evidence import`: the rows of a file added to the logs; without --yes only said, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc_cli.cli.evidence_target import find_target, open_case, read_kind
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_problems, print_text
from cchc_cli.cli.session import Roots, Session, open_session
from cchc_cli.cli.usage import UsageError
from cchc_cli.engine.check import Case
from cchc_cli.formats.safe import safe
from cchc_cli.i18n.problems import lines
from cchc_cli.load.evidence.incoming import Mapped, mapped, read_mapping, unused
from cchc_cli.load.evidence.logs import quota_names
from cchc_cli.load.evidence.open_log import NotWrittenError, Rows, read_rows
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.table import Table
from cchc_cli.load.evidence.tables import tables_of
from cchc_cli.load.evidence.write import Fate, append, planned
from cchc_cli.model.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What was asked on the command line."""

    roots: Roots
    source: Path
    kind: str | None = None
    mapping: Path | None = None
    file: str | None = None
    org: str | None = None
    write: bool = False


def run(options: ImportOptions) -> Exit:
    """Import a file, or say what importing it would do, and return the exit code."""
    session = open_session(options.roots)
    case = open_case(session, options.org)
    refused = [_import(table, case, options, session) for table in _tables(options, session)]
    if not options.write and any(count is not None for count in refused):
        print_text(session.say("import.how") + "\n")
    return Exit.OK if set(refused) <= {0} else Exit.UNUSABLE


def _tables(options: ImportOptions, session: Session) -> list[Table]:
    """Return the tables of the file under our names of columns. Raises UsageError when there is none to import."""
    kind = read_kind("--kind", options.kind) if options.kind else None
    found, problems = tables_of(options.source, str(options.source), kind)
    mapping: Mapped = {}
    if options.mapping:
        mapping, wrong = read_mapping(options.mapping, str(options.mapping))
        problems = [*problems, *wrong, *unused(mapping, found, str(options.mapping))]
    fatal = [_with_next_step(problem, options) for problem in problems if problem.fatal]
    if fatal:
        raise UsageError(*fatal)
    print_problems(problems, session.say)
    return [mapped(table, mapping) for table in found]


def _with_next_step(problem: Problem, options: ImportOptions) -> Problem:
    """A file to import need not be named as a log is: its kind can be said."""
    if problem.code != "unknown-log":
        return problem
    return Problem("which-kind", Place(str(options.source)), problem.details, fatal=True)


def _import(table: Table, case: Case, options: ImportOptions, session: Session) -> int | None:
    """Import one table, and return how many rows were refused; None when it could not be imported at all."""
    reader = RowReader(table.kind, table.name, case.organisation, quota_names(case.plans), require_url=False)
    rows = read_rows(table, reader)
    fatal = [problem for problem in rows.problems if problem.fatal]
    print_problems(fatal or [one for one in rows.problems if one.severity == "warning"], session.say)
    if fatal:
        return None
    target = find_target(session, case, table.kind, options.file)
    records = [row.record for row in rows.rows if row.item]
    try:
        fates = append(target, records) if options.write else planned(target, records)[0]
    except NotWrittenError as error:
        print_problems([error.problem], session.say)
        return None
    return _told(table, rows, fates, target.name, options, session)


def _told(table: Table, rows: Rows, fates: Sequence[Fate], file: str, options: ImportOptions, session: Session) -> int:
    say = session.say
    fate_of = dict(zip((row.row for row in rows.rows if row.item), fates, strict=True))
    problems = {row: Fate("refused", problems=tuple(found)) for row, found in _refused(rows).items()}
    found = {**fate_of, **problems}
    added = "import.added" if options.write else "import.would-add"
    keys = {"added": added, "there": "import.there", "refused": "import.refused"}
    for row, fate in sorted(found.items()):
        print_text(safe(say(keys[fate.what], source=f"{table.name}:{row}", row=fate.ref)) + "\n")
        for problem in fate.problems:
            print_text("".join(f"    {safe(line)}\n" for line in lines(problem, say)))
    counts = Counter(fate.what for fate in found.values())
    figures = {what: counts[what] for what in ("added", "there", "refused")}
    print_text(say("import.done" if options.write else "import.summary", file=file, **figures) + "\n")
    return counts["refused"]


def _refused(rows: Rows) -> dict[int, list[Problem]]:
    """Return the problems that refuse each row, by row; what is wrong with no row at all has been told."""
    found: dict[int, list[Problem]] = {}
    for problem in rows.problems:
        if problem.severity == "error" and problem.place.row is not None:
            found.setdefault(problem.place.row, []).append(problem)
    return found
