"""The documentation says what the code does: generated parts are current, links lead somewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

import scenario

DOCS = scenario.ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), scenario.ROOT / "README.md", scenario.ROOT / "CONTRIBUTING.md"]


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
    defined = {
        name
        for source in (module.plan_file, module.organisation_file)
        for name, model in vars(source).items()
        if isinstance(model, type) and issubclass(model, module.Words) and model is not module.Words
    }
    assert defined - {"Amount"} == listed


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not missing
