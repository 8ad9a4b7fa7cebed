"""Extras of cells in a workbook beside their values: the link behind a text, a formula, an error."""

from __future__ import annotations

import re

from msgspec import Struct

MAX_EXTRAS = 200_000  # of a workbook
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
    return CellExtra(referred=cell_of(match[1])) if match else None


def cell_of(text: str) -> Cell | None:
    """Return the cell of a reference such as `B12`, None for any other text."""
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
