"""Who sent what: units by name, files by whose they are, reports met, late and missing."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from workspaces import build_workspace, outputs_of

PLAN = """plan: demo-2026
title: Kế hoạch
issued: 2026-01-05
year: 2026
quotas:
  R:
    title: Báo cáo tháng
    clause: I.1
    owes: each DV
    needs: {documents: 1, type: report}
    every: month
    due: {2026-03: 2026-04-05, 2026-04: 2026-05-05, 2026-05: 2026-06-05}
"""
POSTS = "date,unit,title,channel,tags\n2026-04-02,BV1,Một,web,cchc\n2026-04-20,BV1,Hai,web;zalo,cchc\n31/4/2026,BV1,Ba,web,\n2026-03-31,BV1,Tháng ba,web,cchc\n"
SHARED = "date,unit,title,channel\n2026-04-09,VP;BV2,Chung,web\n2026-04-10,BV2,Riêng,web\n2026-04-11,Lạ,Lạ,web\n"
REPORTS = "date,unit,type,title,period,sent\n2026-04-03,BV1,report,Tháng 3,2026-03,2026-04-04\n2026-04-08,BV2,report,Tháng 3,2026-03,2026-04-08\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workspace = build_workspace(tmp_path / "w")
    logs = workspace / "evidence" / "demo"
    for old in logs.iterdir():
        old.unlink()
    (workspace / "plans" / "demo" / "demo-2026.yaml").write_text(PLAN, encoding="utf-8")
    (logs / "benh-vien").mkdir()
    (logs / "Bệnh viện mẫu 1").mkdir()
    (logs / "Bệnh viện mẫu 1" / "posts.csv").write_text(POSTS, encoding="utf-8")
    (logs / "benh-vien" / "posts.csv").write_text(SHARED, encoding="utf-8")
    (logs / "documents.csv").write_text(REPORTS, encoding="utf-8")
    return workspace


ASKED = ["evidence", "received", "--month", "2026-04", "--as-of", "2026-05-10"]


def test_every_unit_by_name(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The refused row of a folder is its unit's; that of a file of several units is nobody's. March is no part of April. A row on two channels is one."""
    out, error = outputs_of(folder, [*ASKED, "--format", "json"], monkeypatch, capsys)
    assert error[0] == "exit 0"
    units = {unit["unit"]: unit for unit in json.loads("\n".join(out))["units"]}
    assert list(units) == ["VP", "TT", "BV1", "BV2", ""]
    files = {
        code: [(file["file"].removeprefix("evidence/demo/"), file["read"], file["refused"]) for file in unit["files"]]
        for code, unit in units.items()
    }
    assert files == {
        "VP": [("benh-vien/posts.csv", 1, 0)],
        "TT": [],
        "BV1": [("Bệnh viện mẫu 1/posts.csv", 2, 1), ("documents.csv", 1, 0)],
        "BV2": [("benh-vien/posts.csv", 2, 0), ("documents.csv", 1, 0)],
        "": [("benh-vien/posts.csv", 0, 1)],
    }
    assert [(unit["name"], unit["read"], unit["refused"]) for unit in units.values()] == [
        ("Văn phòng", 1, 0), ("Tổ Truyền thông", 0, 0), ("Bệnh viện Mẫu 1", 3, 1), ("Bệnh viện Mẫu 2", 3, 0), ("", 0, 1),
    ]  # fmt: skip
    assert (units["BV1"]["first"], units["BV1"]["last"]) == ("2026-04-02", "2026-04-20")
    assert (units["TT"]["first"], units["TT"]["last"]) == (None, None)


def test_reports_met_late_and_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """March, due on 5 April: BV1 on the 4th, BV2 on the 8th. April, due on 5 May: not yet judged in April, open."""
    out, _ = outputs_of(folder, [*ASKED, "--format", "json"], monkeypatch, capsys)
    document = {
        unit["unit"]: {report["period"]["label"]: (report["status"], report["days_late"]) for report in unit["reports"]}
        for unit in json.loads("\n".join(out))["units"]
    }
    assert document["BV1"]["2026-03"] == ("met", None)
    assert document["BV2"]["2026-03"] == ("late", 3)
    assert document["BV1"]["2026-04"][0] in {"open", "at-risk"}
    assert (document["VP"], document["TT"]) == ({}, {})
    out, _ = outputs_of(
        folder, ["evidence", "received", "--month", "2026-05", "--as-of", "2026-05-10"], monkeypatch, capsys
    )
    assert any(line.endswith("missing: R 2026-04") for line in out)


