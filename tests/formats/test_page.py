"""The page: sections in their order, nothing that acts, nothing of this computer; and how much one file holds."""

from __future__ import annotations

import base64
import hashlib
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

import page_reader
import sample_result as sample
import thirty_units
import whole
from cchc_cli.engine.explain import Explanation, shortfall_kind
from cchc_cli.formats.page.axis import axis
from cchc_cli.formats.page.html import render, section_of
from cchc_cli.formats.page.reasons import command_of
from cchc_cli.formats.page.source import PageSource
from cchc_cli.i18n import Catalogue, Language
from cchc_cli.i18n.page_en import PAGE as EN
from cchc_cli.i18n.page_vi import PAGE as VI
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.period import ONE_DAY, Period
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.verdict import Rejection, Result, Status, Verdict
from cchc_cli.words.timings.unknown import Unknown
from items import item_of
from scenario import ROOT

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "nav", "section", "div", "p", "span", "b", "i", "small",
    "h1", "h2", "h3", "h4", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "details",
    "summary", "a", "abbr", "bdi", "code",
}  # fmt: skip
TARGETS = {"href", "src", "srcset", "action", "data", "background", "poster", "ping", "formaction", "xlink:href"}
MEGABYTE = 1_000_000


def explained(verdict: Verdict, rejected: tuple[Rejection, ...] = ()) -> Explanation:
    plan = sample.RESULT.plans[0]
    return Explanation(plan, verdict, rejected, shortfall_kind(verdict, sample.AS_OF), ())


def source(
    result: Result = sample.RESULT, language: Language = "en", explain: Callable[[Verdict], Explanation] = explained
) -> PageSource:
    return PageSource(sample.ORGANISATION, result, explain, Holidays(), frozenset(), Catalogue(language))


def rendered(page_source: PageSource, folders: tuple[str, ...] = ()) -> str:
    return render([section_of(page_source)], page_source.messages, folders)


def written(tmp_path: Path, *arguments: str, as_of: str = "2026-11-22") -> str:
    """Return the page that the program writes, without other arguments of the repository's sample."""
    file = tmp_path / "page.html"
    code, output = whole.run("page", "-o", str(file), "--as-of", as_of, *arguments)
    assert code == 0
    assert b"page.html" in output
    return file.read_text(encoding="utf-8")


# ---- a whole page


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("page-vi.html", ["--org", "hanoi", "--unit", "KHTC", "--lang", "vi"]),
        ("page-en.html", ["--org", "danang", "--unit", "BV07", "--lang", "en"]),
    ],
)
def test_a_page_is_as_it_was(name: str, arguments: list[str], tmp_path: Path) -> None:
    """The style sheet is left out: pictures show it."""
    text = re.sub("sha256 [0-9a-f]+", "sha256 …", written(tmp_path, *arguments))
    text = re.sub("<style>.*</style>", "<style>…</style>", text, flags=re.DOTALL)
    text = re.sub("'sha256-[^']+'", "'sha256-…'", text)
    path = whole.SNAPSHOTS / name
    if whole.UPDATE:
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()


@pytest.mark.parametrize(("language", "words"), [("vi", VI), ("en", EN)])
def test_the_sections_come_in_their_order(language: Language, words: dict[str, str], tmp_path: Path) -> None:
    root = page_reader.read(written(tmp_path, "--org", "hanoi", "--lang", language))
    assert [element.attributes["lang"] for element in root.all("html")] == [language]
    order = ("page.to-do", "page.missed", "page.axis", "page.grid", "page.questions", "page.unread")
    assert [element.text for element in root.all("h2")] == [words[key] for key in order]
    (main,) = root.all("main")
    assert [element.tag for element in main.all() if "lead" in element.classes or "bar" in element.classes] == [
        "p",
        "ul",
    ]
    assert main.all("details")[-1].classes == ["prov"]
    assert "open" not in main.all("details")[-1].attributes


