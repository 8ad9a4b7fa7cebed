"""Extras of cells in an .xlsx, read from the parts of the file."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from cchc_cli.load.evidence.cell_extras import (
    MAX_EXTRAS,
    Cell,
    CellExtra,
    SheetExtras,
    cell_of,
    hyperlink,
    page_address,
)
from cchc_cli.load.opening import UnusableError

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
        if cell := cell_of(_attributes(match[1]).get("r", "")):
            yield cell, CellExtra(shown=_text(match[2]))


def _formulas(sheet: bytes) -> Iterator[tuple[Cell, CellExtra]]:
    for match in _FORMULA.finditer(sheet):
        formula, value = _text(match[2] or b""), _text(match[3] or b"")
        extra = hyperlink(formula) or (None if value else CellExtra(formula=f"={formula}"))
        attributes = _attributes(match[1]) if extra else {}
        cell = cell_of(attributes.get("r", ""))
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
        for cell in _cells(cell_of(first), cell_of(last or first)):
            yield cell, CellExtra(address)


def _cells(first: Cell | None, last: Cell | None) -> Iterator[Cell]:
    if first and last:
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                yield row, column


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
