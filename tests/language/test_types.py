"""Types: the words people write for those built in, and the types that an organisation declares."""

from __future__ import annotations

import pytest
import yaml

from cchc_cli.language.compile_organisation import compile_organisation
from cchc_cli.language.model_issue import ModelIssue
from cchc_cli.language.organisation_file import OrganisationWords
from cchc_cli.model.organisation import Organisation

BUILT_IN = """
materials: pa-nô=pano, pano=pano, Băng-rôn=banner, băng rôn=banner, phướn=banner, Standee=banner, áp-phích=poster, áp phích=poster
materials: tờ gấp=leaflet, tờ rơi=leaflet, cẩm nang=handbook, màn hình LED=screen, bảng điện tử=screen
conferences: lớp tập huấn=training, Hội nghị tập huấn=training, tọa đàm=workshop, toạ đàm=workshop, sinh hoạt chuyên đề=workshop
conferences: cuộc thi=contest, cuộc thi trực tuyến=contest, giao ban=meeting, hội nghị sơ kết=conference, hội nghị=conference
documents: KH=plan, kế hoạch tuyên truyền=plan, BC=report, báo cáo kết quả=report, kết luận kiểm tra=inspection
documents: công văn=other, thông báo=other, biên bản=other, văn bản phân công=assignment
posts: tin ảnh=photo, phóng sự ảnh=photo, tin + ảnh=photo, bài viết chuyên sâu=article, đồ họa=infographic, đồ hoạ=infographic
posts: Tin, bài=news, tin bài=news
states: mã QR=qr, QR code=qr
"""


def organisation(types: str) -> tuple[Organisation, list[ModelIssue]]:
    head = {"organisation": "o", "name": "O", "units": {"VP": {"name": "Văn phòng"}}, "channels": {}, "tags": {}}
    return compile_organisation(OrganisationWords.model_validate({**head, "types": yaml.safe_load(types)}))


@pytest.mark.parametrize("line", BUILT_IN.strip().splitlines())
def test_the_ordinary_words_for_types(line: str) -> None:
    kind, _, words = line.partition(": ")
    names = organisation("{}")[0].type_names[kind]
    spelled = [pair.rpartition("=") for pair in words.replace("Tin, bài", "Tin; bài").split(", ")]
    actual = {name: names.find(name.replace(";", ",")) for name, _, _ in spelled}
    assert actual == {name: code for name, _, code in spelled}


@pytest.mark.parametrize("word", ["talkshow", "livestream", "flag"])
def test_what_is_unknown_is_never_guessed(word: str) -> None:
    assert {kind for kind, names in organisation("{}")[0].type_names.items() if names.find(word)} == set()


def test_a_declared_word_wins_over_a_built_in_name_or_alias() -> None:
    actual, issues = organisation(
        "{materials: {phuon: {name: Phướn, aliases: [phướn dọc]}}, documents: {cong-van: {name: Công văn}}}"
    )
    materials = actual.type_names["materials"]
    assert issues == []
    assert [materials.find(name) for name in ("phướn", "Phướn dọc", "phuon", "băng rôn")] == ["phuon"] * 3 + ["banner"]
    assert actual.type_names["documents"].find("công văn") == "cong-van"
    assert actual.types["materials"][-1].name.vi == "phướn"


def test_a_built_in_type_gets_other_names() -> None:
    """By its code, or by a name that it has already."""
    actual, issues = organisation("{materials: {leaflet: {aliases: [tờ bướm]}, Áp phích: {aliases: [tranh cổ động]}}}")
    assert issues == []
    assert actual.type_names["materials"].find("tờ bướm") == "leaflet"
    assert actual.type_names["materials"].find("tờ rơi") == "leaflet"
    assert actual.type_names["materials"].find("Tranh cổ động") == "poster"
    assert len(actual.types["materials"]) == 7


@pytest.mark.parametrize(
    ("types", "code"),
    [
        ("{materials: {a: {name: Cờ}, b: {name: cờ}}}", "ambiguous-name"),  # declared alike
        ("{materials: {a: {name: Cờ, aliases: [leaflet]}}}", "ambiguous-name"),  # the code of another
        ("{materials: {a: {aliases: [cờ]}}}", "missing-key"),  # a new type without a name
        ("{videos: {a: {name: Phim}}}", "bad-choice"),  # a kind without types
        ("{material: {a: {name: Cờ}}}", "bad-choice"),
    ],
)
def test_types_that_cannot_be(types: str, code: str) -> None:
    assert [entry.code for entry in organisation(types)[1]] == [code]
