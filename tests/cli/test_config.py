"""`cchc config`: each setting with the source that gave it, in the order in which sources hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from workspaces import build_workspace, exit_code

Config = Callable[..., dict[str, tuple[list[str], str, str | None]]]
VARIABLES = ("CCHC_LANG", "CCHC_WORKSPACE", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Config:
    """Return values, source and place of each setting by name, in a workspace of one organisation."""
    monkeypatch.chdir(build_workspace(tmp_path / "w"))
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> dict[str, tuple[list[str], str, str | None]]:
        assert exit_code(["config", "--format", "json", *words], monkeypatch) == 0
        document = json.loads(capsys.readouterr().out)["settings"]
        return {entry["name"]: (entry["values"], entry["source"], entry["place"]) for entry in document}

    return run


def test_the_language_is_that_of_the_first_source_that_names_one(
    config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "w/cchc.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert config()["lang"] == (["vi"], "environment", "LANG")
    (tmp_path / "w/cchc.toml").write_text('lang = "en"', encoding="utf-8")
    assert config()["lang"] == (["en"], "settings", "cchc.toml:lang")
    monkeypatch.setenv("CCHC_LANG", "vi")
    assert config()["lang"] == (["vi"], "environment", "CCHC_LANG")
    assert config("--lang", "en")["lang"] == (["en"], "option", "--lang")
    assert config("--lang", "en")["document-lang"] == (["en"], "option", "--lang")
    assert config()["document-lang"] == (["vi"], "default", None)


def test_the_day_and_the_days_of_warning(config: Config, tmp_path: Path) -> None:
    (tmp_path / "w/cchc.toml").write_text("warn_days = 12", encoding="utf-8")
    assert config("--as-of", "10/5/2026")["as-of"] == (["2026-05-10"], "option", "--as-of")
    assert config()["as-of"][1:] == ("system", "Asia/Ho_Chi_Minh")
    assert config()["warn-days"] == (["12"], "settings", "cchc.toml:warn_days")
    assert config("--warn-days", "3")["warn-days"] == (["3"], "option", "--warn-days")
    (tmp_path / "w/cchc.toml").write_text("", encoding="utf-8")
    assert config()["warn-days"] == (["7"], "default", None)


def test_folders_colour_and_width(config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    actual = config()
    assert actual["workspace"] == ([str(tmp_path / "w")], "found", None)
    assert actual["color"] == (["auto"], "default", None)
    assert actual["width"] == ([], "none", None)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("CCHC_WORKSPACE", str(tmp_path / "w"))
    actual = config("--width", "99")
    assert actual["color"] == (["never"], "environment", "NO_COLOR")
    assert actual["width"] == (["99"], "option", "--width")
    assert actual["workspace"] == ([str(tmp_path / "w")], "environment", "CCHC_WORKSPACE")
    assert config("--workspace", str(tmp_path / "w"))["workspace"][1:] == ("option", "--workspace")


def test_outside_a_workspace_it_shows_what_holds_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCHC_WORKSPACE", raising=False)
    code = exit_code(["config", "--lang", "vi"], monkeypatch)
    out, err = capsys.readouterr()
    assert code == 2
    assert "tùy chọn: --lang" in out
    assert "no-workspace" in err
