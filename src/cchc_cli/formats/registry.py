"""Every format of `cchc check`, by name; the command line's choices and the docs derive from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from msgspec import Struct

if TYPE_CHECKING:
    from cchc_cli.formats.context import Context
    from cchc_cli.i18n import Catalogue
    from cchc_cli.model.verdict import Result


class Format(Struct, frozen=True):
    """A module of this package with `render(result, context, say)`; it is imported only when it is asked for.

    A binary format goes to a file only. An exact one is read by programs, so that not a letter of it may change. One that
    may be long is rendered in pieces, which need not all be held at once.
    """

    module: str
    about: str
    binary: bool = False
    exact: bool = True

    def pieces(self, result: Result, context: Context, say: Catalogue) -> str | bytes | Iterable[str]:
        """Return the text or bytes, in pieces where the module makes them so."""
        module = import_module(f"cchc_cli.formats.{self.module}")
        return cast("str | bytes | Iterable[str]", module.render(result, context, say))

    def render(self, result: Result, context: Context, say: Catalogue) -> str | bytes:
        """Return the same as one."""
        data = self.pieces(result, context, say)
        return data if isinstance(data, (str, bytes)) else "".join(data)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "table": Format("table", "the table for people, on a terminal or in a file", exact=False),
        "json": Format("json_v1", "everything, versioned, for programs"),
        "csv": Format("csv_rows", "one row a verdict, for spreadsheets and scripts"),
        "markdown": Format("markdown", "the table for a merge request, a wiki or a summary page"),
        "xlsx": Format("xlsx", "a workbook: verdicts, evidence counted, problems, what it rests on", binary=True),
        "junit": Format("junit", "test results for CI: a suite a unit, a case a quota and period"),
        "github": Format("github", "annotations on plan lines and evidence rows, and the step summary"),
    }
)
BINARY = frozenset(name for name, found in FORMATS.items() if found.binary)
