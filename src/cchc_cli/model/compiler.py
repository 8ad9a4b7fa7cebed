"""What the compiler is told of a class that it cannot see itself; interpreted, it is nothing (see hatch_build.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as mypyc_attr
else:

    def mypyc_attr(**_):
        """Take what `mypy_extensions.mypyc_attr` takes, which need not be installed."""
        return lambda made: made
