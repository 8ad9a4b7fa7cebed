"""What a check imports: a start is as quick as what it imports."""

from __future__ import annotations

import os
import subprocess
import sys

import scenario

# What reading YAML, checking it, counting and writing a table need, with what these import themselves.
MAY_IMPORT = {
    "msgspec", "typer", "shellingham", "annotated_doc", "yaml", "_yaml", "dateutil", "six",
    "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection",
}  # fmt: skip
PROGRAM = """
import sys
from importlib.metadata import packages_distributions
before = set(sys.modules)
sys.argv = ["cchc", *sys.argv[1:]]
from cchc_cli.__main__ import main
try:
    main()
except SystemExit as ended:
    assert ended.code in (0, 1), ended.code
installed = set(packages_distributions())
names = set(sys.modules) - before
own = {name for name in names if name.startswith("cchc_cli.")}
print(*sorted({name.partition(".")[0] for name in names} & installed | own), file=sys.stderr)
"""


def test_a_check_imports_only_what_it_needs() -> None:
    """Documents, workbooks, calendars and templates are imported by the commands that make them."""
    arguments = [
        "check",
        "--workspace",
        str(scenario.ROOT),
        "--unit",
        "VPS",
        "--month",
        "2026-04",
        "--as-of",
        "2026-05-10",
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PROGRAM, *arguments], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    names = set(ended.stderr.split())
    own = {name for name in names if name.startswith("cchc_cli")}
    imported = names - own
    assert "cchc_cli.language.compile" in own
    # For wrong words, and for organisations with rulings.
    assert not own & {"cchc_cli.language.intended", "cchc_cli.language.ruling_file"}
    assert {"typer", "yaml", "msgspec"} <= imported
    assert imported <= MAY_IMPORT
