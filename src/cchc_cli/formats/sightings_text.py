"""Sightings as text: one line for each address, and below it the rows and a differing title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import answer_text
from cchc_cli.model.item import Item
from cchc_cli.model.sighting import Sighting
from cchc_cli.model.text import fold

MAX_ROWS = 5


def render(
    seen: Sequence[Sighting], rows: Mapping[str, Sequence[Item]], left: int, waiting: int, messages: Catalogue
) -> str:
    """Return the sightings, failures first, the number of pages not visited, and of pages not found earlier today."""
    ordered = sorted(seen, key=lambda sighting: sighting.found)
    lines = [line for sighting in ordered for line in _lines(sighting, rows[sighting.url], messages)]
    found_count = sum(sighting.found for sighting in seen)
    lines.append(messages("verify.done", count=len(seen), found=found_count, lacking=len(seen) - found_count))
    if left:
        lines.append(messages("verify.left", count=left))
    elif waiting:
        lines.append(messages("verify.waiting", count=waiting))
    return "".join(f"{safe(line)}\n" for line in lines)


def _lines(sighting: Sighting, items: Sequence[Item], messages: Catalogue) -> Iterator[str]:
    yield f"{'✓' if sighting.found else '✗'} {answer_text(sighting.answer, messages)}  {sighting.url}"
    refs = ", ".join(item.ref for item in items[:MAX_ROWS]) + (" …" if len(items) > MAX_ROWS else "")
    yield f"    {refs}  “{items[0].title}”"
    if sighting.title and fold(sighting.title) != items[0].key:
        yield "    " + messages("verify.title", title=sighting.title)
