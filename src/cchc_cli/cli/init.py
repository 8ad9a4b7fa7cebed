"""`cchc init`: a new workspace, made from the example that the program brings along."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_text, write_failed
from cchc_cli.cli.usage import UsageError, bad_option, catalogue, check_encoding, read_day, today, wrong_in
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.load.workspace import find_workspace
from cchc_cli.model.period import PLAN_YEARS
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nfc
from cchc_cli.storing.laying import begun, in_the_way, lay
from cchc_cli.storing.starter import HOLIDAYS, Starter, day_begun

TIMEZONE = "Asia/Ho_Chi_Minh"  # the example's
_CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
# `all` is a word of --org, plans/schema holds no plans, and Windows makes no folder of the others.
_TAKEN = re.compile(r"all|schema|con|prn|aux|nul|(com|lpt)[0-9]", re.IGNORECASE)


class InitOptions(Struct, frozen=True):
    """What was asked on the command line."""

    folder: Path
    org: str
    name: str | None = None
    as_of: str | None = None
    lang: str | None = None


def run(options: InitOptions) -> Exit:
    """Make the workspace, say what was made and what to do next, and return the exit code."""
    say = catalogue(options.lang, None)
    starter = _as_begun(_starter(options, say), options, say)
    files = starter.files(say)
    _refuse_if_taken(options.folder, files)
    try:
        lay(options.folder, files)
    except OSError as error:
        raise write_failed(Path(error.filename or options.folder), error) from None
    print_text("".join(f"{safe(line)}\n" for line in _told(options.folder, starter, files, say)))
    return Exit.OK


def _starter(options: InitOptions, say: Catalogue) -> Starter:
    """Return what the workspace is for. Raises UsageError with all that is wrong with the options."""
    name = nfc(" ".join((say("init.name") if options.name is None else options.name).split()))
    wrong = wrong_in(
        lambda: check_code(options.org),
        lambda: _check_name(name),
        lambda: _issue_day(options.as_of),
    )
    if wrong:
        raise UsageError(*wrong)
    return Starter(options.org, name, _issue_day(options.as_of))


def check_code(code: str) -> None:
    """Raise UsageError for a code that cannot be the name of an organisation's folder."""
    if not _CODE.fullmatch(code) or _TAKEN.fullmatch(code):
        raise bad_option("--org", code or '""', "org-code")


def _check_name(name: str) -> None:
    check_encoding("--name", name)
    if not name.isprintable() or not name:
        raise bad_option("--name", name or '""', "org-name")


def _as_begun(starter: Starter, options: InitOptions, say: Catalogue) -> Starter:
    """Return it as of the day on which a killed command began the workspace; this may be another than today."""
    day = day_begun(options.folder) if options.as_of is None else None
    earlier = replace(starter, issued=day) if day and day.year in PLAN_YEARS else starter
    return earlier if begun(options.folder, earlier.files(say)) else starter


def _issue_day(text: str | None) -> date:
    day = today(TIMEZONE) if text is None else read_day("--as-of", text)
    if day.year not in PLAN_YEARS:
        raise bad_option("--as-of", text, "plan-year", first=str(PLAN_YEARS[0]), last=str(PLAN_YEARS[-1]))
    return day


def _refuse_if_taken(folder: Path, files: Mapping[str, bytes]) -> None:
    """Nothing is written over, and no workspace is made in another: which of the two holds would be a riddle."""
    completes = begun(folder, files)
    way = [] if completes else in_the_way(folder, files)
    problems = [Problem("already-there", Place(path.as_posix()), fatal=True) for path in way]
    around, _ = find_workspace(folder.resolve().parent if completes else folder.resolve())
    if around is not None:
        problems.append(Problem("in-workspace", Place(folder.as_posix()), {"value": str(around.root)}, fatal=True))
    if problems:
        raise UsageError(*problems)


def _told(folder: Path, starter: Starter, files: Iterable[str], say: Catalogue) -> Iterable[str]:
    """Yield what was made, and what to do next."""
    here = folder.resolve()
    yield say("init.made", folder=here)
    yield from (f"  {name}" for name in files)
    yield say("init.sample", folder=f"plans/{starter.organisation}")
    if (year := starter.untabled()) is not None:
        yield say("init.untabled", year=year, file=HOLIDAYS)
    yield ""
    yield say("init.next")
    if here != Path.cwd():
        yield f'  cd "{folder}"' if " " in str(folder) else f"  cd {folder}"
    yield "  cchc check"
    yield say("init.then")
    elsewhere = os.environ.get("CCHC_WORKSPACE")
    if elsewhere and Path(elsewhere).resolve() != here:
        yield say("init.elsewhere", folder=elsewhere)
