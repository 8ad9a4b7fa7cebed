"""A workbook to fill in: a sheet for each log, lists to choose from, instructions."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.columns import DAYS
from cchc_cli.model.item import Kind
from cchc_cli.model.organisation import NameIndex, Organisation
from cchc_cli.model.writing import defused
from cchc_cli.storing.open_log import new_columns
from cchc_cli.words.kinds import KIND, KINDS

MAX_ROWS = 1000
NUMBERS = frozenset({"participants", "quantity", "value", "of"})
SEVERAL = frozenset({"unit", "tags"})  # a cell may join several by `;`, so that the list only proposes
WIDTHS = {"title": 60, "url": 40, "note": 30, "unit": 28, "channel": 28, "tags": 28, "type": 20}
FIRST_DAY = date(2000, 1, 1)
GUIDE = (
    "guide.what", "guide.sheets", "guide.star", "guide.lists", "guide.several", "guide.days", "guide.formats",
    "guide.save", "guide.import",
)  # fmt: skip

Lists = Mapping[str, Sequence[str]]  # name of a list -> what can be chosen


def template(organisation: Organisation, messages: Catalogue) -> bytes:
    """Return the workbook; what is filled in is read back as it was typed."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        _Template(book, organisation, messages).write()
    return data.getvalue()


def lists_of(organisation: Organisation) -> dict[str, list[str]]:
    """Return what the cells of a column can be chosen from: names where they are read back as what they stand for."""
    found = {
        "unit": _spellings(organisation.unit_names, {code: unit.name for code, unit in organisation.units.items()}),
        "channel": _spellings(organisation.channel_names, organisation.channels),
        "tags": _spellings(organisation.tag_names, organisation.tags),
    }
    for kind in KINDS:
        if kind.types:
            found[f"type {kind.word}"] = [next(iter(one.aliases), one.code) for one in kind.types]
    return found


def _spellings(names: NameIndex, by_code: Mapping[str, str]) -> list[str]:
    return [name if names.find(name) == code and not set(name) & set(";|") else code for code, name in by_code.items()]


class _Template:
    """One workbook being written."""

    def __init__(self, book: Workbook, organisation: Organisation, messages: Catalogue) -> None:
        self._book = book
        self._messages = messages
        self._organisation = organisation
        self._lists = lists_of(organisation)
        self._bold = book.add_format({"bold": True})
        self._header = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1, "num_format": "@"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._text = book.add_format({"num_format": "@"})  # or Excel makes days of 2026-05 and 2:45
        self._day = book.add_format({"num_format": "dd/mm/yyyy"})
        self._number = book.add_format({"num_format": "General"})

    def write(self) -> None:
        self._guide(self._book.add_worksheet(self._messages("template.guide")))
        for kind in KIND:
            self._log(kind, self._book.add_worksheet(self._messages(f"log.{kind}")))
        self._choices(self._book.add_worksheet(self._messages("template.lists")))

    # ---- instructions

    def _guide(self, page: Worksheet) -> None:
        messages = self._messages
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 130, self._wrapped)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, defused(messages("template.title", organisation=self._organisation.name)), self._bold)
        row = 2
        for key in GUIDE:
            page.write_string(row, 1, messages(key), self._wrapped)
            row += 1
        for kind in KIND:
            row += 1
            page.write_string(row, 0, messages(f"log.{kind}"), self._bold)
            for column in new_columns(kind):
                row += 1
                page.write_string(row, 0, self._title(kind, column))
                page.write_string(row, 1, messages(f"fill.{column}"), self._wrapped)
            row += 1

    def _title(self, kind: Kind, column: str) -> str:
        """Return a column's header; a star marks what must be filled."""
        needed = column in KIND[kind].required or column in KIND[kind].either[:1]
        return self._messages(f"header.{column}") + (" *" if needed else "")

    # ---- lists

    def _choices(self, page: Worksheet) -> None:
        for place, (name, choices) in enumerate(self._lists.items()):
            column, _, kind = name.partition(" ")
            title = self._messages(f"header.{column}") + (f" ({self._messages(f'log.{kind}')})" if kind else "")
            page.write_string(0, place, title, self._header)
            page.set_column(place, place, 34)
            for row, choice in enumerate(choices, 1):
                page.write_string(row, place, defused(choice))
        page.freeze_panes(1, 0)

    def _range(self, name: str) -> str:
        letter = chr(ord("A") + list(self._lists).index(name))
        return f"='{self._messages('template.lists')}'!${letter}$2:${letter}${len(self._lists[name]) + 1}"

    # ---- a log

    def _log(self, kind: Kind, page: Worksheet) -> None:
        for place, column in enumerate(new_columns(kind)):
            page.write_string(0, place, self._title(kind, column), self._header)
            page.set_column(place, place, WIDTHS.get(column, 16), self._format(column))
            page.data_validation(1, place, MAX_ROWS, place, self._validation(kind, column))
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def _format(self, column: str) -> Format:
        return self._day if column in DAYS else self._number if column in NUMBERS else self._text

    def _validation(self, kind: Kind, column: str) -> dict[str, object]:
        """Return the rule of a cell: a list to choose from, or any value, with a word of help."""
        name = f"type {kind}" if column == "type" else column
        said = {
            "input_title": self._messages(f"header.{column}")[:32],
            "input_message": self._messages(f"fill.{column}")[:255],
        }
        if self._lists.get(name):
            stop = column not in SEVERAL
            wrong = {"error_title": said["input_title"], "error_message": self._messages("template.choose")}
            return {"validate": "list", "source": self._range(name), "show_error": stop, **said, **wrong}
        if column in DAYS:
            warn = {"error_type": "warning", "error_message": self._messages("fill.date")[:255]}
            return {"validate": "date", "criteria": ">=", "value": FIRST_DAY, **said, **warn}
        return {"validate": "any", **said}
