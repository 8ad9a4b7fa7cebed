"""SARIF 2.1.0 of `validate`: each problem is a result at its place, each problem code is a rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from cchc_cli import __version__
from cchc_cli.formats.documents.encoding import document_text
from cchc_cli.formats.naming import repository_path
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import message
from cchc_cli.model.problem import Place, Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://pypi.org/project/cchc-cli/"


def render(problems: Sequence[Problem], root: str, messages: Catalogue) -> str:
    """Return the problems as a SARIF log; `root` is the workspace's folder in the repository."""
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "cchc",
        "version": __version__,
        "informationUri": HOME,
        "rules": [{"id": code, "shortDescription": {"text": messages.pattern(f"problem.{code}")}} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not any(problem.fatal for problem in problems)}],
        "results": [_result(problem, codes, root, messages) for problem in problems],
    }
    return document_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(problem: Problem, codes: Sequence[str], root: str, messages: Catalogue) -> dict[str, Any]:
    place = problem.place
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": problem.severity,
        "message": {"text": safe(f"{place}: {message(problem, messages)}")},
        "locations": [_location(place, root)],
    }


def _location(place: Place, root: str) -> dict[str, Any]:
    """Return the file and line; a sheet becomes a logical location, because SARIF counts lines of text only."""
    region = {"startLine": place.row} if place.row else {}
    if place.row and place.column and place.column.isdecimal():  # a YAML file: the columns of a log have names
        region["startColumn"] = max(int(place.column), 1)
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(repository_path(root, place.path), errors="replace")},
            **({"region": region} if region else {}),
        }
    }
    if place.sheet is not None:
        location["logicalLocations"] = [{"name": safe(place.sheet), "kind": "module"}]
    return location
