"""A report as JSON, schema "cchc/report/1": the outline, field by field."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

from cchc_cli import __version__
from cchc_cli.formats.documents.common import SkippedEntry
from cchc_cli.formats.documents.encoding import whole
from cchc_cli.formats.safe import safe
from cchc_cli.report.outline import Appendix, Blank, Block, Head, Heading, Outline, OutlineParagraph, Tail, Text


class ReportBlank(Struct, frozen=True):
    """What only a person can write."""

    blank: Annotated[str, Meta(description="What belongs there.")]


Words = Annotated[tuple[str | ReportBlank, ...], Meta(description="The pieces of a text; a blank is an object.")]


class ReportWindow(Struct, frozen=True):
    """The days that the report covers, inclusive."""

    first: date = field(name="from")
    last: date = field(name="to")


class ReportPlan(Struct, frozen=True):
    """A plan that was judged by."""

    plan: str
    sha256: str


class ReportHead(Struct, frozen=True):
    """What stands above the body."""

    parent: Words
    issuer: Words
    number: Words
    place: Words
    kind: str
    subject: Annotated[tuple[str, ...], Meta(description="Its lines.")]
    addressee: Words


class ReportHeading(Struct, frozen=True, tag_field="type", tag="heading"):
    """The title of a part (level 1), or of a section of it (level 2)."""

    level: int
    text: str


class ReportParagraph(Struct, frozen=True, tag_field="type", tag="paragraph"):
    """A paragraph."""

    text: Words


class ReportNote(Struct, frozen=True, tag_field="type", tag="note"):
    """A note below what it explains."""

    text: Words


class ReportTable(Struct, frozen=True, tag_field="type", tag="table"):
    """A table; every row has a cell for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


ReportBlock = ReportHeading | ReportParagraph | ReportNote | ReportTable


class ReportTail(Struct, frozen=True):
    """What stands below the body."""

    signer: Words
    name: Words
    recipients: tuple[Words, ...]


class ReportAppendix(Struct, frozen=True):
    """An appendix."""

    number: str
    title: str
    reference: Words
    blocks: tuple[ReportBlock, ...]


class ReportDocument(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/report/1"):
    """What `cchc report --format json` prints."""

    tool: str
    language: str
    as_of: date
    basis: Annotated[str, Meta(description="Whether the window is by the calendar, or from the 15th to the 14th.")]
    window: ReportWindow
    plans: tuple[ReportPlan, ...]
    reading: str | None
    freeze: Annotated[str | None, Meta(description="The digest of what --freeze kept.")]
    sample: bool
    skipped: Annotated[
        tuple[SkippedEntry, ...], Meta(description="Logs that cannot be used, left out by --skip-unreadable.")
    ]
    head: ReportHead
    body: tuple[ReportBlock, ...]
    tail: ReportTail
    appendices: tuple[ReportAppendix, ...]


def render(outline: Outline) -> str:
    """Return the report as JSON text that ends with a newline."""
    return whole(_document(outline))


def _document(outline: Outline) -> ReportDocument:
    about = outline.about
    return ReportDocument(
        tool=__version__,
        language=about.language,
        as_of=about.as_of,
        basis=about.basis,
        window=ReportWindow(about.first, about.last),
        plans=tuple(ReportPlan(plan, sha256) for plan, sha256 in about.plans),
        reading=about.reading or None,
        freeze=about.frozen or None,
        sample=bool(about.sample),
        skipped=tuple(SkippedEntry(*one) for one in about.skipped),
        head=_head(outline.head),
        body=tuple(map(_block, outline.body)),
        tail=_tail(outline.tail),
        appendices=tuple(map(_appendix, outline.appendices)),
    )


def _words(text: Text) -> tuple[str | ReportBlank, ...]:
    return tuple(ReportBlank(safe(part.hint)) if isinstance(part, Blank) else safe(part) for part in text)


def _head(head: Head) -> ReportHead:
    return ReportHead(
        parent=_words(head.parent),
        issuer=_words(head.issuer),
        number=_words(head.number),
        place=_words(head.place),
        kind=head.kind,
        subject=tuple(safe(line) for line in head.subject.split("\n")),
        addressee=_words(head.addressee),
    )


def _tail(tail: Tail) -> ReportTail:
    return ReportTail(_words(tail.signer), _words(tail.name), tuple(map(_words, tail.recipients)))


def _appendix(appendix: Appendix) -> ReportAppendix:
    blocks = tuple(map(_block, appendix.blocks))
    return ReportAppendix(appendix.number, appendix.title, _words(appendix.reference), blocks)


def _block(block: Block) -> ReportBlock:
    match block:
        case Heading(level, text):
            return ReportHeading(level, safe(text))
        case OutlineParagraph(text, note):
            return ReportNote(_words(text)) if note else ReportParagraph(_words(text))
    headers = tuple(column.header for column in block.columns)
    return ReportTable(headers, tuple(tuple(safe(cell) for cell in row) for row in block.rows))
