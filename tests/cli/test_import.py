"""Importing: exports of platforms, what a mapping and options say of every row, a folder at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workspaces import build_workspace, outputs_of

Patch, Capture = pytest.MonkeyPatch, pytest.CaptureFixture[str]

FACEBOOK = """"Post ID","Page name",Title,Description,"Duration (sec)","Publish time",Permalink,"Post type",Reach
1,Sở Mẫu,"Bài một
dòng hai",,0,"04/02/2026 06:30",https://www.facebook.com/1,Photos,9
2,Sở Mẫu,,Chỉ có mô tả,62,"05/03/2026 20:30",https://www.facebook.com/2,Videos,8
"""
YOUTUBE = """Content,Video title,Video publish time,Duration,Views
Total,,,,99
abc,Video một,"Apr 15, 2026",165,9
def,Video hai,"2 thg 4, 2026",45,8
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace whose logs hold nothing; it has the channels web, zalo and fanpage, and no youtube."""
    workspace = build_workspace(tmp_path / "w")
    for old in (workspace / "evidence" / "demo").iterdir():
        old.unlink()
    return workspace


def log(folder: Path, kind: str) -> list[str]:
    path = folder / "evidence" / "demo" / f"{kind}.csv"
    return path.read_text(encoding="utf-8-sig").splitlines() if path.exists() else []


def test_posts_of_facebook(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """Days have the month first; a post without a text of its own has the description as its title."""
    (folder / "fb.csv").write_text(FACEBOOK, encoding="utf-8")
    arguments = ["evidence", "import", "fb.csv", "--as", "facebook", "--unit", "vp", "--tags", "cchc", "--yes"]
    out, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert (out[-1], error) == ("evidence/demo/posts.csv: 2 added, 0 already there, 0 refused.", ["exit 0"])
    assert log(folder, "posts") == [
        "date,unit,type,title,channel,url,tags,for,sent,note",
        '2026-04-02 06:30,vp,,"Bài một', 'dòng hai",fanpage,https://www.facebook.com/1,cchc,,,',
        "2026-05-03 20:30,vp,,Chỉ có mô tả,fanpage,https://www.facebook.com/2,cchc,,,",
    ]  # fmt: skip
    out, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert (out[-1], error) == ("evidence/demo/posts.csv: 0 added, 2 already there, 0 refused.", ["exit 0"])


@pytest.mark.parametrize("order", [(), ("--date-order", "mdy"), ("--date-order", "dmy")])
def test_a_day_that_contradicts_the_order_makes_its_column_doubtful(
    order: tuple[str, ...], folder: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """15/04 is no day with the month first, so 04/05 may be either: it is refused unless somebody states the order."""
    (folder / "fb.csv").write_text(
        "Publish time,Title,Permalink\n04/05/2026 20:30,Hai,https://a.example/2\n15/04/2026 08:30,Một,https://a.example/1\n"
        "05/05/2026,Ba,https://a.example/3\n04/30/2026,Bốn,https://a.example/4\n", encoding="utf-8",
    )  # fmt: skip
    arguments = ["evidence", "import", "fb.csv", "--as", "facebook", "--unit", "VP", "--tags", "cchc", "--yes", *order]
    out, error = outputs_of(folder, arguments, monkeypatch, capsys)
    days = [line.partition(",")[0] for line in log(folder, "posts")[1:]]
    if order:
        first, other, rest = {
            "dmy": ("2026-05-04 20:30", "2026-04-15 08:30", ["2026-05-05"]),  # 04/30 is refused
            "mdy": ("2026-04-05 20:30", "15/04/2026 08:30", ["2026-05-05", "2026-04-30"]),
        }[order[1]]
        assert (error[0] == "exit 0", days) == ("mdy" in order, [first, other, *rest])
    else:
        assert (error[0], error[1].endswith("[day-first-column]")) == ("exit 2", True)
        assert next(line for line in out if "day-or-month" in line).startswith(
            "    fb.csv:2:date: error: column “Publish"
        )
        assert days == ["15/04/2026 08:30", "2026-05-05", "2026-04-30"]


def test_videos_of_facebook(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    (folder / "fb.csv").write_text(FACEBOOK, encoding="utf-8")
    arguments = ["evidence", "import", "fb.csv", "--as", "facebook-videos", "--unit", "VP", "--yes"]
    out, _ = outputs_of(folder, arguments, monkeypatch, capsys)
    assert out[1:] == [
        "fb.csv: left out, as the mapping says: 2",
        "evidence/demo/videos.csv: 1 added, 0 already there, 0 refused.",
    ]
    assert log(folder, "videos")[1:] == ["2026-05-03 20:30,VP,Chỉ có mô tả,fanpage,https://www.facebook.com/2,1:02,,,"]


def test_videos_of_youtube_on_a_channel_that_is_said(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """The total is left out, the address made of the video's id, seconds made minutes; the organisation has no youtube."""
    (folder / "yt.csv").write_text(YOUTUBE, encoding="utf-8")
    arguments = ["evidence", "import", "yt.csv", "--as", "youtube", "--unit", "VP", "--yes"]
    out, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert (out, error[0]) == ([], "exit 2")
    assert error[1].startswith("--as youtube:channel: error: youtube is not a channel of this organisation")
    out, error = outputs_of(folder, [*arguments, "--channel", "web"], monkeypatch, capsys)
    assert (out[2], error) == ("yt.csv: left out, as the mapping says: 2", ["exit 0"])
    assert log(folder, "videos")[1:] == [
        "2026-04-15,VP,Video một,web,https://www.youtube.com/watch?v=abc,2:45,,,",
        "2026-04-02,VP,Video hai,web,https://www.youtube.com/watch?v=def,0:45,,,",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "place"),
    [
        (["--as", "facebook"], "which-unit", "fb.csv:1"),
        (["--as", "facebook", "--unit", "XX"], "unknown-unit", "--unit"),
        (["--as", "facebook", "--unit", "VP", "--tags", "cchc;x"], "unknown-tag", "--tags"),
        (["--as", "fb", "--unit", "VP"], "bad-choice", "--as"),
        (["--as", "facebook", "--mapping", "m.toml"], "bad-option", "--as"),
    ],
)
def test_what_is_lacking_is_said_once(
    arguments: list[str], code: str, place: str, folder: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    (folder / "fb.csv").write_text(FACEBOOK, encoding="utf-8")
    out, error = outputs_of(folder, ["evidence", "import", "fb.csv", *arguments, "--yes"], monkeypatch, capsys)
    assert (out, error[0], len([line for line in error if line.endswith("]")])) == ([], "exit 2", 1)
    assert error[1].startswith(f"{place}: error: ")
    assert error[1].endswith(f"[{code}]")
    assert log(folder, "posts") == []


def test_what_a_row_says_itself_goes_before_what_all_rows_are(
    folder: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    """A row below the table gets no unit: the signature stays a signature."""
    rows = "date,unit,title,channel,tags\n2026-04-02,BV1,Một,web,cchc\n2026-04-03,,Hai,,\n,,NGƯỜI LẬP BIỂU,,\n,,,,\n"
    (folder / "posts.csv").write_text(rows, encoding="utf-8")
    arguments = ["evidence", "import", "posts.csv", "--unit", "VP", "--channel", "zalo", "--yes"]
    out, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert out[-1] == "evidence/demo/posts.csv: 2 added, 0 already there, 0 refused."
    assert error == ["exit 0", "posts.csv: 4: passed over: date line, signature or name"]
    assert [line.split(",")[:5] for line in log(folder, "posts")[1:]] == [
        ["2026-04-02", "BV1", "", "Một", "web"],
        ["2026-04-03", "VP", "", "Hai", "zalo"],
    ]


MAPPING = """
kind: posts
columns: {Ngày lên: date, Tên: title, Mô tả: title, Xem: "-"}
set: {unit: VP, channel: web, type: bài, tags: [cchc, ke-hoach]}
leave_out: {Tên: [Tổng]}
"""


def test_a_mapping_of_ones_own_says_as_much(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """Whatever the file's name begins with, it holds what the mapping says; an unknown column is warned of."""
    (folder / "m.yaml").write_text(MAPPING, encoding="utf-8")
    rows = "Bảng xuất ra\nNgày lên,Mô tả,Tên,Xem,Khác\n2/4/2026,a,,5,x\n3/4/2026,b,Hai,6,\n,,TỔNG,11,\n"
    (folder / "video.csv").write_text(rows, encoding="utf-8")
    arguments = ["evidence", "import", "video.csv", "--mapping", "m.yaml", "--yes"]
    _, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert [line.rpartition(" ")[2] for line in error] == ["0", "[unknown-column]", "header"]
    assert log(folder, "posts")[1:] == [
        "2/4/2026,VP,bài,a,web,,cchc;ke-hoach,,,",
        "3/4/2026,VP,bài,Hai,web,,cchc;ke-hoach,,,",
    ]


def test_a_column_that_one_of_its_headers_stands_for_is_not_warned_of(
    folder: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    (folder / "m.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "a.csv").write_text("Ngày lên,Mô tả\n2/4/2026,a\n", encoding="utf-8")
    _, error = outputs_of(folder, ["evidence", "import", "a.csv", "--mapping", "m.yaml"], monkeypatch, capsys)
    assert error == ["exit 0", *error[1:]]
    assert [line.split(":")[1] for line in error[1:]] == ["Xem"]


# ---- a folder


def test_a_folder_at_once(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """Nothing is counted twice between its files; what cannot be used stops none of the others."""
    header = "date,unit,title,channel,url,tags\n"
    units = folder / "gui"
    (units / "bv1").mkdir(parents=True)
    (units / "bv1" / "posts.csv").write_text(header + "2026-04-02,BV1,Một,web,https://a.vn/1,cchc\n", encoding="utf-8")
    again = "2/4/2026,Bệnh viện Mẫu 1,Một,Trang web,https://a.vn/1,cchc\n31/4/2026,BV2,Hai,web,,\n"
    (units / "posts-bv2.csv").write_text(header + again, encoding="utf-8")
    (units / "videos.csv").write_text("date,title\n2026-04-02,x\n", encoding="utf-8")
    (units / "anh.zip").write_bytes(b"PK")
    (units / "conferences.csv").write_bytes(b"\0\1\2")
    arguments = ["evidence", "import", "gui"]
    for more, verb in (([], "to add"), (["--yes"], "added")):
        out, error = outputs_of(folder, [*arguments, *more], monkeypatch, capsys)
        assert [line for line in out if not line.startswith(" ")][:5] == [
            f"gui/bv1/posts.csv: 1 {verb}, 0 already there, 0 refused.",
            f"gui/posts-bv2.csv: 0 {verb}, 1 already there, 1 refused.",
            "gui/posts-bv2.csv:3  refused",
            f"evidence/demo/posts.csv: 1 {verb}, 1 already there, 1 refused.",
            f"4 files (2 CANNOT be used, for the reasons above): 1 {verb}, 1 already there, 1 refused.",
        ]
        assert error[0] == "exit 2"
        actual = [line.rpartition("[")[2].rstrip("]") for line in error[1:] if line.endswith("]")]
        assert actual == ["not-text", "which-unit"]
        assert error[-1].startswith("gui/anh.zip: passed over: ")
    assert len(log(folder, "posts")) == 2


def test_a_folder_without_logs(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    (folder / "gui").mkdir()
    out, error = outputs_of(folder, ["evidence", "import", "gui"], monkeypatch, capsys)
    assert (out, error[0]) == ([], "exit 2")
    assert error[1].endswith("[no-incoming]")


def test_the_totals_come_last_on_a_terminal(folder: Path) -> None:
    """A terminal shows both streams in the order in which they are written."""
    (folder / "thang-4").mkdir()
    (folder / "thang-4" / "posts.csv").write_text(
        "Tin bài tháng 4,,,\nngày,đơn vị,tiêu đề,kênh\n2/4/2026,VP,Một,web\n", encoding="utf-8"
    )
    (folder / "thang-4" / "anh.zip").write_bytes(b"PK")
    command = [sys.executable, "-m", "cchc_cli", "evidence", "import", "thang-4", "--lang", "en"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)  # noqa: S603
    lines = done.stdout.decode("utf-8").splitlines()
    passed = [index for index, line in enumerate(lines) if "passed over: " in line]
    assert lines[-2:] == [
        "1 file: 1 to add, 0 already there, 0 refused.",
        "Nothing is written yet; repeat the command with --yes to import.",
    ]
    assert (len(passed), passed[-1] < lines.index("thang-4/posts.csv: 1 to add, 0 already there, 0 refused.")) == (
        2,
        True,
    )


def test_tables_that_nobody_filled_in_are_counted(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """Thirty templates have two hundred empty sheets: of a folder they are one line."""
    (folder / "gui").mkdir()
    for name in ("bv1", "bv2"):
        outputs_of(folder, ["evidence", "template", "--unit", name, "-o", f"gui/{name}.xlsx"], monkeypatch, capsys)
    (folder / "gui" / "posts.csv").write_text("date,unit,title,channel\n2/4/2026,VP,Một,web\n", encoding="utf-8")
    out, _ = outputs_of(folder, ["evidence", "import", "gui"], monkeypatch, capsys)
    assert out[-3:] == [
        "14 sheets or tables without rows.",
        "3 files: 1 to add, 0 already there, 0 refused.",
        "Nothing is written yet; repeat the command with --yes to import.",
    ]
    assert not [line for line in out if line.endswith(": no rows.")]


def test_a_header_without_a_column_says_which_header_may_be_it(
    folder: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    (folder / "posts.csv").write_text("Ngày phát hành,unit,title,channel\n2/4/2026,VP,Một,web\n", encoding="utf-8")
    _, error = outputs_of(folder, ["evidence", "import", "posts.csv"], monkeypatch, capsys)
    assert [line.rpartition(" ")[2] for line in error] == ["2", "[unknown-column]", "[missing-column]"]
    assert '"Ngày phát hành" = "date"' in error[1]
