"""`cchc plan draft`: a plan file drafted from a document, never over another file."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import check_outputs, print_problems, print_text, write_failed
from cchc_cli.cli.session import Roots, Session, open_session
from cchc_cli.cli.usage import UsageError, bad_option, today
from cchc_cli.drafting.assemble import draft_plan
from cchc_cli.drafting.draft import Draft
from cchc_cli.drafting.readers.open import read_document
from cchc_cli.drafting.yaml_text import draft_text, message
from cchc_cli.formats.draft_text import render
from cchc_cli.load.names import PLAN, alike
from cchc_cli.load.opening import UnusableError
from cchc_cli.load.plans import load_plan
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import loosen, nfc
from cchc_cli.storing.laying import in_the_way, lay

_TAKEN = {"organisation.yaml", "waivers.yaml", "rulings.yaml"}  # other files of an organisation's folder
MAX_NAME = 60  # letters of a plan's id


class DraftOptions(Struct, frozen=True):
    """What was asked on the command line."""

    document: Path
    org: str | None = None
    output: Path | None = None


def run(roots: Roots, options: DraftOptions) -> Exit:
    """Read the document, write the draft, say what to look at, and return the exit code."""
    session = open_session(roots)
    organisation = _organisation(session, options.org)
    if organisation is None:
        print_problems(session.problems, session.say)
        return Exit.UNUSABLE
    draft = _drafted(options.document, organisation, session)
    if not draft.quotas and not draft.duties:
        print_text(session.say("draft.nothing", file=options.document.name) + "\n")
        return Exit.NOTHING
    target = options.output or _target(session, organisation, options.document)
    check_target(target, organisation, session)
    text = draft_text(draft, nfc(target.stem), options.document.name, session.say)
    _lay(target, text)
    return _told(target, draft, organisation, session)


def _organisation(session: Session, asked: str | None) -> Organisation | None:
    code = next(iter(session.organisations(asked)), None)
    return session.load(code).organisation if code else None


def _drafted(document: Path, organisation: Organisation, session: Session) -> Draft:
    """Return the draft of a document. Raises UsageError for one that cannot be read."""
    place = Place(document.as_posix())
    try:
        found = read_document(document)
    except UnusableError as error:
        raise UsageError(Problem(error.code, place, error.details, fatal=True)) from None
    if found.scanned:
        raise UsageError(Problem("document-pictures", place, fatal=True))
    return draft_plan(found, nfc(document.stem), organisation, today(organisation.timezone).year, session.say)


def _target(session: Session, organisation: Organisation, document: Path) -> Path:
    """Return the file in the organisation's folder that is named like the document."""
    name = "-".join(re.findall(r"[a-z0-9]+", loosen(document.stem)))[:MAX_NAME].strip("-") or "ke-hoach"
    return session.workspace.plans_of(organisation.code) / f"{name}{PLAN}"


def check_target(target: Path, organisation: Organisation, session: Session) -> None:
    """Raise UsageError for a target that is there, is no plan file, or lies among the logs or over another input."""
    if target.suffix != PLAN or alike(target.name) in _TAKEN:
        raise bad_option("--output", target.as_posix(), "plan-file")
    taken = in_the_way(target.parent, [target.name])
    if taken:
        raise UsageError(*(Problem("draft-exists", Place(path.as_posix()), fatal=True) for path in taken))
    folder = session.workspace.plans_of(organisation.code)
    if target.parent.resolve() != folder.resolve():
        check_outputs([target], session.guard, replace=False)


def _lay(target: Path, text: str) -> None:
    try:
        lay(target.parent, {target.name: text.encode()})
    except OSError as error:
        raise write_failed(Path(error.filename or target), error) from None


def _told(target: Path, draft: Draft, organisation: Organisation, session: Session) -> Exit:
    plan, problems = load_plan(session.workspace, target, organisation)
    print_problems((problem for problem in problems if problem.fatal), session.say)
    if plan is None:
        return Exit.UNUSABLE
    looks = {quota.id: [message(doubt, session.say) for doubt in quota.all_doubts] for quota in draft.quotas}
    notes = [message(note, session.say) for note in draft.all_notes]
    print_text(render(plan, organisation, looks, session.workspace.name(target), notes, session.say))
    return Exit.OK
