"""What a rulings file may say, and the rulings that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Day, Flag, SomeTexts, Span, Text, Words
from cchc_cli.language.known_codes import KnownCodes
from cchc_cli.language.model_issue import ModelIssue
from cchc_cli.model.address import address
from cchc_cli.model.problem import Place
from cchc_cli.model.ruling import Ruling
from cchc_cli.model.text import fold, meant

NAMING = ("url", "unit", "day", "title", "period")
NAMES_ROWS = frozenset(map(frozenset, (("url",), ("unit", "day", "title"), ("unit", "period"))))


class RulingWords(Words, title="A ruling"):
    """A decision of the overseeing body on rows of evidence.

    It names them by `url`; by `unit`, `day` and `title`; or by `unit` and `period`.
    """

    url: Text | None = Field(default=None, description="The address in the rows.")
    unit: SomeTexts | None = Field(
        default=None, description="The unit whose credit it is about, or a list; the work of its parts is its own."
    )
    day: Day | None = Field(default=None, description="The day that the row is judged by.")
    title: Text | None = Field(default=None, description="The title of the row.")
    period: Span | None = Field(
        default=None, description="All rows of the unit that are judged in it; of reports those for it."
    )
    accepted: Flag = Field(description="`false` rejects the rows, `true` withdraws an earlier ruling.")
    reason: Text = Field(description="Why.")
    by: Text = Field(description="Who decided.")
    on: Day = Field(description="The day of the decision; of several on one row the latest holds.")
    number: Text | None = Field(default=None, description="The number of the decision.")

    @model_validator(mode="after")
    def _names_rows(self) -> RulingWords:
        given = [word for word in NAMING if getattr(self, word) is not None]
        if frozenset(given) not in NAMES_ROWS:
            raise PydanticCustomError("names-rows", "rows", {"found": " + ".join(given) or "0"})
        return self


class RulingFile(Words, title="The rulings file"):
    """A rulings file."""

    sample: Literal[True] | None = Field(default=None, description="The rulings are invented.")
    rulings: tuple[RulingWords, ...] = Field(default=(), description="The rulings.")


def compile_rulings(words: RulingFile, places: Sequence[Place], names: KnownCodes) -> tuple[Ruling, ...]:
    """Return the rulings, each with its place in the file.

    `names` hears of units that are unknown and of URLs that are no addresses.
    """
    for index, one in enumerate(words.rulings):
        if one.url is not None and not address(meant(one.url)):
            names.complain(ModelIssue(("rulings", index, "url"), "no-address", {"value": one.url}))
    return tuple(
        Ruling(
            accepted=one.accepted,
            reason=one.reason,
            by=one.by,
            on=one.on,
            number=one.number or "",
            url=address(meant(one.url or "")),
            units=names.known(one.unit or (), names.units, ("rulings", index, "unit")),
            day=one.day,
            title=fold(meant(one.title or "")),
            period=one.period,
            place=place,
        )
        for index, (one, place) in enumerate(zip(words.rulings, places, strict=True))
    )
