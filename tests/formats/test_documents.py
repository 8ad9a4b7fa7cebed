"""The JSON of every command against the schema that is generated from its types."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

import scenario
import whole
from cchc_cli.formats.documents.check import PartEntry
from cchc_cli.formats.documents.encoding import document_text as whole_document
from cchc_cli.formats.documents.encoding import pieces
from cchc_cli.formats.documents.schemas import DOCUMENTS, document_schema, document_type
from cchc_cli.formats.registry import COMMANDS

COMMAND_LINES = {
    "check": ["check", "--org", "all", "--year", "2026", "--as-of", "2026-11-22", "--by", "unit"],
    "explain": ["explain", "dn-cchc-2026/A7a", "--org", "danang", "--as-of", "2026-11-22"],
    "todo": ["todo", "--org", "all", "--as-of", "2026-05-10", "--by", "unit"],
    "matrix": ["matrix", "--org", "all", "--year", "2026", "--as-of", "2026-11-22"],
    "calendar": ["calendar", "--as-of", "2026-05-10"],
    "received": ["evidence", "received", "--as-of", "2026-05-10"],
    "validate": ["validate", "--as-of", "2026-11-22"],
    "plan-list": ["plan", "list"],
    "plan-show": ["plan", "show", "dn-cchc-2026"],
    "plan-draft": ["plan", "draft", "--from", "hn-cchc-2026", "--year", "2027", "-o", "{folder}/draft.yaml"],
    "plan-diff": ["plan", "diff", "hn-cchc-2026", "hn-tthc-2026", "--as-of", "2026-05-10"],
    "evidence-list": ["evidence", "list", "--as-of", "2026-11-22"],
    "evidence-verify": ["evidence", "verify"],
    "evidence-add": [
        "evidence", "add", "posts", "--date", "2026-04-05", "--unit", "VPS", "--title", "Một cửa", "--channel", "web-so",
        "--tags", "cchc", "--file", "posts-2026-h1.csv", "--as-of", "2026-04-10",
    ],
    "evidence-import": ["evidence", "import", "{folder}/posts.csv", "--file", "posts-2026-h1.csv"],
    "evidence-template": ["evidence", "template", "--unit", "VPS"],
    "evidence-reject": [
        "evidence", "reject", "evidence/hanoi/posts-2026-h1.csv:2", "--reason", "Sai nội dung", "--by", "Sở Nội vụ",
        "--on", "2026-05-10",
    ],
    "evidence-undo": ["evidence", "undo"],
    "waive": [
        "waive", "hn-cchc-2026/A6", "--unit", "BV03", "--until", "2026-12-31", "--reason", "Sửa trụ sở",
        "--by", "Giám đốc", "--number", "01/QĐ-SYT",
    ],
    "config": ["config", "--as-of", "2026-05-10"],
    "report": ["report", "--quarter", "2026-Q2", "--as-of", "2026-07-05"],
}  # fmt: skip
# These write to the workspace.
WRITING = frozenset({"evidence-verify", "evidence-add", "evidence-import", "evidence-reject", "evidence-undo", "waive"})
INCOMING = """date,unit,title,channel,tags
2026-04-06,VPS,Một cửa liên thông,web-so,cchc
2026-13-06,VPS,Ngày sai,web-so,cchc
"""


def printed(name: str, *more: str) -> tuple[int, Any]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "posts.csv").write_text(INCOMING, "utf-8")
        line = [word.replace("{folder}", folder) for word in COMMAND_LINES[name]]
        code, data = whole.run(*line, *more, "--format", "json")
    return code, json.loads(data) if data else None


def test_every_document_has_a_command_and_every_command_a_document():
    # As the contract has them; all others are named like their command. A page shows what `check` writes.
    named = {"evidence received": "received", "page": "check"}
    assert set(COMMAND_LINES) == set(DOCUMENTS) == {named.get(name, name.replace(" ", "-")) for name in COMMANDS}
    assert all("json" in formats for formats in COMMANDS.values())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_printed_is_what_the_schema_says(name: str, tmp_path: Path):
    schema = document_schema(name)
    Draft202012Validator.check_schema(schema)
    workspace = str(_copied(tmp_path) if name in WRITING else scenario.ROOT)
    if name == "evidence-undo":
        printed("evidence-add", "--workspace", workspace)
    code, document = printed(name, "--workspace", workspace)
    assert code in ({2} if name == "evidence-import" else {0, 1})
    assert document["schema"] == f"cchc/{name}/1"
    Draft202012Validator(schema).validate(document)
    # The types themselves read it back: a field of another name or type would be refused or lost.
    again = msgspec.convert(document, document_type(name), strict=True)
    assert json.loads(whole_document(again)) == document


def _copied(folder: Path) -> Path:
    """Copy the repository's workspace for a command that writes to it."""
    folder.mkdir(exist_ok=True)
    for name in ("plans", "evidence"):
        shutil.copytree(scenario.ROOT / name, folder / name)
    shutil.copyfile(scenario.ROOT / "cchc.toml", folder / "cchc.toml")
    return folder


