"""No output over an input: every option that names an output, of every command, on every kind of input.

The options are taken from the command line itself: an option for a file that is not sorted here fails the first test.
"""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import cchc_cli
import scenario
from cchc_cli.cli.app import app
from cchc_cli.formats.registry import COMMANDS
from workspaces import build_workspace, exit_code

Cchc = Callable[..., tuple[int, str, str]]
SOURCE = Path(cchc_cli.__file__).parent
# What each option that names a file or folder is to its command.
OUTPUTS = {"--output", "--freeze", "--format"}
INPUTS = {"--since", "--mapping", "--replaces", "SOURCE", "FILE", "FILE:ROW", "--units", "--document", "--letterhead"}
ROOTS = {"--plans", "--evidence", "--workspace"}
LOGS = {"--file"}  # of add and import, whose purpose is to write logs
OTHERS = {"init FOLDER"}  # makes a workspace where none of its files is yet: tests/cli/test_init.py


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
    for entry in below or {}:
        yield from commands(below[entry], f"{name} {entry}".strip())


ALL = dict(commands(get_command(app)))


def word(parameter: Any) -> str:
    long = [spelling for spelling in parameter.opts if spelling.startswith("--")]
    return long[0] if long else (parameter.metavar or parameter.name or "").upper()


def names_a_file(parameter: Any) -> bool:
    kind = repr(getattr(parameter, "type_descriptor", None) or getattr(parameter, "type", None))
    shown = parameter.metavar or ""
    return "path" in kind.lower() or "FILE" in shown or "DIR" in shown or word(parameter) in OUTPUTS | INPUTS


def test_every_option_that_names_a_file_is_sorted() -> None:
    actual = {
        f"{name} {word(parameter)}"
        for name, command in ALL.items()
        for parameter in command.params
        if names_a_file(parameter)
    } - OTHERS
    assert len(actual) > 40
    assert {entry for entry in actual if entry.split()[-1] not in OUTPUTS | INPUTS | ROOTS | LOGS} == set()


# ---- the program


