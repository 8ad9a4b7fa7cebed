"""Shared by the commands that write evidence: the kind, the log, and the organisation's data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from cchc_cli.cli.session import Session
from cchc_cli.cli.usage import UsageError, bad_option
from cchc_cli.engine.check import Case
from cchc_cli.load.evidence.columns import log_kind
from cchc_cli.model.item import Kind
from cchc_cli.model.problem import Place, Problem
from cchc_cli.storing.append import Target
from cchc_cli.storing.replacing import corrected_log
from cchc_cli.storing.target import NotALogError, WhichLogError, choose_log, target_of
from cchc_cli.storing.undo import Undo
from cchc_cli.words.kinds import KIND


def open_case(session: Session, org: str | None) -> Case:
    """Return the selected organisation's data. Raises UsageError if it, or any of its logs, cannot be used."""
    case = session.case(one_organisation(session, org))
    fatal = [problem for problem in session.problems if problem.fatal]
    if case is None or fatal:
        raise UsageError(*fatal)
    return case


def one_organisation(session: Session, org: str | None) -> str:
    codes = session.organisations(org)
    if len(codes) > 1:
        raise bad_option("--org", org, "one-organisation")
    return codes[0]


def read_kind(option: str, text: str) -> Kind:
    kind = log_kind(text)
    if kind is None:
        raise bad_option(option, text, "kind", known=", ".join(KIND))
    return kind


def files_by_kind(session: Session, case: Case, files: Sequence[str], kinds: Collection[Kind]) -> Mapping[Kind, str]:
    """Return the log given by --file for each kind.

    Raises UsageError for a log of a kind that is not imported, and for two logs of one kind.
    """
    names: dict[Kind, str] = {}
    for file in files:
        kind = log_kind(Path(file).stem)
        if kind is None or kind not in kinds:
            folder = session.workspace.name(session.workspace.evidence_of(case.organisation.code))
            raise bad_option("--file", file, "log-file", kind=", ".join(dict.fromkeys(kinds)), folder=folder)
        if names.setdefault(kind, file) != file:
            details = {"known": f"{names[kind]}, {file}"}
            raise UsageError(Problem("which-log", Place("--file"), details, fatal=True))
    return names


def find_target(session: Session, case: Case, kind: Kind, file: str | None, old: Path | None = None) -> Target:
    """Return the log for rows of a kind; if it replaces `old`, a log beside it or in its place.

    Raises UsageError if the log is unclear or cannot be one.
    """
    folder = session.workspace.evidence_of(case.organisation.code)
    file = file or (str(corrected_log(old, kind).absolute()) if old else None)
    try:
        path = choose_log(folder, kind, file)
    except WhichLogError as error:
        raise UsageError(Problem("which-log", Place("--file"), {"known": str(error)}, fatal=True)) from None
    except NotALogError:
        raise bad_option("--file", file, "log-file", kind=kind, folder=session.workspace.name(folder)) from None
    target = target_of(session.workspace, case.organisation, tuple(case.plans), kind, path, old)
    return replace(target, undo=Undo(session.workspace, session.run))
