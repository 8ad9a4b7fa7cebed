"""`cchc waive`: a decision that waives an obligation, added to the organisation's waivers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli import __version__
from cchc_cli.cli.command import command, only
from cchc_cli.cli.decisions import DecisionOptions, decision_lines, loaded_for_writing, read_span, write_decision
from cchc_cli.cli.emit import deliver_lines, open_for
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, argument, option
from cchc_cli.cli.selection import Selection, WorkspaceOptions, find_units
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.usage import UsageError, bad_option, read_day
from cchc_cli.engine.owed import Owed
from cchc_cli.engine.waivers import names
from cchc_cli.formats.text_lines import Line
from cchc_cli.i18n import Catalogue
from cchc_cli.load.plans import WAIVERS_FILE, Loaded
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest
from cchc_cli.model.verdict import Obligation, Waiver

app = typer.Typer(add_completion=False)
MAX_SHOWN = 12  # obligations


class WaiveOptions(Struct, frozen=True):
    """The options of `cchc waive`."""

    quota: Annotated[str, argument("PLAN/QUOTA", "quota")]
    period: Annotated[str | None, option("--period", Panel.WINDOW, metavar="2026-Q1")] = None
    decision: DecisionOptions = DecisionOptions()
    until: Annotated[str, option("--until", Panel.DECISION, metavar="day")] = ""
    selection: Annotated[Selection, only("--unit", "--org")] = Selection()
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def waive(options: WaiveOptions, invocation: Invocation) -> Exit:
    """Write a waiver: by a decision that every output shows, the unit need not meet the quota."""
    _check_needed(options)
    last_day, period = read_day("--until", options.until), read_span(options.period)
    session, outputs = open_for("waive", options.outputs, invocation)
    code, *other_codes = session.organisations(options.selection.org, options.quota.rpartition("/")[0])
    if other_codes:
        raise bad_option("--org", options.selection.org, "one-organisation")
    loaded, organisation = loaded_for_writing(session, code)
    quota = _known(options.quota, loaded)
    units = tuple(find_units(options.selection.units, [organisation]))
    decision = options.decision
    waiver = Waiver(quota, units, decision.reason, decision.by, decision.number, last_day, period)
    covered = _covered(waiver, loaded, organisation)
    known = next((known.place for known in loaded.waivers if _is_same(known, waiver)), None)
    written = write_decision(session, code, WAIVERS_FILE, _entry(waiver), known)

    def lines() -> list[Line]:
        texts = [_done(waiver, covered, written.place, session.messages)]
        return decision_lines(written, "waive.there", texts, session.messages)

    def document() -> object:
        from cchc_cli.formats.documents.decisions import WaiveDocument, covered_entries

        return WaiveDocument(
            tool=__version__,
            org=code,
            place=written.place,
            written=written.new,
            quota=quota,
            covered=covered_entries(covered),
        )

    deliver_lines("waive", outputs, session.guard, options.drawing, lines, document)
    return Exit.OK


def _check_needed(options: WaiveOptions) -> None:
    """Raise UsageError for each option without which there is no waiver."""
    options.decision.check("reason", "by", "number")
    values = {"--unit": options.selection.units, "--until": options.until}
    lacking = [option for option, value in values.items() if not value]
    if lacking:
        raise UsageError(*(Problem("option-needed", Place(option), fatal=True) for option in lacking))


def _is_same(known: Waiver, waiver: Waiver) -> bool:
    """Whether a waiver of the file is the same as another, at any place and with its units in any order."""
    return set(known.units) == set(waiver.units) and replace(known, units=waiver.units, place=waiver.place) == waiver


def _done(waiver: Waiver, covered: Sequence[Obligation], place: str, messages: Catalogue) -> str:
    """Return the message of a written waiver, with the first obligations that it covers."""
    shown = [f"{obligation.owner} {messages.label(obligation.period)}" for obligation in covered[:MAX_SHOWN]]
    shown += ["…"] if len(covered) > MAX_SHOWN else []
    return messages("waive.done", place=place, quota=waiver.quota, covered=", ".join(shown))


def _entry(waiver: Waiver) -> dict[str, Any]:
    """Return a waiver as an entry of the file."""
    return {
        "quota": waiver.quota,
        "unit": waiver.units[0] if len(waiver.units) == 1 else list(waiver.units),
        **({"period": waiver.period.label} if waiver.period else {}),
        "reason": waiver.reason,
        "approver": waiver.approver,
        "number": waiver.number,
        "last_day": waiver.last_day.isoformat(),
    }


def _known(quota: str, loaded: Loaded) -> str:
    """Return the full name of a quota given by it, or by an id that only one plan has.

    Raises UsageError for an unknown quota, with similar names.
    """
    known = [known_quota.name for plan in loaded.plans for known_quota in plan.quotas.values()]
    having = [name for name in known if quota == name or name.endswith(f"/{quota}")]
    if len(having) == 1:
        return having[0]
    details = {"value": quota, "meant": ", ".join(having) or nearest(quota, known)}
    raise UsageError(Problem("unknown-quota", Place("PLAN/QUOTA"), details, fatal=True))


def _covered(waiver: Waiver, loaded: Loaded, organisation: Organisation) -> list[Obligation]:
    """Return the obligations that a waiver covers.

    Raises UsageError if there are none, or it expires before any of them is due.
    """
    owed = Owed(organisation, loaded.plans, loaded.holidays)
    named = [
        obligation for top in owed.every_top("") for obligation in (top, *top.members) if names(waiver, obligation)
    ]
    details = {
        "quota": waiver.quota,
        "unit": ", ".join(waiver.units),
        "number": waiver.number,
        "last": str(waiver.last_day),
    }
    if not named:
        raise UsageError(Problem("waiver-unused", Place("--unit"), details, fatal=True))
    covered = [obligation for obligation in named if (obligation.due or waiver.last_day) <= waiver.last_day]
    if not covered:
        raise UsageError(Problem("waiver-expired", Place("--until"), details, fatal=True))
    return covered
