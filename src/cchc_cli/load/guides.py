"""The guides of the program: pages of the documentation that the package contains."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from cchc_cli.model.texts import Texts

# topic -> its page in each language. pyproject.toml puts these pages into the wheel.
GUIDES: Mapping[str, Texts] = MappingProxyType(
    {
        "plan": Texts(en="plan-language.md", vi="vi-plan.md"),
        "evidence": Texts(en="evidence.md", vi="vi-evidence.md"),
        "report": Texts(en="reports.md", vi="vi-report.md"),
        "ci": Texts(en="ci.md", vi="vi-ci.md"),
    }
)
_CHECKOUT = Path(__file__).parents[3] / "docs"  # the pages of a clone


def guide_page(name: str) -> str:
    """Return the Markdown of a page that GUIDES names."""
    packaged: Traversable = files("cchc_cli") / "guides" / name
    return (packaged if packaged.is_file() else _CHECKOUT / name).read_text(encoding="utf-8")
