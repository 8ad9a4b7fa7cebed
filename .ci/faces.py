"""Opens every output for people in the programs that people use. Started by .ci/run-faces; each step is one function.

A step fails if its tool is missing, unless `--without TOOL` names the tool. The last line lists the steps that were not run.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLS = {
    "chromium": ("chromium", "google-chrome", "chromium-browser"),
    "soffice": ("soffice",),
    "pdftoppm": ("pdftoppm",),
    "npx": ("npx",),
}
AS_OF = ("--as-of", "2026-11-22")
# name -> arguments beside the file and the day
THIRTY = "thirty-units"  # folder of the invented workspace of thirty units
PAGES = {
    "page-thirty-vi": ("--workspace", THIRTY, "--lang", "vi"),
    "page-vi": ("--org", "danang", "--lang", "vi"),
    "page-en": ("--org", "all", "--lang", "en"),
    "page-unit-vi": ("--org", "danang", "--unit", "BV07", "--lang", "vi"),
}
MAX_PAGE = 1_000_000  # bytes of a page that can be sent
VIEWS = {"1280": (1280, "light"), "400": (400, "light"), "dark": (1280, "dark")}  # width in pixels, colours
# file -> the command that makes it, without the file and the day
OFFICE = {
    "report.docx": ("report", "--quarter", "2026-Q3"),
    "verdicts.xlsx": ("check", "--year", "2026", "--by", "unit"),
    "matrix.xlsx": ("matrix", "--org", "danang"),
    "matrix-unit.xlsx": ("matrix", "--org", "danang", "--by", "unit"),
    "rows.xlsx": ("evidence", "list"),
    "received.xlsx": ("evidence", "received"),
}
LETTERS = ("todo", "--remind", "--org", "danang", "--days", "60", "--force")
VALIDATOR = "@ooxml-tools/validate@0.4.6"  # Microsoft's Open XML SDK for Node; MIT
JUNIT = ROOT / "tests" / "data" / "junit-10.xsd"
Step = Callable[[Path], None]


def tool(name: str) -> str:
    """Return the program of a tool, "" if it is missing."""
    return next((path for one in TOOLS[name] if (path := shutil.which(one))), "")


def run(*command: str | Path, codes: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        raise AssertionError(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}{done.stderr}")


# The texts of bars that are neither whole nor hidden whole; a bar hides what has no room on its first line.
CUT_FIGURES = """[...document.querySelectorAll(".axis .b .txt, .axis .b .due")].filter(text => {
  const bar = text.closest(".b").getBoundingClientRect(), range = document.createRange();
  range.selectNodeContents(text);
  const own = range.getBoundingClientRect();
  return own.width && own.top < bar.bottom - 1 && (own.left < bar.left - 1 || own.right > bar.right + 1);
}).map(text => text.textContent)"""


def cchc(*arguments: str | Path) -> None:
    run(sys.executable, "-m", "cchc_cli", *arguments, codes=(0, 1))


def thirty_units(folder: Path) -> Path:
    """Return the workspace of thirty units; the first call writes it."""
    sys.path.insert(0, str(ROOT / "tests"))
    from thirty_units import build_workspace

    workspace = folder / THIRTY
    return workspace if workspace.exists() else build_workspace(workspace)


def page_in_browser(folder: Path) -> None:
    """Check pages: axe finds nothing, the browser logs no error, no page is wider than its window, every reason opens. Take pictures."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tool("chromium"), args=["--no-sandbox"])
        for name, asked in PAGES.items():
            file = folder / f"{name}.html"
            cchc("page", "-o", file, *AS_OF, *(thirty_units(folder) if one == THIRTY else one for one in asked))
            assert file.stat().st_size < MAX_PAGE
            for view, (width, colours) in VIEWS.items():
                tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=colours)
                said: list[str] = []
                tab.on("console", lambda message, said=said: said.append(message.text))
                tab.on(
                    "request",
                    lambda request, said=said: said.append(request.url) if "file:" not in request.url else None,
                )
                tab.goto(file.as_uri())
                tab.screenshot(path=folder / f"{name}-{view}.png", full_page=True)
                found = Axe().run(tab)
                assert found.violations_count == 0, found.generate_report()
                assert tab.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width}"
                assert tab.evaluate(CUT_FIGURES) == [], f"{name} cuts figures at {width}"
                _open_a_reason(tab, folder / f"{name}-{view}-reason.png")
                assert not said, said
                tab.close()
            _print(browser, file)
        browser.close()


def _open_a_reason(tab, picture: Path) -> None:
    """Open a reason with the keyboard, check it, and close it again by its mark."""
    summary = tab.locator(".axis details.missed summary").first
    summary.focus()
    tab.keyboard.press("Enter")
    panel = tab.locator("details[open] .panel")
    assert panel.is_visible()
    box, size = panel.bounding_box(), tab.viewport_size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]
    tab.screenshot(path=picture)
    tab.mouse.click(box["x"] + box["width"] - 28, box["y"] + 24)
    assert panel.count() == 0, "the mark of an open reason closes it"


def _print(browser, file: Path) -> None:
    tab = browser.new_page()
    tab.goto(file.as_uri())
    tab.pdf(path=file.with_suffix(".pdf"), prefer_css_page_size=True)
    tab.close()


