"""The JSON of `evidence verify`: what was seen behind the addresses of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli import __version__
from cchc_cli.model.item import Item, RowPlace
from cchc_cli.model.sighting import Sighting


class SightingEntry(Struct, frozen=True, kw_only=True):
    """What was seen behind one address."""

    url: Annotated[str, Meta(description="As rows are compared by it.")]
    looked: date
    status: Annotated[int | str, Meta(description="The number a web server answered, or a word: see docs/verdicts.md.")]
    found: bool
    title: Annotated[str | None, Meta(description="Of the page.")]
    logged_title: Annotated[str, Meta(description="Of the first of the rows.")]
    sha256: Annotated[str | None, Meta(description="Of what was read; null of what is too large, or not there.")]
    rows: tuple[RowPlace, ...]


class VerifyDocument(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/evidence-verify/1"):
    """What `cchc evidence verify --format json` prints."""

    tool: str
    org: str
    seen: tuple[SightingEntry, ...]
    left: Annotated[int, Meta(description="Web addresses that wait for --online.")]


def verify_document(
    org: str, seen: Iterable[Sighting], rows: Mapping[str, Sequence[Item]], left: int
) -> VerifyDocument:
    """Return the document."""
    return VerifyDocument(tool=__version__, org=org, seen=tuple(_entry(one, rows[one.url]) for one in seen), left=left)


def _entry(one: Sighting, items: Sequence[Item]) -> SightingEntry:
    return SightingEntry(
        url=one.url,
        looked=one.looked,
        status=one.status,
        found=one.found,
        title=one.title,
        logged_title=items[0].title,
        sha256=one.sha256,
        rows=tuple(item.place for item in items),
    )