@pytest.fixture
def cchc(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cchc:
    """Run the program in a folder; return exit code, standard output and error."""

    def run(*words: str, folder: Path) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        return exit_code(words, monkeypatch), *capsys.readouterr()

    return run


# ---- the options

# What else a command needs to come as far as its output.
NEEDED = {
    "report": ["--quarter", "2026-Q2", "--as-of", "2026-05-10"],
    "explain": ["demo-2026/A1"],
    "plan show": ["demo-2026"],
    "plan diff": ["demo-2026", "demo-2026"],
    "plan draft": ["--from", "demo-2026", "--year", "2027"],
    "schema": [],
    "evidence add": ["posts"],
    "evidence import": ["posts.csv"],
    "evidence reject": ["evidence/demo/posts.csv:2", "--reason", "x", "--by", "x"],
    "waive": [
        "demo-2026/A1", "--unit", "DV", "--until", "2026-12-31", "--reason", "x", "--by", "x", "--number", "1",
    ],
}  # fmt: skip
# How a file is given to an option; by default as the word after it.
FORMATS = {"check": ("json", "csv", "xlsx", "table"), "matrix": ("csv", "markdown", "json"), "report": ("text",)}
FORMATS = {name: FORMATS.get(name, ("json",)) for name in COMMANDS}


# What these write belongs among the inputs: a folder of schemas, a plan that is not there yet. Tested below.
BELOW = {"schema", "plan draft"}


def words_of(name: str, command: Any, target: str) -> Iterator[list[str]]:
    """Yield each command line of a command that sends an output to a file."""
    for parameter in command.params:
        option = word(parameter)
        if option not in OUTPUTS:
            continue
        if option == "--format":
            yield from ([name, option, f"{form}={target}"] for form in FORMATS.get(name, ()))
        elif option == "--freeze":
            yield [name, option, target, "--force"]
        elif name not in BELOW:
            yield [name, *(["--format", FORMATS[name][0]] if name in FORMATS else []), option, target]


def every_output() -> list[list[str]]:
    actual = [words for name, command in ALL.items() for words in words_of(name, command, "OUT")]
    return [[*words[0].split(), *NEEDED.get(words[0], []), *words[1:]] for words in actual]


def test_every_output_option_has_a_line() -> None:
    having = {name for name, command in ALL.items() if any(word(parameter) in OUTPUTS for parameter in command.params)}
    tried = {" ".join(words[: 2 if words[0] in {"evidence", "plan"} else 1]) for words in every_output()}
    lacking = having - tried - BELOW
    # --format of these chooses only what is printed
    assert {name for name in lacking if not only_prints(ALL[name])} == set()


def only_prints(command: Any) -> bool:
    return {word(parameter) for parameter in command.params} & OUTPUTS == {"--format"} and not any(
        word(parameter) == "--format" and "=FILE" in (getattr(parameter, "help", "") or "")
        for parameter in command.params
    )


# ---- the inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with an input of every kind."""
    made = build_workspace(tmp_path / "w")
    for name, text in {
        "cchc.toml": 'organisation = "demo"\n',
        "pyproject.toml": '[project]\nname = "x"\n',
        "plans/holidays.yaml": (scenario.ROOT / "plans" / "holidays.yaml").read_text("utf-8"),
        "plans/demo/waivers.yaml": "waivers: []\n",
        "plans/schema/plan.json": "{}\n",
        "evidence/demo/sub/videos.csv": "date,unit,title\n",
        ".cchc/undo/undo.json": "{}\n",
    }.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    return made


def hard_link(target: Path, folder: Path) -> str:
    os.link(target, folder / "other-name")
    return "other-name"


def soft_link(target: Path, folder: Path) -> str:
    (folder / "a-link").symlink_to(target)
    return "a-link"


def dots(target: Path, folder: Path) -> str:
    (folder / "results").mkdir()
    return f"results/../{target.relative_to(folder).as_posix()}"


def linked_folder(target: Path, folder: Path) -> str:
    (folder / "another").symlink_to(target.parent, target_is_directory=True)
    return f"another/{target.name}"


WAYS: dict[str, Callable[[Path, Path], str]] = {
    "its name": lambda target, folder: target.relative_to(folder).as_posix(),
    "its whole name": lambda target, _: str(target),
    "dots": dots,
    "a link": soft_link,
    "a hard link": hard_link,
    "a linked folder": linked_folder,
}
INPUT_FILES = (
    "evidence/demo/posts.csv", "evidence/demo/sub/videos.csv", "plans/demo/organisation.yaml", "plans/demo/demo-2026.yaml",
    "plans/demo/waivers.yaml", "plans/holidays.yaml", "plans/schema/plan.json", "cchc.toml",
    "pyproject.toml", ".cchc/undo/undo.json",
)  # fmt: skip
NEW_FILES = (
    "evidence/demo/out.json", "evidence/demo/sub/out.csv", "evidence/out.json", "plans/demo/new.yaml", "plans/demo/rulings.yaml", ".cchc/out.json",
)  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(cchc: Cchc, words: list[str], target: str, folder: Path, code: str) -> None:
    before = contents(folder)
    exit_code, out, err = cchc(*[text.replace("OUT", target) for text in words], "--lang", "en", folder=folder)
    assert (exit_code, f"[{code}]" in err) == (2, True), (out, err)
    assert contents(folder) == before
    assert out == ""


@pytest.mark.parametrize("words", every_output(), ids=" ".join)
def test_no_output_replaces_an_input(words: list[str], folder: Path, cchc: Cchc) -> None:
    for name in INPUT_FILES:
        code = "output-over-input" if "/" not in name or name == "plans/holidays.yaml" else "output-among-inputs"
        code = "output-among-inputs" if name.startswith("plans/") else code
        refused(cchc, words, name, folder, code)
    for name in NEW_FILES:
        refused(cchc, words, name, folder, "output-among-inputs")


@pytest.mark.parametrize("way", list(WAYS))
@pytest.mark.parametrize("name", INPUT_FILES)
def test_an_input_is_known_by_what_it_is(name: str, way: str, folder: Path, cchc: Cchc) -> None:
    target = WAYS[way](folder / name, folder)
    before = contents(folder)
    exit_code, _, err = cchc("check", "--format", f"json={target}", "--lang", "en", folder=folder)
    assert (exit_code, "[output-" in err) == (2, True), err
    assert contents(folder) == before


def test_a_page_that_is_an_input_by_another_name(folder: Path, cchc: Cchc) -> None:
    """A page ends in .html and no input does, so that only a link can make them one file."""
    os.link(folder / "evidence/demo/posts.csv", folder / "hard.html")
    (folder / "soft.html").symlink_to(folder / "cchc.toml")
    for target in ("hard.html", "soft.html"):
        refused(cchc, ["page", "-o", "OUT"], target, folder, "output-over-input")


def test_a_log_that_is_a_link_is_guarded_where_it_leads(folder: Path, cchc: Cchc) -> None:
    kept = folder / "kept.csv"
    shutil.move(folder / "evidence/demo/posts.csv", kept)
    (folder / "evidence/demo/posts.csv").symlink_to(kept)
    refused(cchc, ["check", "--format", "json=OUT"], "kept.csv", folder, "output-over-input")


def test_the_frozen_report_compared_with_is_an_input(folder: Path, cchc: Cchc) -> None:
    code, _, err = cchc(
        "report", "--quarter", "2026-Q2", "--as-of", "2026-05-10", "-o", "r.txt", "--freeze", "f.json", folder=folder
    )
    assert code == 0, err
    (folder / "g.json").hardlink_to(folder / "f.json")
    for target in ("f.json", "g.json"):
        refused(cchc, ["check", "--since", "f.json", "--format", "json=OUT"], target, folder, "output-over-input")


def test_roots_that_options_name_are_guarded_too(folder: Path, tmp_path: Path, cchc: Cchc) -> None:
    shutil.move(folder / "evidence", tmp_path / "logs")
    words = ["check", "--evidence", str(tmp_path / "logs"), "--format", "json=OUT"]
    refused(cchc, words, str(tmp_path / "logs/demo/posts.csv"), folder, "output-among-inputs")
    refused(cchc, words, str(tmp_path / "logs/demo/new.json"), folder, "output-among-inputs")
    code, _, _ = cchc(
        "check", "--evidence", str(tmp_path / "logs"), "--format", f"json={tmp_path}/x.json", folder=folder
    )
    assert (code in {0, 1}, (tmp_path / "x.json").is_file()) == (True, True)


def test_another_workspace_is_guarded_too(folder: Path, tmp_path: Path, cchc: Cchc) -> None:
    other = build_workspace(tmp_path / "other")
    refused(
        cchc, ["check", "--format", "json=OUT"], str(other / "evidence/demo/posts.csv"), folder, "output-among-inputs"
    )
    refused(cchc, ["check", "--format", "json=OUT"], str(other / "cchc.toml"), folder, "output-over-input")


def test_the_summary_of_a_step_is_an_output(folder: Path, monkeypatch: pytest.MonkeyPatch, cchc: Cchc) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "evidence/demo/posts.csv"))
    before = contents(folder)
    code, _, err = cchc("check", "--format", "github", "--lang", "en", folder=folder)
    assert (code, "[output-among-inputs]" in err) == (2, True)
    assert contents(folder) == before


