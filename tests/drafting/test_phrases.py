"""Phrases of plans, each with what a person reads in it."""

from __future__ import annotations

import pytest

from cchc_cli.drafting.amounts import quantities, shares, unread_numbers
from cchc_cli.drafting.products import BUILT_IN
from cchc_cli.drafting.timings import Bound, When, read_time
from drafting_case import YEAR, roster


def by(label: str) -> When:
    return When("bound", bounds=(Bound("by", label),))


def before(label: str) -> When:
    return When("bound", bounds=(Bound("before", label),))


TIMES = {
    "Định kỳ hàng quý": When("cycle", "quarter"),
    "Hằng tháng": When("cycle", "month"),
    "định kỳ 1 lần/quý": When("cycle", "quarter"),
    "Mỗi quý 01 lần": When("cycle", "quarter"),
    "Hằng tuần": When("cycle", "week"),
    "Trong năm": When("span", "2026"),
    "Quý II, III và IV": When("span", "2026-04..2026-12"),
    "Quý I-IV/2026": When("span", "2026-01..2026-12"),
    "Tháng 4–6/2026": When("span", "2026-04..2026-06"),
    "Từ tháng 3 đến tháng 11/2026": When("span", "2026-03..2026-11"),
    "Từ ngày 01/5 đến ngày 23/5/2026": When("span", "2026-05-01..2026-05-23"),
    "Quý II/2026": by("2026-Q2"),
    "Quý IV năm 2026": by("2026-Q4"),
    "Chậm nhất tháng 9/2026": by("2026-09"),
    "chậm nhất 30/9/2026": by("2026-09-30"),
    "Xong trong quý III/2026": by("2026-Q3"),
    "trước khi kết thúc quý II": by("2026-Q2"),
    "6 tháng đầu năm 2026": by("2026-H1"),
    "31/12/2026": by("2026-12-31"),
    "Hoàn thành trước tháng 10/2026": before("2026-10"),
    "Trước 15/03/2026": before("2026-03-15"),
    "Trước ngày 30 tháng 9 năm 2026": before("2026-09-30"),
    "Trước ngày 20/11": before("2026-11-20"),
    "Ít nhất 06 tháng/lần. Xong trước 30/11/2026": When("cycle", "half-year", bounds=(Bound("before", "2026-11-30"),)),
    "- Hằng quý\n- Trước 15/12/2026": When("cycle", "quarter", bounds=(Bound("before", "2026-12-15"),)),
    "Trong vòng 15 ngày kể từ khi Kế hoạch của Sở được ban hành": When(
        "within", "days", 15, event="kế hoạch của sở được ban hành"
    ),
    "trong 10 ngày làm việc kể từ ngày ban hành Kế hoạch": When(
        "within", "working_days", 10, event="ban hành kế hoạch"
    ),
    "chậm nhất 105 ngày trước ngày bầu cử": When("before-event", amount=105, event="bầu cử"),
    "trước khi hết ngày 25 hằng tháng": When("cycle", "month", due="by:25"),
    "Hằng tháng (trước ngày 25)": When("cycle", "month", due="before:25"),
    "Trước ngày 05 tháng sau": When("cycle", "month", due="before:5:next"),
    "Hằng tháng, từ tháng 4": When("cycle", "month", span="2026-04..2026-12"),
    "02 lần/năm": When("cycle", "year", times=2),
    "Thường xuyên, liên tục": When("always"),
    "Theo chế độ báo cáo định kỳ của Thành phố": When("elsewhere", event="theo chế độ báo cáo định kỳ của thành phố"),
    "": When("none"),
}


@pytest.mark.parametrize(("phrase", "meant"), TIMES.items())
def test_a_time_phrase_is_read_whole(phrase: str, meant: When) -> None:
    assert read_time(phrase, YEAR) == meant


@pytest.mark.parametrize(
    "phrase",
    [
        "Quý I, III",
        "Tháng 3, tháng 9",
        "Trước ngày 15/6 và 15/12/2026",
        "Hằng quý, 6 tháng, năm",
        "Tuần 2 tháng 4/2026",
        "Đầu tháng 3/2026",
        "Sau 5 ngày có kết quả",
        "Ngày 31/02/2026",
        "Khoảng giữa năm",
    ],
)
def test_what_is_not_understood_whole_is_doubted(phrase: str) -> None:
    assert read_time(phrase, YEAR).doubts


