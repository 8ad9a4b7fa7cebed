"""The text of an import: the differences from a replaced log, each row, then the sums of each file and each log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cchc_cli.cli.commands.evidence.replaced import Replacement
from cchc_cli.cli.commands.evidence.sources import Sources
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import BOLD, Line
from cchc_cli.formats.view import DIM, NOTICE, STYLES
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import lines
from cchc_cli.model.item import Kind
from cchc_cli.model.passed_over import spans
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Status
from cchc_cli.storing.append import RowOutcome

FATES = ("added", "duplicate", "refused")
ROWS = {"added": STYLES[Status.MET], "duplicate": DIM, "refused": NOTICE}


class TableOutcome(Struct, frozen=True):
    """The outcomes of a table's rows in a log.

    `left_out` are rows that the mapping leaves out; `converted` are cells of an old font: row, text before, text after.
    """

    name: str
    kind: Kind
    log: str
    rows: Mapping[int, RowOutcome]
    left_out: tuple[int, ...] = ()
    converted: tuple[tuple[int, str, str], ...] = ()

    def count(self, outcome: str) -> int:
        return sum(row.what == outcome for row in self.rows.values())


class ImportOutcome(Struct, frozen=True, kw_only=True):
    """An import: what was written, or without --yes would be; `problems` are those of no table.

    `unclear` means that the log of some rows is unclear, `to_confirm` that --yes would write, `complete` that no row is
    refused.
    """

    tables: tuple[TableOutcome, ...]
    written: bool
    problems: tuple[Problem, ...]
    unclear: bool
    to_confirm: bool
    complete: bool
    replacement: Replacement | None


def import_lines(done: ImportOutcome, sources: Sources, messages: Catalogue) -> Iterator[Line]:
    """Yield the whole text; of a folder, the sums and the refused rows only."""
    for line in done.replacement.lines(messages) if done.replacement else ():
        yield ((safe(line), ""),)
    by_table = {outcome.name: outcome for outcome in done.tables}
    for kind in dict.fromkeys(table.table.kind for table in sources.tables):
        of_kind = [table for table in sources.tables if table.table.kind == kind and not table.fatal]
        for table in of_kind:
            if table.table.name in by_table:
                yield from _table(by_table[table.table.name], messages, write=done.written, brief=sources.folder)
            elif table.empty and not sources.folder:
                yield ((safe(messages("import.empty", source=table.table.name)), DIM),)
        outcomes = [by_table[table.table.name] for table in of_kind if table.table.name in by_table]
        if outcomes:
            yield _sum(outcomes, outcomes[0].log, messages, write=done.written)
    if sources.folder:
        yield from _totals(done, sources, messages)
    if done.unclear:
        yield ((messages("import.no-log"), NOTICE),)
    elif done.to_confirm:
        yield ((messages("import.how"), ""),)


def _totals(done: ImportOutcome, sources: Sources, messages: Catalogue) -> Iterator[Line]:
    """Yield the number of tables without rows, and the sums over all files, with the number of unusable ones."""
    if empty := sum(table.empty for table in sources.tables):
        yield ((messages("import.empty-tables", count=empty), DIM),)
    unusable = len(sources.unusable_files)
    key = "import.files-unusable" if unusable else "import.files"
    name = messages(key, files=len(sources.paths), unusable=unusable)
    yield _sum(done.tables, name, messages, write=done.written)


def _table(outcome: TableOutcome, messages: Catalogue, *, write: bool, brief: bool) -> Iterator[Line]:
    """Yield one line for each row of a table; with `brief`, the sums and the refused rows only."""
    if brief:
        yield _sum([outcome], outcome.name, messages, write=write)
    for row, fate in outcome.rows.items():
        if fate.what == "refused" or not brief:
            yield from _row(outcome.name, row, fate, messages, write=write)
    for row, before, after in outcome.converted:
        text = messages("import.converted", source=f"{outcome.name}:{row}", before=before, after=after)
        yield ((safe(text), ""),)
    if outcome.left_out:
        yield ((safe(messages("import.left-out", source=outcome.name, rows=spans(outcome.left_out))), DIM),)


def _row(name: str, row: int, fate: RowOutcome, messages: Catalogue, *, write: bool) -> Iterator[Line]:
    added = "import.added" if write else "import.would-add"
    keys = {"added": added, "duplicate": "import.there", "refused": "import.refused"}
    yield ((safe(messages(keys[fate.what], source=f"{name}:{row}", row=fate.ref)), ROWS[fate.what]),)
    for problem in fate.problems:
        yield from (((safe(f"    {line}"), ""),) for line in lines(problem, messages))


def _sum(outcomes: Sequence[TableOutcome], name: str, messages: Catalogue, *, write: bool) -> Line:
    """Return the numbers of rows added, already there and refused; `name` is a log, a file or all files."""
    figures: Counter[str] = Counter({fate: sum(outcome.count(fate) for outcome in outcomes) for fate in FATES})
    return ((safe(messages("import.done" if write else "import.summary", file=name, **figures)), BOLD),)
