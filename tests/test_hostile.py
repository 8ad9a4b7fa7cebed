"""Titles and names come from outside: whatever they hold, a command's output has nothing that acts on a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cchc_cli.formats.registry import FORMATS
from workspaces import build_workspace, exit_code

# Rich markup, a link and colours by escape codes, a bell, text turned round, letters that nobody sees, a line of its own.
EVIL = (
    "[bold red]đỏ[/] [link=http://x]x[/link] \x1b[31mred\x1b[0m \x1b]8;;http://x\x07y \x9b1m \u202eevif\u2066 a\u200bb"
    "\ufeff \u2028 %s {x} $(x)"
)
ACTS = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

COMMANDS = [
    "check --month 2026-04 --as-of 2026-05-10",
    "check --month 2026-04 --as-of 2026-05-10 --verbose --strict",
    "check --month 2026-04 --as-of 2026-05-10 --by unit",
    "check --month 2026-04 --as-of 2026-05-10 --by quota",
    *(
        f"check --month 2026-04 --as-of 2026-05-10 --format {name}"
        for name, output_format in FORMATS.items()
        if not output_format.binary
    ),
    "explain demo-2026/A1 --month 2026-04 --as-of 2026-05-10",
    "explain demo-2026/A2 --as-of 2026-05-10 --verbose",
    "validate --as-of 2026-05-10",
    "validate --as-of 2026-05-10 --format sarif",
    "todo --as-of 2026-04-10",
    "calendar --as-of 2026-04-10",
    "matrix --as-of 2026-05-10",
    "report --month 2026-04 --as-of 2026-05-10",
    "plan list",
    "plan show demo-2026",
    "plan diff demo-2026 demo-2026-b --as-of 2026-05-10",
    "plan diff demo-2026 demo-2026-b --as-of 2026-05-10 --format markdown",
    "plan diff demo-2026 demo-2026-b --as-of 2026-05-10 --format json",
    "evidence list --as-of 2026-05-10",
    "evidence list --as-of 2026-05-10 --refused",
    "evidence list --as-of 2026-05-10 --unused",
]
WITHOUT_TITLES = {"evidence list --as-of 2026-05-10 --unused"}


def quoted(text: str) -> str:
    """Write a text as a YAML scalar."""
    return (
        '"' + "".join(f"\\U{ord(char):08x}" if not char.isprintable() or char in '"\\' else char for char in text) + '"'
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = build_workspace(tmp_path / "w")
    for name in ("organisation", "demo-2026"):
        path = folder / f"plans/demo/{name}.yaml"
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?<=name: )([^,}\n]+)", lambda match: quoted(f"{match[1]} {EVIL}"), text)
        path.write_text(re.sub(r"(?<=title: )([^}\n]+)", lambda match: quoted(f"{match[1]} {EVIL}"), text), "utf-8")
    amended = path.read_text("utf-8").replace("demo-2026", "demo-2026-b").replace("posts: 2", "posts: 3")
    path.with_name("demo-2026-b.yaml").write_text(amended, "utf-8")
    evidence = folder / "evidence/demo"
    cell = '"' + EVIL.replace('"', '""') + '"'
    header = "date,unit,title,channel,tags,for," + cell + "\n"
    rows = [
        f"2026-04-02,VP,{cell},web,cchc,,", f"2026-04-03,VP,{cell},zalo,cchc,,", f"2026-04-03,VP,{cell} x,zalo,cchc,,",
        f"2026-04-03,BV1,{cell},fanpage,cchc,,{cell}", f"{cell},VP,a,web,,,", f"2026-04-02,{cell},a,web,,,",
        f"2026-04-02,VP,a,{cell},,,", f"2026-04-02,VP,a,web,{cell},,", f"2026-04-02,VP,a,web,,{cell},",
        f"2026-04-02,VP,a,web,,,,{cell}",
    ]  # fmt: skip
    log = header + "\n".join(rows) + "\n"
    try:
        (evidence / f"posts-{EVIL.replace('/', '')}.csv").write_text(log, encoding="utf-8")
    except OSError:  # no such names on this system
        (evidence / "posts-2.csv").write_text(log, encoding="utf-8")
    return folder


# Commands with what a person pastes into their options; "evil" stands for it.
ASKED = [
    ["evidence", "add", "posts", "--date", "2026-04-02", "--unit", "VP", "--channel", "web", "--title", "evil", "--dry-run"],
    ["evidence", "add", "posts", "--date", "evil", "--unit", "evil", "--channel", "evil", "--title", "evil"],
    ["evidence", "add", "evil"],
    ["evidence", "import", "evil.csv"],
    ["check", "--unit", "evil"],
    ["check", "--month", "evil"],
    ["check", "--evil"],
    ["evil"],
    ["explain", "evil/evil"],
    ["plan", "show", "evil"],
    ["check", "--workspace", "evil"],
    ["init", "evil"],
    ["init", "--name", "evil"],
]  # fmt: skip


def spoken(
    words: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[str, str]:
    monkeypatch.chdir(folder)
    code = exit_code(words, monkeypatch)
    out, err = capsys.readouterr()
    assert code != 70, err
    out = out.removeprefix("\ufeff")  # the mark of a .csv
    lines = re.split("\r?\n", out + err)
    assert {f"U+{ord(match[0]):04X} in {line!r}" for line in lines for match in ACTS.finditer(line)} == set()
    return out, err


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_what_is_asked_is_repeated_harmlessly(
    words: list[str], workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = EVIL.replace("/", "")
    out, err = spoken([word.replace("evil", evil) for word in words], workspace, monkeypatch, capsys)
    assert "[bold red]" in out + err


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_output_is_harmless(
    command: str, lang: str, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = spoken([*command.split(), "--lang", lang], workspace, monkeypatch, capsys)
    assert "bad-yaml" not in err
    assert "bad-option" not in err
    if command not in WITHOUT_TITLES:
        assert "đỏ" in out + err
