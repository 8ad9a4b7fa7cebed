"""Draw the README's pictures of the table: real runs on the repository's plans, as SVG. Run by `make picture`."""

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from cchc_cli.cli.check import CheckOptions, context, load_cases, question
from cchc_cli.cli.session import Roots, open_session
from cchc_cli.cli.usage import WindowOptions
from cchc_cli.engine.check import check
from cchc_cli.formats.terminal import draw

ROOT = Path(__file__).parent.parent
WIDTH = 100


def picture(lang: str, month: str, as_of: str) -> str:
    """Return the table of VPS for a month as SVG."""
    options = CheckOptions(Roots(workspace=ROOT, lang=lang), WindowOptions(month=month), ["VPS"], as_of=as_of)
    session = open_session(options.roots)
    cases = load_cases(session, options) or []
    result = check(cases[0], question(cases[0], options, session, ["VPS"]))
    console = Console(width=WIDTH, record=True, file=io.StringIO(), force_terminal=True)
    asked = context(result, cases, ["VPS"], options, session)
    draw(asked.view(result, replace(asked.asked, narrow=True), session.say), console)
    title = f"cchc check --unit VPS --month {month}"
    return console.export_svg(title=title, theme=MONOKAI, unique_id=f"cchc-{lang}")


if __name__ == "__main__":
    for lang in ("vi", "en"):
        (ROOT / "docs" / f"check-{lang}.svg").write_text(picture(lang, "2026-05", "2026-06-10"), encoding="utf-8")
