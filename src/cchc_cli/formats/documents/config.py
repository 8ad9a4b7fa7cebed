"""The JSON of `config`: what is in force, and from where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta, Struct

from cchc_cli import __version__

SettingSource = Literal["option", "environment", "settings", "found", "system", "default", "none"]


class SettingEntry(Struct, frozen=True):
    """One setting in force."""

    name: Annotated[
        str,
        Meta(
            description="`workspace`, `settings`, `plans`, `evidence`, `lang`, `document-lang`, `organisation`, `timezone`, "
            "`as-of`, `warn-days`, `color`, `width`."
        ),
    ]
    values: Annotated[tuple[str, ...], Meta(description="Usually one; several organisations; empty for none.")]
    source: Annotated[
        SettingSource,
        Meta(
            description="`option`, `environment`: a variable; `settings`: cchc.toml or pyproject.toml; `found` in the "
            "workspace; `system`: the locale, the clock, the terminal; `default` of the program; `none`."
        ),
    ]
    place: Annotated[str | None, Meta(description="The option, the variable, the file.")]


class ConfigDocument(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/config/1"):
    """What `cchc config --format json` prints."""

    tool: str
    settings: tuple[SettingEntry, ...]


def config_document(entries: Iterable[SettingEntry]) -> ConfigDocument:
    """Return the document of `config`, one entry for each setting."""
    return ConfigDocument(tool=__version__, settings=tuple(entries))
