"""Evidence: one item is one readable row of a log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Final, Literal, final

from cchc_cli.model.compiler import mypyc_attr
from cchc_cli.model.frozen import frozen
from cchc_cli.model.marks import title_mark
from cchc_cli.model.text import fold, nfc

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
HALVES = "surrogatepass"  # halves of letters, which words of a command line may hold, are refused when a log is written
PUBLISHED: frozenset[Kind] = frozenset({"posts", "videos", "broadcasts"})


@frozen
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


@final
@dataclass(slots=True, init=False, eq=False)
class Traits:
    """What many rows have in common: all that a quota's conditions look at but whose and when, and the log.

    Rows of a log that are read alike share one; no two are equal, so that what is found of one is looked up at no cost.
    `serves` holds the full names of the quotas that the `for` column gives, or None where that is empty.
    """

    kind: Final[Kind]
    channel: Final[str]
    type: Final[str]
    tags: Final[frozenset[str]]
    serves: Final[frozenset[str] | None]
    details: Final[Details]
    file: Final[str]

    def __init__(
        self,
        kind: Kind,
        channel: str,
        type: str,  # noqa: A002 - the column's name
        tags: frozenset[str],
        serves: frozenset[str] | None,
        details: Details,
        file: str,
    ) -> None:
        self.kind = kind
        self.channel = channel
        self.type = type
        self.tags = tags
        self.serves = serves
        self.details = details
        self.file = file


@final
@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False, eq=False)
class Item:
    """One row of evidence, as the engine counts it.

    `day` is the civil day it counts on: a post's publication, an event's last day, a report's sending, a document's
    date. `units` holds every unit credited, the parents of parts included. `utf8` is the title, in half the memory of
    its text. `mark` is the same for equal titles (`model/marks.py`), so that different marks are different titles; equal ones
    need not be equal titles. No two rows are equal, so that they stand in sets at no cost.
    """

    traits: Final[Traits]  # what is asked for most often stands first, where a processor fetches it with the item
    row: Final[int]
    day: Final[date]
    units: Final[tuple[str, ...]]
    utf8: Final[bytes]
    mark: Final[int]
    url: Final[str]

    def __init__(
        self, traits: Traits, day: date, units: tuple[str, ...], utf8: bytes, mark: int, url: str, row: int
    ) -> None:
        self.traits = traits
        self.row = row
        self.day = day
        self.units = units
        self.utf8 = utf8
        self.mark = mark
        self.url = url

    @property
    def title(self) -> str:
        return nfc(self.utf8.decode(errors=HALVES))

    @property
    def kind(self) -> Kind:
        return self.traits.kind

    @property
    def channel(self) -> str:
        return self.traits.channel

    @property
    def type(self) -> str:
        return self.traits.type

    @property
    def tags(self) -> frozenset[str]:
        return self.traits.tags

    @property
    def serves(self) -> frozenset[str] | None:
        return self.traits.serves

    @property
    def details(self) -> Details:
        return self.traits.details

    @property
    def file(self) -> str:
        return self.traits.file

    @property
    def key(self) -> str:
        """What equal titles have in common; made anew each time, as few rows are asked for it."""
        return fold(self.title)

    @property
    def ref(self) -> str:
        return f"{self.file}:{self.row}"

    @property
    def said(self) -> tuple[object, ...]:
        """What the row says beside its title, wherever it stands; rows themselves are never equal."""
        traits = self.traits
        shared = (traits.kind, traits.channel, traits.type, traits.tags, traits.serves, traits.details)
        return (self.day, self.units, self.url, *shared)


# Of two rows of one work the first by day and URL counts; the place only breaks ties.
in_order = attrgetter("day", "url", "traits.file", "row")


def item_of(traits: Traits, day: date, units: tuple[str, ...], title: str, url: str, row: int) -> Item:
    """Return an item with its title's bytes and mark."""
    return Item(traits, day, units, title.encode(errors=HALVES), title_mark(title), url, row)
