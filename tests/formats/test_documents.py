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
from cchc_cli.formats.documents.encoding import pieces
from cchc_cli.formats.documents.encoding import whole as whole_document
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
    "config": ["config", "--as-of", "2026-05-10"],
    "report": ["report", "--quarter", "2026-Q2", "--as-of", "2026-07-05"],
}


def printed(name: str, *more: str) -> tuple[int, Any]:
    with tempfile.TemporaryDirectory() as folder:
        line = [word.replace("{folder}", folder) for word in COMMAND_LINES[name]]
        code, data = whole.run(*line, *more, "--format", "json")
    return code, json.loads(data)


def test_every_document_has_a_command_and_every_command_a_document():
    # As the contract has them; all others are named like their command. A page shows what `check` writes.
    named = {"evidence received": "received", "page": "check"}
    assert set(COMMAND_LINES) == set(DOCUMENTS) == {named.get(name, name.replace(" ", "-")) for name in COMMANDS}
    assert all("json" in formats for formats in COMMANDS.values())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_printed_is_what_the_schema_says(name: str, tmp_path: Path):
    schema = document_schema(name)
    Draft202012Validator.check_schema(schema)
    code, found = printed(name, "--workspace", str(_copied(tmp_path) if name == "evidence-verify" else scenario.ROOT))
    assert code in {0, 1}
    assert found["schema"] == f"cchc/{name}/1"
    Draft202012Validator(schema).validate(found)
    # The types themselves read it back: a field of another name or type would be refused or lost.
    again = msgspec.convert(found, document_type(name), strict=True)
    assert json.loads(whole_document(again)) == found


def _copied(folder: Path) -> Path:
    """Copy the repository's workspace: what was looked at is kept there."""
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
    found = json.loads(data)
    lists = {"todo": "todos", "matrix": "lines", "calendar": "dated", "check": "verdicts"}
    assert (code, found[lists[name]]) == (3, [])
    Draft202012Validator(document_schema(name)).validate(found)


def test_a_document_goes_to_a_file(tmp_path):
    file = tmp_path / "plans.json"
    code, data = whole.run("plan", "list", "--format", f"json={file}", "--format", "text")
    assert code == 0
    assert b"hn-cchc-2026" in data
    assert json.loads(file.read_text("utf-8"))["schema"] == "cchc/plan-list/1"


def test_halves_of_letters_and_what_acts_on_a_terminal_are_escaped():
    """msgspec writes no half of a letter; the other entries of its batch stay as they are."""
    names = ["Tên", "\ud800", "\x9b31m", "a\u202eb", "\x7f", "“–”"]
    text = "".join(pieces({"schema": "x"}, "parts", [PartEntry(name, 1, None) for name in names]))
    assert [part["name"] for part in json.loads(text)["parts"]] == names
    assert "Tên" in text
    assert "“–”" in text
    assert not {"\ud800", "\x9b", "\u202e", "\x7f"} & set(text)


def test_the_page_of_fields_names_every_document():
    page = (scenario.ROOT / "docs" / "json.md").read_text("utf-8")
    assert all(f"## cchc/{name}/1" in page for name in DOCUMENTS)
