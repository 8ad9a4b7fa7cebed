"""A report as values for every format; as JSON they are the schema "cchc/report/1", field by field.

`Writer` has made every text harmless; formats do not do it again.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

from cchc_cli.formats.documents.common import SkippedEntry
from cchc_cli.formats.tables import Align


class Blank(Struct, frozen=True):
    """A gap that only a person can fill in."""

    hint: Annotated[str, Meta(description="What belongs there; empty where the place says it.")] = field(
        default="", name="blank"
    )

    @property
    def shown(self) -> str:
        """The gap as a text."""
        return f"[…: {self.hint}]" if self.hint else "…"


Text = Annotated[tuple[str | Blank, ...], Meta(description="The pieces of a text; a blank is an object.")]


class Heading(Struct, frozen=True, tag_field="type", tag="heading"):
    """The title of a part (level 1), or of a section of it (level 2)."""

    level: int
    text: str


class OutlineParagraph(Struct, frozen=True, tag_field="type", tag="paragraph"):
    """A paragraph."""

    text: Text


class OutlineNote(Struct, frozen=True, tag_field="type", tag="note"):
    """A paragraph in smaller type below the text or table it explains."""

    text: Text


class OutlineTable(Struct, frozen=True, tag_field="type", tag="table"):
    """A table; every row has a cell for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: Annotated[tuple[int, ...], Meta(description="The share of the width that each column has.")]
    aligns: Annotated[tuple[Align, ...], Meta(description="Where the texts of each column are in their cells.")]


Block = Heading | OutlineParagraph | OutlineNote | OutlineTable


class Head(Struct, frozen=True):
    """The part above the body of an official document (Decree 30/2020, Annex I)."""

    parent: Annotated[Text, Meta(description="The body above the one that reports.")]
    issuer: Text
    nation: str
    motto: str
    number: Text
    place: Annotated[Text, Meta(description="The place and the day.")]
    kind: Annotated[str, Meta(description="What the document is; empty of a letter.")]
    subject: Annotated[tuple[str, ...], Meta(description="Its lines.")]
    addressee: Text


class Tail(Struct, frozen=True):
    """The part below the body: the signature and the recipients."""

    signer: Text
    name: Text
    recipients_title: str
    recipients: tuple[Text, ...]


class Appendix(Struct, frozen=True):
    """An appendix: its number, its title, the document it belongs to, and its blocks."""

    number: str
    title: str
    reference: Text
    blocks: tuple[Block, ...]


class ReportWindow(Struct, frozen=True):
    """The days that the report covers, inclusive."""

    first: date = field(name="from")
    last: date = field(name="to")


class ReportPlan(Struct, frozen=True):
    """A plan of the report."""

    plan: str
    sha256: str


class Outline(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/report/1"):
    """A whole report: the JSON of `cchc report --format json`."""

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


class OfficialLetter(Struct, frozen=True):
    """An official letter to one unit; it has no kind in its head, and its subject is below its number."""

    language: str
    as_of: date
    footer: str
    notices: tuple[str, ...]
    head: Head
    body: tuple[Block, ...]
    tail: Tail
    appendices: tuple[Appendix, ...] = ()
    freeze: str | None = None


Paper = Outline | OfficialLetter
