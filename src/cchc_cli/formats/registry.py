"""Every format of every command by name; the command line's choices and the docs derive from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from msgspec import Struct

if TYPE_CHECKING:
    from cchc_cli.formats.context import Context
    from cchc_cli.i18n import Catalogue
    from cchc_cli.model.problem import Problem
    from cchc_cli.model.verdict import Result


class Format(Struct, frozen=True):
    """What a format is for, the ending of its files, and its module.

    `module` is the renderer of `check` and `report` below `cchc_cli`, imported on demand. A `binary` format goes to a
    file only. An `exact` format is read by programs and must not change by a letter. A format that `reports_faults` also
    renders the problems for which nothing could be judged: a CI service reads it instead of the exit code.
    """

    about: str
    ending: str
    module: str = ""
    binary: bool = False
    exact: bool = True
    reports_faults: bool = False

    def pieces(self, result: Result, context: Context, messages: Catalogue) -> str | bytes | Iterable[bytes]:
        """Return the text or bytes of a check; in UTF-8 piece by piece if the module yields them."""
        module = import_module(f"cchc_cli.{self.module}")
        return cast("str | bytes | Iterable[bytes]", module.render(result, context, messages))

    def unusable(self, problems: Sequence[Problem], root: str, messages: Catalogue) -> str:
        """Return the text of a check that could judge nothing; `root` is the workspace's folder in the repository."""
        return cast("str", import_module(f"cchc_cli.{self.module}").unusable(problems, root, messages))


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "table": Format("the table for people, on a terminal or in a file", ".txt", "formats.table", exact=False),
        "json": Format("everything, versioned, for programs", ".json", "formats.json_v1"),
        "csv": Format("one row a verdict, for spreadsheets and scripts", ".csv", "formats.csv_rows"),
        "markdown": Format("the table for a merge request, a wiki or a summary page", ".md", "formats.markdown"),
        "xlsx": Format(
            "a workbook: verdicts, evidence counted, problems, what it rests on", ".xlsx", "formats.xlsx", binary=True
        ),
        "junit": Format(
            "test results for CI: a suite a unit, a case a quota and period",
            ".xml",
            "formats.junit",
            reports_faults=True,
        ),
        "github": Format(
            "annotations on plan lines and evidence rows, and the step summary",
            ".txt",
            "formats.github",
            reports_faults=True,
        ),
    }
)

# What `todo --remind -o FOLDER` writes for each unit.
LETTERS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format("a short text, to paste into a chat or a mail", ".txt"),
        "docx": Format("a letter laid out as Decree 30/2020 asks", ".docx", binary=True),
    }
)

_TABLE = Format("the table for people", ".txt", exact=False)
_TEXT = Format("the text for people", ".txt", exact=False)
_JSON = Format("everything, versioned, for programs", ".json")
# Command -> its formats, the default first.
COMMANDS: Mapping[str, Mapping[str, Format]] = MappingProxyType(
    {
        "check": FORMATS,
        "report": {
            "text": Format("plain text", ".txt", "report.text", exact=False),
            "markdown": Format("the report for a wiki", ".md", "report.markdown"),
            "docx": Format("a document laid out as Decree 30/2020 asks", ".docx", "report.docx", binary=True),
            "json": Format("the outline, for programs", ".json", "report.json_v1"),
        },
        "matrix": {
            "table": _TABLE,
            "markdown": Format("a row a line and a column a month, for a wiki", ".md"),
            "csv": Format("a row a line and period, for pivot tables and scripts", ".csv"),
            "xlsx": Format("a workbook: the year in colours, a row a line and period", ".xlsx", binary=True),
            "json": _JSON,
        },
        "todo": {"table": _TABLE, "json": _JSON},
        "calendar": {
            "table": _TABLE,
            "json": _JSON,
            "ics": Format("a calendar file, for Outlook and telephones", ".ics"),
        },
        "page": {
            "html": Format("one page to open, send and print", ".html", binary=True),
            "json": Format("the verdicts that it shows, as `check` writes them", ".json"),
        },
        "explain": {"text": _TEXT, "json": _JSON},
        "validate": {
            "text": _TEXT,
            "json": _JSON,
            "sarif": Format("SARIF 2.1.0, for code scanning of GitHub, GitLab and editors", ".sarif"),
        },
        "plan list": {"text": _TEXT, "json": _JSON},
        "plan show": {"text": _TEXT, "json": _JSON},
        "plan draft": {"text": _TEXT, "json": _JSON},
        "plan diff": {
            "text": _TEXT,
            "markdown": Format("the differences for a merge request or a wiki", ".md"),
            "json": _JSON,
        },
        "evidence received": {
            "table": _TABLE,
            "json": _JSON,
            "xlsx": Format("a workbook: a row a unit, a row a file", ".xlsx", binary=True),
        },
        "evidence list": {
            "text": _TEXT,
            "json": _JSON,
            "xlsx": Format(
                "a workbook: every row with what it counts for or why not, rows not read", ".xlsx", binary=True
            ),
        },
        "evidence verify": {"text": _TEXT, "json": _JSON},
        "evidence add": {"text": _TEXT, "json": _JSON},
        "evidence import": {"text": _TEXT, "json": _JSON},
        "evidence template": {
            "xlsx": Format("a workbook to fill in", ".xlsx", binary=True),
            "json": Format("its columns, choices and quotas, versioned, for programs", ".json"),
        },
        "evidence reject": {"text": _TEXT, "json": _JSON},
        "evidence undo": {"text": _TEXT, "json": _JSON},
        "waive": {"text": _TEXT, "json": _JSON},
        "config": {"text": _TEXT, "json": _JSON},
    }
)


def commands_writing(text: str) -> list[str]:
    """Return the commands with a format of this name, or whose files end so."""
    return [
        command
        for command, known in {**COMMANDS, "todo --remind": LETTERS}.items()
        if text in known or text in {output_format.ending for output_format in known.values()}
    ]
