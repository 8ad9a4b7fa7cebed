"""Sightings as text: one line for each address, and below it the rows and a differing title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.model.item import Item
from cchc_cli.model.sighting import Sighting
from cchc_cli.model.text import fold

MAX_ROWS = 5


def render(seen: Sequence[Sighting], rows: Mapping[str, Sequence[Item]], left: int, messages: Catalogue) -> str:
    """Return the sightings, failures first, and the number of pages not visited."""
    ordered = sorted(seen, key=lambda one: one.found)
    lines = [line for one in ordered for line in _lines(one, rows[one.url], messages)]
    found = sum(one.found for one in seen)
    lines.append(messages("verify.done", count=len(seen), found=found, lacking=len(seen) - found))
    if left:
        lines.append(messages("verify.left", count=left))
    return "".join(f"{safe(line)}\n" for line in lines)


def _lines(one: Sighting, items: Sequence[Item], messages: Catalogue) -> Iterator[str]:
    status = messages(f"seen.{one.status}") if isinstance(one.status, str) else f"{one.status}"
    yield f"{'✓' if one.found else '✗'} {status}  {one.url}"
    refs = ", ".join(item.ref for item in items[:MAX_ROWS]) + (" …" if len(items) > MAX_ROWS else "")
    yield f"    {refs}  “{items[0].title}”"
    if one.title and fold(one.title) != items[0].key:
        yield "    " + messages("verify.title", title=one.title)
