"""A corrected file in the place of a log: what it changes is said first, the old one is kept outside the logs."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from workspaces import build_workspace, outputs_of

Patch, Capture = pytest.MonkeyPatch, pytest.CaptureFixture[str]
HEADER = "date,unit,title,channel,url,tags\n"
OLD = (
    "2026-04-02,BV1,Một,web,https://a.vn/1,cchc\n2026-04-03,BV1,Hai,web,https://a.vn/2,cchc\n"
    "31/4/2026,BV1,Ba,web,https://a.vn/3,cchc\n2026-04-05,BV1,Bốn,web,,cchc\n"
)
NEW = (
    "2/4/2026,BV1,Một,Trang web,https://a.vn/1,cchc\n2026-04-04,BV1,Hai,web,https://a.vn/2,cchc\n"
    "30/4/2026,BV1,Ba,web,https://a.vn/3,cchc\n2026-04-06,BV1,Năm,web,,cchc\n"
)
SAID = [
    "Compared with evidence/demo/bv1/posts-04.csv: 1 the same, 1 gone, 1 new, 2 changed.",
    "gone     evidence/demo/bv1/posts-04.csv:5  “Bốn”",
    "new      sua.csv:5  “Năm”",
    "changed  evidence/demo/bv1/posts-04.csv:3 → sua.csv:3: date: 2026-04-03 → 2026-04-04",
    "changed  evidence/demo/bv1/posts-04.csv:4 → sua.csv:4: date: 31/4/2026 → 30/4/2026",
]
IMPORT = ["evidence", "import", "sua.csv", "--kind", "posts", "--replaces"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workspace = build_workspace(tmp_path / "w")
    logs = workspace / "evidence" / "demo"
    for old in logs.iterdir():
        old.unlink()
    (logs / "bv1").mkdir()
    (logs / "bv1" / "posts-04.csv").write_text(HEADER + OLD, encoding="utf-8")
    (workspace / "sua.csv").write_text(HEADER + NEW, encoding="utf-8")
    return workspace


def kept(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((folder / ".cchc" / "replaced").rglob("*.*"))]


@pytest.mark.parametrize("old_log", ["bv1/posts-04.csv", "evidence/demo/bv1/posts-04.csv"])
def test_the_new_rows_stand_in_the_place_of_the_old(
    old_log: str, folder: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    old = folder / "evidence" / "demo" / "bv1" / "posts-04.csv"
    before = old.read_bytes()
    out, error = outputs_of(folder, [*IMPORT, old_log], monkeypatch, capsys)
    assert (out[:5], out[-1], error) == (
        SAID,
        "Nothing is written yet; repeat the command with --yes to import.",
        ["exit 0"],
    )
    assert (old.read_bytes(), (folder / ".cchc").exists()) == (before, False)
    out, error = outputs_of(folder, [*IMPORT, old_log, "--yes"], monkeypatch, capsys)
    assert (out[-1], error) == ("evidence/demo/bv1/posts-04.csv: 4 added, 0 already there, 0 refused.", ["exit 0"])
    assert [line.split(",")[0] for line in old.read_text(encoding="utf-8-sig").splitlines()] == [
        "date", "2/4/2026", "2026-04-04", "30/4/2026", "2026-04-06",
    ]  # fmt: skip
    assert kept(folder) == [HEADER + OLD]
    out, _ = outputs_of(folder, ["evidence", "undo"], monkeypatch, capsys)
    assert (old.read_bytes(), kept(folder)) == (before, [HEADER + OLD])
    out, error = outputs_of(folder, ["evidence", "undo"], monkeypatch, capsys)
    assert (out, error) == (
        ["There is nothing to undo: only the last add or import is kept, and undone once."], ["exit 3"],
    )  # fmt: skip


def test_a_change_is_named_in_the_reader_s_words(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    logs = folder / "evidence" / "demo"
    (logs / "posts-vp.csv").write_text("date,unit,title,channel\n2026-04-02,VP,Một,web\n", encoding="utf-8")
    (folder / "moi.csv").write_text("date,unit,title,channel\n2026-04-09,VP,Một,web\n", encoding="utf-8")
    arguments = ["evidence", "import", "moi.csv", "--kind", "posts", "--replaces", "posts-vp.csv"]
    out, _ = outputs_of(folder, [*arguments, "--lang", "vi"], monkeypatch, capsys)
    assert out[1].endswith("moi.csv:2: Ngày (date): 02/04/2026 → 09/04/2026")
    out, _ = outputs_of(folder, arguments, monkeypatch, capsys)
    assert out[1].endswith("moi.csv:2: date: 2026-04-02 → 2026-04-09")


def test_a_workbook_leaves_the_logs(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """Each kind has a log beside the old one, which does not count twice; undo brings the workbook back."""
    logs = folder / "evidence" / "demo" / "bv1"
    (logs / "posts-04.csv").unlink()
    with xlsxwriter.Workbook(logs / "so.xlsx") as book:
        sheet = book.add_worksheet("Tin bài")
        for row, line in enumerate((HEADER + OLD).splitlines()):
            sheet.write_row(row, 0, line.split(","))
    before = (logs / "so.xlsx").read_bytes()
    (folder / "sua").mkdir()
    (folder / "sua" / "posts.csv").write_text(HEADER + NEW, encoding="utf-8")
    (folder / "sua" / "videos.csv").write_text("date,unit,title,tags\n2026-04-07,BV1,Video,cchc\n", encoding="utf-8")
    arguments = ["evidence", "import", "sua", "--replaces", "bv1/so.xlsx", "--yes"]
    out, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert (out[0], error) == (
        "Compared with evidence/demo/bv1/so.xlsx: 1 the same, 1 gone, 2 new, 2 changed.", ["exit 0"],
    )  # fmt: skip
    assert sorted(path.name for path in logs.iterdir()) == ["posts-so.csv", "videos-so.csv"]
    assert [path.read_bytes() for path in (folder / ".cchc" / "replaced").rglob("*.xlsx")] == [before]
    out, _ = outputs_of(folder, ["validate"], monkeypatch, capsys)
    assert out[-1] == "1 plan, 2 logs, 5 rows: no problem."
    outputs_of(folder, ["evidence", "undo"], monkeypatch, capsys)
    assert [(path.name, path.read_bytes()) for path in logs.iterdir()] == [("so.xlsx", before)]


@pytest.mark.parametrize("old_log", ["sua.csv", "bv1/none.csv", "bv1", "../../sua.csv", "/etc/hosts"])
def test_only_a_log_is_replaced(old_log: str, folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    _, error = outputs_of(folder, [*IMPORT, old_log, "--yes"], monkeypatch, capsys)
    assert (error[0], error[1].rpartition("; ")[2]) == ("exit 2", "name a log below evidence/demo [bad-option]")


@pytest.mark.parametrize("name", ["sua.csv", "sua.xlsx"])
def test_the_kind_is_that_of_the_old_log(name: str, folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    if name.endswith("x"):
        with xlsxwriter.Workbook(folder / name) as book:
            sheet = book.add_worksheet("Sheet1")
            for row, line in enumerate((HEADER + NEW).splitlines()):
                sheet.write_row(row, 0, line.split(","))
    arguments = ["evidence", "import", name, "--replaces", "bv1/posts-04.csv"]
    out, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert (out[0], error) == (SAID[0], ["exit 0"])


def test_the_name_of_a_file_is_stronger_than_the_old_log(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    (folder / "videos.csv").write_text("date,unit,title,tags\n2026-04-07,BV1,Video,cchc\n", encoding="utf-8")
    arguments = ["evidence", "import", "videos.csv", "--replaces", "bv1/posts-04.csv"]
    out, _ = outputs_of(folder, arguments, monkeypatch, capsys)
    assert "evidence/demo/bv1/videos-posts-04.csv: 1 to add, 0 already there, 0 refused." in out


def test_what_cannot_be_read_replaces_nothing(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    old = folder / "evidence" / "demo" / "bv1" / "posts-04.csv"
    before = old.read_bytes()
    (folder / "sua.csv").write_text(HEADER + "31/4/2026,BV1,Một,web,,\n", encoding="utf-8")
    _, error = outputs_of(folder, [*IMPORT, "bv1/posts-04.csv", "--yes"], monkeypatch, capsys)
    assert (error[0], old.read_bytes()) == ("exit 2", before)
