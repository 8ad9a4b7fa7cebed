"""A report as values: headings, paragraphs, tables and blanks, which every format walks."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cchc_cli.model.frozen import frozen


@frozen
class Blank:
    """What only a person can write; `hint` says what belongs there, "" where the place says it."""

    hint: str = ""


Text = tuple[str | Blank, ...]
Align = Literal["left", "centre", "right"]


@frozen
class Heading:
    """The title of a part (level 1), or of a section of it (level 2)."""

    level: int
    text: str


@frozen
class Paragraph:
    """A paragraph; a `note` stands in smaller type below what it explains."""

    text: Text
    note: bool = False


@frozen
class Column:
    """A column of a table: its heading, its share of the width, how its cells stand."""

    header: str
    width: int
    align: Align = "left"


@frozen
class Table:
    """A table; every row has a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Table


@frozen
class Head:
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


@frozen
class Tail:
    """What stands below the body: the signature, and who receives the document."""

    signer: Text
    name: Text
    recipients_title: str
    recipients: tuple[Text, ...]


@frozen
class Appendix:
    """An annex: its number, title, the document it belongs to, and its blocks."""

    number: str
    title: str
    reference: Text
    blocks: tuple[Block, ...]


@frozen
class About:
    """What the report stands on, for those that check or read it by machine."""

    language: str
    as_of: date
    basis: str
    first: date
    last: date
    plans: tuple[tuple[str, str], ...]  # id, sha256
    reading: str
    sample: str  # the notice that units and evidence are invented, "" where they are real


@frozen
class Outline:
    """A whole report."""

    about: About
    head: Head
    body: tuple[Block, ...]
    tail: Tail
    appendices: tuple[Appendix, ...]
