"""What documents of other bodies say, in words of the plan language: how often, how many, how long, counted from which day."""

from __future__ import annotations

import pytest
import yaml

from cchc_cli.drafting.assemble import draft_plan
from cchc_cli.drafting.plan_words import DraftPart
from cchc_cli.drafting.products import words_of
from cchc_cli.language.compile_organisation import compile_organisation
from cchc_cli.language.organisation_file import OrganisationWords
from cchc_cli.load.documents.docx import read_docx
from drafting_case import COMMUNE, VI, YEAR, drafted_word, summary_of, text_of, word

HEADS = ["TT", "Nhiệm vụ", "Sản phẩm", "Chỉ tiêu", "Đơn vị chủ trì", "Thời gian"]

NUMBERS = {
    # task, product, target -> what is needed
    ("In tờ rơi", "Tờ rơi", "5.000 tờ rơi"): {"materials": 5000, "type": "leaflet", "count": "quantity"},
    ("In tờ rơi", "Tờ rơi", "1.000 - 2.000 tờ"): {
        "materials": 1000,
        "aim": 2000,
        "type": "leaflet",
        "count": "quantity",
    },
    ("Tập huấn", "Lớp tập huấn", "200 lượt người"): {"conferences": 200, "type": "training", "count": "participants"},
    ("Tập huấn", "Hội nghị tập huấn", "01 hội nghị"): {"conferences": 1, "type": "training"},
    ("Phát thanh", "", "60 phút"): {"broadcasts": 60, "count": "minutes"},
    ("Phát thanh", "Phát thanh", "30 lượt"): {"broadcasts": 30, "distinct": "time"},
    ("Đăng tin, bài", "Tin, bài", "ít nhất 03 kênh"): {"posts": 3, "type": ["news", "article"], "distinct": "channel"},
    ("Đăng tin", "Tin", "Không quá 06 tin"): {"posts": 6, "type": "news", "at_most": True},
    ("Đăng tin", "Tin", "Không ít hơn 5 tin"): {"posts": 5, "type": "news"},
    ("Dựng video dưới 3 phút", "Video", "02 video"): {"videos": 2, "shorter_than": "3:00"},
    ("Dựng video", "Video", "02 video, tối đa 3 phút"): {"videos": 2, "shorter_than": "3:01"},
    ("Phát thanh", "Phát thanh", "04 lượt, mỗi lượt từ 10 đến 15 phút"): {
        "broadcasts": 4,
        "longer_than": "9:59",
        "shorter_than": "15:01",
        "distinct": "time",
    },
    ("Tham gia cuộc thi trực tuyến", "", "≥ 90 % CBCCVC tham gia"): {"states": "90 %"},
}


@pytest.mark.parametrize(("cells", "needs"), NUMBERS.items())
def test_a_number_is_of_what_it_counts(cells: tuple[str, str, str], needs: dict[str, object]) -> None:
    [quota] = drafted_word([HEADS, ["1", *cells, "Phòng Kinh tế", "Năm 2026"]]).quotas
    assert (quota.needs.value, quota.needs.doubts) == (needs, ())


CYCLES = {
    "ít nhất 01 tin/tuần": "week",
    "mỗi ngày làm việc 01 tin": "working-day",
    "Mỗi quý 01 tin": "quarter",
    "1 tin/2 tuần": {"weeks": 2},
    "mỗi 02 tháng 1 tin": {"months": 2},
    "01 tin/02 quý": "half-year",
}


@pytest.mark.parametrize(("target", "every"), CYCLES.items())
def test_a_number_has_its_cycle(target: str, every: object) -> None:
    [quota] = drafted_word([HEADS, ["1", "Đăng tin", "Tin", target, "Phòng Kinh tế", ""]]).quotas
    assert (quota.needs.value, quota.when.value) == ({"posts": 1, "type": "news"}, {"every": every})
    assert not quota.all_doubts


TIMES = {
    "Định kỳ 2 tuần/lần": ({"every": {"weeks": 2}}, {}),
    "Trước ngày 25 hằng tháng": ({"every": "month", "due": {"before": 25}}, {}),
    "Trước ngày 05 của tháng sau": ({"every": "month", "due": {"before": 5, "of": "next"}}, {}),
    "Trước ngày 20 của tháng cuối quý": ({"every": "quarter", "due": {"before": 20}}, {}),
    "Trong 10 ngày làm việc kể từ ngày ban hành Kế hoạch": ({"within": {"working_days": 10, "of": "issue"}}, {}),
    "Trong 06 tháng kể từ ngày ban hành Kế hoạch này": ({"within": {"months": 6, "of": "issue"}}, {}),
    "Chậm nhất 10 ngày kể từ ngày nhận được Kế hoạch này": (
        {"within": {"days": 10, "of": "nhan-duoc-ke-hoach-nay"}},
        {"nhan-duoc-ke-hoach-nay": {"unknown": "“nhận được kế hoạch này” là ngày nào?"}},
    ),
    "Trong 03 ngày làm việc kể từ ngày 15/3/2026": (
        {"within": {"working_days": 3, "of": "ngay-15-3-2026"}},
        {"ngay-15-3-2026": "2026-03-15"},
    ),
    "Chậm nhất 105 ngày trước ngày bầu cử": (
        {"before": {"days": 105, "of": "bau-cu"}},
        {"bau-cu": {"unknown": "“bầu cử” là ngày nào?"}},
    ),
    "Trước ngày bầu cử 30 ngày": (
        {"before": {"days": 30, "of": "bau-cu"}},
        {"bau-cu": {"unknown": "“bầu cử” là ngày nào?"}},
    ),
}


