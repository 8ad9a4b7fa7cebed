"""Compiles the modules that a large log keeps busy, where the environment has HATCH_BUILD_HOOKS_ENABLE=1.

Without it the package is the same sources, interpreted. mypyc makes the machine code, from the types that mypy checks.
"""

from __future__ import annotations

import shutil
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "cchc_cli"


class Compiled(BuildHookInterface):  # type: ignore[type-arg,misc]
    """The hook that hatchling calls before and after a wheel is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile in a folder of its own, so that nothing lies beside the sources and hides what is edited there."""
        if version == "editable":
            self.app.display_warning("an editable install is not compiled: what you edit would not be what runs")
            return
        self._folder = TemporaryDirectory()
        build = Path(self._folder.name).resolve()
        shutil.copytree(Path(self.root) / "src" / PACKAGE, build / PACKAGE)
        for made in _compile(build, self.config["modules"]):
            build_data["force_include"][str(made)] = made.relative_to(build / "made").as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clear up once the wheel is written."""
        if version != "editable":
            self._folder.cleanup()


def _compile(build: Path, modules: list[str]) -> list[Path]:
    from mypyc.build import mypycify
    from setuptools import Distribution

    names = [module.replace(".", "/") + ".py" for module in modules]
    with chdir(build):
        options = ["--strict", "--ignore-missing-imports", *names]
        extensions = mypycify(options, opt_level="3", debug_level="0", group_name=PACKAGE)
        distribution = Distribution({"name": PACKAGE, "ext_modules": extensions})
        command = distribution.get_command_obj("build_ext")
        command.build_lib, command.build_temp = str(build / "made"), str(build / "objects")
        command.ensure_finalized()
        command.run()
    return [path for path in (build / "made").rglob("*") if path.is_file()]
