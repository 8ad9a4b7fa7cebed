"""`cchc init`: the workspace it makes can be used at once, says the same in both languages, and is whole or not there."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import scenario
from cchc_cli.cli import usage
from cchc_cli.i18n import Catalogue
from cchc_cli.storing.starter import Starter
from cchc_cli.words.kinds import KIND
from workspaces import build_workspace, exit_code

Cchc = Callable[..., tuple[int, str, str]]
LANGUAGES = ["vi", "en"]
FILES = {
    ".gitignore", "README.md", "cchc.toml", "kiem-tra.bat", "plans/holidays.yaml", "plans/co-quan/organisation.yaml",
    "plans/co-quan/plan-2026.yaml", *(f"evidence/co-quan/{kind}.csv" for kind in KIND), "plans/schema/plan.json",
    "plans/schema/organisation.json", "plans/schema/waivers.json", "plans/schema/rulings.json",
    "plans/schema/holidays.json",
}  # fmt: skip
# First and last days of months, quarters and years, and those from which 15 days lead into the next year.
DAYS = [
    "2026-01-01", "2026-02-28", "2026-06-30", "2026-09-23", "2026-11-25", "2026-12-09", "2026-12-10", "2026-12-16",
    "2026-12-17", "2026-12-31", "2027-01-01", "2028-02-29", "2000-01-01", "2100-12-31",
]  # fmt: skip


@pytest.fixture
def cchc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cchc:
    """Run the program in a folder of its own, or in the one named; return exit code, standard output and error."""
    for name in ("CCHC_WORKSPACE", "CCHC_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")

    def run(*words: str, folder: Path = tmp_path) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        return exit_code(words, monkeypatch), *capsys.readouterr()

    return run


def made(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---- what is made


@pytest.mark.parametrize(("day", "lang"), [*((day, "vi") for day in DAYS), ("2026-11-25", "en"), ("2027-01-01", "en")])
def test_the_first_check_says_what_is_to_be_done_and_warns_of_nothing(day: str, lang: str, cchc: Cchc, tmp_path: Path):
    assert cchc("init", "w", "--as-of", day, "--lang", lang)[0] == 0
    code, out, err = cchc("check", "--as-of", day, "--strict", "--format", "csv", folder=tmp_path / "w")
    assert (code, err) == (0, "")
    assert set(re.findall(r"\b(met|late|missed|at-risk|open|upcoming|blocked)\b", out)) <= {"open", "at-risk"}
    assert "K1" in out
    code, out, err = cchc("validate", "--strict", "--as-of", day, folder=tmp_path / "w")
    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2025-12-20", None),  # its 15 days end in 2026, of which there is a table
        ("2026-11-25", None),
        ("2026-12-10", 2027),  # they end on the 25th of December; so near to the end of a year, no risk is taken
        ("2026-12-17", 2027),
        ("2027-01-01", 2027),
    ],
)
def test_a_deadline_counted_in_days_waits_for_the_holidays(day: str, year: int | None, cchc: Cchc, tmp_path: Path):
    _, out, _ = cchc("init", "--as-of", day, "--lang", "en")
    plan = (tmp_path / f"plans/co-quan/plan-{day[:4]}.yaml").read_text("utf-8")
    assert ("\n  K5:\n" in plan, "\n  # K5:\n" in plan) == (year is None, year is not None)
    expected = [f"plans/holidays.yaml has no holidays for {year} yet"] if year else []
    assert re.findall(r"plans/holidays.yaml has no holidays for \d+ yet", out) == expected
    assert re.findall(r"plans/holidays.yaml has no holidays for \d+ yet", plan) == expected


def test_the_quota_that_waits_for_its_holidays_is_whole(cchc: Cchc, tmp_path: Path):
    """What its comment says: add the year, take away the marks."""
    cchc("init", "--as-of", "2027-03-05", "--lang", "en")
    plan, holidays = tmp_path / "plans/co-quan/plan-2027.yaml", tmp_path / "plans/holidays.yaml"
    before, marked, after = re.split(r"(  # K5:\n(?:  #   .*\n)+)", plan.read_text("utf-8"))
    plan.write_text(before + marked.replace("  # ", "  ") + after, "utf-8")
    assert "2027" in cchc("check", "--as-of", "2027-03-05")[2]  # warned of now
    day = "{name: Tết Dương lịch, source: unverified}"
    holidays.write_text(holidays.read_text("utf-8") + f"  2027:\n    days_off:\n      2027-01-01: {day}\n", "utf-8")
    code, out, err = cchc("check", "--as-of", "2027-03-05", "--strict", "--format", "csv")
    assert (code, err) == (0, "")
    assert "2027-03-22" in out  # 15 days after the 5th is Saturday the 20th


def test_the_files(cchc: Cchc, tmp_path: Path):
    code, out, err = cchc("init", "w", "--as-of", "2026-11-25")
    assert (code, err) == (0, "")
    actual = made(tmp_path / "w")
    assert set(actual) == FILES
    assert set(re.findall(r"^  (\S+\.\S+|\.gitignore)$", out, re.MULTILINE)) == FILES
    assert out.splitlines()[-4:] == ["Tiếp theo:", "  cd w", "  cchc check", "Các lệnh sau đó: xem README.md."]
    assert actual["evidence/co-quan/posts.csv"] == (
        b"\xef\xbb\xbfdate,unit,type,title,channel,url,tags,for,sent,note\r\n"
    )
    assert actual["evidence/co-quan/states.csv"] == b"\xef\xbb\xbfdate,unit,type,channel,value,of,url,note\r\n"
    assert b"\n.*.lock\n" in actual[".gitignore"]


def test_today_is_the_day_of_issue(cchc: Cchc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def today(zone: str) -> date:
        assert zone == "Asia/Ho_Chi_Minh"
        return date(2027, 3, 5)

    monkeypatch.setattr("cchc_cli.cli.commands.init.today", today)
    assert usage.today is not today
    cchc("init")
    assert "\nissued: 2027-03-05 " in (tmp_path / "plans/co-quan/plan-2027.yaml").read_text("utf-8")


def test_every_yaml_names_its_schema(cchc: Cchc, tmp_path: Path):
    cchc("init", "--as-of", "2026-11-25")
    lines = {path.name: path.read_text("utf-8").splitlines()[0] for path in (tmp_path / "plans").rglob("*.yaml")}
    assert lines == {
        "holidays.yaml": "# yaml-language-server: $schema=schema/holidays.json",
        "organisation.yaml": "# yaml-language-server: $schema=../schema/organisation.json",
        "plan-2026.yaml": "# yaml-language-server: $schema=../schema/plan.json",
    }


def test_the_commands_of_the_readme(cchc: Cchc, tmp_path: Path):
    cchc("init", "--as-of", "2026-11-25")
    commands = re.findall(r"^ +cchc (.+)$", (tmp_path / "README.md").read_text("utf-8"), re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["check", "evidence", "todo", "explain", "validate"]
    for command in commands:
        words = [*re.sub(r' --title "(.+)"', "", command).split(), "--as-of", "2026-11-25"]
        words += ["--title", "Tiêu đề bài"] if "evidence" in words else []
        code, _, err = cchc(*words)
        assert (code, err) == (0, ""), command
    assert "được tính cho plan-2026/K1 VP tháng 11/2026" in cchc("evidence", "list")[1]


# ---- the two languages


def shape(text: str) -> object:
    """Return what a YAML file says, without the words for people."""

    def without(value: object) -> object:
        if isinstance(value, dict):
            words = {"title", "clause", "name", "aliases", "unknown"}
            return {key: without(inner) for key, inner in value.items() if key not in words}
        return [without(inner) for inner in value] if isinstance(value, list) else value

    return without(yaml.safe_load(text))


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2027, 3, 5)])
def test_both_languages_make_the_same_workspace(day: date):
    vietnamese, english = (Starter("co-quan", "Tên", day).files(Catalogue(lang)) for lang in ("vi", "en"))
    assert list(vietnamese) == list(english)
    for name in vietnamese:
        if name.endswith(".yaml"):
            assert shape(vietnamese[name].decode()) == shape(english[name].decode())
        elif name.endswith(".csv"):
            assert vietnamese[name] == english[name]


def test_the_example_has_each_form_of_a_quota():
    plan = yaml.safe_load(
        Starter("co-quan", "Tên", date(2026, 11, 25)).files(Catalogue("vi"))["plans/co-quan/plan-2026.yaml"]
    )
    quotas = plan["quotas"]
    assert [quotas["K1"]["every"], quotas["K2"]["every"], quotas["K3"]["every"]] == ["month", "quarter", "half-year"]
    assert quotas["K2"]["owes"] == "each DVTT"
    assert len(quotas["K3"]["needs"]["all"]) == 2
    assert quotas["K4"]["by"] == date(2026, 12, 31)
    assert quotas["K5"]["within"] == {"days": 15, "of": "issue"}
    assert list(quotas["K1"]["readings"]) == ["from-anyone"]
    assert (plan["issued"], plan["year"]) == (date(2026, 11, 25), 2026)


# What the comments of the plan propose to write, and in the place of what.
PROPOSED = {
    "posts: 3": "posts: 2",
    "every: quarter": "every: month",
    "via: [web, zalo]": "via: web",
    "via: {all: [web, zalo]}": "via: web",
    "owes: {each: DVTT, share: 80}": "owes: each DVTT",
    "owes: {jointly: [VP, TC]}": "owes: each DVTT",
    "last: {before: 2026-12-15}": "every: half-year",  # below it
    "by: 2026-10": "by: 2026-12-31",
    "by: 2026-Q3": "by: 2026-12-31",
    "before: 2026-12-01": "by: 2026-12-31",
    "every: week": "every: month",
    "every: working-day": "every: month",
    "every: {weeks: 2}": "every: month",
    "due: {by: 25}": "every: month",  # below it
    "needs: {posts: 2, distinct: channel}": "needs: {posts: 2, type: [news, article], via: web}",
    "needs: {posts: 2, at_most: true}": "needs: {posts: 2, type: [news, article], via: web}",
    'needs: {videos: 1, longer_than: "1:00", shorter_than: "3:00"}': "needs: {videos: 1}",
    "needs: {videos: 10, count: minutes}": "needs: {videos: 1}",
    "during: 2026-04..2026-12": "by: 2026-12-31",
    "needs: {conferences: 200, count: participants}": "needs: {conferences: 1, type: training, tags: tap-huan}",
    "ends: 2026-11-30": "year: 2026",  # below it
    "dates: {bau-cu: 2026-10-15}": "year: 2026",  # below it
}
BELOW = {"last": "    ", "due": "    ", "ends": "", "dates": ""}  # written on a line of its own, so far in


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_comments_propose_can_be_written(lang: str, cchc: Cchc, tmp_path: Path):
    cchc("init", "--as-of", "2026-03-02", "--lang", lang)
    plan = tmp_path / "plans/co-quan/plan-2026.yaml"
    text = plan.read_text("utf-8")
    comments = " ".join(re.findall(r"^ *# *(.*)", text, re.MULTILINE))
    assert {entry for entry in re.findall("`([^`]+)`", comments) if ": " in entry} == PROPOSED.keys()
    bare = re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)
    words = {new: new.partition(":")[0] for new in PROPOSED}
    proposed = [
        (old, f"{old}\n{BELOW[words[new]]}{new}" if words[new] in BELOW else new) for new, old in PROPOSED.items()
    ]
    for old, new in [
        *proposed,
        ("every: month", "every: half-year"),
        ("every: month", "every: year"),
        (" all:\n", " any:\n"),
    ]:
        assert bare.count(old) == 1
        plan.write_text(bare.replace(old, new), "utf-8")
        assert cchc("validate", "--strict", "--as-of", "2026-03-02")[::2] == (0, ""), new


def test_the_holidays_are_those_of_the_repository():
    ours = yaml.safe_load((scenario.ROOT / "plans/holidays.yaml").read_text("utf-8"))
    made = yaml.safe_load(Starter("a", "a", date(2026, 1, 1)).files(Catalogue("vi"))["plans/holidays.yaml"])
    assert made == {"years": {2026: ours["years"][2026]}}


@pytest.mark.parametrize(("locale", "first"), [("vi_VN.UTF-8", "# Cài đặt"), ("en_US.UTF-8", "# Settings")])
def test_the_language_is_that_of_the_locale(locale: str, first: str, cchc: Cchc, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("LC_ALL", locale)
    cchc("init")
    assert (tmp_path / "cchc.toml").read_text("utf-8").startswith(first)


# ---- whole or not at all, and never over anything


def tree(folder: Path) -> dict[str, bytes | None]:
    return {path.as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def in_the_way(folder: Path, case: str) -> list[str]:
    """Lay something in the way; return the names that are told."""
    (folder / "w").mkdir()
    if case == "a file":
        (folder / "w/README.md").write_text("mine", "utf-8")
        (folder / "w/evidence/co-quan").mkdir(parents=True)
        (folder / "w/evidence/co-quan/videos.csv").write_text("mine", "utf-8")
        return ["w/README.md", "w/evidence/co-quan/videos.csv"]
    if case == "a link to nothing":
        (folder / "w/cchc.toml").symlink_to("gone")
        return ["w/cchc.toml"]
    if case == "a file for a folder":
        (folder / "w/plans").write_text("mine", "utf-8")
        return ["w/plans"]
    (folder / "w").rmdir()
    (folder / "w").write_text("mine", "utf-8")
    return ["w"]


@pytest.mark.parametrize("case", ["a file", "a link to nothing", "a file for a folder", "a file for the workspace"])
def test_what_is_there_stays_and_is_named(case: str, cchc: Cchc, tmp_path: Path):
    names = in_the_way(tmp_path, case)
    before = tree(tmp_path)
    code, out, err = cchc("init", "w", "--lang", "en")
    assert (code, out) == (2, "")
    message = "this already exists, and nothing was written; move it away or choose another folder [already-there]"
    expected = [
        line for line in err.splitlines() if not line.endswith("[in-workspace]")
    ]  # what has a cchc.toml is one itself
    assert expected == [f"{name}: error: {message}" for name in names]
    assert tree(tmp_path) == before


def test_other_files_of_the_folder_do_not_matter(cchc: Cchc, tmp_path: Path):
    """A folder may hold a repository, and other plans and logs."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "evidence/co-quan").mkdir(parents=True)
    (tmp_path / "evidence/co-quan/posts-2025.csv").write_text("date,unit,title,channel\n", "utf-8")
    assert cchc("init", ".", "--as-of", "2026-11-25")[0] == 0
    assert set(made(tmp_path)) == {*FILES, "evidence/co-quan/posts-2025.csv"}


