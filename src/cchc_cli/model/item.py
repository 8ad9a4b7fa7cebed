"""Evidence: one item is one readable row of a log."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli.model.period import Period
from cchc_cli.model.text import HALVES, fold, nfc

Kind = str  # the word of a kind of evidence, as `words/kinds` lists them
MANY_TITLES = 3  # under one URL: perhaps not the address of each of them


class Details(Struct, frozen=True, gc=False, cache_hash=True):
    """Values that only some kinds of item carry."""

    published: bool = True  # a post with no publication day was only sent
    dated_by_sending: bool = False  # a report judged by the day it was sent
    period: Period | None = None  # the period a document names
    issue: str = ""  # the number of a broadcast's issue
    seconds: int | None = None  # duration
    has: frozenset[str] = frozenset()  # the required contents of a document
    value: Decimal | None = None  # of a state: how many …
    of: Decimal | None = None  # … of how many
    location: str = ""  # of a material or a conference: each location is another work
    amount: Decimal | None = (
        None  # quantity of a material, participants of a conference; kept where a quota counts them
    )
    moment: str = ""  # day and clock time of `date`; kept where a quota counts them


NO_DETAILS = Details()
NOT_PUBLISHED = Details(published=False)


class Traits(Struct, frozen=True, gc=False, cache_hash=True):
    """Values that many rows share: everything that a quota's conditions read, except unit and day.

    Rows with equal values share one object. `tags` holds the tags of the row and all implied by them and by the
    channel, `stated` only those of the row. `serves` holds the full names of the quotas in the `for` column, None if
    the column is empty.
    """

    kind: Kind
    channel: str
    type: str
    tags: frozenset[str]
    serves: frozenset[str] | None
    details: Details
    stated: frozenset[str] = frozenset()


class RowPlace(Struct, frozen=True, gc=False, order=True):
    """A row of a log."""

    file: str
    row: Annotated[int, Meta(description="The number that a spreadsheet shows; the header is row 1.")]


class Item(Struct, frozen=True, gc=False, cache_hash=True):
    """One row of evidence, as the engine counts it.

    `day` is the civil day it counts on: a post's publication, an event's last day, a report's sending, a document's
    date. `units` holds every unit credited, the parents of parts included. `utf8` is the title, in half the memory of
    its text. Equal titles have equal fingerprints (`model/fingerprint.py`).
    """

    traits: Traits
    day: date
    units: tuple[str, ...]
    utf8: bytes
    fingerprint: int
    url: str
    place: RowPlace

    @property
    def file(self) -> str:
        return self.place.file

    @property
    def row(self) -> int:
        return self.place.row

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
    def key(self) -> str:
        """The folded title, equal for equal titles; computed on each call, because few rows need it."""
        return fold(self.title)

    @property
    def ref(self) -> str:
        return f"{self.place.file}:{self.place.row}"

    @property
    def contents(self) -> tuple[object, ...]:
        """The row's contents beside its title, the same for every place."""
        traits = self.traits
        shared = (traits.kind, traits.channel, traits.type, traits.tags, traits.serves, traits.details)
        return (self.day, self.units, self.url, *shared)


# Of two rows of one work the first by day and URL counts; the place only breaks ties.
in_order = attrgetter("day", "url", "place")
