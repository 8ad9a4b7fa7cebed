"""What each unit did: the appendix of units, the share of unit-periods in the body, and no name of a unit outside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import thirty_units
import whole
from cchc_cli.i18n.report import ReportWords
from cchc_cli.report import text
from cchc_cli.report.build import build
from cchc_cli.report.outline import Outline, OutlineNote, OutlineParagraph, OutlineTable
from test_report import findings

# A group of nine units owes A6 of Đà Nẵng each month; BV01 did April and May, BV02 May.
POSTS = """\
--- posts
date,unit,title,channel,tags
2026-04-10,BV01,Một,web-don-vi,cchc
2026-05-10,BV01,Hai,web-don-vi,cchc
2026-05-11,BV02,Ba,zalo,cchc
"""


def report(
    folder: Path, appendix="units", log: str = POSTS, label: str = "2026-05", as_of: str = "2026-06-05", **asked
) -> Outline:
    asked = {"kind": "month", "org": "danang", "plan": "dn-cchc-2026", **asked}
    return build(findings(log, folder, label, as_of, **asked), ReportWords("vi"), appendix)


def table(found: Outline) -> OutlineTable:
    return next(block for block in found.appendices[0].blocks if isinstance(block, OutlineTable))


def body(found: Outline) -> str:
    return "\n".join(
        text.plain(block.text) if isinstance(block, (OutlineParagraph, OutlineNote)) else str(block)
        for block in found.body
    )


def test_a_row_a_unit_and_a_column_a_task(tmp_path: Path) -> None:
    """In May nine units owe A6, and two of them did it; VPS owes the report V.1-e1, and KSBT V.2-h1: two of eleven."""
    found = report(tmp_path)
    rows = {row[1]: row[2:] for row in table(found).rows}
    assert rows["Bệnh viện Mẫu 01"] == ("1/1", "100%", "", "1/1")
    assert rows["Bệnh viện Mẫu 03"] == ("0/1", "0%", "", "0/1")
    assert rows["Cộng"] == ("2/11", "18,18%", "", "2/9")
    assert len(rows) == 11


def test_the_body_has_the_sum_of_the_appendix(tmp_path: Path) -> None:
    said = body(report(tmp_path))
    assert "Tính theo từng đơn vị và từng kỳ, có 11 lượt nhiệm vụ đến hạn, đã hoàn thành 02 (18,18%) (Phụ lục)." in said
    assert "07/09 đơn vị chưa đạt (Phụ lục)" in said


def test_the_body_names_no_unit_of_a_group(tmp_path: Path) -> None:
    assert "Bệnh viện Mẫu" not in body(report(tmp_path))


@pytest.mark.parametrize(
    ("appendix", "numbers"),
    [("none", []), ("units", ["Phụ lục"]), ("all", ["Phụ lục I", "Phụ lục II", "Phụ lục III"])],
)
def test_which_appendices_there_are(appendix: str, numbers: list[str], tmp_path: Path) -> None:
    found = report(tmp_path, appendix)
    assert [one.number for one in found.appendices] == numbers
    reference = {"none": "đơn vị chưa đạt", "units": "đơn vị chưa đạt (Phụ lục)", "all": "đơn vị chưa đạt (Phụ lục I)"}
    assert f"07/09 {reference[appendix]}'" in body(found)  # the end of a cell


def test_one_unit_has_no_appendix_of_units(tmp_path: Path) -> None:
    found = report(tmp_path, units=["BV03"])
    assert found.appendices == ()
    assert "Phụ lục" not in body(found)


def test_a_plan_without_topics_is_not_said_to_lack_evidence(tmp_path: Path) -> None:
    folder = thirty_units.build_workspace(tmp_path / "workspace")
    code, found = whole.run("report", "--workspace", str(folder), "--quarter", "2026-Q3", "--as-of", "2026-10-05")
    assert code == 0
    assert "theo nội dung" not in found.decode()


def test_no_digest_is_in_the_text_and_both_are_in_the_json(tmp_path: Path) -> None:
    folder = thirty_units.build_workspace(tmp_path / "workspace")
    asked = ("report", "--workspace", str(folder), "--quarter", "2026-Q3", "--as-of", "2026-10-05", "--appendix", "all")
    document = json.loads(whole.run(*asked, "--freeze", str(tmp_path / "kept.json"), "-f", "json")[1])
    digests = [document["freeze"], document["plans"][0]["sha256"]]
    assert all(len(one) == 64 for one in digests)
    for format_ in ("text", "markdown"):
        said = whole.run(*asked, "--freeze", str(tmp_path / "kept.json"), "--force", "-f", format_)[1].decode()
        assert "sha256" not in said
        assert not [one for one in digests if one[:12] in said]


def test_thirty_units_and_twenty_quotas_have_a_short_body(tmp_path: Path) -> None:
    """Six pages of 14 points hold about 250 lines; a printed one is looked at by .ci/run-faces."""
    folder = thirty_units.build_workspace(tmp_path / "workspace")
    asked = (
        "report",
        "--workspace",
        str(folder),
        "--quarter",
        "2026-Q3",
        "--as-of",
        "2026-10-05",
        "--appendix",
        "none",
    )
    said = whole.run(*asked)[1].decode()
    assert len(said.splitlines()) < 250
    assert "Trung tâm Y tế khu vực Mẫu" not in said


def test_the_appendix_agrees_with_the_json_of_a_check(tmp_path: Path) -> None:
    folder = thirty_units.build_workspace(tmp_path / "workspace")
    asked = ("--workspace", str(folder), "--quarter", "2026-Q3", "--as-of", "2026-10-05")
    verdicts = json.loads(whole.run("check", *asked, "--format", "json")[1])["verdicts"]
    document = json.loads(whole.run("report", *asked, "-f", "json")[1])
    rows = document["appendices"][0]["blocks"][1]["rows"]
    for unit, name in ((f"DV{n:02d}", f"Trung tâm Y tế khu vực Mẫu {n:02d}") for n in range(1, 31)):
        own = [one for one in verdicts if one["unit"] == unit and one["section"] == "due"]
        reached = sum(one["status"] in {"met", "late"} for one in own)
        (row,) = (row for row in rows if row[1] == name)
        assert row[2] == f"{reached}/{len(own)}"
