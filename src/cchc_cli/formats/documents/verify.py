"""The JSON of `evidence verify`: what the program saw at the addresses of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli import __version__
from cchc_cli.formats.documents.common import OrganisationDocument
from cchc_cli.model.item import Item, RowPlace
from cchc_cli.model.sighting import Sighting


class SightingEntry(Struct, frozen=True, kw_only=True):
    """What the program saw at one address."""

    url: Annotated[str, Meta(description="The address, normalised as for comparing rows.")]
    looked: date
    status: Annotated[int | str, Meta(description="The web server's status number, or a word: see docs/verdicts.md.")]
    found: bool
    title: Annotated[str | None, Meta(description="The title of the page.")]
    logged_title: Annotated[str, Meta(description="The title of the first row with the address.")]
    sha256: Annotated[str | None, Meta(description="The digest of the content; null if missing or too large.")]
    rows: tuple[RowPlace, ...]


class VerifyDocument(OrganisationDocument, frozen=True, kw_only=True, tag_field="schema", tag="cchc/evidence-verify/1"):
    """What `cchc evidence verify --format json` prints."""

    seen: tuple[SightingEntry, ...]
    left: Annotated[int, Meta(description="The number of web addresses not visited without --online.")]


def verify_document(
    org: str, seen: Iterable[Sighting], rows: Mapping[str, Sequence[Item]], left: int
) -> VerifyDocument:
    """Return the document."""
    return VerifyDocument(
        tool=__version__, org=org, seen=tuple(_entry(sighting, rows[sighting.url]) for sighting in seen), left=left
    )


def _entry(sighting: Sighting, items: Sequence[Item]) -> SightingEntry:
    return SightingEntry(
        url=sighting.url,
        looked=sighting.looked,
        status=sighting.status,
        found=sighting.found,
        title=sighting.title,
        logged_title=items[0].title,
        sha256=sighting.sha256,
        rows=tuple(item.place for item in items),
    )