def test_schemas_are_written_where_they_belong_and_nowhere_else_among_inputs(folder: Path, cchc: Cchc) -> None:
    code, _, err = cchc("schema", "-o", "plans/schema", folder=folder)
    assert (code, err) == (0, "")
    assert len((folder / "plans/schema/plan.json").read_bytes()) > 100
    for target in ("plans/demo", "evidence/demo", "evidence/demo/new", ".cchc"):
        refused(cchc, ["schema", "-o", "OUT"], target, folder, "output-among-inputs")
    (folder / "plans/schema/waivers.json").unlink()
    (folder / "plans/schema/waivers.json").hardlink_to(folder / "plans/demo/demo-2026.yaml")
    refused(cchc, ["schema", "waivers", "-o", "OUT"], "plans/schema/waivers.json", folder, "output-over-input")


@pytest.mark.parametrize("words", [["draft.txt"], ["--from", "demo-2026", "--year", "2027"]], ids=["FILE", "--from"])
def test_a_drafted_plan_is_laid_among_the_plans_and_over_nothing(words: list[str], folder: Path, cchc: Cchc) -> None:
    (folder / "draft.txt").write_text("KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức của cán bộ.\n", encoding="utf-8")
    draft = ["plan", "draft", *words, "--output"]
    before = contents(folder)
    for name in (
        *INPUT_FILES,
        *NEW_FILES,
        "draft.txt",
        "evidence/demo/new.yaml",
        ".cchc/new.yaml",
        "plans/demo/organisation.yaml",
    ):
        for way in WAYS if name in INPUT_FILES else ("its name",):
            target = WAYS[way](folder / name, folder)
            if name != "plans/demo/new.yaml":
                code, out, err = cchc(*draft, target, "--lang", "en", folder=folder)
                assert (code, out, "]" in err) == (2, "", True), (name, way, err)
            for made in ("results", "another", "a-link", "other-name"):
                path = folder / made
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
            assert contents(folder) == before, (name, way)
    code, _, err = cchc(*draft, "plans/demo/new.yaml", folder=folder)
    assert code == 0, err
    assert contents(folder).keys() - before.keys() == {"plans/demo/new.yaml"}


