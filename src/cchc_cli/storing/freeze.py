"""What was submitted: verdicts, digests of the files under them, tool version and day, as JSON ("cchc/freeze/1")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256 as sha256_of
from typing import Annotated, Any, Literal

from msgspec import Meta, MsgspecError, Struct, convert, to_builtins

from cchc_cli import __version__
from cchc_cli.formats.safe import escaped
from cchc_cli.model.period import FIRST_YEAR, LAST_YEAR, ONE_DAY, Period
from cchc_cli.model.verdict import MAX_WARN_DAYS, Result, Status
from cchc_cli.words.cadences import span

SCHEMA = "cchc/freeze/1"


class FrozenLine(Struct, frozen=True):
    """One verdict as it was submitted."""

    plan: str
    quota: str
    unit: str
    period: str
    due: str | None
    section: str
    status: Status
    count: int
    target: int | None
    decides: bool

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.plan, self.quota, self.unit, self.period)


class FrozenQuery(Struct, frozen=True):
    """The question that the verdicts answered, all of it, so that it can be asked again."""

    org: str
    units: tuple[str, ...]
    plans: tuple[str, ...]
    first: date
    last: date
    as_of: date
    reading: str
    warn_days: Annotated[int, Meta(ge=0, le=MAX_WARN_DAYS)]
    waivers: bool
    require_url: bool
    rulings: bool = True  # left out by earlier versions, which knew none
    require_verified: bool = False  # likewise

    @property
    def window(self) -> Period:
        return span(self.first, self.last + ONE_DAY)


class Frozen(Struct, frozen=True):
    """A submitted report: the question, the answer, and the files it stood on."""

    tool: str
    basis: str
    asked: FrozenQuery
    files: Mapping[str, str]
    lines: tuple[FrozenLine, ...]
    sha256: str


class _FrozenFile(Struct, frozen=True):
    """The file as it is written."""

    tool: str
    basis: Literal["calendar", "reporting"]
    asked: FrozenQuery
    files: dict[str, str]
    verdicts: tuple[FrozenLine, ...]
    sha256: str


class AlteredError(ValueError):
    """The content is not the one that the digest is of."""

    def __init__(self, said: str, found: str) -> None:
        super().__init__(said)
        self.said = said
        self.found = found


def lines_of(result: Result) -> tuple[FrozenLine, ...]:
    return tuple(
        FrozenLine(
            plan=one.obligation.quota.plan,
            quota=one.obligation.quota.id,
            unit=one.obligation.owner,
            period=one.obligation.period.label,
            due=one.obligation.due.isoformat() if one.obligation.due else None,
            section=one.section,
            status=one.status,
            count=one.count,
            target=one.target,
            decides=one.decides,
        )
        for one in result.verdicts
    )


def freeze(result: Result, asked: FrozenQuery, basis: str, files: Mapping[str, str]) -> tuple[str, str]:
    """Return the JSON text of a submitted report, and its digest, which the text carries too."""
    content = {
        "schema": SCHEMA,
        "tool": __version__,
        "basis": basis,
        "asked": to_builtins(asked),
        "files": dict(files),
        "verdicts": to_builtins(lines_of(result)),
    }
    sha256 = digest(content)
    text = escaped(json.dumps({**content, "sha256": sha256}, ensure_ascii=False, indent=1)) + "\n"
    return text, sha256


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a content in its one canonical form: sorted names, no blanks, ASCII."""
    return sha256_of(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def parse(text: str) -> Frozen:
    """Read what `freeze` wrote. Raises AlteredError when it was changed since, ValueError when it is anything else."""
    try:
        found = json.loads(text, parse_float=_refused, parse_constant=_refused, object_pairs_hook=_once)
        if found["schema"] != SCHEMA:
            raise ValueError(str(found["schema"]))
        content = {name: value for name, value in found.items() if name != "sha256"}
        if digest(content) != found["sha256"]:
            raise AlteredError(str(found["sha256"]), digest(content))
        file = convert(found, _FrozenFile)
    except (KeyError, TypeError, AttributeError, RecursionError, MsgspecError) as error:
        raise ValueError(str(error)) from error
    _check_days(file.asked)
    return Frozen(file.tool, file.basis, file.asked, file.files, file.verdicts, file.sha256)


def _refused(number: str) -> float:
    """A freeze holds whole numbers only."""
    raise ValueError(number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that comes twice would show a reader one value and the program another."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(", ".join(name for name, _ in pairs))
    return found


def _check_days(asked: FrozenQuery) -> None:
    if not int(FIRST_YEAR) <= asked.first.year <= asked.last.year <= int(LAST_YEAR) or asked.first > asked.last:
        raise ValueError(f"{asked.first} .. {asked.last}")
