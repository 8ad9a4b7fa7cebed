"""The user's own files for a new workspace: a list of units, and the plan's document."""

from __future__ import annotations

from pathlib import Path

from cchc_cli.cli.plan_document import drafted, drafted_organisation, plan_id, read_plan_document
from cchc_cli.cli.usage import UsageError
from cchc_cli.drafting.organisation import listed_lines, organisation_text
from cchc_cli.drafting.unit_list import ListedUnit, UnitList, unit_list
from cchc_cli.drafting.yaml_text import draft_text
from cchc_cli.i18n import Catalogue
from cchc_cli.load.opening import UnusableError
from cchc_cli.load.plain_tables import read_tables
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import loosen
from cchc_cli.storing.starter import StarterPlan, StarterUnits


def read_units(path: Path, messages: Catalogue) -> UnitList:
    """Return the units listed in a .xlsx or .csv. Raises UsageError for a file without a list of units."""
    place = Place(path.as_posix())
    try:
        listed = unit_list(read_tables(path), messages("init.every-unit"))
    except UnusableError as error:
        raise UsageError(Problem(error.code, place, error.details, fatal=True)) from None
    if not listed.units:
        raise UsageError(Problem("no-units", place, fatal=True))
    return listed


def units_of(listed: UnitList, messages: Catalogue) -> StarterUnits:
    """Return the units for the example; the office and the personnel department owe its quotas if the list has them."""
    office = _named(listed, "van phong", 0)
    staff = _named(listed, "to chuc", 1)
    codes = reversed([*listed.groups])  # `max` returns the first of equals: here the last group of the list
    group = max(codes, key=lambda code: len(listed.of_group(code)))
    return StarterUnits("\n".join(listed_lines(listed, messages)), office.code, staff.code, group)


def _named(listed: UnitList, words: str, otherwise: int) -> ListedUnit:
    unit = next((unit for unit in listed.units if words in loosen(unit.name)), None)
    return unit or listed.units[min(otherwise, len(listed.units) - 1)]


def plan_of(path: Path, code: str, name: str, listed: UnitList | None, messages: Catalogue) -> StarterPlan:
    """Return the files drafted from a plan's document.

    `code` is the organisation's; an empty `name` is read from the document. Raises UsageError if the document cannot be
    read or has no quota.
    """
    document = read_plan_document(path)
    text = organisation_text(document, code, path.name, messages, listed, name)
    organisation = drafted_organisation(text)
    draft = drafted(document, path, organisation, messages)
    if not draft.quotas and not draft.duties:
        raise UsageError(Problem("no-tasks", Place(path.as_posix()), fatal=True))
    plan = plan_id(path)
    quota = next((quota.id for quota in draft.quotas), "")
    unit = next(iter(organisation.units))
    return StarterPlan(organisation.name, text, plan, draft_text(draft, plan, path.name, messages), quota, unit)
