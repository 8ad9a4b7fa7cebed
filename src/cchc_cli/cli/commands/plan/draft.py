"""`cchc plan draft`: a plan file drafted from a document; it never replaces a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only, without
from cchc_cli.cli.emit import deliver_lines, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, argument, number, option
from cchc_cli.cli.output import check_outputs, print_problems, print_text, write_failed
from cchc_cli.cli.plan_document import drafted, drafted_organisation, plan_id, read_plan_document
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation, Session, open_session
from cchc_cli.cli.usage import UsageError, bad_option, check_code, files_of
from cchc_cli.drafting.doubt import Doubt
from cchc_cli.drafting.draft import Draft
from cchc_cli.drafting.organisation import organisation_text
from cchc_cli.drafting.renewal import renewed
from cchc_cli.drafting.yaml_text import draft_text, message
from cchc_cli.formats.draft_text import render
from cchc_cli.formats.text_lines import Line, styled_lines
from cchc_cli.load.names import PLAN, find, name_key
from cchc_cli.load.opening import MEGABYTE, read_regular
from cchc_cli.load.plans import load_plan
from cchc_cli.load.workspace import ORGANISATION_FILE
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import PLAN_YEARS
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest, nfc
from cchc_cli.storing.new_files import create_files, in_the_way

app = typer.Typer(add_completion=False)
_TAKEN = {ORGANISATION_FILE, "waivers.yaml", "rulings.yaml"}  # names of an organisation's other files


class DraftOptions(Struct, frozen=True):
    """The options of `cchc plan draft`."""

    document: Annotated[Path | None, argument("FILE")] = None
    year: Annotated[int | None, number("--year", Panel.WINDOW, PLAN_YEARS[0], PLAN_YEARS[-1])] = None
    plan: Annotated[str | None, option("--from", Panel.WINDOW, "plan")] = None
    outputs: Annotated[OutputOptions, only("--format")] = OutputOptions()
    output: Annotated[
        Path | None,
        option("--output -o", Panel.OUTPUT, metavar="file"),
    ] = None
    drawing: DrawingOptions = DrawingOptions()
    with_organisation: Annotated[bool, option("--with-organisation", Panel.OUTPUT)] = False
    selection: Annotated[Selection, only("--org")] = Selection()
    workspace: Annotated[WorkspaceOptions, without("--evidence")] = WorkspaceOptions()


class Laid(Struct, frozen=True):
    """A draft after writing: its source, its files, and the doubts by quota id, "" for the whole plan."""

    source: str
    target: Path
    doubts: Mapping[str, Sequence[Doubt]]
    organisation_file: Path | None = None


@command(app)
def plan_draft(options: DraftOptions, invocation: Invocation) -> Exit:
    """A plan file drafted from the plan's document, or from last year's plan; doubtful places are marked."""
    if (options.document is None) == (options.plan is None) or (options.plan is None) != (options.year is None):
        raise bad_option("FILE", options.document or options.plan or '""', "draft-from")
    files = files_of(outputs_of("plan draft", options.outputs))
    session = open_session(invocation)
    check_outputs(files, session.guard)
    if options.with_organisation and options.document is not None:
        return _with_organisation(options.document, options, session)
    organisation = _organisation(session, options)
    if organisation is None:
        print_problems(session.problems, session.messages)
        return Exit.UNUSABLE
    if options.document is not None:
        return _of_document(options.document, options, organisation, session)
    return _of_plan(options, organisation, session)


def _of_document(document: Path, options: DraftOptions, organisation: Organisation, session: Session) -> Exit:
    draft = drafted(read_plan_document(document), document, organisation, session.messages)
    if not draft.quotas and not draft.duties:
        return _nothing(document, session)
    target = options.output or _target(session, organisation.code, document)
    check_target(target, organisation.code, session)
    _lay(target.parent, {target.name: draft_text(draft, nfc(target.stem), document.name, session.messages)})
    return _print_draft(Laid(document.name, target, _doubts(draft)), options, organisation, session)


def _doubts(draft: Draft) -> dict[str, Sequence[Doubt]]:
    return {"": draft.all_notes, **{quota.id: quota.all_doubts for quota in draft.quotas}}


def _with_organisation(document: Path, options: DraftOptions, session: Session) -> Exit:
    """Draft the organisation too; both files are new, and the folder may be new.

    Raises UsageError if a file exists or would be misplaced.
    """
    code = options.selection.org or ""
    check_code(code)
    folder = session.workspace.plans / code
    target = options.output or _target(session, code, document)
    if target.parent.resolve() != folder.resolve():
        raise bad_option("--output", target.as_posix(), "plan-file")
    check_target(target, code, session)
    taken = [
        Problem("draft-exists", Place(path.as_posix()), fatal=True) for path in in_the_way(folder, [ORGANISATION_FILE])
    ]
    if taken:
        raise UsageError(*taken)
    plan_document = read_plan_document(document)
    text = organisation_text(plan_document, code, document.name, session.messages)
    organisation = drafted_organisation(text)
    draft = drafted(plan_document, document, organisation, session.messages)
    if not draft.quotas and not draft.duties:
        return _nothing(document, session)
    _lay(
        folder,
        {ORGANISATION_FILE: text, target.name: draft_text(draft, nfc(target.stem), document.name, session.messages)},
    )
    laid = Laid(document.name, target, _doubts(draft), folder / ORGANISATION_FILE)
    return _print_draft(laid, options, organisation, session)


def _nothing(document: Path, session: Session) -> Exit:
    print_text(session.messages("draft.nothing", file=document.name) + "\n")
    return Exit.NOTHING


def _of_plan(options: DraftOptions, organisation: Organisation, session: Session) -> Exit:
    """Copy last year's plan into another year. Raises UsageError for an unknown plan or an impossible year."""
    folder = session.workspace.plans_of(organisation.code)
    source = find(folder, f"{options.plan}{PLAN}")
    plan, problems = load_plan(session.workspace, source, organisation)
    if plan is None:
        known = session.workspace.plan_ids(organisation.code)
        unknown = Problem(
            "unknown-plan",
            Place("--from"),
            {"value": options.plan or "", "meant": nearest(options.plan or "", known)},
            fatal=True,
        )
        raise UsageError(*([problem for problem in problems if problem.fatal] if source.is_file() else [unknown]))
    year = options.year or 0
    if year not in PLAN_YEARS or year == plan.year:
        raise bad_option("--year", year, "plan-year", first=str(PLAN_YEARS[0]), last=str(PLAN_YEARS[-1]))
    name = plan.id.replace(str(plan.year), str(year)) if str(plan.year) in plan.id else f"{plan.id}-{year}"
    target = options.output or folder / f"{name}{PLAN}"
    check_target(target, organisation.code, session)
    text = nfc(read_regular(source, MEGABYTE * 2).decode("utf-8-sig"))
    made = renewed(text, nfc(target.stem), year, session.messages)
    _lay(target.parent, {target.name: made.text})
    return _print_draft(Laid(plan.id, target, made.doubts), options, organisation, session)


