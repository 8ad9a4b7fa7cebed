"""The files of a new workspace, made from the example that the program brings along."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from string import Template

from msgspec import Struct

from cchc_cli.i18n import Catalogue
from cchc_cli.language.schema import SCHEMAS, text
from cchc_cli.load.workspace import CONFIG, ORGANISATION_FILE
from cchc_cli.storing.open_log import new_log
from cchc_cli.words.kinds import KIND

HOLIDAYS = "plans/holidays.yaml"
WITHIN = 15  # days; what the example's deadline counted in days has
MAX_MOVED = 7  # days; so far a last day off work may move on at the end of a year
MAX_README = 1 << 16  # bytes; the example's is far below
_README = "README.md"  # laid first, and says the day in an example
_DAY = re.compile(r"--date (\d{4}-\d{2}-\d{2}) ")
_YEAR = re.compile(r"^  (\d{4}):$", re.MULTILINE)


class _Text(Template):
    """A text of the example; `$` and `{` stand in YAML, `@` does not."""

    delimiter = "@"


class Starter(Struct, frozen=True):
    """What a new workspace is made for. `name` is one line of text, `organisation` can be the name of a folder."""

    organisation: str
    name: str
    issued: date

    @property
    def plan(self) -> str:
        return f"plan-{self.issued.year}"

    def files(self, messages: Catalogue) -> dict[str, bytes]:
        """Return every file of the workspace, by its name below it: the one list of them."""
        plans, logs = f"plans/{self.organisation}", f"evidence/{self.organisation}"
        texts = {
            _README: "readme.md",
            CONFIG: "settings.toml",
            ".gitignore": "gitignore",
            HOLIDAYS: "holidays.yaml",
            f"{plans}/{ORGANISATION_FILE}": "organisation.yaml",
            f"{plans}/{self.plan}.yaml": "plan.yaml",
        }
        filling = self._filling(messages)
        made = {name: _text(messages, part).substitute(filling).encode() for name, part in texts.items()}
        schemas = {f"plans/schema/{kind}.json": text(kind).encode() for kind in SCHEMAS}
        return made | schemas | {f"{logs}/{kind}.csv": new_log(kind) for kind in KIND}

    def untabled(self) -> int | None:
        """Return the year whose holidays the deadline counted in days needs and nobody has given, None where it needs none."""
        last = self.issued + timedelta(days=WITHIN)
        tabled = {int(year) for year in _YEAR.findall(_shared("holidays.yaml"))}
        needed = (last.year, (last + timedelta(days=MAX_MOVED)).year)
        return next((year for year in needed if year not in tabled), None)

    def _filling(self, messages: Catalogue) -> Mapping[str, str]:
        filling = {
            "org": self.organisation,
            "heading": self.name,
            "name": json.dumps(self.name, ensure_ascii=False),  # what JSON quotes, YAML reads
            "plan": self.plan,
            "year": str(self.issued.year),
            "issued": self.issued.isoformat(),
            "days": str(WITHIN),
            "holidays": _shared("holidays.yaml").rstrip("\n"),
        }
        return {**filling, "within": self._within(_text(messages, "within.yaml").substitute(filling), messages)}

    def _within(self, quota: str, messages: Catalogue) -> str:
        """Return the quota counted in days; where it would be warned of, as comments, with what to do."""
        lines = quota.splitlines()
        year = self.untabled()
        if year is not None:
            off = (line if line.lstrip().startswith("#") else f"  # {line[2:]}" for line in lines)
            lines = [f"  # {messages('init.untabled', year=year, file=HOLIDAYS)}", *off]
        return "\n".join(lines)


def day_begun(folder: Path) -> date | None:
    """Return the day for which a killed command began a workspace, which may have been another than today."""
    path = folder / _README
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_README:
        return None
    said = _DAY.search(path.read_text(encoding="utf-8", errors="replace"))
    try:
        return date.fromisoformat(said[1]) if said else None
    except ValueError:
        return None


def _text(messages: Catalogue, name: str) -> _Text:
    return _Text(files("cchc_cli").joinpath("starter", messages.language, name).read_text(encoding="utf-8"))


def _shared(name: str) -> str:
    return files("cchc_cli").joinpath("starter", name).read_text(encoding="utf-8")
