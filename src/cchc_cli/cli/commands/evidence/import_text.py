"""The texts of an import: for each row, for each file of a folder, and for each log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import lines
from cchc_cli.model.passed_over import spans
from cchc_cli.storing.append import RowOutcome

FATES = ("added", "duplicate", "refused")


class TableOutcome(Struct, frozen=True):
    """The outcomes of a table's rows in a log.

    `left_out` are rows that the mapping leaves out; `converted` are cells of an old font: row, text before, text after.
    """

    name: str
    log: str
    rows: Mapping[int, RowOutcome]
    left_out: tuple[int, ...] = ()
    converted: tuple[tuple[int, str, str], ...] = ()

    def count(self, what: str) -> int:
        return sum(row.what == what for row in self.rows.values())


def outcome_text(found: TableOutcome, messages: Catalogue, *, write: bool, brief: bool) -> str:
    """Return one line for each row of a table; with `brief`, the sums and the refused rows only."""
    shown = {row: fate for row, fate in found.rows.items() if fate.what == "refused" or not brief}
    head = [sum_line([found], found.name, messages, write=write)] if brief else []
    text = [
        *head,
        *(line for row, fate in shown.items() for line in _row(found.name, row, fate, messages, write=write)),
    ]
    text += [
        messages("import.converted", source=f"{found.name}:{row}", before=before, after=after)
        for row, before, after in found.converted
    ]
    if found.left_out:
        text.append(messages("import.left-out", source=found.name, rows=spans(found.left_out)))
    return "".join(f"{safe(line)}\n" for line in text)


def _row(name: str, row: int, fate: RowOutcome, messages: Catalogue, *, write: bool) -> Iterator[str]:
    added = "import.added" if write else "import.would-add"
    keys = {"added": added, "duplicate": "import.there", "refused": "import.refused"}
    yield messages(keys[fate.what], source=f"{name}:{row}", row=fate.ref)
    for problem in fate.problems:
        yield from (f"    {line}" for line in lines(problem, messages))


def sum_line(found: Sequence[TableOutcome], name: str, messages: Catalogue, *, write: bool) -> str:
    """Return the numbers of rows added, already there and refused; `name` is a log, a file or all files."""
    figures: Counter[str] = Counter({what: sum(one.count(what) for one in found) for what in FATES})
    return messages("import.done" if write else "import.summary", file=name, **figures)
