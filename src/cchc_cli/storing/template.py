"""A workbook to fill in: a sheet for each log, lists of choices, instructions."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc_cli.engine.check import Case
from cchc_cli.engine.owed import Owed
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import sentence
from cchc_cli.load.evidence.columns import DAYS
from cchc_cli.model.item import Kind
from cchc_cli.model.kind import TypeWord, spelling
from cchc_cli.model.organisation import NameIndex, Organisation
from cchc_cli.model.plan import Quota
from cchc_cli.model.writing import defused
from cchc_cli.storing.open_log import new_columns
from cchc_cli.words.conditions.tags import tags_of
from cchc_cli.words.conditions.type_ import type_words_of
from cchc_cli.words.conditions.via import channels_of
from cchc_cli.words.kinds import KIND

MAX_ROWS = 1000
NUMBERS = frozenset({"participants", "quantity", "value", "of"})
SEVERAL = frozenset({"unit", "tags", "for"})  # a cell may contain several values with `;`, so the list only proposes
WIDTHS = {"title": 60, "url": 40, "note": 30, "unit": 28, "channel": 28, "tags": 28, "type": 20}
FIRST_DAY = date(2000, 1, 1)
GUIDE = (
    "guide.what", "guide.sheets", "guide.quotas", "guide.star", "guide.lists", "guide.several", "guide.days", "guide.formats",
    "guide.save", "guide.import",
)  # fmt: skip

LINE = 15  # points
A4 = 9
PREFILLED = 100  # rows with the unit filled in; a row with only a unit is passed over
QUOTAS = {
    "quota": 9, "quota-title": 40, "rule": 70, "sheets": 18, "type": 22, "tags": 34, "channel": 34,
}  # fmt: skip


def template(
    organisation: Organisation, messages: Catalogue, quotas: Sequence[Quota] = (), units: Sequence[str] = ()
) -> bytes:
    """Return the bytes of the workbook. `units` are filled into its rows; typed cells are read back as typed."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        _Template(book, organisation, messages, quotas, units).write()
    return data.getvalue()


def owed_quotas(case: Case, units: Sequence[str]) -> list[Quota]:
    """Return the quotas that any of the units owes, alone, jointly or as part of another unit; all quotas for no units."""
    owed = Owed(case.organisation, case.plans, case.holidays)
    owners = case.organisation.credited(tuple(units))
    return [
        quota
        for plan in case.plans
        for id_, quota in plan.quotas.items()
        if not owners or any(owed.by_owner(plan, id_, "").get(code) for code in owners)
    ]


class LogWords(Struct, frozen=True):
    """The words of the logs that the rows of a quota need, over all its parts."""

    kinds: tuple[Kind, ...]
    types: tuple[TypeWord, ...]
    tags: tuple[str, ...]
    channels: tuple[str, ...]


def words_of(quota: Quota) -> LogWords:
    parts = quota.need.parts
    types = {type_.code: type_ for part in parts for type_ in type_words_of(part)}
    return LogWords(
        tuple(dict.fromkeys(kind for part in parts for kind in part.kinds)),
        tuple(types.values()),
        tuple(dict.fromkeys(tag for part in parts for tag in tags_of(part))),
        tuple(dict.fromkeys(code for part in parts for code in channels_of(part).codes)),
    )


def is_required(kind: Kind, column: str) -> bool:
    return column in KIND[kind].required or column in KIND[kind].either[:1]


def hints(
    organisation: Organisation, quotas: Sequence[str], units: Sequence[str], messages: Catalogue
) -> dict[str, str]:
    """Return what may be written in each column, with codes of the organisation as examples."""
    examples = {
        "units": ";".join(list(dict.fromkeys([*units, *organisation.units]))[:2]),
        "quotas": ";".join(quotas[:2]),
    }
    columns = dict.fromkeys(column for kind in KIND for column in new_columns(kind))
    hints = {column: messages(f"fill.{column}", **examples) for column in columns}
    return hints if quotas else {**hints, "for": messages("fill.for-none")}


def lists_of(organisation: Organisation, quotas: Sequence[Quota] = ()) -> dict[str, list[str]]:
    """Return the choices for cells by column: a name, or the code if the name would be read as another code."""
    choices = {
        "unit": _spellings(organisation.unit_names, {code: unit.name for code, unit in organisation.units.items()}),
        "channel": _spellings(organisation.channel_names, organisation.channels),
        "tags": _spellings(organisation.tag_names, organisation.tags),
        "for": list(dict.fromkeys(quota.id for quota in quotas)),
    }
    for kind, types in organisation.types.items():
        if types:
            choices[f"type {kind}"] = [spelling(type_) for type_ in types]
    return choices


def _spellings(names: NameIndex, by_code: Mapping[str, str]) -> list[str]:
    return [name if names.find(name) == code and not set(name) & set(";|") else code for code, name in by_code.items()]