def _organisation(session: Session, options: DraftOptions) -> Organisation | None:
    code = next(iter(session.organisations(options.selection.org, options.plan)), None)
    return session.load(code).organisation if code else None


def _target(session: Session, code: str, document: Path) -> Path:
    """Return the default plan file: in the organisation's folder, named after the document."""
    return session.workspace.plans_of(code) / f"{plan_id(document)}{PLAN}"


def check_target(target: Path, code: str, session: Session) -> None:
    """Raise UsageError for a target that exists, is no plan file, or is among the logs or over an input."""
    if target.suffix != PLAN or name_key(target.name) in _TAKEN:
        raise bad_option("--output", target.as_posix(), "plan-file")
    taken = in_the_way(target.parent, [target.name])
    if taken:
        raise UsageError(*(Problem("draft-exists", Place(path.as_posix()), fatal=True) for path in taken))
    folder = session.workspace.plans_of(code)
    if target.parent.resolve() != folder.resolve():
        check_outputs([target], session.guard, replace=False)


def _lay(folder: Path, texts: Mapping[str, str]) -> None:
    try:
        create_files(folder, {name: text.encode() for name, text in texts.items()})
    except OSError as error:
        raise write_failed(Path(error.filename or folder), error) from None


def _print_draft(laid: Laid, options: DraftOptions, organisation: Organisation, session: Session) -> Exit:
    """Print the written draft in the requested formats; an unusable draft would be a defect of the program."""
    plan, problems = load_plan(session.workspace, laid.target, organisation)
    print_problems((problem for problem in problems if problem.fatal), session.messages)
    if plan is None:
        return Exit.UNUSABLE
    name, messages = session.workspace.name, session.messages
    file = name(laid.target)
    beside = name(laid.organisation_file) if laid.organisation_file else None

    def lines() -> list[Line]:
        doubt_texts = {id_: [message(doubt, messages) for doubt in doubts] for id_, doubts in laid.doubts.items()}
        first = messages("draft.organisation", file=beside) + "\n" if beside else ""
        return styled_lines(first + render(plan, organisation, doubt_texts, file, doubt_texts.get("", ()), messages))

    def document() -> object:
        from cchc_cli.formats.documents.plan_draft import LookEntry, plan_draft_document

        looks = {
            id_: [LookEntry(doubt.code, message(doubt, messages)) for doubt in doubts]
            for id_, doubts in laid.doubts.items()
        }
        return plan_draft_document(plan, organisation, looks, (laid.source, file, beside), messages)

    outputs = outputs_of("plan draft", options.outputs)
    deliver_lines("plan draft", outputs, session.guard, options.drawing, lines, document)
    return Exit.OK
