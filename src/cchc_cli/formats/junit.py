"""JUnit XML of `check`: a suite a unit, a case a quota and period; what fails the check is a failure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cchc_cli.formats.context import Context
from cchc_cli.formats.naming import has_several_organisations
from cchc_cli.formats.safe import safe
from cchc_cli.formats.statement import facts, state
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import note_text
from cchc_cli.model.verdict import REACHED, SET_ASIDE, Result, Verdict

NOBODY = "-"  # in the place of a unit that nobody knows yet


def render(result: Result, context: Context, messages: Catalogue) -> str:
    """Return the verdicts as test results."""
    root = Element("testsuites", name="cchc", time="0")
    # Where nothing was to check, a suite without cases still says as of when.
    suites = _suites(result) or [("cchc", [])]
    for name, verdicts in suites:
        suite = SubElement(root, "testsuite", name=safe(name), time="0", timestamp=f"{result.as_of}T00:00:00")
        properties = SubElement(suite, "properties")
        for fact, value in facts(result).items():
            SubElement(properties, "property", name=safe(fact), value=value)
        for verdict in verdicts:
            suite.append(_case(verdict, context, messages))
        _count(suite, suite)
    _count(root, root)
    del root.attrib["skipped"]  # the schema knows it of a suite only
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suites(result: Result) -> list[tuple[str, Sequence[Verdict]]]:
    """Gather the verdicts by who owes them, sorted by name; in each they stand in plan order, then by period."""
    several = has_several_organisations(result)
    owed: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in result.verdicts:
        owner = verdict.obligation.owner or NOBODY
        owed[f"{verdict.obligation.quota.organisation}/{owner}" if several else owner].append(verdict)
    return sorted(owed.items())


def _case(verdict: Verdict, context: Context, messages: Catalogue) -> Element:
    obligation = verdict.obligation
    quota = obligation.quota
    name = safe(f"{quota.id} {obligation.period.label} {quota.title}")
    owner = safe(f"{quota.organisation}.{quota.plan}.{obligation.owner or NOBODY}")
    case = Element("testcase", classname=owner, name=name, time="0")
    text = state(verdict, messages)
    if context.fails(verdict):
        SubElement(case, "failure", type=verdict.status.value, message=text).text = text
    elif verdict.status not in REACHED:
        SubElement(case, "skipped", message=f"{text} ({_reason(verdict, context, messages)})")
    elif aside := [note_text(note, messages) for note in verdict.notes if note.code in SET_ASIDE]:
        SubElement(case, "system-out").text = safe(" · ".join(aside))
    return case


def _reason(verdict: Verdict, context: Context, messages: Catalogue) -> str:
    """Return why a verdict that is not reached does not fail."""
    if not verdict.decides:
        return messages("skipped.group")
    if verdict.status in context.fail_on:
        return messages("skipped.running")
    return messages("skipped.fail-on")


def _count(element: Element, cases: Element) -> None:
    counts = {"tests": "testcase", "failures": "failure", "skipped": "skipped"}
    for name, tag in counts.items():
        element.set(name, str(sum(1 for _ in cases.iter(tag))))
    element.set("errors", "0")
