"""A report as values: headings, paragraphs, tables and blanks, which every format walks."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from cchc_cli.formats.tables import Align


class Blank(Struct, frozen=True):
    """What only a person can write; `hint` says what belongs there, "" where the place says it."""

    hint: str = ""


Text = tuple[str | Blank, ...]


class Heading(Struct, frozen=True):
    """The title of a part (level 1), or of a section of it (level 2)."""

    level: int
    text: str


class OutlineParagraph(Struct, frozen=True):
    """A paragraph; a `note` stands in smaller type below what it explains."""

    text: Text
    note: bool = False


class OutlineColumn(Struct, frozen=True):
    """A column of a table: its heading, its share of the width, how its cells stand."""

    header: str
    width: int
    align: Align = "left"


class OutlineTable(Struct, frozen=True):
    """A table; every row has a cell for each column."""

    columns: tuple[OutlineColumn, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | OutlineParagraph | OutlineTable


class Head(Struct, frozen=True):
    """What stands above the body of an official document (Decree 30/2020, Annex I)."""

    parent: Text  # the body above the one that reports
    issuer: Text
    nation: str
    motto: str
    number: Text
    place: Text  # and the day
    kind: str
    subject: str
    addressee: Text


class Tail(Struct, frozen=True):
    """What stands below the body: the signature, and who receives the document."""

    signer: Text
    name: Text
    recipients_title: str
    recipients: tuple[Text, ...]


class Appendix(Struct, frozen=True):
    """An annex: its number, title, the document it belongs to, and its blocks."""

    number: str
    title: str
    reference: Text
    blocks: tuple[Block, ...]


class About(Struct, frozen=True):
    """What the report stands on, for those that check or read it by machine."""

    language: str
    as_of: date
    basis: str
    first: date
    last: date
    plans: tuple[tuple[str, str], ...]  # id, sha256
    reading: str
    frozen: str  # the digest of what is kept of the report, "" where nothing is
    sample: str  # the notice that units and evidence are invented, "" where they are real
    skipped: tuple[tuple[str, str | None, str], ...] = ()  # file, sheet and message of what was left out
    notices: tuple[str, ...] = ()  # all that stands above the report


class Outline(Struct, frozen=True):
    """A whole report."""

    about: About
    head: Head
    body: tuple[Block, ...]
    tail: Tail
    appendices: tuple[Appendix, ...]