@pytest.mark.parametrize(("time", "meant"), TIMES.items())
def test_a_time_counts_from_its_day(time: str, meant: tuple[dict[str, object], dict[str, object]]) -> None:
    draft = drafted_word([HEADS, ["1", "Báo cáo", "Báo cáo", "", "Phòng Kinh tế", time]])
    assert (draft.quotas[0].when.value, draft.dates) == meant
    assert not draft.quotas[0].all_doubts
    assert (yaml.load(text_of(draft), Loader=yaml.BaseLoader).get("dates") or {}) == meant[1]  # noqa: S506  (texts only)


DOUBTED = {
    # target, time -> the code of the doubt
    ("Trung bình 02 tin/tuần", ""): "number-rough",
    ("Hơn 10 tin/tháng", ""): "number-rough",
    ("10 buổi, mỗi buổi 50 người", "Năm 2026"): "number-of-each",
    ("03 video, mỗi video 5 phút", "Năm 2026"): "number-of-each",
    ("Đạt 99,5% người dân hài lòng", "Năm 2026"): "share-limit",
    ("Dưới 5% hồ sơ trễ hạn", "Năm 2026"): "share-limit",
    ("02 hội nghị với 90% cán bộ tham gia", "Năm 2026"): "number-unread",
    ("tối thiểu 20 tin trong năm, mỗi tháng ít nhất 01 tin", "Năm 2026"): "numbers-cycles",
    ("Không quá 3 tin", "Trước 30/6/2026"): "words-apart",
    ("01 tin/quý", "Từ ngày 15/4/2026 đến 30/5/2026"): "never-owed",
    ("01 tin", "Sau 15 ngày kể từ ngày ký"): "time-unread",
    ("01 video dài 5 phút", "Năm 2026"): "duration",
}


@pytest.mark.parametrize(("cells", "doubt"), DOUBTED.items())
def test_what_reads_two_ways_is_doubted(cells: tuple[str, str], doubt: str) -> None:
    target, time = cells
    [quota] = drafted_word([HEADS, ["1", "Tuyên truyền", "", target, "Phòng Kinh tế", time]]).quotas
    assert doubt in {entry.code for entry in quota.all_doubts}


TYPES = """
types:
  materials: {phuon: {name: Phướn, aliases: [phướn dọc]}, leaflet: {aliases: [tờ thông tin]}}
  states: {tham-gia: {name: Tỷ lệ tham gia}}
"""
OWN = {
    ("Treo phướn dọc", "05 phướn dọc"): DraftPart("materials", 5, types=("phuon",)),
    ("In tờ thông tin", "500 tờ thông tin"): DraftPart("materials", 500, types=("leaflet",), counts="quantity"),
    ("Cuộc thi", "≥ 90% cán bộ tham gia"): DraftPart("states", percent=90, types=("tham-gia",)),
}


@pytest.mark.parametrize(("cells", "part"), OWN.items())
def test_types_that_an_organisation_declares_are_known(cells: tuple[str, str], part: DraftPart) -> None:
    organisation, issues = compile_organisation(OrganisationWords.model_validate(yaml.safe_load(COMMUNE + TYPES)))
    assert not issues
    task, target = cells
    row = ["1", task, "", target, "Phòng Kinh tế", "Trước 30/6/2026"]
    [quota] = draft_plan(read_docx(word([HEADS, row])), "van-ban", organisation, YEAR, VI).quotas
    amount = f"{part.percent} %" if part.percent else part.number
    expected = {part.kind: amount, "type": part.types[0], **({"count": part.counts} if part.counts else {})}
    assert (quota.needs.value, quota.all_doubts) == (expected, ())


def test_a_blank_lead_and_a_blank_product_have_their_questions() -> None:
    draft = drafted_word([HEADS, ["1", "Việc khác", "", "", "", "Hằng quý"]])
    assert summary_of(draft) == {
        "A1": "{'unknown': 'Văn bản không nêu đơn vị chủ trì: đơn vị nào?'} | "
        "{'unknown': 'Văn bản không nêu sản phẩm: sản phẩm gì, bao nhiêu?'} | {'every': 'quarter'}"
    }


def test_words_built_in_are_not_declared() -> None:
    organisation, _ = compile_organisation(OrganisationWords.model_validate(yaml.safe_load(COMMUNE)))
    assert [(entry.kind, entry.type) for entry in words_of(organisation).find("tờ gấp")] == [("materials", "leaflet")]
