"""Logs in which no row has a label that a quota needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from workspaces import build_workspace, outputs_of

HEADER = "date,unit,title,channel,tags,for\n"
BARE = "2026-04-02,VP,Một,web,,\n2026-04-03,VP,Hai,zalo,,\n"


@pytest.mark.parametrize(
    ("rows", "without_default", "pointed_out"),
    [
        (BARE, False, True),  # A1 asks for posts about `cchc`
        (BARE + "2026-04-04,VP,Ba,web,cchc,\n", False, False),
        (BARE + "2026-04-04,VP,Ba,web,ke-hoach,\n", False, False),  # implies `cchc`
        (BARE + "2026-04-04,VP,Ba,web,,A1\n", False, False),  # names its quota
        (BARE, True, False),  # A1 takes posts without a label
        ("31/4/2026,VP,Một,web,,\n", False, False),  # nothing is read
    ],
)
@pytest.mark.parametrize("command", ["validate", "import"])
def test_posts(
    command: str,
    rows: str,
    without_default: bool,
    pointed_out: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = build_workspace(tmp_path / "w")
    logs = folder / "evidence" / "demo"
    for old in logs.iterdir():
        old.unlink()
    plan = folder / "plans" / "demo" / "demo-2026.yaml"
    if without_default:
        plan.write_text(plan.read_text(encoding="utf-8").replace("defaults: {tags: cchc}\n", ""), encoding="utf-8")
    where = logs if command == "validate" else folder
    (where / "posts.csv").write_text(HEADER + rows, encoding="utf-8")
    arguments = ["validate"] if command == "validate" else ["evidence", "import", "posts.csv"]
    _, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert any(line.endswith("[no-label]") for line in error) == pointed_out
