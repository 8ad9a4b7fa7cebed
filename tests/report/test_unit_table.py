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
    folder: Path, appendix="units", log: str = POSTS, label: str = "2026-05", as_of: str = "2026-06-05", **options
) -> Outline:
    options = {"kind": "month", "org": "danang", "plan": "dn-cchc-2026", **options}
    return build(findings(log, folder, label, as_of, **options), ReportWords("vi"), appendix)


def report_of_thirty_units(tmp_path: Path) -> tuple[str, ...]:
    """Return the command that reports a quarter of a new workspace of thirty units."""
    folder = thirty_units.build_workspace(tmp_path / "workspace")
    return ("report", "--workspace", str(folder), "--quarter", "2026-Q3", "--as-of", "2026-10-05")


def table(paper: Outline) -> OutlineTable:
    return next(block for block in paper.appendices[0].blocks if isinstance(block, OutlineTable))


def body(paper: Outline) -> str:
    return "\n".join(
        text.plain(block.text) if isinstance(block, (OutlineParagraph, OutlineNote)) else str(block)
        for block in paper.body
    )


def test_a_row_a_unit_and_a_column_a_task(tmp_path: Path) -> None:
    """In May nine units owe A6, and two of them did it; VPS owes the report V.1-e1, and KSBT V.2-h1: two of eleven."""
    paper = report(tmp_path)
    rows = {row[1]: row[2:] for row in table(paper).rows}
    assert rows["Bệnh viện Mẫu 01"] == ("1/1", "100%", "", "1/1")
    assert rows["Bệnh viện Mẫu 03"] == ("0/1", "0%", "", "0/1")
    assert rows["Cộng"] == ("2/11", "18,18%", "", "2/9")
    assert len(rows) == 11


def test_the_body_has_the_sum_of_the_appendix(tmp_path: Path) -> None:
    output = body(report(tmp_path))
    assert (
        "Tính theo từng đơn vị và từng kỳ, có 11 lượt nhiệm vụ đến hạn, đã hoàn thành 02 (18,18%) (Phụ lục)." in output
    )
    assert "07/09 đơn vị chưa đạt (Phụ lục)" in output


def test_the_body_names_no_unit_of_a_group(tmp_path: Path) -> None:
    assert "Bệnh viện Mẫu" not in body(report(tmp_path))


@pytest.mark.parametrize(
    ("appendix", "numbers"),
    [("none", []), ("units", ["Phụ lục"]), ("all", ["Phụ lục I", "Phụ lục II", "Phụ lục III"])],
)
def test_which_appendices_there_are(appendix: str, numbers: list[str], tmp_path: Path) -> None:
    paper = report(tmp_path, appendix)
    assert [entry.number for entry in paper.appendices] == numbers
    reference = {"none": "đơn vị chưa đạt", "units": "đơn vị chưa đạt (Phụ lục)", "all": "đơn vị chưa đạt (Phụ lục I)"}
    assert f"07/09 {reference[appendix]}'" in body(paper)  # the end of a cell


def test_one_unit_has_no_appendix_of_units(tmp_path: Path) -> None:
    paper = report(tmp_path, units=["BV03"])
    assert paper.appendices == ()
    assert "Phụ lục" not in body(paper)


def test_a_plan_without_topics_is_not_said_to_lack_evidence(tmp_path: Path) -> None:
    code, paper = whole.run(*report_of_thirty_units(tmp_path))
    assert code == 0
    assert "theo nội dung" not in paper.decode()


def test_no_digest_is_in_the_text_and_both_are_in_the_json(tmp_path: Path) -> None:
    arguments = (*report_of_thirty_units(tmp_path), "--appendix", "all")
    document = json.loads(whole.run(*arguments, "--freeze", str(tmp_path / "kept.json"), "-f", "json")[1])
    digests = [document["freeze"], document["plans"][0]["sha256"]]
    assert all(len(digest) == 64 for digest in digests)
    for format_ in ("text", "markdown"):
        output = whole.run(*arguments, "--freeze", str(tmp_path / "kept.json"), "--force", "-f", format_)[1].decode()
        assert "sha256" not in output
        assert not [digest for digest in digests if digest[:12] in output]


def test_thirty_units_and_twenty_quotas_have_a_short_body(tmp_path: Path) -> None:
    """Six pages of 14 points hold about 250 lines; a printed one is looked at by .ci/run-faces."""
    arguments = (*report_of_thirty_units(tmp_path), "--appendix", "none")
    output = whole.run(*arguments)[1].decode()
    assert len(output.splitlines()) < 250
    assert "Trung tâm Y tế khu vực Mẫu" not in output


def test_the_appendix_agrees_with_the_json_of_a_check(tmp_path: Path) -> None:
    folder = thirty_units.build_workspace(tmp_path / "workspace")
    arguments = ("--workspace", str(folder), "--quarter", "2026-Q3", "--as-of", "2026-10-05")
    verdicts = json.loads(whole.run("check", *arguments, "--format", "json")[1])["verdicts"]
    document = json.loads(whole.run("report", *arguments, "-f", "json")[1])
    rows = document["appendices"][0]["blocks"][1]["rows"]
    for unit, name in ((f"DV{n:02d}", f"Trung tâm Y tế khu vực Mẫu {n:02d}") for n in range(1, 31)):
        own = [verdict for verdict in verdicts if verdict["unit"] == unit and verdict["section"] == "due"]
        reached = sum(verdict["status"] in {"met", "late"} for verdict in own)
        (row,) = (row for row in rows if row[1] == name)
        assert row[2] == f"{reached}/{len(own)}"
