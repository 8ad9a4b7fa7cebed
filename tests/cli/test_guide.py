"""`cchc guide`: every topic in both languages, laid out or plain; what is named leads to a page that is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import scenario
from cchc_cli.i18n import LANGUAGES, Catalogue
from cchc_cli.load.guides import GUIDES
from workspaces import exit_code

PAGES = [(topic, language) for topic in GUIDES for language in LANGUAGES]


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run `cchc guide` where there is no workspace; return the exit code, what was printed, and what was said beside it."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.chdir(tmp_path)
        return exit_code(["guide", *words], monkeypatch), *capsys.readouterr()

    return run


@pytest.mark.parametrize(("topic", "language"), PAGES)
def test_redirected_it_is_the_page_without_what_needs_its_folder(topic: str, language: str, guide) -> None:
    code, out, err = guide(topic, "--lang", language)
    page = (scenario.ROOT / "docs" / GUIDES[topic][language]).read_text("utf-8")
    assert (code, err, out.splitlines()[0]) == (0, "", page.splitlines()[0])
    assert not re.search(r"<!--|\]\((?!https?:)|\x1b", out)
    assert [line for line in out.splitlines() if line.startswith("## ")] == [
        line for line in page.splitlines() if line.startswith("## ")
    ]


@pytest.mark.parametrize(("topic", "language"), PAGES)
def test_laid_out_it_is_no_wider_than_asked(topic: str, language: str, guide) -> None:
    code, out, _ = guide(topic, "--lang", language, "--width", "90")
    assert code == 0
    assert max(len(line) for line in out.splitlines()) <= 90
    assert "```" not in out


def test_without_a_topic_each_is_named(guide) -> None:
    code, out, _ = guide("--lang", "vi")
    assert (code, [line.split()[2] for line in out.splitlines()]) == (0, list(GUIDES))


def test_an_unknown_topic(guide) -> None:
    code, out, err = guide("plans", "--lang", "en")
    assert (code, out) == (2, "")
    assert "write one of plan, evidence, report, ci" in err


def test_the_wheel_holds_every_page() -> None:
    settings = tomllib.loads((scenario.ROOT / "pyproject.toml").read_text("utf-8"))
    pages = [GUIDES[topic][language] for topic, language in PAGES]
    held = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert held == {f"docs/{page}": f"cchc_cli/guides/{page}" for page in pages}


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_name_guides_and_no_files_of_the_repository(language: str) -> None:
    texts = [str(text) for text in Catalogue(language).messages.values()]
    assert not [text for text in texts if "docs/" in text]
    named = {topic for text in texts for topic in re.findall(r"`cchc guide (\w+)", text)}
    assert named
    assert named <= set(GUIDES)
