"""Evidence: one item is one readable row of a log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["posts", "videos", "broadcasts", "conferences", "documents", "materials", "states"]

TYPES: dict[Kind, tuple[str, ...]] = {
    "posts": ("news", "article", "photo", "infographic"),
    "videos": (),
    "broadcasts": (),
    "conferences": ("dialogue", "training", "conference", "workshop", "contest", "meeting"),
    "documents": (
        "plan", "invitation", "report", "decision", "assignment", "guidance", "inspection", "proposal", "other",
    ),
    "materials": ("leaflet", "handbook", "pano", "banner", "poster", "board", "screen"),
    "states": ("listing", "qr", "chatbot", "web-column", "board-column"),
}  # fmt: skip
KINDS: tuple[Kind, ...] = tuple(TYPES)
PUBLISHED: frozenset[Kind] = frozenset({"posts", "videos", "broadcasts"})


@dataclass(frozen=True, slots=True)
class Details:
    """What only some kinds of item carry."""

    published: bool = True  # a post with no publication day was only sent
    dated_by_sending: bool = False  # a report judged by the day it was sent
    period: str = ""  # the label of the period a document names
    issue: str = ""  # the number of a broadcast's issue
    seconds: int | None = None  # duration
    has: frozenset[str] = frozenset()  # what a document contains
    value: Decimal | None = None  # of a state: how many …
    of: Decimal | None = None  # … of how many


NO_DETAILS = Details()


class Item(NamedTuple):
    """One row of evidence, as the engine counts it.

    `day` is the civil day it counts on: a post's publication, an event's last day, a report's sending, a
    document's date. `units` holds every unit credited, the parents of parts included. `serves` holds the full
    names of the quotas its `for` column gives, or None where that is empty.
    """

    kind: Kind
    day: date
    units: tuple[str, ...]
    title: str
    key: str
    channel: str
    url: str
    type: str
    tags: frozenset[str]
    serves: frozenset[str] | None
    details: Details
    file: str
    row: int

    @property
    def ref(self) -> str:
        return f"{self.file}:{self.row}"

    @property
    def order(self) -> tuple[date, str, str, int]:
        """Of two rows of one work the first by day and URL counts; the place only breaks ties."""
        return (self.day, self.url, self.file, self.row)
