"""Reading a list of units from a table: names, and codes, other names and groups if it has such columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from cchc_cli.load.documents.clean_text import clean, clean_lines
from cchc_cli.model.text import loosen

MAX_UNITS = 2_000
MAX_HEADER_ROWS = 20  # rows of a table that are searched for its header
_HEADERS = {
    "code": r"ma|ma (?:so )?(?:don vi|co quan|dinh danh)|ky hieu|unit code|code",
    "aliases": r"(?:ten )?viet tat|ten (?:goi )?khac|ten thuong goi|alias(?:es)?|short name|abbreviation|other names?",
    "group": r"nhom|khoi|loai|loai hinh|loai don vi|tuyen|group|type|kind",
    "number": r"stt|tt|so tt|so thu tu|no|#",
    "name": r"ten|(?:ten )?(?:don vi|co quan|co quan don vi|phong ban)|ho ten don vi|(?:unit )?names?|units?",
}  # the first pattern that matches the whole header decides
_NUMBER = re.compile(r"\d+[.)]?")
_CODE = re.compile(r"[A-Za-zĐđ][\wĐđ]*(?:-\w+)*")
_TAKEN = frozenset(
    {"no", "on", "yes", "off", "y", "n", "true", "false", "null", "all", "each"}
)  # words of YAML and of the plan language


Rows = Sequence[Sequence[str]]  # of a sheet or a text file


class ListedUnit(Struct, frozen=True):
    """A unit of a list. `invented` means that the program made its code; `group` is the code of its group, "" for none."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str = ""
    invented: bool = False


class UnitList(Struct, frozen=True):
    """The units of a list in order, and the names of their groups by code."""

    units: tuple[ListedUnit, ...]
    groups: Mapping[str, str]

    def of_group(self, code: str) -> list[ListedUnit]:
        return [unit for unit in self.units if unit.group == code]


def unit_list(tables: Iterable[Rows], every: str) -> UnitList:
    """Return the units listed in tables, no units if no table is a list of units; `every` is the name of a group of all units.

    A table has a header with a column of names; without a known header, a table with one column of texts is a list of names.
    If there is a column of numbers, a row without a number is a heading, and names the group of the rows below it.
    """
    rows = list(islice(_listed(tables), MAX_UNITS))
    taken: set[str] = {row["code"].upper() for row in rows if usable_code(row.get("code", ""))}
    names: dict[str, str] = {}
    for row in rows:
        if row["group"] and row["group"] not in names:
            names[row["group"]] = row["group"] if usable_code(row["group"]) else invented_code(row["group"], taken)
            taken.add(names[row["group"]].upper())
    units = []
    for row in rows:
        aliases = [
            part for alias in re.split(r"[;|\n]", row["aliases"]) if (part := alias.strip()) and part != row["name"]
        ]
        own_code = _own_code(row["code"], aliases, taken)
        code = own_code or invented_code(row["name"], taken)
        taken.add(code.upper())
        others = tuple(alias for alias in aliases if alias != code)
        units.append(ListedUnit(code, row["name"], others, names.get(row["group"], ""), not own_code))
    groups = {code: name for name, code in names.items()}
    if units and not groups:
        code = "DVTT" if "DVTT" not in taken else invented_code(every, taken)
        return UnitList(tuple(_in(unit, code) for unit in units), {code: every})
    return UnitList(tuple(units), groups)


def _own_code(code: str, aliases: Sequence[str], taken: set[str]) -> str:
    """Return a unit's code in the list, "" for none: its own code, or its first short name that is free."""
    if usable_code(code):
        return code
    return next((alias for alias in aliases if usable_code(alias) and alias.upper() not in taken), "")


def _in(unit: ListedUnit, group: str) -> ListedUnit:
    return ListedUnit(unit.code, unit.name, unit.aliases, group, unit.invented)


def usable_code(text: str) -> bool:
    """Whether a text is a valid code in a plan file."""
    return bool(_CODE.fullmatch(text)) and text.lower() not in _TAKEN


def invented_code(name: str, taken: set[str]) -> str:
    """Return a code of the first letters of a name's words, without "Phòng" and "Các"; a number makes it unique."""
    words = re.findall(r"[a-z0-9]+", loosen(name)) or ["dv"]
    significant = words[1:] if words[0] in {"phong", "cac"} and len(words) > 2 else words
    letters = "".join(word if word.isdigit() else word[0] for word in significant)[:8].upper()
    plain = len(letters) > 1 and letters[0].isalpha() and letters.lower() not in _TAKEN
    base = letters if plain else f"DV{letters}"
    code, number = base, 2
    while code.upper() in taken:
        code, number = f"{base}-{number}", number + 1
    return code


def _listed(tables: Iterable[Rows]) -> Iterator[dict[str, str]]:
    """Yield the cells of each unit by the meaning of their columns; a repeated name is left out."""
    seen: set[str] = set()
    for rows in tables:
        for row in _of_table(rows):
            key = loosen(row["name"])
            if key and key not in seen:
                seen.add(key)
                yield row


def _of_table(rows: Rows) -> Iterator[dict[str, str]]:
    top, columns = _header(rows)
    columns = columns or _nameless(rows)
    heading = ""
    for row in rows[top + 1 :]:
        cells = {meaning: clean_lines(row[index]) if index < len(row) else "" for meaning, index in columns.items()}
        name = clean(cells.get("name", ""))
        if "number" in columns and not _NUMBER.fullmatch(clean(cells["number"])):
            heading = _heading(row) or heading
        elif name and not name.isdigit():
            group = clean(cells.get("group", "")) or heading
            yield {
                "name": name,
                "code": clean(cells.get("code", "")),
                "aliases": cells.get("aliases", ""),
                "group": group,
            }


def _heading(row: Sequence[str]) -> str:
    """Return the name of a group in a row: its only text beside a Roman number; "" for other rows and totals."""
    texts = [clean(text) for text in row if clean(text) and not re.fullmatch(r"[IVX]+[.)]?|[A-Z][.)]?", clean(text))]
    plain = loosen(texts[0]) if texts else ""
    return (
        ""
        if len(set(texts)) != 1 or re.match(r"(?:tong )?cong\b|tong\b|total", plain)
        else re.sub(r"^[IVX]+[.)]\s+", "", texts[0])
    )


def _header(rows: Rows) -> tuple[int, dict[str, int]]:
    """Return the index of the header and the column index of each meaning; (-1, {}) without a column of names."""
    for top, row in enumerate(rows[:MAX_HEADER_ROWS]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            words = " ".join(re.findall(r"[a-z0-9#]+", loosen(cell)))
            meaning = next((meaning for meaning, form in _HEADERS.items() if re.fullmatch(form, words)), None)
            if meaning:
                columns.setdefault(meaning, index)
        if "name" in columns:
            return top, columns
    return -1, {}


def _nameless(rows: Rows) -> dict[str, int]:
    """Return the columns of a table without a header: its only column of texts is the names; a column of numbers may follow."""
    width = max(map(len, rows), default=0)
    texts = [
        index
        for index in range(width)
        if any(len(row) > index and clean(row[index]) and not _NUMBER.fullmatch(clean(row[index])) for row in rows)
    ]
    numbers = [index for index in range(width) if index not in texts]
    return {} if len(texts) != 1 else {"name": texts[0], **({"number": numbers[0]} if numbers else {})}
