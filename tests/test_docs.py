"""The documentation says what the code does: generated parts are current, links lead somewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

import scenario
from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.columns import _HEADERS, _LOOSE_HEADERS

DOCS = scenario.ROOT / "docs"
PAGES = [
    *sorted(DOCS.glob("*.md")),
    *(scenario.ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "tests/README.md")),
]


def generator():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_parts_are_current():
    stale = [
        page.name
        for page in generator().pages()
        if generator().generated(page.read_text("utf-8")) != page.read_text("utf-8")
    ]
    assert not stale, f"run `make docs`: {stale}"


def test_every_word_of_the_language_has_its_place_in_the_reference():
    module = generator()
    listed = {*module.PLAN_WORDS, *module.ORGANISATION_WORDS}
    assert set(module.GROUPS) - {"Amount"} == listed


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(scenario.ROOT).as_posix())
def test_links_lead_somewhere(page: Path):
    """To a file that is there, and to a heading that it has."""
    missing = []
    for link in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        name, _, heading = link.partition("#")
        target = page.parent / name if name else page
        if "://" not in link and not (target.exists() and (not heading or heading in anchors(target))):
            missing.append(link)
    assert not missing


def anchors(page: Path) -> set[str]:
    """Return the headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_can_be_found_from_the_first():
    """A page that nothing leads to is read by nobody."""
    reached, waiting = set(), [scenario.ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            links = re.findall(r"\]\(([^)#:]+\.md)(?:#[^)]*)?\)", page.read_text("utf-8"))
            waiting += [(page.parent / link).resolve() for link in links]
    assert {page.name for page in DOCS.glob("*.md")} - {page.name for page in reached} == set()


def test_every_reason_is_explained():
    _, _, table = (DOCS / "verdicts.md").read_text("utf-8").partition("### Reasons\n")
    explained = re.findall(r"^\| (.+?) \|", table.partition("\n### ")[0], re.MULTILINE)
    messages = Catalogue("en").messages
    codes = [key for key in messages if key.startswith("reason.")]
    filled = {
        "other": "FILE:ROW",
        "column": "COLUMN",
        "day": "DAY",
        "by": "WHOM",
        "looked": "DAY",
        "decision": "NUMBER, DAY",
        "reason": "WHY",
    }
    reasons = {messages[key].format(**filled) for key in codes}
    assert set(explained) - {"reason", "---"} == reasons


# ---- the page of the logs


def rows(heading: str) -> dict[str, list[str]]:
    """Return the rows of the tables under a heading of the page of the logs, by their first cell."""
    _, _, section = (DOCS / "evidence.md").read_text("utf-8").partition(f"\n## {heading}\n")
    matches = re.findall(r"^\| (.+) \|$", section.partition("\n## ")[0], re.MULTILINE)
    return {first.strip("`"): rest for first, *rest in (row.split(" | ") for row in matches)}


def test_every_header_is_told():
    expected = {column: rows("Columns")[column][0].casefold() for column in _HEADERS}
    both = {
        column: [", ".join(headers.get(column, ())) for headers in (_HEADERS, _LOOSE_HEADERS)] for column in _HEADERS
    }
    assert expected == {column: " · ".join(filter(None, names)) for column, names in both.items()}
    assert set(_LOOSE_HEADERS) <= set(_HEADERS)
