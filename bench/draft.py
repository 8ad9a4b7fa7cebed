"""The accuracy of drafts of plans: `python bench/draft.py FOLDER [NAME …]` prints a line for each document, then the sums.

FOLDER contains documents, the right answers NAME.expected.json beside each NAME, organisations/ with their files, and judge.py,
which compares a draft with the answers. The installed program drafts each document in a separate workspace.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType

import yaml

COLUMNS = ("rows", "found", "fields", "right", "open", "wrong", "SILENT", "invented", "clauses", "listed")


def main(folder: Path, names: list[str]) -> int:
    judge = _judge(folder / "judge.py")
    total: Counter[str] = Counter()
    print(f"{'document':28}", *(f"{column:>8}" for column in COLUMNS))
    for answers in sorted(folder.glob("*.expected.json")):
        document = folder / answers.name.removesuffix(".expected.json")
        if names and document.name not in names:
            continue
        expected = json.loads(answers.read_text(encoding="utf-8"))
        organisation = folder / "organisations" / f"{expected['organisation']}.yaml"
        text, accepted = _draft(document, organisation)
        roster = yaml.load(organisation.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  (texts only)
        read, lines = judge.judge(text, expected, roster)
        print(f"{document.name:28}", *(f"{read.get(column, 0):8}" for column in COLUMNS), "" if accepted else "REFUSED")
        print("\n".join(lines), file=sys.stderr)
        total.update({column: read.get(column, 0) for column in COLUMNS})
        total["refused"] += not accepted
        if not expected["columns_lost"]:
            total.update({"clear fields": read["fields"], "clear right": read.get("right", 0)})
    _sums(total)
    return 0


def _sums(total: Counter[str]) -> None:
    print(f"{'all':28}", *(f"{total[column]:8}" for column in COLUMNS))
    print(
        f"rows found: {total['found']} of {total['rows']}; invented: {total['invented']}; refused: {total['refused']}"
    )
    print(f"fields right where columns are not lost: {_percent(total['clear right'], total['clear fields'])}")
    print(f"silently wrong: {_percent(total['SILENT'], total['fields'])}")


def _percent(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f}%)" if whole else "none"


def _draft(document: Path, organisation: Path) -> tuple[str, bool]:
    """Return the text of the draft, and whether `cchc validate` accepts it."""
    code = organisation.stem
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _run(root, "init", "--org", code)
        plans = root / "plans" / code
        for plan in plans.glob("plan-*.yaml"):
            plan.unlink()
        shutil.copy(organisation, plans / "organisation.yaml")
        target = plans / "draft.yaml"
        drafted = _run(root, "plan", "draft", str(document.resolve()), "-o", str(target))
        if not target.is_file():
            return "", False
        return target.read_text(encoding="utf-8"), drafted == 0 and _run(root, "validate") == 0


def _run(folder: Path, *words: str) -> int:
    done = subprocess.run([sys.executable, "-m", "cchc_cli", *words], cwd=folder, capture_output=True, check=False)
    if done.returncode:
        print(done.stderr.decode(errors="replace"), file=sys.stderr)
    return done.returncode


def _judge(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["judge"] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
