"""A problem in words: its place, the fault, the next step, the excerpt and a caret."""

from __future__ import annotations

from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.schema_vi import described
from cchc_cli.i18n.system_vi import system_reason
from cchc_cli.model.problem import Problem


def message(problem: Problem, messages: Catalogue) -> str:
    """Return the fault and the next step, without the place; a column with another name in its log is named so."""
    header = problem.place.header
    fault = _fault(problem, messages)
    return messages("problem-in-column", header=header, fault=fault) if header else fault


def _fault(problem: Problem, messages: Catalogue) -> str:
    details = messages.details(problem.details)
    meant = details.setdefault("meant", "")
    if meant and problem.code != "ambiguous-value":
        details["meant"] = messages("problem.meant", meant=meant)
    if messages.language == "en":
        details["known"] = details.get("codes", details.get("known", ""))
    details["instead"] = messages("instead.near" if meant else "instead.known", known=details.get("known", ""))
    if "about" in details:  # the description of a key, in English as in its model
        details["about"] = described(details["about"], messages.language)
    if "reason" in details:
        details["reason"] = system_reason(details["reason"], messages.language)
    if "hint" in details:
        details["hint"] = messages(f"hint.{details['hint']}", **details)
    return messages(f"problem.{problem.code}", **details)


def lines(problem: Problem, messages: Catalogue) -> list[str]:
    """Return `file:row:column: severity: message [code]`, and below it the excerpt with a caret."""
    place = problem.place
    lines = [f"{place}: {messages(f'severity.{problem.severity}')}: {message(problem, messages)} [{problem.code}]"]
    if place.excerpt is not None:
        start, length = place.caret or (0, 1)
        indent = len(place.excerpt) - len(place.excerpt.lstrip())
        indent = min(indent, start)
        lines.append("    " + place.excerpt[indent:])
        if place.caret:
            lines.append("    " + " " * (start - indent) + "^" * max(min(length, len(place.excerpt) - start), 1))
    return lines
