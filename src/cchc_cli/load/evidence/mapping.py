"""Mappings: a small file assigns the columns of another program to columns of a log, with defaults for every row."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cchc_cli.load.evidence.cells import MAX_SHOWN
from cchc_cli.load.evidence.columns import DATE_ORDERS, log_kind, log_names, plain_header
from cchc_cli.load.evidence.old_fonts import FONTS, Font
from cchc_cli.load.toml_file import read_toml
from cchc_cli.load.yaml_file import YamlFile
from cchc_cli.model.item import Kind
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import fold, nfc
from cchc_cli.words.kinds import KIND, KINDS

COLUMNS = frozenset(column for kind in KINDS for column in kind.columns)
SHARED_COLUMNS = ("unit", "channel", "type", "tags", "for")  # columns with one value for all rows of a file
PASSED_OVER = "-"  # in place of a column: their column is left out
SECONDS = "seconds"
TABLES = ("columns", "set", "prefix", "leave_out")
_PLATFORMS = files("cchc_cli").joinpath("platforms")  # mappings that are part of the program
_ENDING = ".toml"


class MappingFile(Struct, frozen=True):
    """A mapping for a file to import.

    If several headers have the same column, the first filled cell counts. `defaults` are values by column for rows without
    their own; `prefix` goes before a filled cell that is no full URL; `leave_out` are texts below a header for which a row
    is left out.
    """

    kind: Kind | None = None
    columns: Mapping[str, str] = field(default_factory=dict)  # their header -> column of a log
    defaults: Mapping[str, str] = field(default_factory=dict)
    prefix: Mapping[str, str] = field(default_factory=dict)
    leave_out: Mapping[str, frozenset[str]] = field(default_factory=dict)  # plain header -> folded texts
    date_order: str = ""
    order_of_platform: bool = False  # nobody stated the date order of this file: its days may show another
    font: Font | None = None  # the font of texts that are not Unicode
    seconds: bool = False  # durations are in seconds
    ignores_others: bool = False  # headers that the mapping does not name are not read


def platforms() -> tuple[str, ...]:
    """Return the names of the mappings that are part of the program."""
    return tuple(
        sorted(file.name.removesuffix(_ENDING) for file in _PLATFORMS.iterdir() if file.name.endswith(_ENDING))
    )


def platform_mapping(name: str) -> MappingFile:
    """Return a mapping that is part of the program, by a name of `platforms`."""
    values = tomllib.loads(_PLATFORMS.joinpath(f"{name}{_ENDING}").read_text(encoding="utf-8"))
    mapping = _Values(values, lambda path: Place(name, None, ".".join(path))).read()
    return replace(mapping, order_of_platform=bool(mapping.date_order))


def read_mapping(path: Path, name: str) -> tuple[MappingFile, list[Problem]]:
    """Read a mapping from TOML or YAML. Headers are below `columns`, or at the top if none equals a key of mappings."""
    if path.suffix.lower() in {".yaml", ".yml"}:
        file = YamlFile(path, name)
        values = _Values(file.value if isinstance(file.value, dict) else {}, file.place)
        values.problems += file.problems
    else:
        table, problems = read_toml(path, name)
        values = _Values(table, lambda at: Place(name, None, ".".join(map(str, at))))
        values.problems += problems
    return values.read(), values.problems


class _Values:
    """The values of one mapping that is being read."""

    def __init__(self, values: Mapping[Any, Any], place: Callable[[tuple[str, ...]], Place]) -> None:
        self._values = values
        self._place = place
        self.problems: list[Problem] = []

    def read(self) -> MappingFile:
        choices = {
            "kind": (*KIND, *log_names()),
            "date_order": tuple(DATE_ORDERS),
            "font": tuple(FONTS),
            "duration": (SECONDS,),
            "others": (PASSED_OVER,),
        }
        headers = {key: value for key, value in self._values.items() if key not in {*TABLES, *choices}}
        chosen = {
            key: self._choice((key,), self._values[key], known) for key, known in choices.items() if key in self._values
        }
        ours = (*sorted(COLUMNS), PASSED_OVER)
        columns = {nfc(str(key)): self._choice((str(key),), value, ours) for key, value in headers.items()}
        below = self._table("columns")
        columns |= {nfc(key): self._choice(("columns", key), value, ours) for key, value in below.items()}
        return MappingFile(
            kind=log_kind(chosen.get("kind", "")),
            columns=columns,
            defaults={
                key: self._text(("set", key), value) for key, value in self._table("set", SHARED_COLUMNS).items()
            },
            prefix={key: self._text(("prefix", key), value) for key, value in self._table("prefix", COLUMNS).items()},
            leave_out={plain_header(key): self._texts(key, value) for key, value in self._table("leave_out").items()},
            date_order=chosen.get("date_order", ""),
            font=next((font for font in FONTS if font == chosen.get("font")), None),
            seconds=bool(chosen.get("duration")),
            ignores_others=bool(chosen.get("others")),
        )

    def _choice(self, at: tuple[str, ...], value: object, known: Collection[str]) -> str:
        if isinstance(value, str) and value in known:
            return value
        self._wrong("bad-choice", at, value, known=", ".join(known))
        return ""

    def _table(self, key: str, known: Collection[str] | None = None) -> dict[str, object]:
        """Return the table below a key, without unknown keys."""
        table = self._values.get(key, {})
        if not isinstance(table, dict):
            self._wrong("mapping-table", (key,), table, word=key)
            return {}
        below = {str(name): value for name, value in table.items()}
        for name in below.keys() - set(known or below):
            self._wrong("bad-choice", (key, name), name, known=", ".join(sorted(known or ())))
        return {name: value for name, value in below.items() if known is None or name in known}

    def _text(self, at: tuple[str, ...], value: object) -> str:
        """Return a text; several texts become the list of one cell."""
        several = value if isinstance(value, list) else [value]
        texts = [text.strip() for text in several if isinstance(text, str)]
        if texts and len(texts) == len(several) and all(texts):
            return ";".join(texts)
        self._wrong("mapping-text", at, value)
        return ""

    def _texts(self, header: str, value: object) -> frozenset[str]:
        several = value if isinstance(value, list) else [value]
        if several and all(isinstance(text, str) for text in several):
            return frozenset(map(fold, several))
        self._wrong("mapping-text", ("leave_out", header), value)
        return frozenset()

    def _wrong(self, code: str, at: tuple[str, ...], value: object, **details: str) -> None:
        shown = str(value)
        shown = shown if len(shown) <= MAX_SHOWN else shown[:MAX_SHOWN] + "…"
        self.problems.append(Problem(code, self._place(at), {"value": shown, **details}, fatal=True))
