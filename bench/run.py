"""Ratios against the fixed baselines, from runs in turn: `make bench` (`bench/run.py PART --runs N`).

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
# As on a user's machine: compiled modules are kept, and output is buffered.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"} and not name.startswith("CCHC_")
}
CHANNELS = ("website", "zalo", "fanpage", "city-portal", "youtube", "tiktok")
UNITS = 200
YEAR = ["--year", "2026", "--as-of", "2027-01-05", "--format", "json"]
OURS = ["-m", "cchc_cli", "check"]

# command for which a person waits -> its bound, in times the processor time of a check of the year
AS_OF = ["--as-of", "2027-01-05"]
NEW_ROW = ["--date", "2026-12-30", "--unit", "U0001", "--channel", "website", "--title", "Bài mới {turn}"]
WAITS = {
    "report, Word": (["report", "--year", "2026", *AS_OF, "-o", "report-{turn}.docx"], 3.5),
    "report, Markdown": (["report", "--year", "2026", *AS_OF, "-f", "markdown"], 1.7),
    "evidence list": (["evidence", "list", *AS_OF], 1.8),
    "evidence add": (["evidence", "add", "posts", *NEW_ROW, *AS_OF], 1.6),
    "explain of a unit's year": (["explain", "bench-2026/q01", "--unit", "U0001", "--year", "2026", *AS_OF], 1.5),
    "validate": (["validate", *AS_OF], 1.4),
}

Rival = tuple[list[str], float | None]  # a baseline for Python to run, and the bound of the program in times its time


def measured(command: list[str], folder: Path) -> tuple[float, float, int]:
    """Return the seconds, the processor seconds, and the peak memory in MB of one run."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [PYTHON, *command], cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    missed = command[:3] == OURS and process.returncode == 1
    if process.returncode and not missed:
        raise SystemExit(f"exit {process.returncode}: {' '.join(command)}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def timed(command: list[str], folder: Path) -> tuple[float, int]:
    """Return the seconds and the peak memory in MB of one run."""
    seconds, _, memory = measured(command, folder)
    return seconds, memory


def compare(name: str, ours: list[str], rivals: dict[str, Rival], folder: Path, runs: int, most_mb: int = 0) -> float:
    """Run the program and the rivals in turn, and print the ratios beside the bounds; return the program's median in seconds.

    A ratio is the median of the ratios of all rounds. The runs of a round follow each other: a machine that is busy for a while
    slows all runs of a round, not the runs of one program only.
    """
    programs = {"cchc": ours} | {label: command for label, (command, _) in rivals.items()}
    for command in programs.values():
        timed(command, folder)  # to compile modules, and to load files into the system's cache
    measures: dict[str, list[tuple[float, int]]] = {label: [] for label in programs}
    for _ in range(runs):
        for label, command in programs.items():
            measures[label].append(timed(command, folder))
    medians = {label: median(seconds for seconds, _ in times) for label, times in measures.items()}
    memory = {label: max(mb for _, mb in times) for label, times in measures.items()}
    limit = f", wanted below {most_mb} MB" if most_mb else ""
    print(f"{name}: {medians['cchc']:.2f} s, {memory['cchc']} MB{limit}; {runs} rounds, in brackets the middle half")
    for label, (_, wanted) in rivals.items():
        rounds = zip(measures["cchc"], measures[label], strict=True)
        low, middle, high = quantiles([here / there for (here, _), (there, _) in rounds], method="inclusive")
        aim = "" if wanted is None else f", wanted at most {wanted}"
        print(f"  {middle:.2f} × [{low:.2f}–{high:.2f}] {label} ({medians[label]:.2f} s, {memory[label]} MB){aim}")
    sys.stdout.flush()
    return medians["cchc"]


def start(runs: int) -> None:
    """Compare `cchc check` on this repository with a minimal program on the same libraries."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in (*(BASE / "start").glob("*.py"), BASE / "gen.py"):
            (folder / file.name).write_bytes(file.read_bytes())
        subprocess.run([PYTHON, "gen_plans.py"], cwd=folder, check=True)
        generate = [PYTHON, "gen.py", "--rows", "200", "--units", "3", "-o", "posts200.csv"]
        subprocess.run(generate, cwd=folder, check=True)
        ours = [*OURS, "--workspace", str(ROOT), "--unit", "VPS", "--month", "2026-04", "--as-of", "2026-05-10"]
        rivals: dict[str, Rival] = {"start/app.py typer pyd rich": (["app.py", "typer", "pyd", "rich"], 1.15)}
        compare("start, this repository", ours, rivals, folder, runs)


def rows(count: int, wanted: dict[str, float | None], most_mb: int, runs: int) -> float:
    """Compare a check of a workspace with this number of rows with the baselines; return the program's median in seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_workspace(folder, count)
        log, sizes = str(folder / "log.csv"), [str(count), str(UNITS)]
        rivals: dict[str, Rival] = {other: ([str(BASE / other), log, *sizes], aim) for other, aim in wanted.items()}
        ours = [*OURS, "--workspace", str(folder), *YEAR]
        return compare(f"{count} rows, {UNITS} units", ours, rivals, folder, runs, most_mb)


def files(count: int, most: float, runs: int) -> None:
    """Compare a check of this number of files of a hundred rows with a check of the same rows in one file."""
    with tempfile.TemporaryDirectory() as name:
        single, many = Path(name, "one"), Path(name, "many")
        single.mkdir()
        make_workspace(single, count * 100)
        shutil.copytree(single / "plans", many / "plans")
        _split(single / "evidence" / "bench" / "posts.csv", many / "evidence" / "bench", 100)
        rivals: dict[str, Rival] = {"the same rows in one file": ([*OURS, "--workspace", str(single), *YEAR], most)}
        compare(f"{count} files of 100 rows", [*OURS, "--workspace", str(many), *YEAR], rivals, Path(name), runs)


def waits(runs: int) -> None:
    """Compare the processor time of each command for which a person waits with a check of the year."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_workspace(folder, 20_000)
        times: dict[str, list[float]] = {label: [] for label in WAITS}
        for turn in range(runs + 1):
            year = measured([*OURS, *YEAR], folder)[1]
            for label, (words, _) in WAITS.items():
                command = ["-m", "cchc_cli", *(word.replace("{turn}", str(turn)) for word in words)]
                times[label].append(measured(command, folder)[1] / year)
    print(f"20000 rows, {UNITS} units, processor time against `check --year --format json`; {runs} rounds")
    for label, (_, wanted) in WAITS.items():
        low, middle, high = quantiles(times[label][1:], method="inclusive")  # the first turn fills the system's cache
        print(f"  {middle:.2f} × [{low:.2f}–{high:.2f}] {label}, wanted at most {wanted}")
    sys.stdout.flush()


def _split(log: Path, folder: Path, size: int) -> None:
    folder.mkdir(parents=True)
    with log.open("rb") as lines:
        header = next(lines)
        for number, row in enumerate(lines):
            with (folder / f"posts-{number // size:05d}.csv").open("ab") as file:
                file.write(row if number % size else header + row)


def make_workspace(folder: Path, count: int, units: int = UNITS) -> None:
    """Write the generator's log for the baselines, and a workspace with the job's quotas."""
    generate = [PYTHON, str(BASE / "gen.py"), "--rows", str(count), "--units", str(units), "-o", "log.csv"]
    subprocess.run(generate, cwd=folder, check=True)
    log = folder / "evidence" / "bench" / "posts.csv"
    log.parent.mkdir(parents=True)
    # The logs of the program name the column of tags `tags`; the rows are the generator's. Copied and not read: the memory of
    # this process counts in the peak memory of the processes that it starts.
    with (folder / "log.csv").open("rb") as source, log.open("wb") as ours:
        ours.write(source.readline().replace(b"topics", b"tags"))
        shutil.copyfileobj(source, ours)
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
    """Run the requested comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="all", choices=("start", "mid", "big", "files", "waits", "all"))
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    times = []
    if options.what in ("start", "all"):
        start(options.runs * 3)
    if options.what in ("mid", "all"):
        pandas = {"ref_pandas.py": None} if find_spec("pandas") else {}
        times.append(rows(100_000, {"ref_python.py": 3.2, **pandas}, 200, options.runs))
    if options.what in ("files", "all"):
        files(300, 1.4, options.runs)
    if options.what in ("waits", "all"):
        waits(options.runs)
    if options.what in ("big", "all"):
        times.append(rows(1_000_000, {"ref_python.py": 2.6}, 700, options.runs))
    if options.what in ("files", "all"):
        files(10_000, 2.0, options.runs)
    if options.what == "all":
        print(f"ten times the rows: {times[1] / times[0]:.1f} × the time, wanted at most 11")


if __name__ == "__main__":
    main()