@pytest.mark.parametrize("name", ["todo", "matrix", "calendar", "check"])
def test_where_nothing_is_owed_the_document_is_printed_and_the_exit_is_3(name: str):
    window = ["--year", "2030"] if name in {"matrix", "calendar"} else []
    window = ["--month", "2025-01"] if name == "check" else window
    line = [name, *window, "--as-of", "2025-01-10", "--unit", "BV13", "--format", "json"]
    code, data = whole.run(*line, "--plan", "hn-tthc-2026")
    document = json.loads(data)
    lists = {"todo": "todos", "matrix": "lines", "calendar": "dated", "check": "verdicts"}
    assert (code, document[lists[name]]) == (3, [])
    Draft202012Validator(document_schema(name)).validate(document)


def test_a_document_goes_to_a_file(tmp_path):
    file = tmp_path / "plans.json"
    code, data = whole.run("plan", "list", "--format", f"json={file}", "--format", "text")
    assert code == 0
    assert b"hn-cchc-2026" in data
    assert json.loads(file.read_text("utf-8"))["schema"] == "cchc/plan-list/1"


def test_halves_of_letters_and_what_acts_on_a_terminal_are_escaped():
    """msgspec writes no half of a letter; the other entries of its batch stay as they are."""
    names = ["Tên", "\ud800", "\x9b31m", "a\u202eb", "\x7f", "“–”"]
    data = b"".join(pieces({"schema": "x"}, "parts", [PartEntry(name, 1, None) for name in names]))
    text = str(data, "utf-8")
    assert [part["name"] for part in json.loads(text)["parts"]] == names
    assert "Tên" in text
    assert "“–”" in text
    assert not {"\ud800", "\x9b", "\u202e", "\x7f"} & set(text)


def test_the_page_of_fields_names_every_document():
    page = (scenario.ROOT / "docs" / "json.md").read_text("utf-8")
    assert all(f"## cchc/{name}/1" in page for name in DOCUMENTS)


# ---- the commands that write


def document_of(folder: Path, name: str, *more: str) -> Any:
    return printed(name, "--workspace", str(folder), *more)[1]


def test_an_added_row_names_its_place_and_the_verdicts_that_it_changes(tmp_path: Path) -> None:
    folder = _copied(tmp_path)
    before = document_of(folder, "evidence-add", "--dry-run")
    assert (before["written"], before["outcome"], before["problems"]) == (False, "added", [])
    document = document_of(folder, "evidence-add")
    assert (document["written"], document["outcome"]) == (True, "added")
    assert document["place"] == before["place"]
    path = folder / document["place"]["file"]
    assert "Một cửa" in path.read_text("utf-8").splitlines()[document["place"]["row"] - 1]
    assert [row["title"] for row in document["rows"]] == ["Một cửa"]
    changed = {impact["quota"]: (impact["before"]["count"], impact["now"]["count"]) for impact in document["impacts"]}
    a3 = changed["hn-cchc-2026/A3"]  # two posts a month on the site of the Sở: one more
    assert a3[1] == a3[0] + 1
    again = document_of(folder, "evidence-add")
    assert (again["written"], again["outcome"], again["place"]) == (False, "duplicate", document["place"])
    assert document_of(folder, "evidence-undo")["files"] == [document["place"]["file"]]
    assert document_of(folder, "evidence-undo")["files"] == []


