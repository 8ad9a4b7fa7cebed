"""What was submitted: verdicts, digests of the files under them, tool version and day, as JSON ("cchc/freeze/1")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from cchc_cli import __version__
from cchc_cli.formats.safe import escaped
from cchc_cli.model.period import FIRST_YEAR, LAST_YEAR, ONE_DAY, Period
from cchc_cli.model.verdict import Result, Status

SCHEMA = "cchc/freeze/1"


class Line(Struct, frozen=True):
    """One verdict as it was submitted."""

    plan: str
    quota: str
    unit: str
    period: str
    due: str | None
    section: str
    status: str
    count: int
    target: int | None
    decides: bool

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.plan, self.quota, self.unit, self.period)


class Asked(Struct, frozen=True):
    """The question that the verdicts answered, all of it, so that it can be asked again."""

    org: str
    units: tuple[str, ...]
    plans: tuple[str, ...]
    first: date
    last: date
    as_of: date
    reading: str
    warn_days: int
    waivers: bool
    require_url: bool

    @property
    def window(self) -> Period:
        return Period(self.first, self.last + ONE_DAY)


class Frozen(Struct, frozen=True):
    """A submitted report: the question, the answer, and the files it stood on."""

    tool: str
    basis: str
    asked: Asked
    files: Mapping[str, str]
    lines: tuple[Line, ...]


def lines_of(result: Result) -> tuple[Line, ...]:
    return tuple(
        Line(
            plan=one.obligation.quota.plan,
            quota=one.obligation.quota.id,
            unit=one.obligation.owner,
            period=one.obligation.period.label,
            due=one.obligation.due.isoformat() if one.obligation.due else None,
            section=one.section,
            status=one.status.value,
            count=one.count,
            target=one.target,
            decides=one.decides,
        )
        for one in result.verdicts
    )


def freeze(result: Result, asked: Asked, basis: str, files: Mapping[str, str]) -> str:
    """Return the JSON text of what is submitted."""
    text = {
        "schema": SCHEMA,
        "tool": __version__,
        "basis": basis,
        "asked": {
            name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(asked).items()
        },
        "files": dict(files),
        "verdicts": [asdict(line) for line in lines_of(result)],
    }
    return escaped(json.dumps(text, ensure_ascii=False, indent=1)) + "\n"


def parse(text: str) -> Frozen:
    """Read what `freeze` wrote. Raises ValueError when it is anything else."""
    try:
        found = json.loads(text)
        if found["schema"] != SCHEMA:
            raise ValueError(str(found["schema"]))
        return Frozen(
            tool=str(found["tool"]),
            basis=str(found["basis"]),
            asked=_asked(found["asked"]),
            files={str(name): str(digest) for name, digest in found["files"].items()},
            lines=tuple(_line(one) for one in found["verdicts"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _asked(found: Mapping[str, Any]) -> Asked:
    asked = Asked(
        org=str(found["org"]),
        units=tuple(str(one) for one in found["units"]),
        plans=tuple(str(one) for one in found["plans"]),
        first=date.fromisoformat(found["first"]),
        last=date.fromisoformat(found["last"]),
        as_of=date.fromisoformat(found["as_of"]),
        reading=str(found["reading"]),
        warn_days=int(found["warn_days"]),
        waivers=bool(found["waivers"]),
        require_url=bool(found["require_url"]),
    )
    if not int(FIRST_YEAR) <= asked.first.year <= asked.last.year <= int(LAST_YEAR) or asked.first > asked.last:
        raise ValueError(f"{asked.first} .. {asked.last}")
    return asked


def _line(found: Mapping[str, Any]) -> Line:
    texts = {name: str(found[name]) for name in ("plan", "quota", "unit", "period", "section")}
    return Line(
        **texts,
        due=None if found["due"] is None else str(found["due"]),
        status=Status(found["status"]).value,
        count=int(found["count"]),
        target=None if found["target"] is None else int(found["target"]),
        decides=bool(found["decides"]),
    )
