"""The result of looking for the evidence at an address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from cchc_cli.model.address import is_of_the_web

FILE = "file"
# Results other than a web server's status number.
Unanswered = Literal[
    "file",  # a regular file of the workspace: it is there
    "no-file",  # there is none
    "not-allowed",  # a path or an address that is never visited
    "no-host",  # the name has no address
    "no-answer",
    "timeout",
    "bad-certificate",
    "too-many-redirects",
]
SeenStatus = int | Unanswered


class Seen(Struct, frozen=True):
    """The result of one visit: its status, the title of the page, the SHA-256 of a completely read content."""

    status: SeenStatus
    title: str | None = None
    sha256: str | None = None

    @property
    def found(self) -> bool:
        return self.status == FILE or (isinstance(self.status, int) and 200 <= self.status < 300)


class Sighting(Struct, frozen=True, kw_only=True):
    """The result of visiting an address on a day; one line of `.cchc/verified/ORGANISATION.jsonl`."""

    v: Literal[1] = 1
    url: str
    looked: date
    status: SeenStatus
    title: str | None
    sha256: str | None

    @property
    def found(self) -> bool:
        return Seen(self.status).found

    @property
    def answer(self) -> str:
        """The web server's status number, or the word of the catalogues for what was seen."""
        refused_page = self.status == "not-allowed" and is_of_the_web(self.url)
        return "not-allowed-page" if refused_page else str(self.status)


def latest(sightings: Iterable[Sighting]) -> dict[str, Sighting]:
    """Return the last sighting of each address."""
    return {sighting.url: sighting for sighting in sightings}
