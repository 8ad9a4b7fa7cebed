"""Titles and names come from outside: whatever they hold, a command's output has nothing that acts on a terminal."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from test_bad_input import lay

from cchc_cli.__main__ import main
from cchc_cli.load.evidence import archive
from cchc_cli.load.evidence.workbook import read_workbook
from cchc_cli.load.opening import UnusableError
from cchc_cli.load.yaml_file import YamlFile
from cchc_cli.model.organisation import Names

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
    "check --month 2026-04 --as-of 2026-05-10 --format json",
    "check --month 2026-04 --as-of 2026-05-10 --format markdown",
    "check --month 2026-04 --as-of 2026-05-10 --format csv",
    "check --month 2026-04 --as-of 2026-05-10 --format junit",
    "check --month 2026-04 --as-of 2026-05-10 --format github",
    "check --month 2026-04 --as-of 2026-05-10 --format sarif",
    "explain demo-2026/A1 --month 2026-04 --as-of 2026-05-10",
    "explain demo-2026/A2 --as-of 2026-05-10 --verbose",
    "validate --as-of 2026-05-10",
    "todo --as-of 2026-04-10",
    "calendar --as-of 2026-04-10",
    "matrix --as-of 2026-05-10",
    "report --month 2026-04 --as-of 2026-05-10",
    "plan list",
    "plan show demo-2026",
    "evidence list --as-of 2026-05-10",
    "evidence list --as-of 2026-05-10 --refused",
    "evidence list --as-of 2026-05-10 --unused",
]
WITHOUT_TITLES = {"evidence list --as-of 2026-05-10 --unused"}


def quoted(text: str) -> str:
    """Write a text as a YAML scalar."""
    return '"' + "".join(f"\\U{ord(char):08x}" if not char.isprintable() or char in '"\\' else char for char in text) + '"'


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = lay(tmp_path / "w")
    for name in ("organisation", "demo-2026"):
        path = folder / f"plans/demo/{name}.yaml"
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?<=name: )([^,}\n]+)", lambda match: quoted(f"{match[1]} {EVIL}"), text)
        path.write_text(re.sub(r"(?<=title: )([^,}\n]+)", lambda match: quoted(f"{match[1]} {EVIL}"), text), "utf-8")
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


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_output_is_harmless(
    command: str, lang: str, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workspace)
    monkeypatch.setattr(sys, "argv", ["cchc", *command.split(), "--lang", lang])
    with pytest.raises(SystemExit) as ending:
        main()
    out, err = capsys.readouterr()
    assert ending.value.code != 70, err
    assert "no such" not in err.lower()
    if command not in WITHOUT_TITLES:
        assert "đỏ" in out + err
    found = {f"U+{ord(match[0]):04X} in {line!r}" for line in (out + err).split("\n") for match in ACTS.finditer(line)}
    assert found == set()
