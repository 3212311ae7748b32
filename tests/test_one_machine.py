"""Nothing in the repository is of one machine: no registry's host, no folder of its author."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Spelt in pieces, so that this file keeps its own rule.
HOSTS = rb"pypi\.(?:org|python|[a-z]+\.edu)|pythonhosted\.|npmjs\.|crates\.io|rubygems\.|deb\.debian|anaconda\.|golang\.org/"
HOME_PATHS = rb"(?<![\w.:-])/(?:work|home|root|Users)/"


def repository_files(root: Path) -> list[Path]:
    """What git tracks or would track; without git, everything but hidden folders."""
    try:
        command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
        paths = [root / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in root.rglob("*") if not path.relative_to(root).parts[0].startswith(".")]
    return [path for path in paths if path.is_file()]


def nothing_of_one_machine(root: Path) -> list[str]:
    """No file names a package registry's host or a folder of the machine it was written on."""
    breaches = []
    for path in repository_files(root):
        content = path.read_bytes()
        for pattern, what in ((HOSTS, "a package registry's host"), (HOME_PATHS, "a folder of one machine")):
            if hit := re.search(pattern, content):
                line = content.count(b"\n", 0, hit.start()) + 1
                remedy = "leave it out, or write it relative to the repository"
                breaches.append(f"{path.relative_to(root).as_posix()}:{line}: names {what} ({hit[0].decode()}); {remedy}")
    return breaches


def test_nothing_of_one_machine() -> None:
    breaches = nothing_of_one_machine(ROOT)
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize("text", ["https://py" + "pi.org/simple", "/" + "work/main", "x = '/" + "home/me'"])
def test_a_trace_of_one_machine_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(f"first\n{text}/x\n", encoding="utf-8")
    assert nothing_of_one_machine(tmp_path)[0].startswith("notes.md:2: names a")
