"""Every folder under tests/bad: what a person is told about input that cannot be used.

An example is laid over `bad/_base`, a small valid workspace: its files replace or join the base's, and a file named
`X.delete` removes X. `args.txt` is the command line, one argument a line (`validate` where there is none); `--lang en`
is added unless the example chooses the language itself. `expected.txt` is `exit N` and then all of standard error, the
problems in any order.

`CCHC_UPDATE=1 pytest tests/test_bad_input.py` writes every expected.txt anew from what the program says; read the
difference before keeping it: an expectation states what a person should be told.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_cli.i18n.en import MESSAGES
from cchc_cli.load.evidence.other_formats import NEXT_STEPS
from whole import UPDATE
from workspaces import BAD, BASE, build_workspace, exit_code, run

EXAMPLES = sorted(folder for folder in BAD.iterdir() if folder.is_dir() and folder != BASE)
SECONDS = 10
# no-workspace says where the search began, so a test below stands for it; for the others, a second program: storing/test_append.py
# Pipes, links and files too large to keep here: load/test_logs.py. What `cchc init` finds in its way: cli/test_init.py. Other
# systems: test_platforms.py. A system that refuses: cli/test_terminal.py.
DIRECT = {
    "unknown-command", "which-command", "unknown-option", "extra-argument", "missing-argument", "option-takes-none",
    "option-needs-value", "bad-usage",  # cli/test_wrong_usage.py
    "already-there", "in-workspace",
    "no-workspace", "log-in-use", "open-elsewhere",
    "lock-is-link", "log-hard-linked", "log-owner", "log-keeps-changing", "undo-changed", "bad-undo",  # storing/test_append.py
    "no-stored-value",  # load/test_links.py
    "needs-online",  # cli/test_verify.py
    "document-too-large", "document-pictures",  # drafting/test_hostile_documents.py
    "not-a-file", "linked-folder", "too-large", "unpacks-too-large", "long-row", "too-many-rows", "more-refused",
    "too-many-cells", "too-many-merged", "too-many-sheets", "long-text", "too-much-memory", "more-warned",  # load/test_memory.py
    "not-compared", "no-timezones", "one-name", "system-refused",
}  # fmt: skip


def problems(lines: list[str]) -> list[str]:
    """Return each problem with its excerpt and caret, in a fixed order: none may be lacking, none said twice."""
    return sorted("\n".join(lines).replace("\n    ", "\0").split("\n"))


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """Bad input must not make the program run for ever; where the system has no alarm, the CI's own limit does it."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CCHC_WORKSPACE", "CCHC_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.name for example in EXAMPLES])
def test_example(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = example / "args.txt"
    words = arguments.read_text(encoding="utf-8").splitlines() if arguments.exists() else ["validate"]
    actual = run(build_workspace(tmp_path / "w", example), words, monkeypatch, capsys)
    expected = example / "expected.txt"
    known = expected.read_text(encoding="utf-8").splitlines() if expected.exists() else []
    if UPDATE and problems(actual) != problems(known):
        known = actual
        expected.write_text("\n".join(actual) + "\n", encoding="utf-8", newline="\n")
    assert problems(actual) == problems(known)


def test_the_base_is_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """So whatever an example is told of, its own files brought in."""
    assert run(build_workspace(tmp_path / "w"), ["validate", "--strict"], monkeypatch, capsys) == ["exit 0"]


def test_every_problem_has_an_example() -> None:
    codes = {key.removeprefix("problem.") for key in MESSAGES if key.startswith("problem.") and key != "problem.meant"}
    text = "\n".join((example / "expected.txt").read_text(encoding="utf-8") for example in EXAMPLES)
    shown = set(re.findall(r"\[([a-z0-9-]+)\]$", text, re.MULTILINE))
    assert codes - shown == DIRECT


def test_every_hint_has_an_example() -> None:
    """A hint is told by its first words, up to what fills it. Bytes of no letters are in no file: cli/test_selection.py; a large letterhead: report/test_letterhead.py; files of other formats: load/test_other_formats.py."""
    hints = {key: re.split(r"[{]", text)[0] for key, text in MESSAGES.items() if key.startswith("hint.")}
    text = "\n".join((example / "expected.txt").read_text(encoding="utf-8") for example in EXAMPLES)
    assert {key for key, start in hints.items() if f"cannot be used; {start}" not in text} == {
        "hint.encoding",
        "hint.letterhead-large",
        *(f"hint.{step}" for step in NEXT_STEPS),
    }


# ---- what a folder of files cannot show


@pytest.mark.parametrize("example", ["log-many", "plan-unknown-key", "plan-unknown-names"])
def test_problems_of_a_file_come_in_the_order_of_its_lines(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = run(build_workspace(tmp_path / "w", BAD / example), ["validate"], monkeypatch, capsys)
    places = [(match[1], int(match[2])) for line in lines if (match := re.match(r"(\S+?):(\d+):", line))]
    assert places == sorted(places)


def test_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    expected = (
        f"{tmp_path.as_posix()}: error: no workspace here or above: no cchc.toml, no plans/*/organisation.yaml; "
        "go to its folder, give --workspace, or make one with `cchc init` [no-workspace]"
    )
    assert run(tmp_path, ["validate"], monkeypatch, capsys) == ["exit 2", expected]


WHAT_IS_NO_FILE = {
    "a folder": lambda path: path.mkdir(),
    "a link to nothing": lambda path: path.symlink_to("gone"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a pipe": lambda path: os.mkfifo(path),
    "a device": lambda path: path.symlink_to(os.devnull),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("what", WHAT_IS_NO_FILE)
@pytest.mark.parametrize(
    "name",
    [
        "cchc.toml",
        "plans/holidays.yaml",
        "plans/demo/organisation.yaml",
        "plans/demo/demo-2026.yaml",
        "plans/demo/waivers.yaml",
        "evidence/demo/posts.csv",
        "evidence/demo/videos.xlsx",
    ],
)
def test_what_is_no_file_is_never_taken_for_none(
    name: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build_workspace(tmp_path / "w")
    (folder / name).unlink(missing_ok=True)
    WHAT_IS_NO_FILE[what](folder / name)
    code, first, *_ = run(folder, ["check", "--month", "2026-04", "--as-of", "2026-05-10"], monkeypatch, capsys)
    assert code == "exit 2"
    assert first.startswith(f"{name}: error: ")
    assert first.endswith("[not-a-file]" if what in {"a pipe", "a device"} else "[unreadable]")


def test_an_organisation_on_a_drive_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build_workspace(tmp_path / "w")
    (folder / "plans/other").symlink_to(tmp_path / "gone")
    code, first, *_ = run(folder, ["validate"], monkeypatch, capsys)
    assert code == "exit 2"
    assert first.startswith("plans/other/organisation.yaml: error: ")
    assert first.endswith("[unreadable]")


@pytest.mark.parametrize("name", ["evidence/demo/videos.csv", "plans/demo/other.yaml"])
def test_broken_link(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is named as it stands in the workspace, not by what the link points to."""
    folder = build_workspace(tmp_path / "w")
    (folder / name).symlink_to(tmp_path / "gone")
    expected = (
        f"{name}: error: the file cannot be read: No such file or directory; "
        "check that it exists and that you may open it [unreadable]"
    )
    assert run(folder, ["validate"], monkeypatch, capsys) == ["exit 2", expected]


@pytest.mark.parametrize("arguments", [["validate"], ["check", "--format", "xml"]])
def test_unknown_language_of_the_environment(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong is then told in a language there is."""
    monkeypatch.setenv("CCHC_LANG", "fr")
    monkeypatch.chdir(build_workspace(tmp_path / "w"))
    assert exit_code(arguments, monkeypatch) == 2
    assert "; write " in capsys.readouterr().err