@pytest.mark.parametrize(
    "words",
    [
        ["report", *NEEDED["report"], "-o", "r.txt", "--freeze", "OUT"],
        ["evidence", "template", "--format", "xlsx", "-o", "OUT"],
    ],
    ids=["--freeze", "template"],
)
def test_force_is_needed_to_replace_a_file(words: list[str], folder: Path, cchc: Cchc) -> None:
    (folder / "there").write_text("kept", encoding="utf-8")
    refused(cchc, words, "there", folder, "would-replace")
    code, _, err = cchc(*[text.replace("OUT", "there") for text in words], "--force", folder=folder)
    assert code == 0, err
    assert (folder / "there").read_bytes() != b"kept"


@pytest.mark.parametrize("other", ["x.json", "./x.json", "d/../x.json"])
def test_two_outputs_do_not_share_a_file(other: str, folder: Path, cchc: Cchc) -> None:
    (folder / "d").mkdir()
    refused(cchc, ["check", "--format", "json=x.json", "--format", "csv=OUT"], other, folder, "same-file")
    refused(cchc, ["report", *NEEDED["report"], "-o", "x.json", "--freeze", "OUT"], other, folder, "same-file")


def test_an_output_beside_the_inputs_is_written_and_written_again(folder: Path, cchc: Cchc) -> None:
    for _ in range(2):
        code, _, err = cchc("check", "--format", "json=out.json", folder=folder)
        assert (code in {0, 1}, (folder / "out.json").is_file()) == (True, True), err


# ---- no way around it


def test_nothing_else_writes_files() -> None:
    """Only storing/ and the one module of the command line that asks the guard open files for writing."""
    actual = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name.startswith("storing/") or name == "cli/output.py":
            continue
        actual += [f"{name}:{node.lineno}" for node in ast.walk(ast.parse(path.read_text("utf-8"))) if _writes(node)]
    assert [entry.rpartition(":")[0] for entry in actual] == [
        "cli/terminal/streams.py"
    ]  # the null device, of a closed stream


def _writes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    modes = [
        text.value for text in (*node.args, *(key.value for key in node.keywords)) if isinstance(text, ast.Constant)
    ]
    opened = called in {"open", "fdopen"} and any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
    return opened or called in {"write_text", "write_bytes", "touch", "rename", "symlink_to", "hardlink_to"}
