"""The action and the pre-commit hook, as far as they go without their services."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from scenario import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
[CHECK] = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
BASH = shutil.which("bash")
STUB = '#!/usr/bin/env bash\nprintf "%s\\n" "$@" >"$SAID"\nexit "$CODE"\n'


def run_check(folder: Path, code: int = 0, **inputs: str) -> tuple[int, list[str], str]:
    """Run the step as a runner does, with a `cchc` that writes its arguments down; return exit code, arguments, outputs."""
    given = {name: str(field["default"]) for name, field in ACTION["inputs"].items()} | inputs
    variables = {key: given[re.search(r"inputs\.([\w-]+)", value)[1]] for key, value in CHECK["env"].items()}
    stub = folder / "cchc"
    stub.write_text(STUB, encoding="utf-8", newline="\n")
    stub.chmod(0o755)
    said, output = folder / "said", folder / "output"
    environment = {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "SAID": str(said), "CODE": str(code),
        "GITHUB_OUTPUT": str(output), **variables,
    }  # fmt: skip
    command = [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", CHECK["run"]]
    done = subprocess.run(command, env=environment, cwd=folder, check=False)  # noqa: S603
    return done.returncode, said.read_text("utf-8").splitlines(), output.read_text("utf-8")


@pytest.mark.skipif(BASH is None, reason="needs bash")
class TestAction:
    def test_by_default_it_checks_the_last_month(self, tmp_path):
        code, said, _ = run_check(tmp_path)
        assert code == 0
        assert said == ["check", "--format", "github", "--workspace", ".", "--fail-on", "missed", "--month", "last"]

    def test_inputs_become_arguments(self, tmp_path):
        inputs = {
            "month": "",
            "unit": "VPS TCCB",
            "org": "hanoi",
            "args": "--quarter 2026-Q2\n--strict",
            "fail-on": "never",
        }
        _, said, _ = run_check(tmp_path, **inputs)
        assert said[4:] == [
            ".", "--fail-on", "never", "--org", "hanoi", "--unit", "VPS", "--unit", "TCCB", "--quarter", "2026-Q2", "--strict",
        ]  # fmt: skip

    def test_inputs_are_not_run(self, tmp_path):
        _, said, _ = run_check(tmp_path, month="$(touch pwned)", unit="`touch pwned`", args="; touch pwned")
        assert said[8] == "$(touch pwned)"
        assert not (tmp_path / "pwned").exists()
        assert "${{" not in CHECK["run"]

    @pytest.mark.parametrize("code", [1, 2, 3, 70])
    def test_the_exit_code_is_passed_on(self, tmp_path, code):
        assert run_check(tmp_path, code)[::2] == (code, f"exit-code={code}\n")


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("plans/hanoi/hn-cchc-2026.yaml", True),
        ("so-y-te/evidence/hanoi/bv01/posts.csv", True),
        ("evidence/hanoi/posts.xlsx", True),
        ("cchc.toml", True),
        ("src/cchc_cli/model/plan.py", False),
        ("docs/plans.md", False),
    ],
)
def test_the_hook_runs_for_plans_and_logs(file, wanted):
    assert bool(re.search(HOOK["files"], file)) is wanted
    assert (HOOK["entry"], HOOK["pass_filenames"]) == ("cchc validate", False)
