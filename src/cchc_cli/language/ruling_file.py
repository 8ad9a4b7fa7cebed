"""The words of a rulings file, and compiling them to rulings."""

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

    It names the rows by `url`; by `unit`, `day` and `title`; or by `unit` and `period`.
    """

    url: Text | None = Field(default=None, description="The address in the rows.")
    unit: SomeTexts | None = Field(
        default=None, description="The credited unit, or a list; the work of its parts counts as its own."
    )
    day: Day | None = Field(default=None, description="The day by which the row is judged.")
    title: Text | None = Field(default=None, description="The title of the row.")
    period: Span | None = Field(
        default=None,
        description="All rows of the unit that are judged in this period; reports by the period they name.",
    )
    accepted: Flag = Field(description="`false` rejects the rows, `true` withdraws an earlier ruling.")
    reason: Text = Field(description="The reason.")
    by: Text = Field(description="The body or person that decided.")
    on: Day = Field(description="The day of the decision; if several name one row, the latest holds.")
    number: Text | None = Field(default=None, description="The number of the decision.")

    @model_validator(mode="after")
    def _names_rows(self) -> RulingWords:
        present = [word for word in NAMING if getattr(self, word) is not None]
        if frozenset(present) not in NAMES_ROWS:
            raise PydanticCustomError("names-rows", "rows", {"found": " + ".join(present) or "0"})
        return self


class RulingFile(Words, title="The rulings file"):
    """A rulings file."""

    sample: Literal[True] | None = Field(default=None, description="The rulings are invented.")
    rulings: tuple[RulingWords, ...] = Field(default=(), description="The rulings.")


def compile_rulings(words: RulingFile, places: Sequence[Place], names: KnownCodes) -> tuple[Ruling, ...]:
    """Return the rulings, each with its position in the file.

    An issue for each unknown unit, and each URL that is no address, goes to `names`.
    """
    for index, ruling in enumerate(words.rulings):
        if ruling.url is not None and not address(meant(ruling.url)):
            names.add(ModelIssue(("rulings", index, "url"), "no-address", {"value": ruling.url}))
    return tuple(
        Ruling(
            accepted=ruling.accepted,
            reason=ruling.reason,
            by=ruling.by,
            on=ruling.on,
            number=ruling.number or "",
            url=address(meant(ruling.url or "")),
            units=names.known(ruling.unit or (), names.units, ("rulings", index, "unit")),
            day=ruling.day,
            title=fold(meant(ruling.title or "")),
            period=ruling.period,
            place=place,
        )
        for index, (ruling, place) in enumerate(zip(words.rulings, places, strict=True))
    )
