"""Submitted reports as JSON ("cchc/freeze/1"): verdicts, digests of their input files, tool version and day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256 as sha256_of
from typing import Annotated, Any, Literal

from msgspec import Meta, MsgspecError, Struct, convert, to_builtins

from cchc_cli import __version__
from cchc_cli.formats.safe import escaped_json
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
    """The whole query that the verdicts answered, so that it can be repeated."""

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
    rulings: bool = True  # missing in files of earlier versions, which had no rulings
    require_verified: bool = False  # likewise

    @property
    def window(self) -> Period:
        return span(self.first, self.last + ONE_DAY)


class Frozen(Struct, frozen=True):
    """A submitted report, as its file holds it: the query, the verdicts, and the digests of the input files."""

    tool: str
    basis: Literal["calendar", "reporting"]
    asked: FrozenQuery
    files: Mapping[str, str]
    verdicts: tuple[FrozenLine, ...]
    sha256: str


class AlteredError(ValueError):
    """The contents do not match the digest."""

    def __init__(self, stated: str, computed: str) -> None:
        super().__init__(stated)
        self.stated = stated
        self.computed = computed


def lines_of(result: Result) -> tuple[FrozenLine, ...]:
    return tuple(
        FrozenLine(
            plan=verdict.obligation.quota.plan,
            quota=verdict.obligation.quota.id,
            unit=verdict.obligation.owner,
            period=verdict.obligation.period.label,
            due=verdict.obligation.due.isoformat() if verdict.obligation.due else None,
            section=verdict.section,
            status=verdict.status,
            count=verdict.count,
            target=verdict.target,
            decides=verdict.decides,
        )
        for verdict in result.verdicts
    )


def freeze(result: Result, query: FrozenQuery, basis: str, files: Mapping[str, str]) -> tuple[str, str]:
    """Return the JSON text of a submitted report, and its digest, which is also in the text."""
    content = {
        "schema": SCHEMA,
        "tool": __version__,
        "basis": basis,
        "asked": to_builtins(query),
        "files": dict(files),
        "verdicts": to_builtins(lines_of(result)),
    }
    sha256 = digest(content)
    text = escaped_json(json.dumps({**content, "sha256": sha256}, ensure_ascii=False, indent=1)) + "\n"
    return text, sha256


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of contents in canonical form: sorted names, no blanks, ASCII."""
    return sha256_of(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def parse(text: str) -> Frozen:
    """Read a text that `freeze` wrote. Raises AlteredError if it was changed, ValueError for any other text."""
    try:
        content_with_digest = json.loads(text, parse_float=_refused, parse_constant=_refused, object_pairs_hook=_once)
        if content_with_digest["schema"] != SCHEMA:
            raise ValueError(str(content_with_digest["schema"]))
        content = {name: value for name, value in content_with_digest.items() if name != "sha256"}
        if digest(content) != content_with_digest["sha256"]:
            raise AlteredError(str(content_with_digest["sha256"]), digest(content))
        frozen = convert(content_with_digest, Frozen)
    except (KeyError, TypeError, AttributeError, RecursionError, MsgspecError) as error:
        raise ValueError(str(error)) from error
    _check_days(frozen.asked)
    return frozen


def _refused(number: str) -> float:
    """Refuse a number with a fraction: a freeze has only whole numbers."""
    raise ValueError(number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a repeated name: a person could read one value and the program another."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError(", ".join(name for name, _ in pairs))
    return values


def _check_days(query: FrozenQuery) -> None:
    if not int(FIRST_YEAR) <= query.first.year <= query.last.year <= int(LAST_YEAR) or query.first > query.last:
        raise ValueError(f"{query.first} .. {query.last}")
