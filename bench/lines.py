"""Lines of code in `src/` by folder, with texts counted separately: `bench/lines.py [FOLDER]`.

Texts are docstrings and the catalogues of `i18n`; blank lines and comments count as neither.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections import defaultdict
from pathlib import Path

NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def counted(path: Path) -> tuple[int, int]:
    """Return the number of lines of code and of texts in a module."""
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
    """Print both figures for each folder inside a folder, and their sums."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "src" / "cchc_cli"
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path in sorted(root.rglob("*.py")):
        below = path.relative_to(root).parts
        for name in (below[0] if len(below) > 1 else ".", "all"):
            code, texts = counted(path)
            counts[name][0] += code
            counts[name][1] += texts
    print("   code  texts")
    for name in sorted(counts, key=lambda name: (name == "all", name)):
        print(f"{counts[name][0]:7}{counts[name][1]:7} {name}")


if __name__ == "__main__":
    main()
