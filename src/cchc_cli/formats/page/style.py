"""The page's style sheet: fixed rules, the positions of its bars, and the digest for the content security policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files

from cchc_cli.formats.page.axis import Axis
from cchc_cli.formats.page.lead import Lead

FIXED = "page.css"


def style(axes: Iterable[Axis], leads: Iterable[Lead]) -> str:
    """Return the rules; the policy forbids inline styles, so each position is a class."""
    rules = [files(__package__).joinpath("templates", FIXED).read_text(encoding="utf-8")]
    for number, axis in enumerate(axes):
        rules += _axis_rules(f"#axis-{number}", axis)
    counts = {segment.count for lead in leads for segment in lead.bar}
    rules += [f".f{count}{{flex-grow:{count}}}" for count in sorted(counts)]
    return "\n".join(rules)


def digest(text: str) -> str:
    """Return the source expression of a style sheet in a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _axis_rules(name: str, axis: Axis) -> list[str]:
    columns = list(axis.columns())
    starts, stops = {start for start, _ in columns}, {stop for _, stop in columns}
    lines = ",".join(
        f"transparent {part:.3f}%,var(--line) {part:.3f}%,var(--line) calc({part:.3f}% + 1px),transparent calc({part:.3f}% + 1px)"
        for part in (100 * (month.start - 1) / axis.days for month in axis.months[1:])
    )
    today = f"left:{100 * (axis.today - 0.5) / axis.days:.3f}%" if axis.today else "display:none"
    return [
        f"{name} .track{{grid-template-columns:repeat({axis.days},minmax(0,1fr));background-image:linear-gradient(90deg,{lines})}}",
        f"{name} .track::before{{{today}}}",
        *(f"{name} .s{start}{{grid-column-start:{start}}}" for start in sorted(starts)),
        *(f"{name} .e{stop}{{grid-column-end:{stop}}}" for stop in sorted(stops)),
    ]
