"""Help in both languages: whole, in one order, with examples that run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import typer

from cchc_cli.cli.app import app
from cchc_cli.cli.completions import CANDIDATES
from cchc_cli.cli.help import about_option, help_texts
from cchc_cli.cli.options import Panel
from cchc_cli.i18n import LANGUAGES
from whole import SNAPSHOTS, UPDATE
from workspaces import build_workspace, exit_code

PROGRAM: Any = typer.main.get_command(app)
ENGLISH = re.compile(
    r"\b(the|of|and|or|with|for|from|by|to|is|are|what|which|file|day|unit|row|show|this|that|default)\b", re.I
)
WORDS_AS_TYPED = re.compile(
    r"`[^`]*`|\((?:unit|quota)\)|cchc .*|--[\w-]+|\S*\.\w+|\b(?:calendar|reporting)\b|schema(?= plan)"
)


def commands(group: Any = PROGRAM, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command and group by its words, the program itself by none."""
    yield path, group
    for name in getattr(group, "commands", {}):
        yield from commands(group.commands[name], f"{path} {name}".strip())


COMMANDS = dict(commands())


def options(command: Any) -> list[Any]:
    return [parameter for parameter in command.get_params(typer.Context(command)) if not parameter.hidden]


@pytest.fixture(autouse=True)
def _system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CCHC_WORKSPACE", "CCHC_LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def shown(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a command line that only helps prints."""
    code = exit_code([*words.split()], monkeypatch)
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_every_command(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At 80 columns, as it is redirected."""
    text = "\n".join(shown(f"{name} --help --lang {language}", monkeypatch, capsys) for name in COMMANDS)
    assert [line for line in text.splitlines() if len(line) > 80 and not line.startswith("    cchc ")] == []
    path = SNAPSHOTS / f"help-{language}.txt"
    if UPDATE:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_names_what_help_of_the_command_says(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    help_text = shown(f"help {name} --lang vi", monkeypatch, capsys)
    assert help_text == shown(f"{name} --help --lang vi", monkeypatch, capsys)


# ---- the catalogues


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_help_is_there_and_none_is_for_nothing(language: str) -> None:
    used = _Used(help_texts(language))
    for name, command in COMMANDS.items():
        for parameter in options(command):
            about_option(parameter, name, used)
            used.get(f"value.{parameter.metavar or 'text'}")
        assert used[name or "cchc"]
        assert hasattr(command, "commands") or used[f"{name}.examples"]
    frame = {key for key in used.texts if key.startswith(("usage", "panel.", "cchc"))}
    assert {f"panel.{panel}" for panel in Panel} <= frame
    assert set(used.texts) - used.keys - frame == {"default", "exits", "environment"}


class _Used:
    """A catalogue that remembers which of its keys were asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.keys: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.keys.add(key)
        return self.texts[key]

    def get(self, key: str) -> str | None:
        self.keys.add(key)
        return self.texts.get(key)


def test_both_languages_have_the_same_texts() -> None:
    vietnamese, english = help_texts("vi"), help_texts("en")
    assert set(vietnamese) == set(english)
    fields = re.compile(r"\{\w+\}")
    assert [key for key in english if fields.findall(english[key]) != fields.findall(vietnamese[key])] == []


def test_no_english_is_left_in_the_vietnamese_help() -> None:
    english_words = {key: ENGLISH.findall(WORDS_AS_TYPED.sub("", text)) for key, text in help_texts("vi").items()}
    assert {key: words for key, words in english_words.items() if words} == {}


# ---- the order


def test_shared_options_are_in_one_order() -> None:
    """Of any two options that several commands have in the same sections, one is first everywhere."""
    pairs: dict[frozenset[object], set[object]] = {}
    for command in COMMANDS.values():
        panels = {panel.value: place for place, panel in enumerate(Panel)}
        rows = [parameter for parameter in options(command) if parameter.param_type_name == "option"]
        rows.sort(key=lambda parameter: panels[parameter.rich_help_panel or "general"])
        for first, second in combinations([(max(row.opts, key=len), row.rich_help_panel) for row in rows], 2):
            pairs.setdefault(frozenset((first, second)), set()).add((first, second))
    assert len(pairs) > 200
    assert {pair: orders for pair, orders in pairs.items() if len(orders) > 1} == {}


def test_every_word_that_completes_an_option_has_a_name() -> None:
    """Else --help shows a code of ours in place of the value."""
    named = {key.removeprefix("value.") for key in help_texts("en") if key.startswith("value.")}
    metavars = {
        parameter.metavar
        for command in COMMANDS.values()
        for parameter in options(command)
        if parameter.param_type_name == "option" and parameter.metavar
    }
    assert {metavar for metavar in metavars if metavar in CANDIDATES} <= named


# ---- examples


def examples(language: str) -> list[str]:
    texts = (text for key, text in help_texts(language).items() if key.endswith("examples") and ": cchc " in text)
    return [line.partition(": cchc ")[2] for text in texts for line in text.splitlines()]


def test_the_examples_are_the_same_in_both_languages() -> None:
    assert examples("vi") == examples("en")
    assert len(examples("en")) > 25


@pytest.mark.parametrize("example", [example for example in examples("en") if "--help" not in example])
def test_an_example_is_a_command_line_that_parses(example: str) -> None:
    words = shlex.split(example)
    name = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
    COMMANDS[name].make_context(name, words[len(name.split()) :])


# ---- which language


def test_help_is_in_the_language_of_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build_workspace(tmp_path / "w")
    (folder / "cchc.toml").write_text('organisation = "demo"\nlang = "vi"\n', encoding="utf-8")
    elsewhere = f"--workspace {folder.as_posix()}"
    assert shown(f"check --help {elsewhere}", monkeypatch, capsys).startswith("Cách dùng: ")
    assert shown(f"check {elsewhere} --help --lang en", monkeypatch, capsys).startswith("Usage: ")
    monkeypatch.chdir(folder)
    for words in ("--help", "check -h", "plan show --help", "evidence --help"):
        assert shown(words, monkeypatch, capsys).startswith("Cách dùng: ")
    monkeypatch.setenv("CCHC_LANG", "en")
    assert shown("check --help", monkeypatch, capsys).startswith("Usage: ")
    assert shown("--lang vi check --help", monkeypatch, capsys).startswith("Cách dùng: ")


def test_help_is_in_the_language_of_the_system_where_nothing_else_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown("--help", monkeypatch, capsys).startswith("Usage: ")
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert shown("--help", monkeypatch, capsys).startswith("Cách dùng: ")
