"""Lines of code in `src/`, texts apart: `bench/lines.py [FOLDER]`.

Texts are docstrings and the catalogues of `i18n`; blank lines and comments count as neither.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from pathlib import Path

NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def counted(path: Path) -> tuple[int, int]:
    """Return how many lines of a module are code, and how many are texts."""
    source = path.read_text("utf-8")
    filled: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NO_CODE:
            filled.update(range(token.start[0], token.end[0] + 1))
    if "i18n" in path.parts:
        return 0, len(filled)
    texts: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            texts.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return len(filled - texts), len(texts)


def main() -> None:
    """Print both figures of a folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "src"
    found = [counted(path) for path in sorted(folder.rglob("*.py"))]
    print(f"{sum(code for code, _ in found)} lines of code, {sum(texts for _, texts in found)} of texts")


if __name__ == "__main__":
    main()