@pytest.mark.parametrize("folder", ["new", "new/in/new", "empty"])
def test_nothing_is_left_of_a_failure(folder: str, cchc: Cchc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "empty").mkdir()
    before = tree(tmp_path)
    opened = Path.open

    def full(path: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if mode == "xb" and path.name == "documents.csv":
            raise OSError(28, "No space left on device", str(path))
        return opened(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", full)
    code, out, err = cchc("init", folder, "--lang", "en")
    monkeypatch.undo()
    assert (code, out) == (2, "")
    assert err == (
        f"{folder}/evidence/co-quan/documents.csv: error: the file cannot be written: No space left on device; "
        "close it elsewhere or choose another name [write-failed]\n"
    )
    assert tree(tmp_path) == before


def test_what_comes_in_the_meantime_is_not_written_over(cchc: Cchc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "w").mkdir()
    (tmp_path / "w/cchc.toml").write_text("mine", "utf-8")
    monkeypatch.setattr("cchc_cli.cli.commands.init._refuse_if_taken", lambda *_: None)
    assert cchc("init", "w")[0] == 2
    assert made(tmp_path) == {"w/cchc.toml": b"mine"}


def test_no_workspace_in_a_workspace(cchc: Cchc, tmp_path: Path):
    build_workspace(tmp_path / "w")
    before = tree(tmp_path)
    code, out, err = cchc("init", "evidence/new", "--lang", "en", folder=tmp_path / "w")
    assert (code, out) == (2, "")
    assert err == (
        f"evidence/new: error: this is in the workspace {tmp_path / 'w'}, and nothing was written; choose a folder "
        "outside it, or add an organisation to it: a folder below its plans/ [in-workspace]\n"
    )
    assert tree(tmp_path) == before
    assert cchc("init", "../beside", folder=tmp_path / "w")[0] == 0
    assert cchc("init", "../beside", folder=tmp_path / "w")[0] == 2  # a second time


# ---- names


@pytest.mark.parametrize("code", ["so-y-te", "SYT", "115", "no", "true", "null", "1e3", "0x1F", "a-1"])
def test_an_organisation_is_what_it_was_called(code: str, cchc: Cchc, tmp_path: Path):
    """Whatever YAML would make of it."""
    assert cchc("init", "--org", code)[0] == 0
    assert cchc("check", "--strict")[::2] == (0, "")
    assert (tmp_path / f"evidence/{code}/posts.csv").is_file()


@pytest.mark.parametrize(
    "code", ["", "sở", "a b", "a/b", "..", ".", "-a", "a-", "a--b", "a_b", "a\n", "all", "ALL", "nul", "Com1", "schema"]
)
def test_what_cannot_be_the_code_of_an_organisation(code: str, cchc: Cchc, tmp_path: Path):
    code, out, err = cchc("init", "--org", code, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith("--org: error: ")
    assert tree(tmp_path) == {}


HOSTILE = ['Sở "Y" tế: #1', "{a: b}", "'", "\\", "@{org} $org {x} %s", "[x](y) `z`", "- a", "~", "null", "Tổ 😀", "# x"]


@settings(max_examples=25, deadline=None)
@given(
    st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20).filter(lambda text: text.isprintable() and text.strip()))
)
def test_a_name_is_read_back_as_it_was_given(name: str):
    files = Starter("co-quan", name, date(2026, 11, 25)).files(Catalogue("vi"))
    assert yaml.safe_load(files["plans/co-quan/organisation.yaml"])["name"] == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [("  Sở\u00a0Y\ttế\n", "Sở Y tế"), ("So\u031b\u0309 Y tê\u0301", "Sở Y tế"), ('Sở "Y" tế: #1', 'Sở "Y" tế: #1')],
)
def test_a_name_as_it_is_pasted(name: str, shown: str, cchc: Cchc):
    assert cchc("init", "--name", name)[0] == 0
    assert cchc("check")[1].startswith(f"{shown} · ")