class _Template:
    """One workbook that is being written."""

    def __init__(
        self,
        book: Workbook,
        organisation: Organisation,
        messages: Catalogue,
        quotas: Sequence[Quota],
        units: Sequence[str],
    ) -> None:
        self._book = book
        self._messages = messages
        self._organisation = organisation
        self._quotas = quotas
        self._lists = lists_of(organisation, quotas)
        spelled = dict(zip(organisation.units, self._lists["unit"], strict=True))
        self._unit = ";".join(spelled[code] for code in units)
        self._hints = hints(organisation, self._lists["for"], units, messages)
        self._bold = book.add_format({"bold": True})
        self._header = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1, "num_format": "@"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._bordered = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self._text = book.add_format(
            {"num_format": "@"}
        )  # without it Excel turns 2026-05 and 2:45 into dates and times
        self._day = book.add_format({"num_format": "dd/mm/yyyy"})
        self._number = book.add_format({"num_format": "General"})

    def write(self) -> None:
        self._guide(self._book.add_worksheet(self._messages("template.guide")))
        for kind in KIND:
            self._log(kind, self._book.add_worksheet(self._messages(f"log.{kind}")))
        if self._quotas:
            self._owed(self._book.add_worksheet(self._messages("template.quotas")))
        self._choices(self._book.add_worksheet(self._messages("template.lists")))

    # ---- instructions

    def _guide(self, page: Worksheet) -> None:
        messages = self._messages
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 130, self._wrapped)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, defused(messages("template.title", organisation=self._organisation.name)), self._bold)
        row = 2
        for key in GUIDE:
            page.write_string(row, 0, messages(key))  # the text extends over the empty cell beside it
            row += 1
        for kind in KIND:
            row += 1
            page.write_string(row, 0, messages(f"log.{kind}"), self._bold)
            for column in new_columns(kind):
                row += 1
                page.write_string(row, 0, self._title(kind, column))
                page.write_string(row, 1, self._hints[column], self._wrapped)
            row += 1

    def _title(self, kind: Kind, column: str) -> str:
        """Return a column's header; a star marks a required column."""
        return self._messages(f"header.{column}") + (" *" if is_required(kind, column) else "")

    # ---- the sheet of quotas

    def _owed(self, page: Worksheet) -> None:
        """Write a row for each quota: its rule, and the sheet, type, tags and channels for its evidence."""
        for column, (name, width) in enumerate(QUOTAS.items()):
            page.write_string(0, column, self._messages(f"template.{name}"), self._header)
            page.set_column(column, column, width, self._wrapped)
        for row, quota in enumerate(self._quotas, 1):
            cells = self._cells_of(quota)
            lines = max(len(wrap(text, width - 2)) for text, width in zip(cells, QUOTAS.values(), strict=True))
            page.set_row(row, LINE * max(lines, 1))  # LibreOffice does not adjust the height to wrapped texts
            for column, text in enumerate(cells):
                page.write_string(row, column, defused(text), self._bordered)
        page.freeze_panes(1, 2)
        self._for_paper(page)

    def _for_paper(self, page: Worksheet) -> None:
        """Print a sheet in landscape, one page wide, with the header on each page."""
        page.set_landscape()
        page.set_paper(A4)
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)

    def _cells_of(self, quota: Quota) -> list[str]:
        organisation, messages, words = self._organisation, self._messages, words_of(quota)
        return [
            quota.id,
            quota.title,
            sentence(quota, organisation, messages),
            ", ".join(messages(f"log.{kind}") for kind in words.kinds),
            ", ".join(messages.text(type_.name) for type_ in words.types),
            ", ".join(organisation.tags.get(tag, tag) for tag in words.tags),
            ", ".join(organisation.channels.get(code, code) for code in words.channels),
        ]

    # ---- lists

    def _choices(self, page: Worksheet) -> None:
        for index, (name, choices) in enumerate(self._lists.items()):
            column, _, kind = name.partition(" ")
            title = self._messages(f"header.{column}") + (f" ({self._messages(f'log.{kind}')})" if kind else "")
            page.write_string(0, index, title, self._header)
            page.set_column(index, index, 34)
            for row, choice in enumerate(choices, 1):
                page.write_string(row, index, defused(choice))
        page.freeze_panes(1, 0)
        self._for_paper(page)

    def _range(self, name: str) -> str:
        letter = chr(ord("A") + list(self._lists).index(name))
        return f"='{self._messages('template.lists')}'!${letter}$2:${letter}${len(self._lists[name]) + 1}"

    # ---- a log

    def _log(self, kind: Kind, page: Worksheet) -> None:
        for index, column in enumerate(new_columns(kind)):
            page.write_string(0, index, self._title(kind, column), self._header)
            page.set_column(index, index, WIDTHS.get(column, 16), self._format(column))
            page.data_validation(1, index, MAX_ROWS, index, self._validation(kind, column))
            for row in range(1, PREFILLED + 1) if column == "unit" and self._unit else ():
                page.write_string(row, index, defused(self._unit), self._text)
        page.freeze_panes(1, 0)
        self._for_paper(page)

    def _format(self, column: str) -> Format:
        return self._day if column in DAYS else self._number if column in NUMBERS else self._text

    def _validation(self, kind: Kind, column: str) -> dict[str, object]:
        """Return the validation of a cell: a list of choices, a day, or any value, each with a help text."""
        name = f"type {kind}" if column == "type" else column
        help_texts = {
            "input_title": self._messages(f"header.{column}")[:32],
            "input_message": self._hints[column][:255],
        }
        if self._lists.get(name):
            stop = column not in SEVERAL
            wrong = {"error_title": help_texts["input_title"], "error_message": self._messages("template.choose")}
            return {"validate": "list", "source": self._range(name), "show_error": stop, **help_texts, **wrong}
        if column in DAYS:
            warn = {"error_type": "warning", "error_message": self._messages("fill.date")[:255]}
            return {"validate": "date", "criteria": ">=", "value": FIRST_DAY, **help_texts, **warn}
        return {"validate": "any", **help_texts}