def test_the_workbook_has_a_row_for_each_unit_and_for_each_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, error = outputs_of(folder, [*ASKED, "--format", "xlsx=r.xlsx"], monkeypatch, capsys)
    assert error[0] == "exit 0"
    book = openpyxl.load_workbook(io.BytesIO((folder / "r.xlsx").read_bytes()))
    assert book.sheetnames == ["Received", "Files", "About this result"]
    rows = [[cell.value for cell in row] for row in book["Received"].iter_rows(min_row=4)]
    assert [row[1:6] for row in rows] == [
        ["VP", "Văn phòng", 1, 1, 0], ["TT", "Tổ Truyền thông", 0, 0, 0], ["BV1", "Bệnh viện Mẫu 1", 2, 3, 1],
        ["BV2", "Bệnh viện Mẫu 2", 2, 3, 0], ["", "refused rows in files of several units", 1, 0, 1],
    ]  # fmt: skip
    assert len([*book["Files"].iter_rows(min_row=4)]) == 6


def test_a_row_that_is_not_accepted_was_sent(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every row of BV1 and BV2 falls, of VP's row only the credit of BV2: nobody sent less for it."""
    before, _ = outputs_of(folder, [*ASKED, "--format", "json"], monkeypatch, capsys)
    rulings = "".join(
        f"  - {{unit: {unit}, period: 2026-04, accepted: false, reason: Không xem được, by: Sở Nội vụ, on: 2026-05-06}}\n"
        for unit in ("BV1", "BV2")
    )
    (folder / "plans" / "demo" / "rulings.yaml").write_text(f"rulings:\n{rulings}", encoding="utf-8")
    after, _ = outputs_of(folder, [*ASKED, "--format", "json"], monkeypatch, capsys)
    parts = ("unit", "files", "read", "refused", "first", "last")
    sent = [
        [{part: unit[part] for part in parts} for unit in json.loads("\n".join(out))["units"]]
        for out in (before, after)
    ]
    assert sent[0] == sent[1]
    assert [unit["read"] for unit in sent[1]] == [1, 0, 3, 3, 0]


def test_of_one_unit(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = outputs_of(folder, [*ASKED, "--unit", "BV2", "--format", "json"], monkeypatch, capsys)
    assert [unit["unit"] for unit in json.loads("\n".join(out))["units"]] == ["BV2"]


def test_nothing_was_sent(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """VP owes no report, and sent nothing in June."""
    arguments = ["evidence", "received", "--month", "2026-06", "--as-of", "2026-06-10", "--unit", "VP"]
    _, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert error[0] == "exit 3"
    _, error = outputs_of(folder, [*ASKED, "--format", "xlsx"], monkeypatch, capsys)
    assert error[0] == "exit 2"


def test_files_of_which_no_row_is_read_are_their_units(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """TT sent a Word file, and a workbook of notes; BV2's log is damaged. A note beside BV1's log is named too."""
    logs = folder / "evidence" / "demo"
    for place, data in (("TT/bao-cao.docx", b"PK"), ("BV2/posts.xlsx", b"PK"), ("BV1/anh.jpg", b"")):
        (logs / place).parent.mkdir(exist_ok=True)
        (logs / place).write_bytes(data)
    book = openpyxl.Workbook()
    book.active.append(["Ghi chép"])
    book.save(logs / "TT" / "ghi-chep.xlsx")
    _, error = outputs_of(folder, [*ASKED, "--format", "json"], monkeypatch, capsys)
    assert error[0] == "exit 2"
    arguments = [*ASKED, "--skip-unreadable"]
    out, error = outputs_of(folder, [*arguments, "--format", "json"], monkeypatch, capsys)
    assert error[0] == "exit 2"
    unread = {
        unit["unit"]: {file["file"].removeprefix("evidence/demo/"): file["unread"] for file in unit["files"]}
        for unit in json.loads("\n".join(out))["units"]
    }
    assert unread["TT"] == {"TT/bao-cao.docx": "format", "TT/ghi-chep.xlsx": "no-log"}
    assert unread["BV2"]["BV2/posts.xlsx"] == "unusable"
    assert unread["BV1"] == {"Bệnh viện mẫu 1/posts.csv": None, "BV1/anh.jpg": "format", "documents.csv": None}
    out, _ = outputs_of(folder, arguments, monkeypatch, capsys)
    assert [line.strip() for line in out if "no row read" in line] == [
        "evidence/demo/TT/bao-cao.docx: no row read: files in this format are not read; save a log as .xlsx or CSV UTF-8",
        "evidence/demo/TT/ghi-chep.xlsx: no row read: not a log",
        "evidence/demo/BV1/anh.jpg: no row read: files in this format are not read; save a log as .xlsx or CSV UTF-8",
        "evidence/demo/BV2/posts.xlsx: no row read: it cannot be used, see above",
    ]
