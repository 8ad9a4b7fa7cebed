"""The examples of the pages, run as they stand: files are written, commands give what the page shows of their output."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import scenario
from workspaces import exit_code

DOCS = scenario.ROOT / "docs"
CUT = "…"
# A file with its name before it, whole or as a change of one that is there; or commands, each with its output.
_BLOCK = re.compile(
    r"^`(?P<name>[^`\n]+)`(?P<changed>, changed)?\n\n```\w+\n(?P<text>.*?)^```|^```text\n(?P<said>\$ .*?)^```",
    re.MULTILINE | re.DOTALL,
)
SECTIONS = [
    (page, section)
    for page in ("verdicts.md", "evidence.md")
    for section in re.split(r"^##+ ", (DOCS / page).read_text("utf-8"), flags=re.MULTILINE)
    if "\n$ " in section
]


class Reader:
    """Does what a reader of a page does: writes the files, and runs the commands in the folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        for name in ("CCHC_WORKSPACE", "CCHC_LANG"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.chdir(folder)

    def write(self, block: re.Match[str]) -> None:
        path = self.folder / block["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        text = changed(path.read_text("utf-8"), block["text"]) if block["changed"] else block["text"]
        path.write_bytes(text.encode())

    def run(self, command: str) -> list[str]:
        """Return the lines of standard error, those of standard output, and the exit code, as pages write them."""
        code = exit_code(shlex.split(command)[1:], self._monkeypatch)
        output = self._capsys.readouterr()
        lines = [line.rstrip() for line in (output.err + output.out).replace(os.sep, "/").splitlines()]
        return [*lines, f"(exit {code})"]


def changed(text: str, difference: str) -> str:
    """Return a file with lines in place of others; lines without a sign before them only say where."""
    lines = difference.splitlines(keepends=True)
    old = "".join(line[2:] for line in lines if line[0] in "- ")
    new = "".join(line[2:] for line in lines if line[0] in "+ ")
    assert text.count(old) == 1, old
    return text.replace(old, new)


def examples(block: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a block with the lines that the page shows of its output."""
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *shown = example.rstrip().split("\n")
        yield command, [line.rstrip() for line in shown]


def in_order(shown: list[str], output: list[str]) -> list[str]:
    """Return the lines that are not said, or not in this order; blank ones and cuts apart."""
    rest = iter(output)
    return [line for line in shown if line not in {"", CUT} and line not in rest]


@pytest.mark.parametrize(("page", "number"), [("add-a-plan.md", 10), ("vi-plan.md", 3)])
def test_add_a_plan(
    page: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """From an empty folder to the end of the page; whole outputs, but for those that say they are cut."""
    reader = Reader(tmp_path, monkeypatch, capsys)
    (tmp_path / "plans").mkdir()  # "Make the folder `plans/`."
    commands = 0
    for block in _BLOCK.finditer((DOCS / page).read_text("utf-8")):
        if block["name"]:
            reader.write(block)
            continue
        for command, shown in examples(block["said"]):
            commands += 1
            output = reader.run(command)
            output = output if shown[-1].startswith("(exit ") else output[:-1]
            assert (in_order(shown, output) == []) if CUT in shown else (shown == output), command
    assert commands == number


@pytest.mark.parametrize(
    ("page", "section"), SECTIONS, ids=[f"{page}: {section.splitlines()[0]}" for page, section in SECTIONS]
)
def test_a_section(
    page: str, section: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """With the plans of the repository, without their waivers, and only the rows shown since the last output."""
    reader = Reader(tmp_path, monkeypatch, capsys)
    shutil.copytree(scenario.ROOT / "plans", tmp_path / "plans", ignore=shutil.ignore_patterns("waivers.yaml"))
    shutil.copy(scenario.ROOT / "cchc.toml", tmp_path)
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    ran = False
    for block in _BLOCK.finditer(section):
        if block["name"]:
            if ran:
                shutil.rmtree(evidence)
                evidence.mkdir()
            ran = False
            reader.write(block)
            continue
        ran = True
        for command, shown in examples(block["said"]):
            assert in_order(shown, reader.run(command)) == [], command
    assert ran