def test_a_reader_of_the_screen_finds_its_way(tmp_path: Path) -> None:
    root = page_reader.read(written(tmp_path, "--org", "all", "--lang", "en"))
    ids = [element.attributes["id"] for element in root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert {element.attributes["href"] for nav in root.all("nav") for element in nav.all("a")} == {"#org-0", "#org-1"}
    for table in root.all("table"):
        assert table.children[1].tag == "caption"  # type: ignore[union-attr]
        assert all(element.attributes.get("scope") in {"col", "row", "rowgroup"} for element in table.all("th"))
    for details in root.all("details"):
        (summary,) = [
            child for child in details.children if isinstance(child, page_reader.Element) and child.tag == "summary"
        ]
        assert re.search(r"\w{3}", summary.text), "a sign alone is no word"


def test_nothing_acts_and_nothing_is_fetched(tmp_path: Path) -> None:
    check_harmless(written(tmp_path, "--org", "all", "--lang", "vi"))


def check_harmless(text: str) -> page_reader.Element:
    """Every element is one of ours, every style is in the one sheet whose digest the policy names, links go to the web."""
    root = page_reader.read(text)
    assert {element.tag for element in root.all()} <= TAGS
    for element in root.all():
        assert not {name for name in element.attributes if name.startswith("on") or name == "style"}
        links = {name: element.attributes[name] or "" for name in element.attributes.keys() & TARGETS}
        assert links.keys() <= {"href"}
        if links and not links["href"].startswith("#"):
            assert links["href"].lower().startswith(("http://", "https://"))
            assert element.attributes["rel"] == "noopener noreferrer"
    (style,) = root.all("style")
    sheet = "".join(text for text in style.children if isinstance(text, str))
    assert not re.search(r"url\(|@import|expression", sheet)
    assert text[text.index("<style>") + 7 : text.index("</style>")] == sheet
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    (policy,) = [
        element for element in root.all("meta") if element.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.attributes["content"] == f"default-src 'none'; style-src 'sha256-{digest}'"
    assert root.all("head")[0].all("meta").index(policy) < 2
    return root


# ---- hostile data

ADDRESSES = [
    ("javascript:alert(1)", False), ("JAVASCRIPT:alert(1)", False), ("data:text/html,x", False),
    ("file:///home/an/anh.png", False), (r"C:\Users\an\anh.png", False), ("//x.example/a", False),
    ("https://x.example/\"><script>alert(1)</script>", True), ("HTTP://x.example/a?b=c&d", True),
]  # fmt: skip
HIDDEN = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def hostile() -> PageSource:
    """Titles, names, reasons, questions and names of files that try to be more than text."""
    folder = "/home/an/bí mật/evidence"
    items = [
        item_of(sample.item(2).traits, date(2026, 5, 3), ("VPS",), f"\u202e<b onclick='x'>{number}", url, f"{folder}/<img src=x>.csv", number)
        for number, (url, _) in enumerate(ADDRESSES, 2)
    ]  # fmt: skip
    rejected = tuple(Rejection(item, "duplicate", {"other": f"{folder}/</style>.csv:7"}) for item in items)

    def explain(verdict: Verdict) -> Explanation:
        return explained(verdict, rejected[:5])

    late = sample.VERDICTS[6]
    assert late.status is Status.MISSED
    verdicts = (*sample.VERDICTS, replace(late, parts=(replace(late.parts[0], counted=tuple(items)),)))
    problem = Problem("bad-date", Place(f"{folder}/\x1b[31m.csv", 7, "date"), {"value": "</code><script>\u200b"})
    units = {code: replace(unit, name=f"<script>{code}</script>\u2066") for code, unit in sample.UNITS.items()}
    result = replace(sample.RESULT, verdicts=verdicts, problems=(problem,))
    return replace(source(result, explain=explain), organisation=replace(sample.ORGANISATION, units=units))


def test_hostile_texts_are_only_texts() -> None:
    text = rendered(hostile(), ("/home/an/bí mật/evidence", "/home/an/bí mật"))
    root = check_harmless(text)
    assert not HIDDEN.search(text.replace("\n", ""))
    shown = root.text
    for mark in ("<U+202E>", "<U+200B>", "<U+2066>", "<U+001B>", "<U+D800>", "<script>alert('1')</script>"):
        assert mark in shown
    assert {element.attributes["href"] for element in root.all("a")} == {url for url, linked in ADDRESSES if linked}


def test_no_folder_of_this_computer_is_named() -> None:
    text = rendered(hostile(), ("/home/an/bí mật/evidence", "/home/an/bí mật"))
    assert "/home" not in text
    assert "an\\" not in text


def test_logs_of_another_folder_are_named_below_it(tmp_path: Path) -> None:
    folder = tmp_path / "nơi khác"
    (folder / "hanoi").mkdir(parents=True)
    (folder / "hanoi" / "posts.csv").write_text(
        "date,unit,title,channel\n2026-04-02,VPS,Bài một,web-so\n31/04/2026,VPS,Bài hai,web-so\n", encoding="utf-8"
    )
    text = written(tmp_path, "--evidence", str(folder), "--org", "hanoi", "--lang", "en")
    assert "hanoi/posts.csv:2" in text
    assert "hanoi/posts.csv:3" in text
    assert str(tmp_path) not in text
    assert str(ROOT) not in text


# ---- reasons


def test_a_reason_shows_ten_rows_counted_and_five_that_are_not() -> None:
    verdict = sample.VERDICTS[6]
    counted = tuple(sample.item(row) for row in range(2, 15))
    verdict = replace(verdict, parts=(replace(verdict.parts[0], counted=counted),))
    others = tuple(Rejection(sample.item(row), "duplicate", {"other": "a.csv:1"}) for row in range(20, 28))
    result = replace(sample.RESULT, verdicts=(verdict,))
    root = page_reader.read(rendered(source(result, explain=lambda verdict_shown: explained(verdict_shown, others))))
    for panel in root.all(class_="panel"):
        assert [len(element.all("li")) for element in panel.all("ul")] == [11, 6]
        assert "and 3 more rows" in panel.text
        assert "duplicate of a.csv:1" in panel.text
        (command,) = [element.text for element in panel.all("code") if "run" in element.classes]
        assert command == "cchc explain hn-cchc-2026/A5 --unit VPS --month 2026-05 --as-of 2026-06-10"
    assert len(root.all(class_="panel")) == 2  # on the axis, and in the line of its unit


def test_a_met_cell_says_how_many_and_its_last_day() -> None:
    result = replace(sample.RESULT, verdicts=sample.VERDICTS[:1])
    root = page_reader.read(rendered(source(result)))
    (bar,) = root.all("div", "b")
    assert bar.attributes["title"] == "May 2026: met 2/2 · due 2026-05-31 · last row 2026-05-05 · all-channels: missed"
    assert not root.all("summary", "b")


def test_rows_of_other_units_are_not_on_the_page_of_one(tmp_path: Path) -> None:
    """Another unit of its group is named only where a row credits both."""
    text = written(tmp_path, "--org", "danang", "--unit", "BV07", "--lang", "en")
    root = page_reader.read(text)
    assert "Bệnh viện Mẫu 07 (BV07)" in root.text
    assert "2 rows that could not be read are not named here" in root.text
    naming_others = [
        element for element in root.all() if re.search(r"\bBV0[^7]", element.text) and not element.all("li")
    ]
    assert {element.text for element in root.all("li") if re.search(r"\bBV0[^7]", element.text)}
    assert all("BV03, BV07" in element.text for element in naming_others if element.tag == "li")
    assert {element.tag for element in naming_others} <= {"li"}


# ---- the axis


def days_of(count: int, status: Callable[[int], Status]) -> Result:
    """One obligation for each of so many days of 2026."""
    verdicts = []
    for number in range(count):
        day = date(2026, 1, 1) + number * ONE_DAY
        obligation = replace(sample.obligation("A1"), period=Period(day, day + ONE_DAY), due=day)
        verdicts.append(Verdict(obligation, "due", sample.AS_OF, status(number), 1, 1))
    return replace(sample.RESULT, verdicts=tuple(verdicts))


def test_many_periods_of_one_status_are_one_bar() -> None:
    """150 days of which the 40 from the 50th on are missed: three bars, which end on the last of their days."""
    drawn_axis = axis(source(days_of(150, lambda number: Status.MISSED if 50 <= number < 90 else Status.MET)))
    ((line,),) = [band.lines for band in drawn_axis.bands]
    assert [(bar.start, bar.stop, bar.status, bar.number) for bar in line.bars] == [
        (1, 51, Status.MET, "×50"), (51, 91, Status.MISSED, "×40"), (91, 151, Status.MET, "×60"),
    ]  # fmt: skip
    assert line.bars[1].label.startswith("missed: 40 periods, 2026-02-20")
    assert line.bars[1].command.endswith("--from 2026-02-20 --to 2026-03-31 --as-of 2026-06-10")
    assert line.counts == ((Status.MISSED, "missed", 40), (Status.MET, "met", 110))


def test_a_bar_ends_on_the_due_day() -> None:
    """1 January is column 1: a quota of May due on the 29th has columns 121 to 149, whatever its period's last day."""
    due_early = replace(sample.obligation("A1"), due=date(2026, 5, 29))
    verdict = Verdict(due_early, "due", sample.AS_OF, Status.MISSED, 0, 2, sample.part(0, 2))
    drawn_axis = axis(source(replace(sample.RESULT, verdicts=(verdict,))))
    ((bar,),) = [line.bars for band in drawn_axis.bands for line in band.lines]
    assert (bar.start, bar.stop) == (121, 150)
    assert (drawn_axis.days, drawn_axis.today) == (365, 161)


def test_the_line_of_the_day_does_not_cross_figures(tmp_path: Path) -> None:
    """It is painted before the bars of its track, which then cover it: ::after crossed their figures on a phone."""
    (sheet,) = page_reader.read(written(tmp_path, "--org", "hanoi")).all("style")
    assert re.search(r"#axis-0 \.track::before\{left:\d+", sheet.text)
    assert "track::after" not in sheet.text


def test_a_bar_that_waits_for_an_answer_says_so_at_its_end() -> None:
    """No count decides A5a before its periods are known: its figure has no target, and no due day ends its bar."""
    blank = replace(sample.obligation("A1", period="2026"), due=None)
    timing = Unknown(question="In which periods?")
    waiting = replace(blank, quota=replace(blank.quota, timing=timing), question=timing.question)
    verdict = Verdict(waiting, "running", sample.AS_OF, Status.BLOCKED, 1, 1, question=timing.question)
    page_axis = axis(source(replace(sample.RESULT, verdicts=(verdict,))))
    ((bar,),) = [line.bars for band in page_axis.bands for line in band.lines]
    assert (bar.sign, bar.number, bar.due) == ("?", "1", "awaits an answer")


def test_a_report_due_after_the_year_lengthens_the_axis() -> None:
    due_later = replace(sample.obligation("A1", period="2026-12"), due=date(2027, 1, 4))
    verdict = Verdict(due_later, "running", sample.AS_OF, Status.UPCOMING, 0, 2)
    drawn_axis = axis(source(replace(sample.RESULT, verdicts=(verdict,))))
    assert drawn_axis.days == 365 + 31
    ((bar,),) = [line.bars for band in drawn_axis.bands for line in band.lines]
    assert (bar.start, bar.stop) == (335, 370)


# ---- the command


def test_a_page_is_written_to_a_file_that_is_html(tmp_path: Path) -> None:
    assert whole.run("page", "--as-of", "2026-11-22")[0] == 2
    assert whole.run("page", "--as-of", "2026-11-22", "-o", str(tmp_path / "page.docx"))[0] == 2
    assert whole.run("page", "--as-of", "2026-11-22", "-o", str(ROOT / "plans" / "hanoi" / "page.html"))[0] == 2
    assert not list(tmp_path.iterdir())
    assert not (ROOT / "plans" / "hanoi" / "page.html").exists()


def test_nothing_to_show_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert whole.run("page", "--unit", "BV13", "--month", "2026-01", "--as-of", "2026-02-01", "-o", str(file))[0] == 3
    assert not file.exists()


# ---- how much


def test_thirty_units_and_a_year_are_below_a_megabyte(tmp_path: Path) -> None:
    """Nearly everything missed, which takes the most room."""
    plans, evidence = tmp_path / "plans" / "danang", tmp_path / "evidence" / "danang"
    plans.mkdir(parents=True)
    evidence.mkdir(parents=True)
    organisation = yaml.safe_load((ROOT / "plans" / "danang" / "organisation.yaml").read_text(encoding="utf-8"))
    units = [f"BV{number:02d}" for number in range(1, 30)]
    organisation["units"] |= {code: {"name": f"Bệnh viện Mẫu {code[2:]}"} for code in units}
    organisation["groups"]["DVTT"]["units"] = ["KSBT", *units]
    (plans / "organisation.yaml").write_text(yaml.safe_dump(organisation, allow_unicode=True), encoding="utf-8")
    (plans / "dn-cchc-2026.yaml").write_bytes((ROOT / "plans" / "danang" / "dn-cchc-2026.yaml").read_bytes())
    chance = random.Random(1)  # noqa: S311  (no secret)
    rows = ["date,unit,title,channel,url,type,tags"]
    for number in range(600):
        day = date(2026, 1, 5) + timedelta(days=chance.randrange(320))
        title = f"Bài tuyên truyền cải cách hành chính số {chance.randrange(400)}"
        kind = chance.choice(["news", "article", "photo"])
        rows.append(f"{day},{chance.choice(units)},{title},fanpage,https://benh-vien.example/tin/{number},{kind},cchc")
    (evidence / "posts.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    text = written(tmp_path, "--workspace", str(tmp_path), "--lang", "vi")
    assert len(page_reader.read(text).all("tr")) > 30
    assert 100_000 < len(text.encode()) < MEGABYTE


def test_a_page_too_large_to_send_has_fewer_reasons_in_a_cell_and_says_so(tmp_path: Path) -> None:
    """Twelve monthly and quarterly tasks of each of thirty units, most of them missed: 1.4 MB with six reasons a cell."""
    folder = thirty_units.build_workspace(tmp_path / "thirty")
    text = written(tmp_path, "--workspace", str(folder), "--lang", "vi", as_of="2026-10-05")
    assert len(text.encode()) < MEGABYTE
    cell = page_reader.read(text).all("table", "units")[0].all("details")[0].text
    assert re.search(r"và \d+ kỳ nữa chưa đạt, xem bằng lệnh: ?cchc explain", " ".join(cell.split()))


def test_a_command_names_the_organisation_where_another_could_be_meant() -> None:
    alone = source()
    [verdict, *_] = [shown_verdict for shown_verdict in alone.shown() if not shown_verdict.members]
    assert "--org" not in command_of(verdict, alone)
    assert f"--org {alone.organisation.code} " in command_of(verdict, replace(alone, needs_org=True))
