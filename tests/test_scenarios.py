"""Every scenario under tests/scenarios: what the plans ask, judged on small evidence."""

from pathlib import Path

import pytest

import scenario

FILES = sorted(scenario.SCENARIOS.rglob("*.txt"))
CASES = [(path, case) for path in FILES for case in scenario.read(path)]


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{path.parent.name}/{path.stem}: {case.title}" for path, case in CASES]
)
def test_scenario(case: scenario.Scenario, tmp_path: Path) -> None:
    assert case.expected, "a case that expects nothing"
    scenario.run(case, tmp_path)
