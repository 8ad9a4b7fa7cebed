"""Reading TOML: a table, or the problem of the whole file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular
from cchc_cli.model.problem import Place, Problem

MAX_BYTES = MEGABYTE


def read_toml(path: Path, name: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the table of a file; where it cannot be read, an empty table and the problem."""
    try:
        return tomllib.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig")), []
    except UnusableError as error:
        return {}, [Problem(error.code, Place(name), error.details, fatal=True)]
    except RecursionError:
        return {}, [Problem("too-complex", Place(name), fatal=True)]
    except ValueError as error:
        return {}, [Problem("bad-config", Place(name), {"reason": str(error)}, fatal=True)]