def printed_pages(folder: Path) -> None:
    """Take a picture of each printed page."""
    for name in PAGES:
        run(tool("pdftoppm"), "-r", "80", "-png", folder / f"{name}.pdf", folder / f"{name}-print")
        assert list(folder.glob(f"{name}-print*.png"))


def office_files(folder: Path) -> None:
    """Open the Word report, the workbooks, the template and a letter in LibreOffice, and print them."""
    for name, asked in OFFICE.items():
        cchc(*asked, "--lang", "vi", "-o", folder / name, *AS_OF)
    cchc("evidence", "template", "-o", folder / "template.xlsx", "--lang", "vi", "--force")
    cchc(*LETTERS, "--lang", "vi", "-o", folder / "letters", *AS_OF)
    shutil.copy(min(folder.glob("letters/*.docx")), folder / "letter.docx")
    for name in (*OFFICE, "template.xlsx", "letter.docx"):
        run(
            tool("soffice"),
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            folder / name,
        )
        assert (folder / name).with_suffix(".pdf").stat().st_size > 1000


def valid_office_files(folder: Path) -> None:
    """Check every Word document and workbook by the schemas of Office Open XML, transitional, and the SDK's own rules."""
    files = sorted([*folder.glob("*.docx"), *folder.glob("*.xlsx")])
    assert len(files) > len(OFFICE)
    for file in files:
        done = subprocess.run(
            [tool("npx"), "--yes", VALIDATOR, file], cwd=folder, capture_output=True, text=True, check=True
        )
        assert "Found 0 errors" in done.stdout, f"{file.name}: {done.stdout}"


def report_of_thirty_units(folder: Path) -> None:
    """Check that the body of a quarterly report of thirty units has at most six pages; take pictures."""
    workspace, file = thirty_units(folder), folder / "thirty-units.docx"
    asked = (
        "--workspace",
        workspace,
        "--quarter",
        "2026-Q3",
        "--as-of",
        "2026-10-05",
        "--appendix",
        "none",
        "-o",
        file,
    )
    cchc("report", *asked)
    office = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    run(tool("soffice"), office, "--headless", "--convert-to", "pdf", "--outdir", folder, file)
    run(tool("pdftoppm"), "-r", "60", "-png", file.with_suffix(".pdf"), folder / "thirty-units-page")
    assert 1 <= len(list(folder.glob("thirty-units-page*.png"))) <= 6


def office_pages(folder: Path) -> None:
    """Take a picture of each page that LibreOffice printed."""
    for name in (*OFFICE, "template.xlsx", "letter.docx"):
        file = (folder / name).with_suffix(".pdf")
        run(tool("pdftoppm"), "-r", "80", "-png", file, file.with_suffix(""))
        assert list(folder.glob(f"{file.stem}-*.png"))


def test_results(folder: Path) -> None:
    """Check that JUnit XML is valid by the schema of Jenkins, for each selection."""
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(JUNIT))
    for organisation in ("hanoi", "danang", "all"):
        file = folder / f"{organisation}.xml"
        cchc("check", "--org", organisation, "--year", "2026", "-o", file, *AS_OF)
        schema.assertValid(etree.parse(file))


def calendar_files(folder: Path) -> None:
    """Check that two libraries read the same days and titles from a calendar."""
    import ics
    from icalendar import Calendar

    file = folder / "deadlines.ics"
    cchc("calendar", "--org", "danang", "-o", file, "--as-of", "2026-05-10")
    text = file.read_text("utf-8")
    one = sorted((event.start.isoformat(), str(event["summary"])) for event in Calendar.from_ical(text).events)
    other = sorted((event.begin.date().isoformat(), event.name) for event in ics.Calendar(text).events)
    assert one == other
    assert one


# step -> the tools that it needs
STEPS: dict[str, tuple[Step, tuple[str, ...]]] = {
    "the page in a browser": (page_in_browser, ("chromium",)),
    "the page printed": (printed_pages, ("chromium", "pdftoppm")),
    "Word and Excel files": (office_files, ("soffice",)),
    "the report of thirty units": (report_of_thirty_units, ("soffice", "pdftoppm")),
    "Word and Excel files by their schemas": (valid_office_files, ("npx",)),
    "Word and Excel printed": (office_pages, ("soffice", "pdftoppm")),
    "test results": (test_results, ()),
    "calendar files": (calendar_files, ()),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", action="append", default=[], choices=TOOLS, help="a tool that may be missing")
    parser.add_argument("folder", nargs="?", type=Path, help="where the pictures go")
    given = parser.parse_args()
    folder = (given.folder or Path(tempfile.mkdtemp(prefix="cchc-faces-"))).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    left_out = []
    for name, (step, needed) in STEPS.items():
        if missing := [one for one in needed if one in given.without]:
            left_out.append(f"{name} (without {', '.join(missing)})")
            continue
        if missing := [one for one in needed if not tool(one)]:
            print(f"{name}: {', '.join(missing)} not found; install it, or allow this with --without {missing[0]}")
            return 1
        step(folder)
        print(f"{name}: done", flush=True)
    print(f"pictures in {folder}")
    print(f"not run: {'; '.join(left_out) or 'nothing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
