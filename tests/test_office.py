"""A department's own logs, as its officers keep them, beside what a person reads in them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.evidence.table import Evidence
from cchc_cli.load.plans import load_organisation
from cchc_cli.load.workspace import find_workspace

OFFICE = Path(__file__).parent / "office"


def read(folder: Path, file: str, name: str = "") -> Evidence:
    """Read a log of the department that has no other."""
    workspace = folder / "w"
    shutil.copytree(OFFICE / "workspace", workspace)
    logs = workspace / "evidence" / "syt-mau"
    logs.mkdir(parents=True)
    shutil.copyfile(OFFICE / "files" / file, logs / (name or file))
    found, _ = find_workspace(workspace)
    assert found is not None
    loaded = load_organisation(found, "syt-mau")
    assert loaded.organisation is not None
    return load_evidence(found, loaded.organisation, loaded.plans)


def problems(evidence: Evidence) -> list[str]:
    """Return each problem as `SHEET:ROW:COLUMN CODE`, without the name of the file."""
    return [f"{str(one.place).rpartition('[')[2].replace(']', '')} {one.code}" for one in evidence.problems]


@pytest.mark.parametrize(("file", "month"), [("Tin bài hyperlink.xlsx", 4), ("Tin bai cong thuc.xlsx", 5)])
def test_five_works_behind_one_text(file: str, month: int, tmp_path: Path) -> None:
    evidence = read(tmp_path, file)
    assert [(item.day, item.url) for item in evidence.items] == [
        (date(2026, month, 2 * number), f"https://syt.mau.gov.vn/tin-{number}") for number in range(1, 6)
    ]
    assert problems(evidence) == []


def test_a_workbook_with_letterheads_totals_and_signatures(tmp_path: Path) -> None:
    """Nine posts: what is above and below them, and the sheet of figures, is no evidence."""
    evidence = read(tmp_path, "Tin bài 2026.xlsx")
    assert evidence.read == 9
    assert [(one.sheet, one.rows, one.reason) for one in evidence.passed_over] == [
        ("Tổng hợp", None, "no-log"),
        ("Tháng 4", (1, 2, 3, 4), "title"), ("Tháng 4", (13,), "total"), ("Tháng 4", (15, 16, 17), "footer"),
        ("T5", (1, 2, 3, 4), "title"), ("T5", (10,), "total"), ("T5", (12, 13, 14), "footer"),
    ]  # fmt: skip
    assert {"Tháng 4:10:date bad-date", "T5:8:date merged-cell", "T5:9:date no-stored-value"} <= set(problems(evidence))
