"""Extras of cells in an .xlsx beside their values: the link behind a text, a formula, an error."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.opening import UnusableError

MAX_EXTRAS = 200_000  # of a workbook
_BOOK = "xl/workbook.xml"
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^<>]*)>")
# A cell with its formula and its stored value; a shared formula is written only in its first cell.
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<)?"
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\s([^<>]*\bt\s*=\s*["']e["'][^<>]*)>(?:\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<""")  # fmt: skip
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TEXT = r'"((?:[^"]|"")*)"'
_HYPERLINK = re.compile(rf"\s*=?[+@]?\s*HYPERLINK\(\s*{_TEXT}\s*(?:\)|[,;]\s*(?:{_TEXT}\s*\))?)", re.IGNORECASE)
_REFERRED = re.compile(r"\s*=?[+@]?\s*HYPERLINK\(\s*(\$?[A-Za-z]{1,3}\$?\d{1,7})\s*[,;)]", re.IGNORECASE)
_NO_PAGE = re.compile(r"(?!https?:|ftp:|file:)[a-z][a-z0-9+.-]+:(?!//)", re.IGNORECASE)  # mailto:, tel:, javascript:

Cell = tuple[int, int]  # row, column, from 1


class CellExtra(Struct, frozen=True):
    """The extras of a cell beside its value.

    `address` is the link behind its text, `referred` the cell that contains that address, `shown` the text if the reader of
    workbooks finds none, `formula` a formula without a stored value.
    """

    address: str = ""
    referred: Cell | None = None
    shown: str = ""
    formula: str = ""


SheetExtras = dict[Cell, CellExtra]


def hyperlink(formula: str) -> CellExtra | None:
    """Return the extra of a formula HYPERLINK("address"; "text"), None for any other formula."""
    match = _HYPERLINK.match(formula)
    if match:
        return CellExtra(match[1].replace('""', '"').strip(), shown=(match[2] or "").replace('""', '"').strip())
    match = _REFERRED.match(formula)
    return CellExtra(referred=_cell(match[1])) if match else None


def extras_of(clean: bytes) -> Mapping[str, SheetExtras]:
    """Return the extras of each sheet of a repacked workbook, by its name. Raises UnusableError where there are too many."""
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        parts = {name.lower(): name for name in archive.namelist()}

        def content(part: str) -> bytes:
            return archive.read(parts[part.lower()]) if part.lower() in parts else b""

        related = relations(content(_BOOK.replace("workbook.xml", "_rels/workbook.xml.rels")))
        by_part: dict[str, SheetExtras] = {}  # several sheets may name one part
        by_sheet: dict[str, SheetExtras] = {}
        left = MAX_EXTRAS
        for attributes in map(_attributes, _matches(_SHEET, content(_BOOK))):
            part = posixpath.normpath(posixpath.join("/xl", related.get(attributes.get("id", ""), ""))).lstrip("/")
            if part not in by_part:
                folder, name = posixpath.split(part)
                links = content(f"{folder}/_rels/{name}.rels")
                by_part[part], left = _extras(content(part), links, left)
            by_sheet[attributes.get("name", "")] = by_part[part]
        return by_sheet


def _extras(sheet: bytes, links: bytes, left: int) -> tuple[SheetExtras, int]:
    """Return the extras of a part, and how many extras are left; an extra on a cell that has one counts too."""
    extras: SheetExtras = {}
    for cell, extra in _all(sheet, links):
        earlier = extras.get(cell)
        # A link of the sheet covers the link of a formula in the same cell.
        extras[cell] = replace(earlier, address=extra.address) if earlier else extra
        left -= 1
        if left < 0:
            raise UnusableError("too-many-cells", most=str(MAX_EXTRAS))
    return extras, left


def _all(sheet: bytes, links: bytes) -> Iterator[tuple[Cell, CellExtra]]:
    if b'"e"' in sheet or b"'e'" in sheet:
        yield from _errors(sheet)
    yield from _formulas(sheet)
    yield from _links(sheet, links)


def _errors(sheet: bytes) -> Iterator[tuple[Cell, CellExtra]]:
    for match in _ERROR.finditer(sheet):
        if cell := _cell(_attributes(match[1]).get("r", "")):
            yield cell, CellExtra(shown=_text(match[2]))


def _formulas(sheet: bytes) -> Iterator[tuple[Cell, CellExtra]]:
    for match in _FORMULA.finditer(sheet):
        formula, value = _text(match[2] or b""), _text(match[3] or b"")
        extra = hyperlink(formula) or (None if value else CellExtra(formula=f"={formula}"))
        attributes = _attributes(match[1]) if extra else {}
        cell = _cell(attributes.get("r", ""))
        if extra and cell and attributes.get("t") != "e":
            # The stored text of a formula may be empty; that is a value too.
            if value or (extra.formula and attributes.get("t") == "str"):
                extra = replace(extra, shown="", formula="")
            if extra != CellExtra():
                yield cell, extra


def _links(sheet: bytes, content: bytes) -> Iterator[tuple[Cell, CellExtra]]:
    targets = relations(content)
    for attributes in map(_attributes, _matches(_LINK, sheet)):
        address = page_address(targets.get(attributes.get("id", ""), ""))
        if not address:
            continue
        if attributes.get("location"):
            address = f"{address}#{attributes['location']}"
        first, _, last = attributes.get("ref", "").partition(":")
        for cell in _cells(_cell(first), _cell(last or first)):
            yield cell, CellExtra(address)


def _cells(first: Cell | None, last: Cell | None) -> Iterator[Cell]:
    if first and last:
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                yield row, column


def _cell(text: str) -> Cell | None:
    match = _PLACE.fullmatch(text.strip())
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def page_address(target: str) -> str:
    """Return the target of a link, "" if it leads to no page: mailto:, tel:, javascript:, a cell of the workbook."""
    address = target.strip()
    return "" if address.startswith("#") or _NO_PAGE.match(address) else address


def relations(content: bytes) -> dict[str, str]:
    """Return the target of each relation of a part, by its id."""
    tags = map(_attributes, _matches(_RELATION, content))
    return {tag.get("Id", ""): tag.get("Target", "") for tag in tags}


def _matches(pattern: re.Pattern[bytes], content: bytes) -> Iterator[bytes]:
    return (match[1] for match in pattern.finditer(content))


def _attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes of a tag by name, without prefixes."""
    pairs = _ATTRIBUTE.finditer(tag)
    return {
        match[1].decode().rpartition(":")[2]: _text(match[2] if match[2] is not None else match[3]) for match in pairs
    }


def _text(content: bytes) -> str:
    return html.unescape(content.decode(errors="replace"))
