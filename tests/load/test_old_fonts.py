"""Texts of TCVN3 and VNI fonts become Unicode when they are imported and the font is said; never otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_cli.load.evidence.garbled import lost_letters
from cchc_cli.load.evidence.old_fonts import FONTS, Font, in_unicode
from workspaces import build_workspace, outputs_of

LOWER = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
# Their codes, letter by letter: TCVN 5712:1993, and the layout of VNI-Times.
TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ®"
VNI = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò oø oû oõ où oï oâ oà oå oã oá oä "
    "ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î ñ"
)
CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))


def test_every_letter_of_tcvn3_both_ways() -> None:
    """Its capitals with tones are those of a capital font, which has the codes of lower case."""
    codes = dict(zip(LOWER, TCVN3, strict=True)) | CAPITALS
    assert len(codes) == 67 + 7
    for letter, code in codes.items():
        assert in_unicode(code, "tcvn3") == letter
        assert in_unicode(f"h{code}nh", "tcvn3") == f"h{letter}nh"


def test_every_letter_of_vni_both_ways() -> None:
    codes = dict(zip(LOWER, VNI.split(), strict=True))
    assert len(codes) == 67
    for letter, code in codes.items():
        assert in_unicode(f"h{code}nh", "vni") == f"h{letter}nh"
        assert in_unicode(f"H{code.upper()}NH", "vni") == f"H{letter.upper()}NH"


@pytest.mark.parametrize(
    ("text", "font", "meant"),
    [
        ("C¶i c¸ch hµnh chÝnh", "tcvn3", "Cải cách hành chính"), ("Së Y tÕ tæ chøc héi nghÞ ®èi tho¹i", "tcvn3", "Sở Y tế tổ chức hội nghị đối thoại"),
        ("\u00adu tiªn", "tcvn3", "ưu tiên"), ("“C¶i c¸ch” – 2026 (50 %)", "tcvn3", "“Cải cách” – 2026 (50 %)"),
        ("Sôû Y teá toå chöùc hoäi nghò", "vni", "Sở Y tế tổ chức hội nghị"), ("ÑOÁI THOAÏI", "vni", "ĐỐI THOẠI"), ("Ñoái thoaïi", "vni", "Đối thoại"),
        ("Cải cách", "tcvn3", "Cải cách"), ("Cải cách", "vni", "Cải cách"), ("Hà Nam", "tcvn3", "Hà Nam"), ("Hà Nam", "vni", "Hà Nam"),
        ("https://so.vn/tin?a=1", "vni", "https://so.vn/tin?a=1"), ("", "tcvn3", ""),
    ],
)  # fmt: skip
def test_texts(text: str, font: Font, meant: str) -> None:
    """A text with a letter that the font has no code for is no text of it, and stays."""
    assert in_unicode(text, font) == meant
    assert lost_letters(in_unicode(text, font)) is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize(
    ("font", "header", "title"), [("tcvn3", "Ngµy ®¨ng", "C¶i c¸ch hµnh chÝnh"), ("vni", "Ngaøy ñaêng", "Caûi caùch haønh chính")]
)  # fmt: skip
def test_an_import(
    font: Font, header: str, title: str, encoding: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Headers too; every cell that changes is shown before anything is written, and again when it is."""
    folder = build_workspace(tmp_path / "w")
    (folder / "tin-bai.csv").write_bytes(f"{header},unit,title,channel\n2026-04-02,VP,{title},web\n".encode(encoding))
    log = folder / "evidence" / "demo" / "posts.csv"
    before = log.read_bytes()
    arguments = ["evidence", "import", "tin-bai.csv", "--from-font", font]
    foreseen, error = outputs_of(folder, arguments, monkeypatch, capsys)
    shown = [
        f"tin-bai.csv:1  “{header}” is read as “Ngày đăng”",
        f"tin-bai.csv:2  “{title}” is read as “Cải cách hành chính”",
    ]
    assert [line for line in foreseen if "is read as" in line] == shown
    assert not [line for line in error if "old-font" in line or "windows-1258" in line]
    assert log.read_bytes() == before
    out, _ = outputs_of(folder, [*arguments, "--yes"], monkeypatch, capsys)
    assert [line for line in out if "is read as" in line] == shown
    assert "Cải cách hành chính" in log.read_text(encoding="utf-8-sig")


def test_nothing_is_converted_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build_workspace(tmp_path / "w")
    (folder / "tin-bai.csv").write_text("date,unit,title,channel\n2026-04-02,VP,C¶i c¸ch hµnh chÝnh,web\n", "utf-8")
    out, error = outputs_of(folder, ["evidence", "import", "tin-bai.csv", "--yes"], monkeypatch, capsys)
    assert not [line for line in out if "is read as" in line]
    assert any("--from-font tcvn3" in line and line.endswith("[old-font]") for line in error)
    assert "C¶i c¸ch" in (folder / "evidence" / "demo" / "posts.csv").read_text(encoding="utf-8-sig")


def test_a_font_that_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build_workspace(tmp_path / "w")
    _, error = outputs_of(folder, ["evidence", "import", "x.csv", "--from-font", "arial"], monkeypatch, capsys)
    assert error[0] == "exit 2"
    assert all(font in error[1] for font in FONTS)
