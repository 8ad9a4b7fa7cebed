"""`cchc evidence verify` and `--require-verified`: what was seen decides, and stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cchc_cli.i18n import Catalogue
from cchc_cli.load.sight.web import WebLooker
from cchc_cli.model.sighting import Seen
from workspaces import build_workspace, exit_code

PAGE = "https://a.example/1"
POSTS = f"""date,unit,title,channel,tags,url
2026-04-05,VP,Một,web,cchc,anh/1.png
2026-04-06,VP,Hai,web,cchc,{PAGE}
2026-04-07,VP,Ba,web,cchc,
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    workspace = build_workspace(tmp_path / "w")
    (workspace / "evidence/demo/posts.csv").write_text(POSTS, encoding="utf-8")
    (workspace / "anh").mkdir()
    (workspace / "anh/1.png").write_bytes(b"png")
    monkeypatch.chdir(workspace)
    monkeypatch.setattr("cchc_cli.load.sight.web.PAUSE", 0.0)
    return workspace


@pytest.fixture
def cchc(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def run(*words: str, lang: str = "en") -> tuple[int, str, str]:
        code = exit_code([*words, "--lang", lang], monkeypatch)
        output = capsys.readouterr()
        assert "Traceback" not in output.err
        return code, output.out, output.err

    return run


def answering(monkeypatch: pytest.MonkeyPatch, *answers: Seen | type[BaseException]) -> list[str]:
    """Let pages answer so, one after the other; return the addresses that are asked."""
    addresses: list[str] = []
    left = list(answers)

    async def look(_: WebLooker, address: str) -> Seen:
        addresses.append(address)
        answer = left.pop(0)
        if isinstance(answer, Seen):
            return answer
        raise answer

    monkeypatch.setattr(WebLooker, "look", look)
    return addresses


def used(cchc) -> tuple[int, int]:
    _, out, _ = cchc("check", "--month", "2026-04", "--as-of", "2026-05-10", "--require-verified", "--format", "json")
    rows = json.loads(out)["rows"]
    assert rows["read"] == rows["used"] + rows["unused"] + rows["refused"]
    return rows["used"], rows["unused"]


def kept(folder: Path) -> list[dict[str, object]]:
    lines = (folder / ".cchc/verified/demo.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_row_that_nobody_looked_at_is_unused(cchc):
    assert used(cchc) == (0, 4)


def test_the_reason_says_when_and_what_was_seen_in_the_reader_s_words(
    folder: Path, cchc, monkeypatch: pytest.MonkeyPatch
):
    """A day is 01/05/2026 in Vietnamese; what was seen is no code."""
    monkeypatch.setattr(
        "cchc_cli.cli.commands.evidence.verify.today", lambda _: __import__("datetime").date(2026, 5, 1)
    )
    (folder / "anh/1.png").unlink()
    (folder / "evidence/demo/posts.csv").write_text(
        POSTS + "2026-04-08,VP,Bốn,web,cchc,https://a.example/2\n2026-04-09,VP,Năm,web,cchc,http://10.0.0.1/\n", "utf-8"
    )
    answering(monkeypatch, Seen(404), Seen("no-host"), Seen("not-allowed"))
    cchc("evidence", "verify", "--online")
    _, out, _ = cchc("evidence", "list", "--require-verified", lang="vi")
    lines = [line.strip() for line in out.splitlines()]
    seen = [line.removesuffix(" (VP)") for line in lines if line.startswith("chưa") and line.endswith(" (VP)")]
    last = "chưa xác minh (lần kiểm tra gần nhất: "
    assert seen == [
        f"{last}01/05/2026, không có tệp này trong thư mục làm việc)",
        f"{last}01/05/2026, 404)",
        f"{last}chưa có)",
        f"{last}01/05/2026, không có máy chủ này)",
        f"{last}01/05/2026, {Catalogue('vi')('seen.not-allowed-page')})",
    ]
    _, out, _ = cchc("evidence", "list", "--require-verified")
    assert "not verified (last checked: 2026-05-01, no such host)" in out
    assert "not verified (last checked: never)" in out


def test_files_alone_without_online(folder: Path, cchc, monkeypatch: pytest.MonkeyPatch):
    addresses = answering(monkeypatch)
    code, out, _ = cchc("evidence", "verify")
    assert (code, addresses, "1 web address not looked at" in out) == (0, [], True)
    assert [list(line) for line in kept(folder)] == [["v", "url", "looked", "status", "title", "sha256"]]
    assert used(cchc) == (1, 3)


def test_a_page_that_is_gone_no_longer_counts(folder: Path, cchc, monkeypatch: pytest.MonkeyPatch):
    days = iter(["2026-05-01", "2026-05-01", "2026-05-02", "2026-05-02", "2026-05-03"])
    monkeypatch.setattr(
        "cchc_cli.cli.commands.evidence.verify.today", lambda _: __import__("datetime").date.fromisoformat(next(days))
    )
    addresses = answering(monkeypatch, Seen(200, "Hai"), Seen(404), Seen(200, "Khác"))
    assert cchc("evidence", "verify", "--online")[0] == 0
    assert used(cchc) == (2, 2)
    cchc("evidence", "verify", "--online", "--again")  # on the same day: not again
    cchc("evidence", "verify", "--online")  # it was found
    assert addresses == [PAGE]
    cchc("evidence", "verify", "--online", "--again")
    assert used(cchc) == (1, 3)
    _, out, _ = cchc("evidence", "verify", "--online")  # it was not found the day before
    assert "titled “Khác”" in out
    assert used(cchc) == (2, 2)
    assert [line["status"] for line in kept(folder) if line["url"] == PAGE] == [200, 404, 200]


def test_a_run_that_is_cut_off_goes_on(folder: Path, cchc, monkeypatch: pytest.MonkeyPatch):
    with (folder / "evidence/demo/posts.csv").open("a", encoding="utf-8") as log:
        log.write("2026-04-08,VP,Bốn,web,cchc,https://a.example/2\n")
    answering(monkeypatch, Seen(200), KeyboardInterrupt)
    assert cchc("evidence", "verify", "--online")[0] == 130
    addresses = answering(monkeypatch, Seen(200))
    assert cchc("evidence", "verify", "--online")[0] == 0
    assert addresses == ["https://a.example/2"]


def test_a_page_that_was_not_found_today_is_looked_at_again_when_asked(cchc, monkeypatch: pytest.MonkeyPatch):
    addresses = answering(monkeypatch, Seen("no-answer"), Seen("not-allowed"), Seen(200))
    cchc("evidence", "verify", "--online")
    _, out, _ = cchc("evidence", "verify", "--online")
    assert (len(addresses), "1 page not found earlier today" in out) == (1, True)
    _, out, _ = cchc("evidence", "verify", "--online", "--again")
    assert (len(addresses), "private network (--allow-private)" in out, "earlier today" in out) == (2, True, False)
    cchc("evidence", "verify", "--online", "--allow-private")
    assert (len(addresses), used(cchc)) == (3, (2, 2))


def test_nothing_to_look_at(folder: Path, cchc):
    (folder / "evidence/demo/posts.csv").write_text(POSTS.partition("\n")[0] + "\n", encoding="utf-8")
    assert cchc("evidence", "verify")[0] == 3


def test_without_the_library(cchc, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cchc_cli.cli.commands.evidence.verify.find_spec", lambda _: None)
    code, _, err = cchc("evidence", "verify", "--online")
    assert (code, "[needs-online]" in err, 'pip install "cchc-cli[online]"' in err) == (2, True, True)


def test_a_link_in_the_place_of_the_folder_is_refused(folder: Path, tmp_path: Path, cchc):
    (tmp_path / "other").mkdir()
    (folder / ".cchc").symlink_to(tmp_path / "other")
    assert cchc("evidence", "verify")[0] == 2
    assert list((tmp_path / "other").iterdir()) == []
