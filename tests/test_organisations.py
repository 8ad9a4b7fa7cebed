"""Two departments with the same codes of units, plans and quotas: every output says whose each thing is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest

from workspaces import exit_code

Run = Callable[..., str]
NAMES = {"so": "Sở Y tế Thử", "so2": "Sở Y tế Khác"}
ORGANISATION = """\
organisation: {code}
name: {name}
units:
  VP: {{name: Văn phòng Sở}}
  DD: {{name: Phòng Điều dưỡng}}
  B1: {{name: Bệnh viện Thử 01}}
  B2: {{name: Bệnh viện Thử 02}}
groups:
  DV: {{name: Các đơn vị trực thuộc, units: [B1, B2]}}
channels:
  web: {{name: Website Sở}}
tags:
  cchc: {{name: Cải cách hành chính}}
"""
PLAN = """\
plan: p-2026
title: Kế hoạch thử 2026
number: {number}
issued: 2026-01-21
year: 2026
defaults: {{tags: cchc}}
quotas:
  Q1:
    title: Hai tin, bài mỗi tháng
    clause: Mục 1
    owes: VP
    needs: {{posts: 2, type: [news, article], via: web}}
    every: month
  Q2:
    title: Một tin mỗi tháng của Điều dưỡng
    clause: Mục 2
    owes: DD
    needs: {{posts: 1}}
    every: month
  Q3:
    title: Kế hoạch của từng đơn vị
    clause: Mục 3
    owes: each DV
    needs: {{documents: 1, type: plan}}
    by: 2026-06-30
