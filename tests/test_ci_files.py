"""The action and the pre-commit hook, as far as they go without their services."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from scenario import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
[CHECK] = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
RELEASE = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8"))
BASH = shutil.which("bash")
STUB = '#!/usr/bin/env bash\nprintf "%s\\n" "$@" >"$SAID"\nexit "$CODE"\n'


def run_check(folder: Path, code: int = 0, **inputs: str) -> tuple[int, list[str], str]:
    """Run the step as a runner does, with a `cchc` that writes its arguments down; return exit code, arguments, outputs."""
    values = {name: str(field["default"]) for name, field in ACTION["inputs"].items()} | inputs
    variables = {key: values[re.search(r"inputs\.([\w-]+)", value)[1]] for key, value in CHECK["env"].items()}
    stub = folder / "cchc"
    stub.write_text(STUB, encoding="utf-8", newline="\n")
    stub.chmod(0o755)
    printed, output = folder / "said", folder / "output"
    environment = {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "SAID": str(printed), "CODE": str(code),
        "GITHUB_OUTPUT": str(output), **variables,
    }  # fmt: skip
    command = [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", CHECK["run"]]
    done = subprocess.run(command, env=environment, cwd=folder, check=False)  # noqa: S603
    return done.returncode, printed.read_text("utf-8").splitlines(), output.read_text("utf-8")


@pytest.mark.skipif(BASH is None, reason="needs bash")
class TestAction:
    def test_by_default_it_checks_the_last_month(self, tmp_path):
        code, output, _ = run_check(tmp_path)
        assert code == 0
        assert output == ["check", "--format", "github", "--workspace", ".", "--fail-on", "missed", "--month", "last"]

    def test_inputs_become_arguments(self, tmp_path):
        inputs = {
            "month": "",
            "unit": "VPS TCCB",
            "org": "hanoi",
            "args": "--quarter 2026-Q2\n--strict",
            "fail-on": "never",
        }
        _, output, _ = run_check(tmp_path, **inputs)
        assert output[4:] == [
            ".", "--fail-on", "never", "--org", "hanoi", "--unit", "VPS", "--unit", "TCCB", "--quarter", "2026-Q2", "--strict",
        ]  # fmt: skip

    def test_inputs_are_not_run(self, tmp_path):
        _, output, _ = run_check(tmp_path, month="$(touch pwned)", unit="`touch pwned`", args="; touch pwned")
        assert output[8] == "$(touch pwned)"
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


class TestRelease:
    def test_nothing_is_permitted_but_by_a_job(self):
        assert RELEASE["permissions"] == {}

    def test_only_one_job_may_publish_and_it_builds_nothing(self):
        [publisher] = [job for job in RELEASE["jobs"].values() if "id-token" in job["permissions"]]
        assert [step for step in publisher["steps"] if "run" in step] == []
        assert [step["uses"].split("@")[0] for step in publisher["steps"]] == [
            "actions/download-artifact",
            "pypa/gh-action-pypi-publish",
        ]

    def test_every_action_is_pinned_by_its_hash(self):
        steps = [step for job in RELEASE["jobs"].values() for step in job["steps"]] + ACTION["runs"]["steps"]
        used = [step["uses"] for step in steps if "uses" in step]
        assert used
        assert [name for name in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)] == []

    def test_every_build_is_held_to_the_tag(self):
        runs = [
            step["run"]
            for job in RELEASE["jobs"].values()
            for step in job["steps"]
            if "scripts/release" in step.get("run", "")
        ]
        assert len(runs) == 2
        assert all('--tag "$GITHUB_REF_NAME"' in run for run in runs)

    def test_a_tag_that_is_not_the_version_is_refused(self, tmp_path):
        command = [sys.executable, str(ROOT / "scripts" / "release"), "--tag", "v0.0.0", "--out", str(tmp_path / "out")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 1
        assert "the tag is v0.0.0, the version is " in done.stderr
        assert not (tmp_path / "out").exists()

    def test_both_scripts_start_the_program(self):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        assert project["scripts"]["cchc"] == project["scripts"][project["name"]]
