"""JUnit XML of `check`: one suite a unit, one case a quota and period, and a suite of the refused rows.

A verdict that fails the check is a failure, and so is each unit that makes its group fail. A refused row is an error,
and so is each problem that makes the check exit 2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cchc_cli.engine.explain import shortfall_kind
from cchc_cli.formats.commands import explain_command
from cchc_cli.formats.context import Context
from cchc_cli.formats.naming import has_several_organisations, repository_path
from cchc_cli.formats.refusals import refused_rows
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import shortfall_sentence
from cchc_cli.formats.statement import facts, state
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import lines, message
from cchc_cli.i18n.remarks import note_text
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import REACHED, SET_ASIDE, Result, Verdict

NOBODY = "-"  # the name of an unknown owner
REFUSED = "refused"
UNUSABLE = "unusable"
MAX_ROWS = 20  # in the body of one failure


def render(result: Result, context: Context, messages: Catalogue) -> str:
    """Return the verdicts and the refused rows as test results."""
    writer = _JUnitWriter(result, context, messages)
    root = Element("testsuites", name="cchc", time="0")
    if problems := context.unusable(result):
        root.append(_suite(messages("junit.unusable"), _unusable_cases(problems, context.root, messages), result))
    # A result without verdicts still has a suite, with the as-of date and no cases.
    for name, verdicts in _suites(result) or [("cchc", [])]:
        root.append(_suite(name, map(writer.case, verdicts), result))
    if refused := refused_rows(result.problems):
        root.append(_suite(messages("junit.refused"), _refused_cases(refused, context.root, messages), result))
    return _document(root)


def unusable(problems: Sequence[Problem], root: str, messages: Catalogue) -> str:
    """Return the problems for which nothing could be judged, each an error."""
    document = Element("testsuites", name="cchc", time="0")
    suite = SubElement(document, "testsuite", name=messages("junit.unusable"), time="0")
    suite.extend(_unusable_cases(problems, root, messages))
    _count(suite, suite)
    return _document(document)


def _document(root: Element) -> str:
    _count(root, root)
    del root.attrib["skipped"]  # the schema allows it on suites only
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _unusable_cases(problems: Iterable[Problem], root: str, messages: Catalogue) -> Iterator[Element]:
    for problem in problems:
        yield _error_case(_case(UNUSABLE, f"{problem.place} {problem.code}"), [problem], root, messages)


def _refused_cases(rows: Iterable[Sequence[Problem]], root: str, messages: Catalogue) -> Iterator[Element]:
    for problems in rows:
        place = problems[0].place
        yield _error_case(_case(REFUSED, f"{place.file}:{place.row}"), problems, root, messages)


def _error_case(case: Element, problems: Sequence[Problem], root: str, messages: Catalogue) -> Element:
    """Return the case of one place with all its problems as one error."""
    place = problems[0].place
    if not place.is_option:
        case.set("file", repository_path(root, place.path))
        case.set("line", str(place.row or 1))
    text = "; ".join(message(problem, messages) for problem in problems)
    error = SubElement(case, "error", type=problems[0].code, message=safe(text))
    error.text = "\n".join(safe(line) for problem in problems for line in lines(problem, messages))
    return case


def _case(owner: str, name: str) -> Element:
    return Element("testcase", classname=safe(owner), name=safe(name), time="0")


def _suite(name: str, cases: Iterable[Element], result: Result) -> Element:
    suite = Element("testsuite", name=safe(name), time="0", timestamp=f"{result.as_of}T00:00:00")
    properties = SubElement(suite, "properties")
    for fact, value in facts(result).items():
        SubElement(properties, "property", name=safe(fact), value=value)
    suite.extend(cases)
    _count(suite, suite)
    return suite


def _suites(result: Result) -> list[tuple[str, Sequence[Verdict]]]:
    """Return the verdicts by owner, sorted by name; within an owner by plan order, then by period."""
    several = has_several_organisations(result)
    by_owner: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in result.verdicts:
        owner = verdict.obligation.owner or NOBODY
        by_owner[f"{verdict.obligation.quota.organisation}/{owner}" if several else owner].append(verdict)
    return sorted(by_owner.items())


class _JUnitWriter:
    """Writes the cases of one result."""

    def __init__(self, result: Result, context: Context, messages: Catalogue) -> None:
        self._result = result
        self._context = context
        self._messages = messages
        self._plans = {(plan.organisation, plan.id): plan for plan in result.plans}
        self._of_failing_group = {
            member.obligation.key
            for verdict in result.verdicts
            if context.fails(verdict) and verdict.obligation.percent == 100
            for member in verdict.members
        }

    def case(self, verdict: Verdict) -> Element:
        obligation, messages = verdict.obligation, self._messages
        quota = obligation.quota
        owner = f"{quota.organisation}.{quota.plan}.{obligation.owner or NOBODY}"
        case = _case(owner, f"{quota.id} {obligation.period.label}")
        case.set("file", repository_path(self._context.root, self._file(verdict)))
        case.set("line", str(quota.line))
        text = state(verdict, messages)
        if self._fails(verdict):
            failure = SubElement(case, "failure", type=verdict.status.value, message=text)
            failure.text = "\n".join(safe(line) for line in self._body(verdict))
        elif verdict.status not in REACHED:
            SubElement(case, "skipped", message=f"{text} ({self._reason(verdict)})")
        elif set_aside := [note_text(note, messages) for note in verdict.notes if note.code in SET_ASIDE]:
            SubElement(case, "system-out").text = safe(" · ".join(set_aside))
        return case

    def _file(self, verdict: Verdict) -> str:
        quota = verdict.obligation.quota
        return self._plans[quota.organisation, quota.plan].file

    def _fails(self, verdict: Verdict) -> bool:
        of_group = verdict.obligation.key in self._of_failing_group and verdict.status in self._context.fail_on
        return of_group or self._context.fails(verdict)

    def _reason(self, verdict: Verdict) -> str:
        """Return why a verdict that is not reached does not fail the check."""
        if not verdict.decides:
            return self._messages("skipped.group")
        if verdict.status in self._context.fail_on:
            return self._messages("skipped.running")
        return self._messages("skipped.fail-on")

    def _body(self, verdict: Verdict) -> Iterator[str]:
        """Yield the quota's place, title, clause and rule, the rows counted, the shortfall, the `explain` command."""
        quota, messages = verdict.obligation.quota, self._messages
        organisation = self._context.organisations[quota.organisation]
        plan = self._plans[quota.organisation, quota.plan]
        shortfall = shortfall_kind(verdict, self._result.as_of)
        yield f"{repository_path(self._context.root, plan.file)}:{quota.line}"
        yield f"{quota.name} · {quota.title}"
        yield f"{messages('explain.clause')}: {plan.number or plan.id}, {quota.clause}"
        yield f"{messages('explain.rule')}: {sentence(quota, organisation, messages)}"
        yield f"{messages('explain.counted')}: {self._rows(verdict)}"
        yield f"{messages('explain.needed')}: {shortfall_sentence(verdict, shortfall, organisation, messages)}"
        yield f"$ {explain_command(verdict, self._result.reading, self._context.to_repeat(quota))}"

    def _rows(self, verdict: Verdict) -> str:
        """Return the places of the rows counted; for a group, those of its units."""
        refs = [item.ref for owner_verdict in (verdict, *verdict.members) for item in owner_verdict.rows]
        remainder = [self._messages("junit.more-rows", count=len(refs) - MAX_ROWS)] if len(refs) > MAX_ROWS else []
        return ", ".join([*refs[:MAX_ROWS], *remainder]) or self._messages("explain.nothing-counted")


def _count(element: Element, cases: Element) -> None:
    counts = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for name, tag in counts.items():
        element.set(name, str(sum(1 for _ in cases.iter(tag))))
