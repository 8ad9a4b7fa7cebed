"""One fixed result for the tests of formats: every status, made by hand, with titles that try to be more than text."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from cchc_cli.formats.context import Context
from cchc_cli.formats.registry import FORMATS
from cchc_cli.formats.verdict_table import view
from cchc_cli.formats.view import TableOptions
from cchc_cli.i18n import Catalogue
from cchc_cli.model.item import NO_DETAILS, Item, Traits
from cchc_cli.model.organisation import NameIndex, Organisation, UnitInfo
from cchc_cli.model.plan import Issue, Need, Part, Plan, Quota, Unit
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.verdict import (
    Flip,
    Note,
    Obligation,
    PartResult,
    Result,
    RowTotals,
    Share,
    Status,
    Verdict,
    Waiver,
)  # fmt: skip
from cchc_cli.words.cadences import parse_period
from cchc_cli.words.cadences.month import Month
from cchc_cli.words.cadences.year import whole_year
from cchc_cli.words.kinds import KINDS
from cchc_cli.words.timings.every import Every
from items import item_of

AS_OF = date(2026, 6, 10)
MAY = parse_period("2026-05")
PLAN = "hn-cchc-2026"
NUMBER = "2045/KH-SYT"
SHA = "0123456789abcdef" * 4

# What a title may try, by the quota that carries it.
TITLES = {
    "A1": "[red]đỏ[/] \x1b[31mđỏ\x1b[0m \x9b31m",
    "A2": "<script>alert('1')</script><!-- & -->",
    "A3": "=cmd|' /C calc'!A0",
    "A4": "a | b \\| c \\",
    "A5": "%0A::error::chiếm quyền, 100%",
    "A6": "hoá đơn \u202egnp.exe\u200b",
    "A7": "dòng một\r\n::error::dòng hai\u2028dòng ba",
    "A8": "@admin #12 GH :tada: http://x.example www.x.example **đ** _n_ `m` $x$ ~g~ ![a](b)",
    "A9": "##[add-mask]mật\tkhẩu \ud800\uffff",
    "A10": "\t+1-2; ']]>\"",
    "A11": "- 1. Bình thường",
}
EVIDENCE_TITLE = '=HYPERLINK("http://x.example")'


def quota(name: str) -> Quota:
    number = 1 if name == "A7" else None if name == "A9" else 2
    part = Part("posts", ("posts",), number=number)
    need = Need((part,), implied=name == "A7")
    return Quota(
        PLAN,
        name,
        TITLES[name],
        f"Phụ lục {name[1:]}",
        (Unit("VPS"),),
        need,
        Every(Month),
        line=int(name[1:]) * 10,
        organisation="hanoi",
    )


def obligation(
    name: str, owner: str = "VPS", period: str = "2026-05", due: date | None = date(2026, 5, 31)
) -> Obligation:
    scope = "joint" if ";" in owner else "group" if owner == "DVTT" else "unit"
    span = parse_period(period)
    return Obligation(quota(name), owner, scope, tuple(owner.split(";")), span, due, span.start, span.last)


def item(row: int) -> Item:
    day = date(2026, 5, 2) + timedelta(days=row)
    traits = Traits("posts", "web-so", "news", frozenset({"cchc"}), None, NO_DETAILS)
    return item_of(traits, day, ("VPS",), EVIDENCE_TITLE, "=1+1", "evidence/hanoi/posts.csv", row)


def part(count: int, target: int | None, *rows: int) -> tuple[PartResult, ...]:
    return (PartResult("posts", count, target, counted=tuple(item(row) for row in rows), channels={"web-so": count}),)


MEMBERS = (
    Verdict(obligation("A3", "BV01"), "due", AS_OF, Status.MET, 2, 2, part(2, 2, 7, 8), decides=False),
    Verdict(obligation("A3", "BV02"), "due", AS_OF, Status.MISSED, 0, 2, part(0, 2), decides=False),
)
WAIVER = Waiver(f"{PLAN}/A10", "VPS", "=lý do|", "Giám đốc", "01/QĐ", date(2026, 12, 31))
JUNE = {"period": "2026-06", "due": date(2026, 6, 30)}
VERDICTS = (
    Verdict(obligation("A1"), "due", AS_OF, Status.MET, 2, 2, part(2, 2, 2, 3), flips=(Flip("all-channels", Status.MISSED),)),
    Verdict(obligation("A2", "TCCB;NVY;VPS"), "due", AS_OF, Status.MISSED, 1, 2, part(1, 2, 4), leads={"TCCB": 1, "NVY": 0, "VPS": 0}),
    Verdict(obligation("A3", "DVTT"), "due", AS_OF, Status.MISSED, 1, 2, share=Share(1, 2, 100, ("BV02",)), members=MEMBERS),
    *MEMBERS,
    Verdict(obligation("A4"), "due", AS_OF, Status.LATE, 2, 2, part(2, 2, 5, 6), days_late=3),
    Verdict(obligation("A5"), "overdue", AS_OF, Status.MISSED, 0, 2, part(0, 2)),
    Verdict(obligation("A6", **JUNE), "running", AS_OF, Status.OPEN, 0, 2, part(0, 2), days_left=20),
    Verdict(obligation("A7", **JUNE), "running", AS_OF, Status.AT_RISK, 0, 1, part(0, 1), days_left=0),
    Verdict(obligation("A8", due=None), "running", AS_OF, Status.BLOCKED, 0, 2, part(0, 2), question="|Ngày <nào>?"),
    Verdict(obligation("A9", due=None), "running", AS_OF, Status.TRACKED, 3, None, part(3, None, 9)),
    Verdict(
        obligation("A10"), "due", AS_OF, Status.WAIVED, 0, 2, part(0, 2), waiver=WAIVER,
        notes=(Note("no-url", {"row": "=evidence|x"}),),
    ),
    Verdict(obligation("A11", **JUNE), "running", AS_OF, Status.UPCOMING, 0, 2, part(0, 2), days_left=20),
)  # fmt: skip
PROBLEMS = (
    Problem("bad-date", Place("evidence/hanoi/posts,x.csv", 16, "date"), {"value": "\x1b[31m%0A::error::31/04"}),
    Problem(
        "unknown-column",
        Place("evidence/hanoi/posts.csv", 1, "ngay"),
        {"value": "=x", "meant": "", "line": "x"},
        severity="warning",
    ),
)
RESULT = Result(
    as_of=AS_OF,
    window=MAY,
    plans=(
        Plan(
            "hanoi", PLAN, "Kế hoạch", NUMBER, whole_year(2026), Issue(date(2026, 3, 12)),
            {name: quota(name) for name in TITLES}, file=f"plans/hanoi/{PLAN}.yaml", sha256=SHA,
        ),
    ),
    verdicts=VERDICTS,
    rows=RowTotals(20, 9, 10, 1),
    problems=PROBLEMS,
    sample=True,
    reading="",
)  # fmt: skip
UNITS = {code: UnitInfo(code, f"Tên {code}") for code in ("VPS", "TCCB", "NVY", "BV01", "BV02")}
NO_NAMES = NameIndex({})
ORGANISATION = Organisation(
    "hanoi", "Sở <b>Y tế</b> | Hà Nội", "Asia/Ho_Chi_Minh", True, UNITS, {"DVTT": ("BV01", "BV02")}, {"web-so": "Web"}, {},
    {}, NO_NAMES, NO_NAMES, NO_NAMES, {"DVTT": "=đơn vị"}, types={kind.word: kind.types for kind in KINDS},
)  # fmt: skip
CONTEXT = Context(
    options=TableOptions(["Sở <b>Y tế</b> | Hà Nội"], {}, (), detail=True),
    view=view,
    selection="VPS 2026-05",
    fail_on=frozenset({Status.MISSED}),
    organisations={"hanoi": ORGANISATION},
)
EMPTY = replace(RESULT, verdicts=())


def render_check(name: str, result: Result, context: Context, messages: Catalogue) -> str | bytes:
    """Return a check in a format, the pieces of a long one as one text."""
    data = FORMATS[name].pieces(result, context, messages)
    return data if isinstance(data, (str, bytes)) else str(b"".join(data), "utf-8")