@pytest.mark.parametrize("name", ["", " ", "a\x1b[31m", "a\u202eb", "a\u200bb", "a\udc80"])
def test_what_cannot_be_a_name(name: str, cchc: Cchc, tmp_path: Path):
    code, out, err = cchc("init", "--name", name, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith("--name: error: ")
    assert "\x1b" not in err
    assert tree(tmp_path) == {}


def test_another_workspace_in_the_environment_is_told(cchc: Cchc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CCHC_WORKSPACE", str(build_workspace(tmp_path / "other")))
    _, out, _ = cchc("init", "w", "--lang", "en")
    assert out.splitlines()[-1].startswith(
        f"CCHC_WORKSPACE is set to {tmp_path / 'other'}, so commands use that workspace"
    )


# ---- from a package that is not a folder


def test_the_example_is_read_from_a_zip(tmp_path: Path):
    package = scenario.ROOT / "src" / "cchc_cli"
    with ZipFile(tmp_path / "cchc.zip", "w") as archive:
        for path in package.rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                archive.write(path, path.relative_to(package.parent).as_posix())
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CCHC_")}
    environment |= {"PYTHONPATH": str(tmp_path / "cchc.zip")}
    command = [sys.executable, "-m", "cchc_cli", "init", "w", "--as-of", "2026-11-25"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
    assert set(made(tmp_path / "w")) == FILES
    shutil.rmtree(tmp_path / "w")


# ---- a command that was killed


@pytest.mark.parametrize("laid", range(1, 18))
@pytest.mark.parametrize("part", ["whole", "half", "empty"])
def test_a_killed_init_is_completed(laid: int, part: str, cchc: Cchc, tmp_path: Path):
    """Files are laid in order; a kill leaves the first of them, and the last of these perhaps in part."""
    words = ("--as-of", "2026-03-02")
    assert cchc("init", "whole", *words)[0] == 0
    whole = made(tmp_path / "whole")
    order = [*Starter("co-quan", "Tên cơ quan", date(2026, 3, 2)).files(Catalogue("vi"))]
    assert set(order) == set(whole)
    for name in order[:laid]:
        path = tmp_path / "killed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(whole[name])
    if part != "whole":
        path.write_bytes(whole[order[laid - 1]][: len(whole[name]) // 2 if part == "half" else 0])
    code, _, err = cchc("init", "killed", *words)
    assert (code, err) == (0, "")
    assert made(tmp_path / "killed") == whole
    assert cchc("init", "killed", *words)[0] == 2  # now it is whole


@pytest.mark.parametrize("laid", range(1, 18))
def test_a_killed_init_is_completed_on_another_day(
    laid: int, cchc: Cchc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """As of the day on which it was begun, whatever files were laid."""
    whole = Starter("co-quan", Catalogue("vi")("init.name"), date(2026, 12, 31)).files(Catalogue("vi"))
    for name in [*whole][:laid]:
        path = tmp_path / "killed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(whole[name])
    monkeypatch.setattr("cchc_cli.cli.commands.init.today", lambda _: date(2027, 1, 1))
    code, _, err = cchc("init", "killed", "--lang", "vi")
    assert (code, err) == (0, "")
    assert (tmp_path / "killed/plans/co-quan/plan-2026.yaml").read_bytes() == whole["plans/co-quan/plan-2026.yaml"]
    assert not (tmp_path / "killed/plans/co-quan/plan-2027.yaml").exists()
    assert cchc("init", "killed", "--lang", "vi")[0] == 2  # now it is whole


def test_what_was_changed_since_is_not_completed(cchc: Cchc, tmp_path: Path):
    cchc("init", "w", "--as-of", "2026-03-02")
    (tmp_path / "w/plans/co-quan/plan-2026.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "w/evidence/co-quan/states.csv").unlink()
    before = made(tmp_path / "w")
    assert cchc("init", "w", "--as-of", "2026-03-02")[0] == 2
    assert made(tmp_path / "w") == before


# ---- units and a plan of one's own

UNITS = "STT;Tên đơn vị;Viết tắt;Nhóm\n1;Văn phòng Sở;VPS;Các phòng\n2;Phòng Tổ chức cán bộ;TCCB;Các phòng\n3;Trạm Mẫu;;Trạm\n"
PLAN = """SỞ MẪU
Số: 12/KH-SM
Tỉnh Mẫu, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026

PHỤ LỤC
| STT | Nội dung công việc | Đơn vị chủ trì | Sản phẩm | Thời gian |
|---|---|---|---|---|
| 1 | Đăng tin, bài về cải cách hành chính | Văn phòng Sở | 02 tin, bài | Hằng tháng |
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "ds.csv").write_text(UNITS, "utf-8")
    (tmp_path / "ke-hoach-12.txt").write_text(PLAN, "utf-8")
    return tmp_path


def test_units_of_a_list_owe_the_example(own: Path, cchc: Cchc):
    assert cchc("init", "w", "--units", "ds.csv", "--as-of", "2026-03-02")[0] == 0
    organisation = yaml.safe_load((own / "w/plans/co-quan/organisation.yaml").read_text("utf-8"))
    assert list(organisation["units"]) == ["VPS", "TCCB", "TM"]
    assert [group["units"] for group in organisation["groups"].values()] == [["VPS", "TCCB"], ["TM"]]
    assert cchc("validate", "--strict", "--as-of", "2026-03-02", folder=own / "w")[::2] == (0, "")
    code, out, _ = cchc("check", "--as-of", "2026-03-02", "--format", "csv", folder=own / "w")
    assert code == 0
    assert {row["unit"] for row in csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))} >= {"VPS", "TCCB"}


def test_a_document_gives_the_plan(own: Path, cchc: Cchc):
    assert cchc("init", "w", "--units", "ds.csv", "--document", "ke-hoach-12.txt", "--as-of", "2026-01-20")[0] == 0
    plan = yaml.safe_load((own / "w/plans/co-quan/ke-hoach-12.yaml").read_text("utf-8"))
    assert (plan["number"], plan["year"]) == ("12/KH-SM", 2026)
    organisation = yaml.safe_load((own / "w/plans/co-quan/organisation.yaml").read_text("utf-8"))
    assert (list(organisation["units"]), "sample" in organisation) == (["VPS", "TCCB", "TM"], False)
    assert cchc("validate", "--as-of", "2026-01-20", folder=own / "w")[0] == 0
    commands = re.findall(r"^ +cchc (.+)$", (own / "w/README.md").read_text("utf-8"), re.MULTILINE)
    for command in commands:
        words = command.replace('"Tiêu đề bài"', "Bài").split()
        assert cchc(*words, "--as-of", "2026-01-20", folder=own / "w")[0] == 0, command


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--units", "none.csv"), "unreadable"),
        (("--units", "ke-hoach-12.txt"), "no-units"),
        (("--units", "ds.png"), "document-kind"),
        (("--document", "ds.png"), "document-kind"),
        (("--document", "empty.txt"), "no-tasks"),
    ],
)
def test_a_file_that_gives_nothing_leaves_nothing(words: tuple[str, str], code: str, own: Path, cchc: Cchc):
    (own / "ds.png").write_bytes(b"\x89PNG")
    (own / "empty.txt").write_text("Một dòng.\n", "utf-8")
    before = tree(own)
    actual, out, err = cchc("init", "w", *words)
    assert (actual, out) == (2, "")
    assert f"[{code}]" in err
    assert tree(own) == before


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Answer on a terminal."""

    def give(text: str) -> None:
        typed = io.StringIO(text)
        monkeypatch.setattr(sys, "stdin", typed)
        monkeypatch.setattr("cchc_cli.cli.commands.init.is_terminal", lambda: True)

    return give


def test_three_questions_make_a_workspace(own: Path, cchc: Cchc, answers: Callable[[str], None]):
    answers('Sở Mẫu\nnone.csv\n"ds.csv"\nke-hoach-12.txt\n')
    code, _, err = cchc("init", "w", "--as-of", "2026-03-02")
    assert code == 0
    assert re.findall(r"\d/3", err) == ["1/3", "2/3", "2/3", "3/3"]
    assert "none.csv: lỗi: " in err
    organisation = yaml.safe_load((own / "w/plans/co-quan/organisation.yaml").read_text("utf-8"))
    assert (organisation["name"], list(organisation["units"])) == ("Sở Mẫu", ["VPS", "TCCB", "TM"])
    assert cchc("check", "--as-of", "2026-03-02", folder=own / "w")[0] in {0, 1}


@pytest.mark.parametrize("typed", ["\n\n\n", ""])
def test_enter_and_the_end_of_the_input_take_the_example(
    typed: str, own: Path, cchc: Cchc, answers: Callable[[str], None]
):
    answers(typed)
    assert cchc("init", "w", "--as-of", "2026-11-25")[0] == 0
    assert set(made(own / "w")) == FILES


def test_who_says_yes_is_asked_nothing(own: Path, cchc: Cchc, answers: Callable[[str], None]):
    answers("Sở Mẫu\n")
    code, _, err = cchc("init", "w", "--yes", "--as-of", "2026-11-25")
    assert (code, err) == (0, "")
    assert "Cơ quan Mẫu" in (own / "w/plans/co-quan/organisation.yaml").read_text("utf-8")
