"""Draw the pictures of the documentation: real runs on the repository's plans. Run by `make picture`.

Printed output becomes SVG; the page is opened in Chromium, which is required, and becomes PNG.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
WIDTH = 100
TABLE = "check --unit VPS --month 2026-05 --as-of 2026-06-10 --color always --width 100"
ADD = (
    "evidence add posts --file posts-2026-h2.csv --date 2026-11-20 --unit VPS --channel web-so --tags tthc"
    " --url https://soyte.example/tin/1 --title {} --dry-run --as-of 2026-11-22"
)
# file -> language, the command line shown, the command run, the number of lines shown
PICTURES = {
    "check-en": ("en", "cchc check --unit VPS --month 2026-05 --as-of 2026-06-10", TABLE, 60),
    "check-vi": ("vi", "cchc check --unit VPS --month 2026-05 --as-of 2026-06-10", TABLE, 60),
    "add-vi": ("vi", "cchc evidence add posts … --dry-run", ADD, 60),
    "todo-en": ("en", "cchc todo --unit VPS --as-of 2026-11-22", "todo --unit VPS --as-of 2026-11-22 --color always --width 100", 60),
    "todo-vi": ("vi", "cchc todo --unit VPS --as-of 2026-11-22", "todo --unit VPS --as-of 2026-11-22 --color always --width 100", 60),
    "explain-en": (
        "en",
        "cchc explain hn-cchc-2026/A3 --unit VPS --month 2026-05 --as-of 2026-06-10",
        "explain hn-cchc-2026/A3 --unit VPS --month 2026-05 --as-of 2026-06-10",
        22,
    ),
    "explain-vi": (
        "vi",
        "cchc explain hn-cchc-2026/A3 --unit VPS --month 2026-05 --as-of 2026-06-10",
        "explain hn-cchc-2026/A3 --unit VPS --month 2026-05 --as-of 2026-06-10",
        22,
    ),
    "report-en": (
        "en",
        "cchc report --unit VPS --quarter 2026-Q3 --as-of 2026-10-05 --lang en",
        "report --unit VPS --quarter 2026-Q3 --as-of 2026-10-05 --lang en",
        36,
    ),
    "report-vi": ("vi", "cchc report --unit VPS --quarter 2026-Q3 --as-of 2026-10-05", "report --unit VPS --quarter 2026-Q3 --as-of 2026-10-05", 36),
}  # fmt: skip
# file -> arguments
PAGES = {
    "page-en": ["--org", "danang", "--lang", "en", "--as-of", "2026-11-22"],
    "page-vi": ["--org", "danang", "--lang", "vi", "--as-of", "2026-11-22"],
}
SIZE = "1280,1500"  # visible pixels of a page, width and height
TITLE = "Rút ngắn thời gian trả kết quả thủ tục hành chính"


def picture(name: str) -> str:
    """Return a run as SVG."""
    lang, typed, arguments, most = PICTURES[name]
    command = [sys.executable, "-m", "cchc_cli", *(TITLE if word == "{}" else word for word in arguments.split())]
    environment = {**os.environ, "CCHC_LANG": lang, "CCHC_WORKSPACE": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    lines = done.stdout.decode("utf-8").splitlines()
    shown = [*lines[:most], *(["…"] if len(lines) > most else [])]
    console = Console(width=WIDTH, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi("\n".join(shown)))
    return console.export_svg(title=typed, theme=MONOKAI, unique_id=f"cchc-{name}")


def page_picture(name: str, folder: Path) -> None:
    """Write a page and take its picture. Raises FileNotFoundError without Chromium."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise FileNotFoundError("chromium")
    file, picture = folder / f"{name}.html", ROOT / "docs" / f"{name}.png"
    environment = {**os.environ, "CCHC_WORKSPACE": str(ROOT)}
    command = [sys.executable, "-m", "cchc_cli", "page", "-o", str(file), *PAGES[name]]
    subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603
    taking = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={SIZE}", f"--screenshot={picture}"]
    subprocess.run([browser, *taking, file.as_uri()], capture_output=True, check=True)  # noqa: S603


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name in PAGES:
            page_picture(name, Path(folder))
    for name in PICTURES:
        (ROOT / "docs" / f"{name}.svg").write_text(picture(name), encoding="utf-8", newline="\n")
