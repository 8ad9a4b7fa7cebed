"""`cchc init`: a new workspace, made from the built-in example."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, only
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.new_workspace import plan_of, read_units, units_of
from cchc_cli.cli.options import Panel, argument, option
from cchc_cli.cli.output import print_text, write_failed
from cchc_cli.cli.plan_document import read_plan_document
from cchc_cli.cli.questions import ask, is_terminal
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.session import WORKSPACE_VARIABLE, Invocation
from cchc_cli.cli.usage import UsageError, bad_option, check_code, check_encoding, read_day, today, wrong_in
from cchc_cli.drafting.unit_list import UnitList
from cchc_cli.drafting.yaml_text import MARK
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.load.workspace import find_workspace
from cchc_cli.model.period import PLAN_YEARS
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nfc
from cchc_cli.storing.batch_file import batch_path
from cchc_cli.storing.new_files import create_files, in_the_way, partly_written
from cchc_cli.storing.starter import HOLIDAYS, Starter, day_begun

app = typer.Typer(add_completion=False)
TIMEZONE = "Asia/Ho_Chi_Minh"  # the example's


class InitOptions(Struct, frozen=True):
    """The options of `cchc init`."""

    folder: Annotated[Path, argument("FOLDER")] = Path()
    org: Annotated[str, option("--org", Panel.SELECTION, metavar="code")] = "co-quan"
    name: Annotated[str | None, option("--name", Panel.SELECTION, metavar="text")] = None
    units: Annotated[Path | None, option("--units", Panel.SELECTION, metavar="file")] = None
    document: Annotated[Path | None, option("--document", Panel.SELECTION, metavar="file")] = None
    as_of: Annotated[str | None, option("--as-of", Panel.JUDGEMENT, metavar="day")] = None
    yes: Annotated[bool, option("--yes -y", Panel.OUTPUT)] = False
    workspace: Annotated[WorkspaceOptions, only("--lang")] = WorkspaceOptions()


@command(app)
def init(options: InitOptions, invocation: Invocation) -> Exit:
    """Make a new workspace: your units and your plan's document, or the built-in example, and empty logs."""
    messages = invocation.messages
    starter = _as_begun(_starter(_answered(options, messages), messages), options, messages)
    files = starter.files(messages)
    _refuse_if_taken(options.folder, files)
    try:
        create_files(options.folder, files)
    except OSError as error:
        raise write_failed(Path(error.filename or options.folder), error) from None
    print_text("".join(f"{safe(line)}\n" for line in _outcome_lines(options.folder, starter, files, messages)))
    return Exit.OK


class Answers(Struct, frozen=True):
    """The choices for a new workspace, from options or from the answers to three questions."""

    org: str
    name: str | None
    as_of: str | None
    units: UnitList | None
    plan: Path | None


def _answered(options: InitOptions, messages: Catalogue) -> Answers:
    """Return the choices; on a terminal, ask for those that no option gives.

    Raises UsageError for a list or a document that cannot be used.
    """
    name, plan = options.name, options.document
    listed = read_units(options.units, messages) if options.units else None
    answered = options.yes or options.name is not None or options.units is not None or options.document is not None
    if not answered and is_terminal():
        name = ask(messages("init.ask.name"), _usable_name, messages)
        listed = ask(messages("init.ask.units"), lambda answer: read_units(Path(answer), messages), messages)
        plan = ask(messages("init.ask.plan"), _usable_document, messages)
    return Answers(options.org, name, options.as_of, listed, plan)


def _usable_name(answer: str) -> str:
    _check_name(_one_line(answer))
    return answer


def _usable_document(answer: str) -> Path:
    read_plan_document(Path(answer))
    return Path(answer)


def _one_line(text: str) -> str:
    return nfc(" ".join(text.split()))


def _starter(answers: Answers, messages: Catalogue) -> Starter:
    """Return the contents of the workspace. Raises UsageError with all problems of the options."""
    name = _one_line(messages("init.name") if answers.name is None else answers.name)
    wrong = wrong_in(
        lambda: check_code(answers.org),
        lambda: _check_name(name),
        lambda: _issue_day(answers.as_of),
    )
    if wrong:
        raise UsageError(*wrong)
    starter = Starter(answers.org, name, _issue_day(answers.as_of), program=batch_path(_program(), os.environ))
    if answers.plan:
        own = plan_of(answers.plan, answers.org, name if answers.name else "", answers.units, messages)
        return replace(starter, name=own.name, own=own)
    return replace(starter, units=units_of(answers.units, messages)) if answers.units else starter


def _program() -> str:
    """Return the path of the running program; on Windows this is `cchc.exe`."""
    beside = Path(sys.executable).with_name("cchc.exe")
    return str(beside) if beside.is_file() else sys.executable


def _check_name(name: str) -> None:
    check_encoding("--name", name)
    if not name.isprintable() or not name:
        raise bad_option("--name", name or '""', "org-name")


def _as_begun(starter: Starter, options: InitOptions, messages: Catalogue) -> Starter:
    """Return the starter with the day on which an interrupted command began the workspace, if there is one."""
    day = day_begun(options.folder) if options.as_of is None else None
    earlier = replace(starter, issued=day) if day and day.year in PLAN_YEARS else starter
    return earlier if partly_written(options.folder, earlier.files(messages)) else starter


def _issue_day(text: str | None) -> date:
    day = today(TIMEZONE) if text is None else read_day("--as-of", text)
    if day.year not in PLAN_YEARS:
        raise bad_option("--as-of", text, "plan-year", first=str(PLAN_YEARS[0]), last=str(PLAN_YEARS[-1]))
    return day


def _refuse_if_taken(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raise UsageError if a file would be overwritten, or the folder is inside another workspace."""
    completes = partly_written(folder, files)
    conflicts = [] if completes else in_the_way(folder, files)
    problems = [Problem("already-there", Place(path.as_posix()), fatal=True) for path in conflicts]
    around, _ = find_workspace(folder.resolve().parent if completes else folder.resolve())
    if around is not None:
        problems.append(Problem("in-workspace", Place(folder.as_posix()), {"value": str(around.root)}, fatal=True))
    if problems:
        raise UsageError(*problems)


def _about(starter: Starter, messages: Catalogue) -> Iterable[str]:
    """Yield what to check in the files."""
    folder = f"plans/{starter.organisation}"
    if starter.own:
        yield messages("init.own", folder=folder, mark=MARK)
        return
    yield messages("init.units" if starter.units else "init.sample", folder=folder)
    if (year := starter.untabled()) is not None:
        yield messages("init.untabled", year=year, file=HOLIDAYS)


def _outcome_lines(folder: Path, starter: Starter, files: Iterable[str], messages: Catalogue) -> Iterable[str]:
    """Yield what was made and the next steps."""
    root = folder.resolve()
    yield messages("init.made", folder=root)
    yield from (f"  {name}" for name in files)
    yield from _about(starter, messages)
    yield ""
    yield messages("init.next")
    if root != Path.cwd():
        yield f'  cd "{folder}"' if " " in str(folder) else f"  cd {folder}"
    yield "  cchc check"
    yield messages("init.then")
    elsewhere = os.environ.get(WORKSPACE_VARIABLE)
    if elsewhere and Path(elsewhere).resolve() != root:
        yield messages("init.elsewhere", folder=elsewhere)
