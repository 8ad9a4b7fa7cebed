"""What the shell offers: asked as a shell asks, through the environment; the codes stand in the organisations' files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
import typer

import cchc_cli.cli
import scenario
from cchc_cli.formats.documents.schemas import DOCUMENTS
from cchc_cli.formats.registry import FORMATS
from cchc_cli.words.kinds import KIND
from workspaces import build_workspace

Complete = Callable[..., str]
MODULES = tuple(f"cchc_cli.cli.{name}" for name in ("app", "options", "selection", "groups", "command"))
HANOI = [
    "VPS",
    "BPTT",
    "TCCB",
    "KHTC",
    "BHYT-CNTT",
    "NVY",
    *(f"BV{number:02}" for number in range(1, 15)),
    "PB",
    "DVTT",
]
DANANG = ["VPS", "TCCB", "KSBT", *(f"BV{number:02}" for number in range(1, 9)), "PB", "DVTT", "DVTT-TTHC"]
ORGANISATIONS = sorted(path.parent.name for path in scenario.ROOT.glob("plans/*/organisation.yaml"))
PLANS = [path.stem for name in ORGANISATIONS for path in sorted(scenario.ROOT.glob(f"plans/{name}/*-20??.yaml"))]
KINDS = list(KIND)


@pytest.fixture(scope="module")
def app() -> Iterator[typer.Typer]:
    """The command line as it is made when a shell asks; every other test keeps its own."""
    import_module("cchc_cli.cli.app")
    before = {name: module for name, module in sys.modules.items() if name.startswith(MODULES)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("_CCHC_COMPLETE", "complete_bash")
        for name in before:
            del sys.modules[name]
            package, _, last = name.rpartition(".")
            if package == "cchc_cli.cli":
                delattr(cchc_cli.cli, last)
        yield import_module("cchc_cli.cli.app").app
    for name, module in before.items():
        sys.modules[name] = module
        package, _, last = name.rpartition(".")
        if package == "cchc_cli.cli":
            setattr(cchc_cli.cli, last, module)


@pytest.fixture
def complete(app: typer.Typer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Complete:
    """Complete the last word of a command line; return the candidates for the shell."""
    for name in ("CCHC_WORKSPACE", "CCHC_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def ask(line: str, *, to: str = "bash", folder: Path = scenario.ROOT) -> str:
        words = line.split(" ")
        monkeypatch.chdir(folder)
        monkeypatch.setenv("_CCHC_COMPLETE", f"complete_{to}")
        monkeypatch.setenv("COMP_WORDS", "\n".join(words))
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        monkeypatch.setenv("_TYPER_COMPLETE_WORD_TO_COMPLETE", words[-1])
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        with pytest.raises(SystemExit) as ending:
            app(prog_name="cchc")
        out, err = capsys.readouterr()
        assert (ending.value.code, err) == (0, "")
        return out.removesuffix("\n")

    return ask


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("check --unit ", HANOI),
        ("check -u T", ["TCCB"]),
        ("check --unit VPS --unit BH", ["BHYT-CNTT"]),
        ("todo --org danang --unit ", DANANG),
        ("check --plan dn-cchc-2026 --unit K", ["KSBT"]),
        ("explain dn-cchc-2026/A3 --unit K", ["KSBT"]),
        ("check --days x --unit T", ["TCCB"]),
        ("plan show ", PLANS),
        ("plan diff hn-cchc-2026 ", PLANS),
        ("check --plan h", ["hn-cchc-2026", "hn-tthc-2026"]),
        ("check --org danang --plan ", ["dn-cchc-2026"]),
        ("explain dn-cchc-2026/A12", ["dn-cchc-2026/A12a", "dn-cchc-2026/A12b"]),
        ("explain --org hanoi dn", []),
        ("explain hn-tthc", ["hn-tthc-2026/VI.1-3b"]),
        ("schema ", ["plan", "organisation", "waivers", "rulings", "holidays", *DOCUMENTS]),
        ("guide ", ["plan", "evidence", "report", "ci"]),
        ("help pl", ["plan"]),
        ("help plan ", ["list", "show", "diff", "draft"]),
        ("help check ", []),
        ("check --org ", [*ORGANISATIONS, "all"]),
        ("evidence add posts --org ", ORGANISATIONS),
        ("check --reading i", ["issued-22"]),
        (
            "check --org danang --reading ",
            ["within-quarter", "news-too", "any-product", "under-3-minutes", "before-inclusive"],
        ),
        ("check --fail-on ", ["missed", "blocked", "at-risk", "open", "late", "upcoming", "met", "tracked", "waived", "never"]),
        ("check --fail-on missed,l", ["missed,late"]),
        ("check --fail-on late,missed,", [f"late,missed,{entry}" for entry in ("blocked", "at-risk", "open", "upcoming", "met", "tracked", "waived")]),
        ("check --format ", [f"{name}=check.{name}" if FORMATS[name].binary else name for name in FORMATS]),
        ("matrix --format ", ["table", "markdown", "csv", "xlsx=matrix.xlsx", "json"]),
        ("report --format ", ["text", "markdown", "docx=report.docx", "json"]),
        ("report --basis ", ["calendar", "reporting"]),
        ("check --by ", ["unit", "quota"]),
        ("matrix --by q", ["quota"]),
        ("todo --by ", ["unit"]),
        ("check --color a", ["auto", "always"]),
        ("evidence import --date-order m", ["mdy"]),
        ("check --lang ", ["vi", "en"]),
        ("evidence add ", KINDS),
        ("evidence import x.csv --kind d", ["documents"]),
        ("evidence add posts --unit ", HANOI[:-2]),
        ("evidence add posts --unit TCCB\\;V", ["TCCB;VPS"]),
        ("evidence add posts --org danang --channel b", ["bantin-skcmn", "bantin-skcd", "bao-ytsk", "bang-tin"]),
        ("evidence add posts --tags cchc\\;tth", ["cchc;tthc"]),
        ("evidence add van-ban --for hn-cchc-2026/A5", ["hn-cchc-2026/A5a", "hn-cchc-2026/A5b"]),
        ("evidence add posts --type ", ["news", "article", "photo", "infographic"]),
        ("evidence add hoi-nghi --type t", ["training"]),
        ("evidence add videos --type ", []),
        ("--version plan l", ["list"]),
    ],
)  # fmt: skip
def test_what_is_offered(line: str, offered: list[str], complete: Complete):
    assert complete(f"cchc {line}").split("\n") == (offered or [""])


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("check --unit V", "VPS\tVăn phòng Sở"),
        ("plan show dn", "dn-cchc-2026\tTuyên truyền cải cách hành chính ngành Y tế Đà Nẵng 2026"),
        ("explain hn-cchc-2026/A3", "hn-cchc-2026/A3\tTin, bài về kết quả CCHC trên trang của Sở"),
        ("check --org b", "boyte\tBộ Y tế"),
        ("check --unit DVTT", "DVTT\tCác đơn vị trực thuộc Sở"),
        ("check --reading issued", "issued-22\thn-cchc-2026"),
        ("check --lang vi --fail-on mi", "missed\tKhông đạt"),
        ("check --lang en --fail-on mi", "missed"),
        ("evidence add --lang vi doc", "documents\tVăn bản"),
        ("evidence add documents --lang vi --type inv", "invitation\tgiấy mời"),
        ("check --lang vi --strict", "--strict\tThoát với mã 2 cả khi có dòng không đọc được, quyết định mi…"),
        ("check --lang en --no-w", "--no-waivers\tJudge without waivers."),
        ("--lang vi tod", "todo\tLiệt kê việc cần làm tiếp, việc cấp bách nhất trước: còn th…"),
        ("plan --lang vi sh", "show\tCho xem một kế hoạch: điều khoản nào đã đưa vào, các chỉ ti…"),
    ],
)
def test_with_its_meaning_where_the_shell_shows_it(line: str, offered: str, complete: Complete):
    assert complete(f"cchc {line}", to="fish") == offered


def test_zsh_and_powershell(complete: Complete):
    line = "cchc explain dn-cchc-2026/A12a"
    assert complete(line, to="zsh") == """_arguments '*: :(("dn-cchc-2026/A12a":"Trợ lý ảo trả lời về TTHC"))'"""
    assert complete(line, to="powershell") == "dn-cchc-2026/A12a:::Trợ lý ảo trả lời về TTHC"
    assert complete(line, to="pwsh") == "dn-cchc-2026/A12a:::Trợ lý ảo trả lời về TTHC"


# ---- where the workspace lies


def test_the_workspace_named_before(complete: Complete, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    demo = build_workspace(tmp_path / "demo").as_posix()  # typer takes a \ as bash does, in PowerShell too
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    assert complete(f"cchc check --workspace {demo} --plan ") == "demo-2026"
    assert complete("cchc check --workspace ~/demo --plan ") == "demo-2026"
    assert complete("cchc check --workspace $HOME/demo --plan ") == "demo-2026"
    assert complete(f"cchc check --plans {demo}/plans --plan ", folder=tmp_path) == "demo-2026"
    assert complete(f"cchc check --plan  --workspace {demo}", folder=tmp_path) == ""  # the word typed is another
    monkeypatch.setenv("CCHC_WORKSPACE", demo)
    assert complete("cchc check --plan ") == "demo-2026"
    assert "hn-cchc-2026" in complete(f"cchc check --workspace {scenario.ROOT.as_posix()} --plan ")


def test_without_a_workspace_there_are_still_words_of_the_program(complete: Complete, tmp_path: Path):
    for option in ("--unit", "--plan", "--org", "--reading"):
        assert complete(f"cchc check {option} ", folder=tmp_path) == ""
    assert complete("cchc explain ", folder=tmp_path) == ""
    assert complete("cchc check --fail-on la", folder=tmp_path) == "late"
    assert complete("cchc check --format ju", folder=tmp_path) == "junit"


@pytest.mark.parametrize("text", ["plan: [", "\x00", "plan: demo-2026\nquotas: 5\n", ""])
def test_of_what_cannot_be_read_nothing_is_offered(text: str, complete: Complete, tmp_path: Path):
    demo = build_workspace(tmp_path / "demo")
    (demo / "plans/demo/demo-2026.yaml").write_text(text, encoding="utf-8")
    assert complete("cchc plan show ", folder=demo) == ""
    assert complete("cchc explain ", folder=demo) == ""
    assert complete("cchc check --unit V", folder=demo) == "VP"
    (demo / "plans/demo/organisation.yaml").write_text(text, encoding="utf-8")
    assert complete("cchc check --unit ", folder=demo) == ""
    (demo / "cchc.toml").write_text("lang = 5", encoding="utf-8")
    assert complete("cchc check --org ", folder=demo) == ""


def test_several_organisations_and_none_chosen(complete: Complete, tmp_path: Path):
    demo = build_workspace(tmp_path / "demo")
    shutil.copytree(scenario.ROOT / "plans/danang", demo / "plans/danang")
    (demo / "cchc.toml").write_text("", encoding="utf-8")
    assert complete("cchc check --unit KS", folder=demo) == "KSBT"
    assert complete("cchc check --org nobody --unit ", folder=demo) == ""


# ---- what would act in a shell

# A name, and what is shown of it. typer puts it into a script that zsh evaluates, and reads Rich's markup in it.
HOSTILE = {
    "a\\$(touch x)": "a/＄(touch x)",
    "`touch x`": "’touch x’",
    "'; touch x; '": "’; touch x; ’",
    '"; touch x; "': "”; touch x; ”",
    "[/red] [bold]x[/bold]": "(/red) (bold)x(/bold)",
    "a\nb\tc \x1b[31m": "a b c <U+001B>(31m",
    "a:::b": "a:b",
    "à" * 61: "à" * 59 + "…",
}


def test_names_cannot_act_in_a_shell(complete: Complete, tmp_path: Path):
    demo = build_workspace(tmp_path / "demo")
    names = {f"X{place}": name for place, name in enumerate(HOSTILE)}
    codes = ["$(touch x)", "a b", "`x`", "*", "-v", "x;y", "x'", 'x"', "x\\", "~", "a:b", "#", "x\ny"]
    organisation = demo / "plans/demo/organisation.yaml"
    units = "".join(f"  {json.dumps(code)}: {{name: {json.dumps(name)}}}\n" for code, name in names.items())
    units += "".join(f"  {json.dumps(code)}: {{name: Z{place}}}\n" for place, code in enumerate(codes))
    text = organisation.read_text("utf-8")
    organisation.write_text(text.replace("units:\n", f"units:\n{units}"), "utf-8")
    shown = dict(zip(names, HOSTILE.values(), strict=True))
    fish = complete("cchc check --unit X", to="fish", folder=demo)
    assert fish.split("\n") == [f"{code}\t{meaning}" for code, meaning in shown.items()]
    zsh = complete("cchc check --unit X", to="zsh", folder=demo)
    escaped = [f'"{code}":"{meaning.replace(":", chr(92) * 2 + ":")}"' for code, meaning in shown.items()]
    assert zsh == "_arguments '*: :((" + "\n".join(escaped) + "))'"
    assert [
        word for word in complete("cchc check --unit ", folder=demo).split("\n") if word in codes or "touch" in word
    ] == []


@pytest.mark.parametrize("word", ["$(touch x),", "`x`,", "*,", "a b,", "\\,", ",", "missed,,"])
def test_what_was_typed_before_a_comma_is_repeated_only_if_it_is_a_word(word: str, complete: Complete):
    assert complete(f"cchc check --fail-on '{word}") == ""


# ---- the whole


def parameters(command: object, path: str = "") -> Iterator[tuple[str, object]]:
    for parameter in command.params:
        yield f"{path}{parameter.opts[0] if parameter.opts[0].startswith('-') else parameter.metavar}", parameter
    for name, below in getattr(command, "commands", {}).items():
        yield from parameters(below, f"{path}{name} ")


# What may be followed by anything: days, periods, numbers, files, titles; and flags, which nothing follows.
FREE = {
    "--week", "--month", "--quarter", "--half", "--nine-months", "--year", "--from", "--to", "--as-of", "--warn-days", "--days",
    "--width", "--date", "--end", "--sent", "--title", "--url", "--duration", "--issue", "--participants", "--number",
    "--period", "--has", "--quantity", "--location", "--value", "--of", "--note", "--plans", "--evidence",
    "--reason", "--on", "--until", "FILE:ROW",
    "--workspace", "--file", "--mapping", "--replaces", "--output", "--freeze", "--since", "--name", "FOLDER", "FILE", "--units", "--document", "--letterhead",
}  # fmt: skip


def test_every_option_of_a_closed_set_is_offered(app: typer.Typer):
    words = dict(parameters(typer.main.get_command(app)))
    silent = {
        name
        for name, word in words.items()
        if word._custom_shell_complete is None
        and not getattr(word, "is_flag", False)
        and name not in {"init --org", "waive --by", "evidence reject --by"}
    }
    assert len(words) > 100
    assert {name.split()[-1] for name in silent} <= FREE
    offered = [name for name, word in words.items() if word._custom_shell_complete and name.split()[-1] in FREE]
    assert offered == ["plan draft --from"]  # a plan here, a day of reports


def test_a_meaning_fits_a_line(complete: Complete):
    """typer breaks lines of 80 letters, and each line is then a word to fish and PowerShell."""
    for line in ("", "evidence ", "plan ", "check --", "evidence import --", "report --"):
        offered = complete(f"cchc {line}", to="fish").split("\n")
        assert [entry for entry in offered if "\t" not in entry or len(entry.partition("\t")[2]) > 60] == []


def test_nothing_of_it_is_loaded_when_no_shell_asks():
    code = (
        "import sys, cchc_cli.cli.app as a, cchc_cli.cli.options as o\n"
        "print('cchc_cli.cli.completions' in sys.modules, o.completed('unit'))"
    )
    environment = {key: value for key, value in os.environ.items() if key != "_CCHC_COMPLETE"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "False None\n"


# ---- real shells, where there are any

BASH = """
eval "$(cchc --show-completion)"
COMP_WORDS=(cchc explain dn-cchc-2026/A12); COMP_CWORD=2; _cchc_completion cchc; printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH = """
cchc --show-completion | source
complete -C 'cchc explain dn-cchc-2026/A12'
"""


A12 = {
    "dn-cchc-2026/A12a": "Trợ lý ảo trả lời về TTHC",
    "dn-cchc-2026/A12b": "Trợ lý ảo trên trang điện tử hoặc mạng xã hội",
}


@pytest.mark.parametrize(
    ("shell", "script", "expected"),
    [
        ("bash", BASH, "".join(f"{quota}\n" for quota in A12)),
        ("fish", FISH, "".join(f"{quota}\t{title}\n" for quota, title in A12.items())),
    ],
    ids=["bash", "fish"],
)
def test_a_real_shell(shell: str, script: str, expected: str, tmp_path: Path):
    program = Path(sys.executable).with_name("cchc")
    if shutil.which(shell) is None or not program.is_file():
        pytest.skip(f"needs {shell} and the installed program")
    environment = {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
    }
    command = [shell, "-c", script] if shell == "fish" else [shell, "--norc", "-c", script]
    done = subprocess.run(command, cwd=scenario.ROOT, env=environment, capture_output=True, check=False)  # noqa: S603
    assert (done.stdout.decode(), done.stderr) == (expected, b"")
