"""Ratios against the fixed baselines, from runs in turn in one go: `make bench` (`bench/run.py start|mid|big|all`).

Only ratios are printed as results; the times beside them are of this machine and this hour.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles

HERE = Path(__file__).parent
ROOT = HERE.parent
BASE = HERE / "baselines"
PYTHON = sys.executable
# As a user has it: modules compiled once and kept, output not written letter by letter.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"} and not name.startswith("CCHC_")
}
CHANNELS = ("website", "zalo", "fanpage", "city-portal", "youtube", "tiktok")


Program = tuple[list[str], dict[str, str]]  # a command, and its environment


def program(command: list[str]) -> Program:
    """Return a command of this Python."""
    return [PYTHON, *command], ENVIRONMENT


def timed(asked: Program, folder: Path) -> tuple[float, int]:
    """Return seconds and the peak memory in KB of one run."""
    command, environment = asked
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    missed = command[2:3] == ["cchc_cli"] and process.returncode == 1
    if process.returncode and not missed:
        raise SystemExit(f"exit {process.returncode}: {' '.join(command)}")
    return time.perf_counter() - started, usage.ru_maxrss


def compare(
    name: str, ours: dict[str, Program], others: dict[str, tuple[Program, float | None]], folder: Path, runs: int
) -> dict[str, float]:
    """Run ours and the others in turn, print the ratios beside what is wanted; return our medians.

    A ratio is the median of those of each round, whose runs come one after the other: a machine that others make slower
    for a while makes all of a round slower, but not the same half of all programs' runs.
    """
    programs = ours | {label: asked for label, (asked, _) in others.items()}
    for asked in programs.values():
        timed(asked, folder)  # modules compiled, files in the system's memory
    found: dict[str, list[tuple[float, int]]] = {label: [] for label in programs}
    for _ in range(runs):
        for label, asked in programs.items():
            found[label].append(timed(asked, folder))
    medians = {label: median(seconds for seconds, _ in times) for label, times in found.items()}
    memory = {label: max(kb for _, kb in times) // 1024 for label, times in found.items()}
    print(f"{name}: medians of {runs} rounds, in brackets the middle half")
    for mine in ours:
        print(f"  {mine}: {medians[mine]:.2f} s, {memory[mine]} MB")
        for label, (_, wanted) in others.items():
            rounds = zip(found[mine], found[label], strict=True)
            low, middle, high = quantiles([here / there for (here, _), (there, _) in rounds], method="inclusive")
            aim = "" if wanted is None else f", wanted at most {wanted}"
            of = f"{label} ({medians[label]:.2f} s, {memory[label]} MB)"
            print(f"    {middle:.2f} × [{low:.2f}–{high:.2f}] {of}{aim}")
    sys.stdout.flush()
    return {label: medians[label] for label in ours}


def installed(command: list[str]) -> dict[str, Program]:
    """Return a command of ours as it is installed."""
    return {"cchc": program(["-m", "cchc_cli", *command])}


def start(runs: int) -> None:
    """`cchc check` on this repository against a minimal program on the same libraries."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in (*(BASE / "start").glob("*.py"), BASE / "gen.py"):
            (folder / file.name).write_bytes(file.read_bytes())
        subprocess.run([PYTHON, "gen_plans.py"], cwd=folder, check=True)
        subprocess.run(
            [PYTHON, "gen.py", "--rows", "200", "--units", "3", "-o", "posts200.csv"], cwd=folder, check=True
        )
        asked = ["check", "--workspace", str(ROOT), "--unit", "VPS", "--month", "2026-04", "--as-of", "2026-05-10"]
        app = program(["app.py", "typer", "pyd", "rich"])
        others: dict[str, tuple[Program, float | None]] = {"start/app.py typer pyd rich": (app, 1.2)}
        compare("start, this repository", installed(asked), others, folder, runs)


def rows(count: int, units: int, runs: int, *, pandas: bool) -> dict[str, float]:
    """A workspace of so many rows, the job's twenty quotas, `--format json`; return our medians."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_workspace(folder, count, units)
        asked = ["check", "--workspace", str(folder), "--year", "2026", "--as-of", "2027-01-05", "--format", "json"]
        wanted = {"ref_python.py": 1.3} | ({"ref_pandas.py": 1.0} if pandas and find_spec("pandas") else {})
        sizes = [str(count), str(units)]
        others: dict[str, tuple[Program, float | None]] = {
            name: (program([str(BASE / name), str(folder / "log.csv"), *sizes]), aim) for name, aim in wanted.items()
        }
        return compare(f"{count} rows, {units} units", installed(asked), others, folder, runs)


def make_workspace(folder: Path, count: int, units: int) -> None:
    """Write the generator's log, for the baselines as it is, and a workspace with the job's quotas."""
    generate = [PYTHON, str(BASE / "gen.py"), "--rows", str(count), "--units", str(units), "-o", "log.csv"]
    subprocess.run(generate, cwd=folder, check=True)
    log = folder / "evidence" / "bench" / "posts.csv"
    log.parent.mkdir(parents=True)
    # Our logs name the column of tags `tags`; the rows themselves are the generator's. Copied and not read: what this
    # process holds is counted in the peak memory of those it starts.
    with (folder / "log.csv").open("rb") as given, log.open("wb") as ours:
        ours.write(given.readline().replace(b"topics", b"tags"))
        shutil.copyfileobj(given, ours)
    _write_plans(folder / "plans" / "bench", count, units)


def _write_plans(folder: Path, count: int, units: int) -> None:
    sys.path.insert(0, str(BASE))
    from job import QUOTAS

    folder.mkdir(parents=True)
    topics = sorted({quota.topic for quota in QUOTAS if quota.topic} | _topics())
    codes = [f"U{place + 1:04d}" for place in range(units)]
    lines = ["organisation: bench", "name: Bench", "units:"]
    lines += [f"  {code}: {{name: Unit {code}}}" for code in codes]
    lines += ["groups:", f"  ALL: {{name: All, units: [{', '.join(codes)}]}}", "channels:"]
    lines += [f"  {channel}: {{name: Kênh {channel}}}" for channel in CHANNELS]
    lines += ["tags:", *(f"  {topic}: {{name: Chủ đề {topic}, implies: []}}" for topic in topics)]
    (folder / "organisation.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["plan: bench-2026", "title: Bench", "issued: 2026-01-01", "year: 2026", "quotas:"]
    for quota in QUOTAS:
        need = max(1, round(quota.share * count / units / (12 if quota.period == "month" else 4)))
        tags = f", tags: {quota.topic}" if quota.topic else ""
        lines += [
            f"  {quota.id}:", f"    title: {quota.id}", f"    clause: {quota.id}", "    owes: each ALL",
            f"    needs: {{posts: {need}, via: [{', '.join(quota.channels)}]{tags}}}", f"    every: {quota.period}",
        ]  # fmt: skip
    (folder / "bench-2026.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _topics() -> set[str]:
    from gen import TOPICS

    return set(TOPICS)


def main() -> None:
    """Run the comparisons asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="all", choices=("start", "mid", "big", "all"))
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    middle: dict[str, float] = {}
    large: dict[str, float] = {}
    if asked.what in ("start", "all"):
        start(max(asked.runs, 5) * 3)
    if asked.what in ("mid", "all"):
        middle = rows(100_000, 200, asked.runs, pandas=True)
    if asked.what in ("big", "all"):
        large = rows(1_000_000, 200, asked.runs, pandas=False)
    for label in middle.keys() & large.keys():
        print(f"ten times the rows, {label}: {large[label] / middle[label]:.1f} × the time, wanted at most 11")


if __name__ == "__main__":
    main()