def test_a_refused_row_has_its_problems_at_the_option(tmp_path: Path) -> None:
    folder = _copied(tmp_path)
    document = document_of(folder, "evidence-add", "--date", "2026-13-05")
    assert (document["written"], document["outcome"], document["place"], document["impacts"]) == (
        False,
        "refused",
        None,
        [],
    )
    assert [(problem["file"], problem["code"]) for problem in document["problems"]] == [("--date", "bad-date")]


def test_an_import_has_the_outcome_of_each_row(tmp_path: Path) -> None:
    folder = _copied(tmp_path)
    for more, written in ([], False), (["--yes"], True):
        document = document_of(folder, "evidence-import", *more)
        assert (document["written"], document["files"]) == (written, 1)
        (table,) = document["tables"]
        assert (table["added"], table["duplicate"], table["refused"]) == (1, 0, 1)
        assert [(row["row"], row["outcome"]) for row in table["rows"]] == [(2, "added"), (3, "refused")]
        assert [problem["column"] for problem in table["rows"][1]["problems"]] == ["date"]
    assert document_of(folder, "evidence-import")["tables"][0]["duplicate"] == 1


def test_an_output_of_an_import_does_not_replace_the_imported_file(tmp_path: Path) -> None:
    source = tmp_path / "posts.json"
    source.write_text(INCOMING, "utf-8")
    line = ["evidence", "import", str(source), "--kind", "posts", "--file", "posts-2026-h1.csv"]
    code, error = whole.run(*line, "-o", str(source), "--lang", "en", stream="stderr")
    assert code == 2
    assert b"[output-over-input]" in error
    assert source.read_text("utf-8") == INCOMING


def test_a_template_lists_columns_choices_and_quotas() -> None:
    _, document = printed("evidence-template", "--lang", "vi")
    posts = next(log for log in document["logs"] if log["kind"] == "posts")
    columns = {column["column"]: column for column in posts["columns"]}
    assert posts["sheet"] == "Tin bài"
    assert [name for name, column in columns.items() if column["required"]] == ["date", "unit", "title", "channel"]
    assert "Zalo" in " ".join(columns["channel"]["choices"])
    assert columns["title"]["choices"] == []
    assert document["units"] == ["VPS"]
    assert "A3" in [quota["quota"] for quota in document["quotas"]]


def test_a_decision_names_what_it_covers(tmp_path: Path) -> None:
    folder = _copied(tmp_path)
    waived = document_of(folder, "waive")
    assert waived["place"].startswith("plans/hanoi/waivers.yaml:")
    assert [(obligation["unit"], obligation["due"]) for obligation in waived["covered"]] == [("BV03", "2026-12-31")]
    rejected = document_of(folder, "evidence-reject")
    assert rejected["rows"] == [{"file": "evidence/hanoi/posts-2026-h1.csv", "row": 2}]
    assert rejected["accepted"] is False


@pytest.mark.parametrize("name", sorted(WRITING))
def test_a_command_that_writes_has_its_document_in_a_file(name: str, tmp_path: Path) -> None:
    folder, file = _copied(tmp_path / "w"), tmp_path / "result"
    _, document = printed(name, "--workspace", str(folder), "-o", str(file), "--lang", "en")
    assert document is None
    assert json.loads(file.read_text("utf-8"))["schema"] == f"cchc/{name}/1"
