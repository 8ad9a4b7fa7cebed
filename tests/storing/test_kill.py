"""Writers killed at random moments, two at once: no row is lost, none is doubled, the log can always be read.

A few kills in the normal run; `make kill` does hundreds and prints the figures of docs/reliability.md.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from cchc_cli.load.evidence.dialect import decode, records
from workspaces import build_workspace

KILLS = int(os.environ.get("CCHC_KILLS", "8"))
SEED = int(os.environ.get("CCHC_SEED", "0")) or random.randrange(2**32)  # noqa: S311
WRITERS = 2
MAX_ROWS = 5  # of an import
SPARED = 0.25  # of the commands are let finish
AIMED = 0.6  # of the kills fall while the lock is held, or within moments after
MOMENTS = 0.008  # seconds; the lock is held for about so long
RUN_FOR = 0.6  # seconds that a command takes, about
TOO_LONG = 60


@dataclass
class Figures:
    """What was done to the log."""

    kills: Counter[str] = field(default_factory=Counter)  # add, import
    holding: int = 0  # killed while they held the lock
    finished: Counter[str] = field(default_factory=Counter)
    promised: list[str] = field(default_factory=list)  # titles of commands that reported success
    unsure: list[list[str]] = field(default_factory=list)  # titles of each command that was killed
    looks: int = 0


class Arena:
    """A log, its two writers and the one who looks at it all the time."""

    def __init__(self, folder: Path, kills: int, seed: int) -> None:
        self.folder = build_workspace(folder)
        self.log = folder / "evidence" / "demo" / "posts.csv"
        self.lock = self.log.with_name(".posts.csv.lock")
        self.figures = Figures()
        self.errors: list[str] = []
        self._kills = kills
        self._seed = seed
        self._guard = threading.Lock()
        self._over = threading.Event()

    def run(self) -> None:
        writers = [threading.Thread(target=self._kept, args=(self._writer, who)) for who in range(WRITERS)]
        reader = threading.Thread(target=self._kept, args=(self._reader, 0))
        for thread in (*writers, reader):
            thread.start()
        for thread in writers:
            thread.join()
        self._over.set()
        reader.join()

    def _kept(self, work: object, who: int) -> None:
        try:
            work(who)  # type: ignore[operator]
        except Exception as error:  # noqa: BLE001  (a thread must not die unheard)
            self.errors.append(repr(error))
            self._over.set()

    # ---- writers

    def _writer(self, who: int) -> None:
        chance = random.Random(self._seed + who)  # noqa: S311
        number = 0
        while self.figures.kills.total() < self._kills and not self._over.is_set():
            number += 1
            name = "import" if chance.random() < 0.5 else "add"
            titles = [
                f"{name} {who} {number} {row}" for row in range(chance.randint(1, MAX_ROWS) if name == "import" else 1)
            ]
            self._command(name, titles, chance, who)

    def _command(self, name: str, titles: list[str], chance: random.Random, who: int) -> None:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "cchc_cli", "evidence", *self._arguments(name, titles, who)],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if chance.random() > SPARED:
            self._wait_a_while(process, chance)
            holding = self._held_by(process.pid)
            process.kill()
        else:
            holding = False
        output = process.communicate(timeout=TOO_LONG)[0].decode()
        with self._guard:
            self._note(name, titles, process, output, holding=holding)

    def _note(
        self, name: str, titles: list[str], process: subprocess.Popen[bytes], output: str, *, holding: bool
    ) -> None:
        figures = self.figures
        if process.returncode == 0:
            figures.finished[name] += 1
            figures.promised += titles
        elif process.returncode in {-9, 1}:  # 1: as Windows ends a process
            figures.kills[name] += 1
            figures.holding += holding
            figures.unsure.append(titles)
        else:
            self.errors.append(f"exit {process.returncode}: {output}")

    def _wait_a_while(self, process: subprocess.Popen[bytes], chance: random.Random) -> None:
        """Until any moment of the command's life, or until it holds the lock and some moments longer."""
        until = time.monotonic() + (chance.random() * RUN_FOR)
        aimed = chance.random() < AIMED
        while process.poll() is None and (aimed or time.monotonic() < until):
            if aimed and self._held_by(process.pid):
                time.sleep(chance.random() * MOMENTS)
                return
            time.sleep(0.0005)

    def _held_by(self, pid: int) -> bool:
        try:
            return self.lock.read_bytes().endswith(f", {pid}".encode())
        except OSError:
            return False

    def _arguments(self, name: str, titles: list[str], who: int) -> list[str]:
        if name == "add":
            return ["add", "posts", "--date", "2026-05-05", "--unit", "VP", "--title", titles[0], "--channel", "web"]
        source = self.folder / f"posts-{who}.csv"
        rows = "".join(f"5/5/2026;VP;{title};web\n" for title in titles)
        source.write_text("Ngày;Đơn vị;Tiêu đề;Kênh\n" + rows, encoding="utf-8")
        return ["import", str(source), "--yes"]

    # ---- the reader

    def _reader(self, _: int) -> None:
        """Whatever is read begins with what was read before, and ends with a whole row."""
        before = self.log.read_bytes()
        while not self._over.is_set():
            try:
                data = self.log.read_bytes()
            except PermissionError:  # on Windows, in the moment of the replacing
                continue
            if not data.startswith(before) or not data.endswith(b"\n"):
                raise AssertionError(f"{data[-200:]!r} after {before[-200:]!r}")
            if data != before:
                titles_of(data)
            before = data
            self.figures.looks += 1
            time.sleep(0.002)


def titles_of(data: bytes) -> list[str]:
    """Return the titles of a log. Raises when a row of it is not whole."""
    decoded = decode(data)
    assert decoded
    (_, header), *rows = records(decoded.text)
    assert [cells for _, cells in rows if len(cells) != len(header)] == []
    return [cells[2] for _, cells in rows]


def test_killed_writers_lose_and_double_nothing(tmp_path: Path) -> None:
    arena = Arena(tmp_path / "w", KILLS, SEED)
    begun = time.monotonic()
    arena.run()
    figures = arena.figures
    actual = Counter(titles_of(arena.log.read_bytes())[2:])
    lost = [title for title in figures.promised if not actual[title]]
    doubled = [title for title, times in actual.items() if times > 1]
    halves = [titles for titles in figures.unsure if 0 < sum(actual[title] for title in titles) < len(titles)]
    written = sum(actual[titles[0]] for titles in figures.unsure)
    known = {*figures.promised, *(title for titles in figures.unsure for title in titles)}
    print(  # noqa: T201
        f"\nseed {SEED}: {figures.kills.total()} kills ({figures.kills['add']} of add, {figures.kills['import']} of "
        f"import), {figures.holding} while holding the lock, {written} after the row was in; "
        f"{figures.finished.total()} commands finished; {len(figures.promised)} rows reported written; "
        f"{actual.total()} rows found; {len(lost)} lost, {len(doubled)} doubled, {len(halves)} imports in part; "
        f"the log read {figures.looks} times meanwhile; {time.monotonic() - begun:.0f} s"
    )
    assert arena.errors == []
    assert (lost, doubled, halves, set(actual) - known) == ([], [], [], set())
    assert figures.kills.total() >= KILLS
    after = subprocess.run(
        [sys.executable, "-m", "cchc_cli", "evidence", "add", "posts", "--date", "2026-05-05", "--unit", "VP",
         "--title", "Bài cuối", "--channel", "web"],
        cwd=arena.folder, capture_output=True, check=False,
    )  # fmt: skip
    assert (after.returncode, [path.name for path in arena.log.parent.glob(".*")]) == (0, [])
