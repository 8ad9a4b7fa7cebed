"""Shared by the commands that write decisions: their options, and the entry written to the file and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from msgspec import Struct

from cchc_cli.cli.options import Panel, option
from cchc_cli.cli.session import Session
from cchc_cli.cli.usage import UsageError, bad_option, check_encoding
from cchc_cli.drafting.yaml_text import scalar
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import Line, styled_lines
from cchc_cli.i18n import Catalogue
from cchc_cli.load.names import find
from cchc_cli.load.plans import Loaded
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nfc
from cchc_cli.storing.yaml_list import add_entry
from cchc_cli.words.cadences import parse_period


class DecisionOptions(Struct, frozen=True):
    """The person who decided, the reason, and the number of the decision."""

    reason: Annotated[str, option("--reason", Panel.DECISION, metavar="text")] = ""
    by: Annotated[str, option("--by", Panel.DECISION, metavar="person")] = ""
    number: Annotated[str, option("--number", Panel.DECISION, metavar="text")] = ""

    def check(self, *needed: str) -> None:
        """Raise UsageError for each missing option of those needed."""
        for name in ("reason", "by", "number"):
            check_encoding(f"--{name}", getattr(self, name))
        lacking = [f"--{name}" for name in needed if not getattr(self, name).strip()]
        if lacking:
            raise UsageError(*(Problem("option-needed", Place(name), fatal=True) for name in lacking))


def read_span(text: str | None) -> Period | None:
    """Return the period of --period, None if not given. Raises UsageError for an unreadable one."""
    try:
        return parse_period(nfc(text.strip())) if text else None
    except ValueError:
        raise bad_option("--period", text, "period") from None


def loaded_for_writing(session: Session, code: str) -> tuple[Loaded, Organisation]:
    """Return an organisation whose files can all be used. Raises UsageError with their problems otherwise."""
    loaded = session.load(code)
    fatal = [problem for problem in session.problems if problem.fatal]
    if loaded.organisation is None or fatal:
        raise UsageError(*fatal)
    return loaded, loaded.organisation


class WrittenDecision(Struct, frozen=True):
    """The place of a decision, FILE:FIRST-LAST; not `new` if it was in the file before."""

    place: str
    new: bool


def write_decision(
    session: Session, code: str, file: str, entry: Mapping[str, Any], known: Place | None
) -> WrittenDecision:
    """Add a decision to an organisation's file, unless it is `known` there.

    Raises NotWrittenError; the file is unchanged then.
    """
    if known is not None:
        return WrittenDecision(str(known), new=False)
    path = find(session.workspace.plans_of(code), file)
    name, key = session.workspace.name(path), file.removesuffix(".yaml")
    schema = session.workspace.plans / "schema" / f"{key}.json"
    head = f"# yaml-language-server: $schema=../schema/{key}.json\n" if schema.is_file() else ""
    return WrittenDecision(f"{name}:{add_entry(path, name, key, entry, scalar, head)}", new=True)


def decision_lines(decision: WrittenDecision, key: str, texts: Sequence[str], messages: Catalogue) -> list[Line]:
    """Return `texts` and how to undo a written decision, or that it was there before, in the message `key`."""
    lines = [*texts, messages("decision.undo", place=decision.place)]
    return styled_lines("\n".join(map(safe, lines if decision.new else [messages(key, place=decision.place)])))
