"""A report as Markdown; outside texts are escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_cli.formats.tables import escape, markdown_table
from cchc_cli.report.outline import Block, Heading, Outline, OutlineNote, OutlineParagraph, OutlineTable, Text
from cchc_cli.report.text import plain

ITEM = "- "
BREAK = "\\\n"


def render(outline: Outline) -> str:
    """Return the whole report as Markdown."""
    return "\n\n".join(_parts(outline)) + "\n"


def _parts(outline: Outline) -> Iterator[str]:
    head, tail = outline.head, outline.tail
    for notice in outline.notices:
        yield f"> **{_inside(notice)}**"
    rows = [(f"**{_text(head.issuer)}**", f"**{head.motto}**")]
    yield markdown_table((_text(head.parent), head.nation), rows, ("centre", "centre"))
    yield f"{_text(head.number)} · *{_text(head.place)}*"
    yield f"# {head.kind}"
    yield BREAK.join(f"**{_inside(line)}**" for line in head.subject)
    yield _text(head.addressee)
    yield from _blocks(outline.body)
    yield BREAK.join([f"***{tail.recipients_title}***", *(_text(recipient) for recipient in tail.recipients)])
    yield BREAK.join([f"**{_text(tail.signer)}**", f"**{_text(tail.name)}**"])
    for appendix in outline.appendices:
        yield f"## {_inside(appendix.number)}. {_inside(appendix.title)}"
        yield f"*{_text(appendix.reference)}*"
        yield from _blocks(appendix.blocks)


def _text(text: Text) -> str:
    return _inside(plain(text))


def _inside(text: str) -> str:
    """Return an escaped text for the inside of a line, where a number or a dash starts no list."""
    return escape(f" {text}").strip()


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(level, text):
                yield f"{'#' * (level + 1)} {_inside(text)}"
            case OutlineParagraph(text) | OutlineNote(text):
                yield _paragraph(plain(text))
            case OutlineTable(columns, rows):
                headers = tuple(map(_inside, columns))
                cells = [tuple(_inside(cell) for cell in row) for row in rows]
                yield markdown_table(headers, cells, block.aligns)


def _paragraph(text: str) -> str:
    """Return a paragraph; only the report's own dashes start list items."""
    return ITEM + _inside(text.removeprefix(ITEM)) if text.startswith(ITEM) else escape(text)
