"""The table as Markdown (GFM): every text is data, whatever signs it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc_cli.formats.context import Context, nothing
from cchc_cli.formats.layout import RIGHT
from cchc_cli.formats.safe import safe
from cchc_cli.formats.view import Block, Row, View, plan_lines
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result

# Signs of Markdown, HTML, tables and formulas, and what begins a list or heading: written as entities, which mean nothing
# but the sign. What GitHub and GitLab make links or pictures of after reading (addresses, @names, #numbers, :emoji:) is
# parted by a sign that is not seen.
_DANGEROUS = re.compile(
    r"(?P<sign>[\\`*_\[\]<>&|~$])|(?P<link>@|#(?=\d)|:(?=//|[\w+-]+:)|(?<=www)\.)|^(?:[-+=#]|\d+(?=[.)]))",
    re.IGNORECASE,
)
BREAK = "&#8203;"


def render(result: Result, context: Context, say: Catalogue) -> str:
    """Return heading, plan versions, and a table for each section."""
    view = context.view(result, context.asked, say)
    lacking = nothing(result, context, say)
    blocks = [
        _heading(view),
        *(_block(block, view) for block in view.blocks),
        escape(lacking),
        " · ".join(escape(text) for text, _ in view.summary),
        _bullets([*view.footer, *plan_lines(result, say)]),
    ]
    return "\n\n".join(text for text in blocks if text) + "\n"


def escape(text: str) -> str:
    """Return a text that Markdown shows as it stands, on one line."""
    return _DANGEROUS.sub(_harmless, safe(text))


def _harmless(match: re.Match[str]) -> str:
    sign = match[0]
    if match["link"]:
        return BREAK + sign if sign == "." else sign + BREAK
    return "".join(f"&#{ord(one)};" for one in sign)


def _heading(view: View) -> str:
    title, *notices = view.heading
    return "\n\n".join([f"# {escape(title)}", *(f"**{escape(text)}**" for text in notices)])


def _block(block: Block, view: View) -> str:
    return "\n".join([f"## {escape(block.title)}", "", *_table(block, view)])


def _table(block: Block, view: View) -> Iterator[str]:
    yield _line(escape(header) for header in view.headers.values())
    yield _line("---:" if column in RIGHT else "---" for column in view.headers)
    for row in block.rows:
        yield _line(_cell(column, row) for column in view.headers)


def _cell(column: str, row: Row) -> str:
    remarks = row.remarks if column == "title" else ()
    return "<br>".join(escape(text.strip()) for text in (row.cells[column], *remarks))


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _bullets(texts: list[str]) -> str:
    """Return a list; a line that stands indented below another keeps its place."""
    return "\n".join("  " * text.startswith("  ") + f"- {escape(text.strip())}" for text in texts)