"""
POSTS = "date,unit,title,channel,url,type,tags\n2026-04-07,VP,Một cửa ở {code},web,https://{code}.example/1,news,cchc\n"
NUMBERS = {"so": "12/KH-SYT", "so2": "34/KH-SYT"}


@pytest.fixture
def cchc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program on two organisations; return standard output."""
    for code, name in NAMES.items():
        for path, text in (
            (f"plans/{code}/organisation.yaml", ORGANISATION.format(code=code, name=name)),
            (f"plans/{code}/p-2026.yaml", PLAN.format(number=NUMBERS[code])),
            (f"evidence/{code}/posts.csv", POSTS.format(code=code)),
        ):
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    (tmp_path / "cchc.toml").write_text('organisation = "so"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCHC_WORKSPACE", raising=False)

    def run(*words: str, org: str = "all") -> str:
        arguments = [*words, "--org", org, "--as-of", "2026-05-10"]
        arguments += [] if "--lang" in words or "--remind" in words else ["--lang", "en"]
        code = exit_code(arguments, monkeypatch)
        assert code in ({2} if words[0] == "explain" and org == "all" else {0, 1})
        return capsys.readouterr().out

    return run


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_every_event_has_a_uid_of_its_own_that_stays(cchc: Run) -> None:
    """Each department: Q1 and Q2 for twelve months, Q3 once."""
    calendar_events = events(cchc("calendar", "--year", "2026", "--format", "ics"))
    uids = [str(entry["uid"]) for entry in calendar_events]
    assert len(uids) == len(set(uids)) == 2 * (12 + 12 + 1)
    assert {"so/p-2026/Q1/VP/2026-05@cchc", "so2/p-2026/Q1/VP/2026-05@cchc", "so2/p-2026/Q3/DV/2026@cchc"} <= {*uids}
    assert uids == [
        str(event["uid"]) for event in events(cchc("calendar", "--year", "2026", "--format", "ics", "--lang", "vi"))
    ]
    alone = {str(event["uid"]) for event in events(cchc("calendar", "--year", "2026", "--format", "ics", org="so2"))}
    assert alone == {uid for uid in uids if uid.startswith("so2/")}


def test_an_event_says_whose_it_is_and_names_its_own_plan(cchc: Run) -> None:
    for event in events(cchc("calendar", "--year", "2026", "--format", "ics")):
        code = str(event["uid"]).partition("/")[0]
        other = NAMES["so2" if code == "so" else "so"]
        assert f", {NAMES[code]})" in event["summary"]
        assert f"Organisation: {NAMES[code]}\n" in event["description"]
        assert NUMBERS[code] in event["description"]
        assert other not in event["summary"] + event["description"]
        assert event["description"].count("sha256") == 1


def test_an_event_of_a_single_organisation_says_it_below(cchc: Run) -> None:
    event = events(cchc("calendar", "--year", "2026", "--format", "ics", org="so2"))[0]
    assert NAMES["so2"] not in event["summary"]
    assert f"Organisation: {NAMES['so2']}\n" in event["description"]


def test_a_letter_goes_to_a_unit_of_a_department_by_its_own_plan(cchc: Run) -> None:
    letters = cchc("todo", "--remind").split("Kính gửi: ")[1:]
    addressed = {letter.splitlines()[0]: letter for letter in letters}
    assert [*addressed] == [
        "Văn phòng Sở, Sở Y tế Thử",
        "Phòng Điều dưỡng, Sở Y tế Thử",
        "Văn phòng Sở, Sở Y tế Khác",
        "Phòng Điều dưỡng, Sở Y tế Khác",
    ]
    assert "Kế hoạch số 12/KH-SYT" in addressed["Văn phòng Sở, Sở Y tế Thử"]
    assert "Kế hoạch số 34/KH-SYT" in addressed["Văn phòng Sở, Sở Y tế Khác"]
    assert "Kính gửi: Văn phòng Sở\n" in cchc("todo", "--remind", org="so2")


@pytest.mark.parametrize("width", ["80", "140", "160"])
@pytest.mark.parametrize("command", ["check", "calendar", "todo"])
def test_each_row_of_a_table_says_whose_it_is(cchc: Run, command: str, width: str) -> None:
    """The open Q2 of May of each; by its full name in the row, or below it where the row is short."""
    output = cchc(command, "--width", width)
    assert "Sở Y tế Thử (so), Sở Y tế Khác (so2)" in output
    for name in ("so/p-2026/Q2", "so2/p-2026/Q2"):
        assert re.search(rf"^.*(?<!\S){name}\b", output, re.MULTILINE)
    quotas = len(re.findall(r"(?<!\S)Q\d ", output))
    named = len(re.findall(r"(?<!\S)so2?/p-2026/Q\d(?!\S)", output))
    if command != "check":
        assert quotas == (0 if width == "160" else named)
        return
    lines = output.splitlines()
    short = [index for index, line in enumerate(lines) if re.search(r"(?<!\S)Q\d ", line)]
    assert [index for index in short if not re.fullmatch(r"\s+so2?/p-2026/Q\d", lines[index + 1])] == []
    missed = [("so/p-2026/Q1", "VP"), ("so/p-2026/Q2", "DD"), ("so2/p-2026/Q1", "VP"), ("so2/p-2026/Q2", "DD")]
    commands = re.findall(r"^ +cchc explain .*$", output, re.MULTILINE)
    if width == "80":  # one line for each, and one command for all, as the last screen has no room for more
        assert re.findall(r"^✗ (\S+) +(\S+)", output, re.MULTILINE)[:4] == missed
        assert [re.search(r"--org (\S+)", command)[1] for command in commands] == ["all"]
    else:
        assert [re.search(r"--org (\S+)", command)[1] for command in commands] == ["so", "so", "so2", "so2"]


@pytest.mark.parametrize("width", ["80", "140"])
def test_a_command_to_run_next_is_about_the_organisation_of_the_table(cchc: Run, width: str) -> None:
    """Both have the plan and the units; without --org a command is about `so`."""
    for org, named in (("so", False), ("so2", True)):
        commands = re.findall(r"^ +cchc (?:explain|todo) .*$", cchc("check", "--width", width, org=org), re.MULTILINE)
        assert commands
        assert [("--org so2" in command) for command in commands] == [named] * len(commands)


def test_tables_by_unit_and_by_quota(cchc: Run) -> None:
    units = cchc("check", "--by", "unit")
    quotas = cchc("check", "--by", "quota")
    assert {"so/VP", "so2/VP"} <= {*units.split()}
    assert {"so/p-2026/Q1", "so2/p-2026/Q1"} <= {*quotas.split()}
    assert "so2/VP · Văn phòng Sở: 1 to do" in cchc("todo", "--by", "unit")


def test_plan_versions_below_a_table(cchc: Run) -> None:
    output = cchc("check", "--verbose")
    assert "Plan so/p-2026 (12/KH-SYT)" in output
    assert "Plan so2/p-2026 (34/KH-SYT)" in output
    assert "Plan p-2026 (34/KH-SYT)" in cchc("check", "--verbose", org="so2")


def test_annotations(cchc: Run) -> None:
    titles = re.findall(r"file=(plans/\w+)/.*title=([^:]+)::", cchc("check", "--format", "github"))
    assert {("plans/so", "so/p-2026/Q1"), ("plans/so2", "so2/p-2026/Q1")} <= {*titles}
    assert all(title.startswith(f"{folder.removeprefix('plans/')}/") for folder, title in titles)


def test_suites(cchc: Run) -> None:
    root = ElementTree.fromstring(cchc("check", "--format", "junit"))  # noqa: S314  (our own output)
    suites = {suite.get("name"): {case.get("classname") for case in suite.iter("testcase")} for suite in root}
    assert suites["so/VP"] == {"so.p-2026.VP"}
    assert suites["so2/VP"] == {"so2.p-2026.VP"}
    assert all("/" in str(name) for name in suites)


@pytest.mark.parametrize("by", ["quota", "unit"])
def test_a_matrix(cchc: Run, by: str) -> None:
    output = cchc("matrix", "--by", by, "--width", "200")
    assert {"so/VP", "so2/VP"} <= {*output.split()}
    rows = list(csv.reader(io.StringIO(cchc("matrix", "--by", by, "--format", "csv").removeprefix("\ufeff"))))
    plans = dict(zip(rows[0], rows[1], strict=True))["plans"]
    assert {row[0] for row in rows[1:]} == {"so", "so2"}
    assert plans.startswith("so/p-2026 12/KH-SYT sha256 ")
    assert "; so2/p-2026 34/KH-SYT sha256 " in plans


def test_an_explanation_and_rows_of_evidence(cchc: Run) -> None:
    assert re.search(r"^Organisation +Sở Y tế Khác$", cchc("explain", "p-2026/Q1", org="so2"), re.MULTILINE)
    assert cchc("explain", "p-2026/Q1") == ""  # of two organisations: it asks which
    listed = cchc("evidence", "list")
    assert {"evidence/so/posts.csv:2", "evidence/so2/posts.csv:2"} <= {*listed.split()}
