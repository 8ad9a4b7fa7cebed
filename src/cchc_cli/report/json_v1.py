"""A report as JSON, schema "cchc/report/1": the outline, written field by field."""

from __future__ import annotations

import json
from typing import Any

from cchc_cli import __version__
from cchc_cli.formats.safe import safe
from cchc_cli.report.outline import About, Appendix, Blank, Block, Head, Heading, Outline, Paragraph, Tail, Text

SCHEMA = "cchc/report/1"


def render(outline: Outline) -> str:
    """Return the report as JSON text that ends with a newline."""
    return json.dumps(_outline(outline), ensure_ascii=False, indent=1) + "\n"


def _outline(outline: Outline) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": __version__,
        **_about(outline.about),
        "head": _head(outline.head),
        "body": [_block(block) for block in outline.body],
        "tail": _tail(outline.tail),
        "appendices": [_appendix(appendix) for appendix in outline.appendices],
    }


def _about(about: About) -> dict[str, Any]:
    return {
        "language": about.language,
        "as_of": about.as_of.isoformat(),
        "basis": about.basis,
        "window": {"from": about.first.isoformat(), "to": about.last.isoformat()},
        "plans": [{"plan": plan, "sha256": sha} for plan, sha in about.plans],
        "reading": about.reading or None,
        "sample": bool(about.sample),
    }


def _text(text: Text) -> list[str | dict[str, str]]:
    """Return the pieces of a text; a blank is an object that says what belongs there."""
    return [{"blank": safe(part.hint)} if isinstance(part, Blank) else safe(part) for part in text]


def _head(head: Head) -> dict[str, Any]:
    return {
        "parent": _text(head.parent),
        "issuer": _text(head.issuer),
        "number": _text(head.number),
        "place": _text(head.place),
        "kind": head.kind,
        "subject": [safe(line) for line in head.subject.split("\n")],
        "addressee": _text(head.addressee),
    }


def _tail(tail: Tail) -> dict[str, Any]:
    return {
        "signer": _text(tail.signer),
        "name": _text(tail.name),
        "recipients": [_text(one) for one in tail.recipients],
    }


def _appendix(appendix: Appendix) -> dict[str, Any]:
    return {
        "number": appendix.number,
        "title": appendix.title,
        "reference": _text(appendix.reference),
        "blocks": [_block(block) for block in appendix.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"type": "heading", "level": level, "text": safe(text)}
        case Paragraph(text, note):
            return {"type": "note" if note else "paragraph", "text": _text(text)}
    headers = [column.header for column in block.columns]
    return {"type": "table", "columns": headers, "rows": [[safe(cell) for cell in row] for row in block.rows]}
