"""A report as values that every format walks; as JSON they are the schema "cchc/report/1", field by field.

Every text in it is harmless already: `Writer` makes it so, and no format does it again.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

from cchc_cli.formats.documents.common import SkippedEntry
from cchc_cli.formats.tables import Align


class Blank(Struct, frozen=True):
    """What only a person can write."""

    hint: Annotated[str, Meta(description="What belongs there; empty where the place says it.")] = field(
        default="", name="blank"
    )


Text = Annotated[tuple[str | Blank, ...], Meta(description="The pieces of a text; a blank is an object.")]


class Heading(Struct, frozen=True, tag_field="type", tag="heading"):
    """The title of a part (level 1), or of a section of it (level 2)."""

    level: int
    text: str


class OutlineParagraph(Struct, frozen=True, tag_field="type", tag="paragraph"):
    """A paragraph."""

    text: Text


class OutlineNote(Struct, frozen=True, tag_field="type", tag="note"):
    """A paragraph in smaller type below what it explains."""

    text: Text


class OutlineTable(Struct, frozen=True, tag_field="type", tag="table"):
    """A table; every row has a cell for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: Annotated[tuple[int, ...], Meta(description="The share of the width that each column has.")]
    aligns: Annotated[tuple[Align, ...], Meta(description="Where the texts of each column are in their cells.")]


Block = Heading | OutlineParagraph | OutlineNote | OutlineTable


class Head(Struct, frozen=True):
    """What is above the body of an official document (Decree 30/2020, Annex I)."""

    parent: Annotated[Text, Meta(description="The body above the one that reports.")]
    issuer: Text
    nation: str
    motto: str
    number: Text
    place: Annotated[Text, Meta(description="The place and the day.")]
    kind: str
    subject: Annotated[tuple[str, ...], Meta(description="Its lines.")]
    addressee: Text


class Tail(Struct, frozen=True):
    """What is below the body: the signature, and who receives the document."""

    signer: Text
    name: Text
    recipients_title: str
    recipients: tuple[Text, ...]


class Appendix(Struct, frozen=True):
    """An appendix: its number, title, the document it belongs to, and its blocks."""

    number: str
    title: str
    reference: Text
    blocks: tuple[Block, ...]


class ReportWindow(Struct, frozen=True):
    """The days that the report covers, inclusive."""

    first: date = field(name="from")
    last: date = field(name="to")


class ReportPlan(Struct, frozen=True):
    """A plan that was judged by."""

    plan: str
    sha256: str


class Outline(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/report/1"):
    """A whole report; what `cchc report --format json` prints."""

    tool: str
    language: str
    as_of: date
    basis: Annotated[str, Meta(description="Whether the window is by the calendar, or from the 15th to the 14th.")]
    window: ReportWindow
    plans: tuple[ReportPlan, ...]
    reading: str | None
    freeze: Annotated[str | None, Meta(description="The digest of what --freeze kept.")]
    sample: bool
    footer: Annotated[str, Meta(description="What every page says at its foot: that the data are invented.")]
    skipped: Annotated[
        tuple[SkippedEntry, ...], Meta(description="Logs that cannot be used, left out by --skip-unreadable.")
    ]
    notices: Annotated[tuple[str, ...], Meta(description="What is above the report.")]
    head: Head
    body: tuple[Block, ...]
    tail: Tail
    appendices: tuple[Appendix, ...]
