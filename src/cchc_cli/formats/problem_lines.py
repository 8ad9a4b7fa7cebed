"""Problems as lines: the place, the severity in its colour, the sentence, the excerpt."""

from __future__ import annotations

from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import BOLD, Line
from cchc_cli.formats.view import DIM, NOTICE
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import lines
from cchc_cli.model.problem import Problem

SEVERITIES = {"error": "bold red", "warning": NOTICE}


def problem_lines(problem: Problem, messages: Catalogue) -> list[Line]:
    """Return the sentence of a problem, and below it the excerpt with a caret."""
    sentence, *excerpt = map(safe, lines(problem, messages))
    place, severity = safe(f"{problem.place}: "), f"{messages(f'severity.{problem.severity}')}: "
    text = sentence.removeprefix(place + severity)
    style = SEVERITIES[problem.severity]
    return [((place, BOLD), (severity, style), (text, "")), *(((text, DIM),) for text in excerpt)]
