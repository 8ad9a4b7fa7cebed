"""The files of a new workspace, made from the program's built-in example."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from string import Template

from msgspec import Struct

from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.schema_vi import described
from cchc_cli.language.schema import SCHEMAS, text
from cchc_cli.load.workspace import CONFIG, ORGANISATION_FILE
from cchc_cli.storing.batch_file import DEFAULT
from cchc_cli.storing.open_log import new_log
from cchc_cli.words.kinds import KIND

HOLIDAYS = "plans/holidays.yaml"
BATCH = "kiem-tra.bat"
WITHIN = 15  # days; the deadline of the example that is counted in days
MAX_MOVED = 7  # days by which a last day off may move at the end of a year
MAX_README = 1 << 16  # bytes; the example's README is much smaller
_README = "README.md"  # written first; its commands contain the day of issue
_DAY = re.compile(r"--date (\d{4}-\d{2}-\d{2}) ")
_YEAR = re.compile(r"^  (\d{4}):$", re.MULTILINE)


class _Text(Template):
    """A text of the example; YAML uses `$` and `{`, not `@`."""

    delimiter = "@"


class StarterUnits(Struct, frozen=True):
    """The units of a new workspace: the lines of `units:` and `groups:`, and the owners in the example.

    `office` and `staff` are codes of units, `group` is the code of a group.
    """

    lines: str
    office: str
    staff: str
    group: str


class StarterPlan(Struct, frozen=True):
    """A given plan in place of the example: both files as texts, and the names for the README's commands.

    `name` is the organisation's name, `id` the plan's id, `quota` the id of its first quota, "" for none; `unit` is the code of
    a unit.
    """

    name: str
    organisation: str
    id: str
    text: str
    quota: str
    unit: str


class Starter(Struct, frozen=True):
    """The facts for a new workspace. `name` is one line of text, `organisation` a valid name of a folder.

    `units` and `own` are None for those of the example; `program` is the program's path in `kiem-tra.bat`.
    """

    organisation: str
    name: str
    issued: date
    units: StarterUnits | None = None
    own: StarterPlan | None = None
    program: str = DEFAULT

    @property
    def plan(self) -> str:
        return self.own.id if self.own else f"plan-{self.issued.year}"

    def files(self, messages: Catalogue) -> dict[str, bytes]:
        """Return the bytes of all files of the workspace, by their path below it."""
        plans, logs = f"plans/{self.organisation}", f"evidence/{self.organisation}"
        organisation, plan = f"{plans}/{ORGANISATION_FILE}", f"{plans}/{self.plan}.yaml"
        texts = {
            _README: "readme.md",
            CONFIG: "settings.toml",
            ".gitignore": "gitignore",
            HOLIDAYS: "holidays.yaml",
            organisation: "organisation.yaml",
            plan: "plan.yaml",
        }
        filling = self._filling(messages)
        made = {name: _text(messages, part).substitute(filling).encode() for name, part in texts.items()}
        if self.own:
            made |= {organisation: self.own.organisation.encode(), plan: self.own.text.encode()}
        batch = _Text(_shared(BATCH)).substitute(program=self.program).replace("\n", "\r\n").encode("ascii")
        translated = partial(described, language=messages.language)
        schemas = {f"plans/schema/{kind}.json": text(kind, translated).encode() for kind in SCHEMAS}
        return made | {BATCH: batch} | schemas | {f"{logs}/{kind}.csv": new_log(kind) for kind in KIND}

    def untabled(self) -> int | None:
        """Return the first year without a table of holidays that the example's deadline in days needs, None for no such year."""
        last = self.issued + timedelta(days=WITHIN)
        tabled = {int(year) for year in _YEAR.findall(_shared("holidays.yaml"))}
        needed = (last.year, (last + timedelta(days=MAX_MOVED)).year)
        return next((year for year in needed if year not in tabled), None)

    def _filling(self, messages: Catalogue) -> Mapping[str, str]:
        units = self.units
        about = "plan" if self.own else "units" if units else "sample"
        filling = {
            "about": messages(f"init.about.{about}"),
            "units": (units.lines if units else _text(messages, "units.yaml").template).rstrip("\n"),
            "office": self.own.unit if self.own else units.office if units else "VP",
            "staff": units.staff if units else "TC",
            "group": units.group if units else "DVTT",
            "quota": self.own.quota if self.own else "K1",
            "org": self.organisation,
            "heading": self.name,
            "name": json.dumps(self.name, ensure_ascii=False),  # YAML reads the quotes of JSON
            "plan": self.plan,
            "year": str(self.issued.year),
            "issued": self.issued.isoformat(),
            "days": str(WITHIN),
            "holidays": _shared("holidays.yaml").rstrip("\n"),
        }
        return {**filling, "within": self._within(_text(messages, "within.yaml").substitute(filling), messages)}

    def _within(self, quota: str, messages: Catalogue) -> str:
        """Return the quota with a deadline in days; as comments, with advice, if its holidays are missing."""
        lines = quota.splitlines()
        year = self.untabled()
        if year is not None:
            off = (line if line.lstrip().startswith("#") else f"  # {line[2:]}" for line in lines)
            lines = [f"  # {messages('init.untabled', year=year, file=HOLIDAYS)}", *off]
        return "\n".join(lines)


def day_begun(folder: Path) -> date | None:
    """Return the day for which a killed command began a workspace, None without one; it may not be today."""
    path = folder / _README
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_README:
        return None
    match = _DAY.search(path.read_text(encoding="utf-8", errors="replace"))
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _text(messages: Catalogue, name: str) -> _Text:
    return _Text(files("cchc_cli").joinpath("starter", messages.language, name).read_text(encoding="utf-8"))


def _shared(name: str) -> str:
    return files("cchc_cli").joinpath("starter", name).read_text(encoding="utf-8")