AMOUNTS = {
    "Có ít nhất 01 tin/bài về CCHC": [(1, 0, "posts", "")],
    "(ít nhất 02 tin/bài CCHC trong tháng)": [(2, 0, "posts", "month")],
    "100% các đơn vị có ít nhất 01 tin, bài/tháng": [(1, 0, "posts", "month")],
    "ít nhất từ 02–03 video clip ngắn": [(2, 3, "videos", "")],
    "từ 02 đến 03 nội dung tuyên truyền trực quan": [(2, 3, "materials", "")],
    "tối thiểu 04 số trên chuyên mục truyền hình": [(4, 0, "broadcasts", "")],
    "hàng tháng có ít nhất 01 tin/bài": [(1, 0, "posts", "month")],
    "ít nhất 01 tin/tuần": [(1, 0, "posts", "week")],
    "Ngày 02 lượt phát thanh": [(2, 0, "broadcasts", "day")],
    "5.000 tờ rơi": [(5000, 0, "materials", "")],
    "02 hội nghị; 03 lớp tập huấn": [(2, 0, "conferences", ""), (3, 0, "conferences", "")],
    "12 tin bài trong năm 2026": [(12, 0, "posts", "")],
    "01 (một) bài viết": [(1, 0, "posts", "")],
    "Hỗ trợ giải đáp tự động 24/7": [],
    "Chỉ thị số 05-CT/TU ngày 10/11/2025": [],
    "Kế hoạch số 75/KH-UBND ngày 26/02/2026": [],
    "CCHC năm 2026": [],
    "Đề án 06 và Nghị quyết số 57": [],
    "mô hình chính quyền 02 cấp": [],
}


@pytest.mark.parametrize(("phrase", "meant"), AMOUNTS.items())
def test_a_number_counts_what_follows_it(phrase: str, meant: list[tuple[int, int, str, str]]) -> None:
    actual = quantities(phrase)
    assert [
        (entry.number, entry.aim, entry.products[0].kind, entry.cycle.label if entry.cycle else "") for entry in actual
    ] == meant


def test_a_number_may_be_a_limit_or_be_asked_of_each() -> None:
    assert quantities("không quá 06 tin/ngày")[0].at_most
    assert quantities("mỗi xã 01 buổi")[0].each
    assert quantities("Tối thiểu 02 bài viết/đơn vị/quý")[0].each
    assert quantities("200 lượt người")[0].counts == "participants"


def test_a_share_has_its_body() -> None:
    assert [(share.percent, share.of) for share in shares("≥ 90 % CBCCVC tham gia")] == [(90, "cbccvc tham gia")]


def test_numbers_that_are_explained_by_nothing_are_told() -> None:
    assert unread_numbers("bảo đảm 45 điểm, ngày 10/11/2025, 24/7, 03 video") == ["45"]


PRODUCTS = {
    "Tin, bài, ảnh trên zalo, fanpage": {"posts"},
    "Video, bài viết": {"videos", "posts"},
    "Kế hoạch, Giấy mời": {"documents"},
    "Các ấn phẩm: sổ tay, tờ rơi…": {"materials"},
    "Cổng thông tin điện tử và bảng tin nội bộ": set(),
    "Phòng Kế hoạch - Tài chính": set(),
    "nâng cao niềm tin, thông tin kịp thời": set(),
}


@pytest.mark.parametrize(("phrase", "kinds"), PRODUCTS.items())
def test_products_are_not_found_in_other_words(phrase: str, kinds: set[str]) -> None:
    assert {product.kind for product in BUILT_IN.find(phrase)} == kinds


OWNERS = {
    "Phòng Văn hóa - Xã hội": (("VHXH",), ()),
    "Văn hóa - Xã hội": (("VHXH",), ()),
    "Văn phòng HĐND và UBND xã": (("VP",), ()),
    "Văn phòng HĐND và UBND (Bộ phận truyền thông)": (("VP",), ()),
    "- Phòng Kinh tế - Các bản": (("KT", "BAN"), ()),
    "Phòng Văn hoá - Xã hội; Đài truyền thanh xã": (("VHXH", "TTVH"), ()),
    "Các phòng, đơn vị trực thuộc xã": (("DVTT",), ("các phòng",)),
    "Các đơn vị trực thuộc": (("DVTT",), ()),
    "Thủ trưởng các đơn vị trực thuộc xã": (("DVTT",), ()),
    "Các đơn vị có thủ tục hành chính trực thuộc xã": (("DVTT-TT",), ()),
    "Chủ trì: P. Kinh tế; phối hợp: Các bản": (("KT",), ()),
    "Các bản (trừ Bản Nà Mẫu)": ((), ("các bản (trừ bản nà mẫu)",)),
    "Các phòng liên quan": ((), ("các phòng liên quan",)),
    "Phòng Kinh tế các xã": ((), ("phòng kinh tế các xã",)),
    "Phòng Kinh tế UBND xã": (("KT",), ()),
    "Công an xã": ((), ("công an xã",)),
}


@pytest.mark.parametrize(("text", "meant"), OWNERS.items())
def test_owners_are_known_names_or_told(text: str, meant: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    actual = roster().read(text)
    assert (actual.codes, actual.unknown) == meant
