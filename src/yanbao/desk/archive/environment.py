"""The environment an issue is made in: the program's own files, the packages and the fonts, and how two environments differ."""

from __future__ import annotations

import json
import platform
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from yanbao.core.finding import YanbaoError
from yanbao.core.version import __version__
from yanbao.desk.manifest import SHA256
from yanbao.report.charts.render import font_folder
from yanbao.store.raw import digest_of

PROGRAM = Path(__file__).parents[2]
"""The installed package."""
OWN = "yanbao"
KINDS = {"system": "系统", "packages": "程序包", "program": "程序文件", "fonts": "字体文件"}
"""Parts of an environment, as they are told."""

Environment = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Recorded:
    """An environment as ``environment.json`` holds it: digests are digests, since files of the archive are found by them."""

    system: dict[str, str]
    packages: dict[str, str]
    program: dict[str, SHA256]
    fonts: dict[str, SHA256]


def environment() -> Environment:
    """What bytes may depend on, by kind and name: versions of the system and of every package, SHA-256 of program and fonts."""
    return {
        "system": {
            "python": platform.python_version(),
            "implementation": sys.implementation.name,
            "system": platform.system(),
            "machine": platform.machine(),
            "libc": " ".join(platform.libc_ver()),
            "zlib": zlib.ZLIB_RUNTIME_VERSION,
            "unicode": unicodedata.unidata_version,
        },
        "packages": {OWN: __version__, **packages(OWN)},
        "program": digests(PROGRAM, skip=("sample", "__pycache__")),
        "fonts": digests(font_folder()),
    }


def packages(of: str) -> dict[str, str]:
    """Versions of all packages that ``of`` needs here, and of those that these need, by name."""
    found: dict[str, str] = {}
    waiting = list(needed(of))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = metadata.version(name)
            waiting += needed(name)
    return dict(sorted(found.items()))


def needed(package: str) -> Iterator[str]:
    """Packages that one asks for without any extra, as far as they are installed: others are for other systems."""
    for line in metadata.requires(package) or []:
        wanted, _, condition = line.partition(";")
        if "extra" in condition:
            continue
        try:
            yield metadata.metadata(bare(wanted))["Name"].lower().replace("_", "-")
        except metadata.PackageNotFoundError:
            continue


def bare(wanted: str) -> str:
    """The name in a requirement: ``pydantic`` of ``pydantic>=2``."""
    end = next((place for place, sign in enumerate(wanted) if not (sign.isalnum() or sign in "-_.")), len(wanted))
    return wanted[:end]


def digests(folder: Path, skip: tuple[str, ...] = ()) -> dict[str, str]:
    """SHA-256 of every file below a folder by its name in it; folders named in ``skip`` are left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not set(path.relative_to(folder).parts[:-1]) & set(skip))
    return {path.relative_to(folder).as_posix(): digest_of(path.read_bytes()) for path in files}


def encoded(held: Environment) -> bytes:
    """``environment.json``."""
    return json.dumps(held, ensure_ascii=False, indent=1).encode()


def decoded(data: bytes, where: Path) -> Environment:
    """``environment.json`` read; YanbaoError when it is laid out in another way, or what stands for a digest is none."""
    try:
        return asdict(TypeAdapter(Recorded).validate_json(data))
    except ValidationError:
        raise YanbaoError("冻结的环境记录读不出来", str(where), "用 yanbao verify 核对该期，或从备份恢复") from None


def differences(was: Environment, now: Environment) -> list[str]:
    """In what two environments differ, a line each: a package's two versions, or a file that is new, gone or other."""
    return [
        f"{KINDS[kind]} {name}：{turned(was[kind].get(name), now[kind].get(name))}"
        for kind in KINDS
        for name in sorted(was[kind].keys() | now[kind].keys())
        if was[kind].get(name) != now[kind].get(name)
    ]


def turned(was: str | None, now: str | None) -> str:
    """One thing then and now; of a digest the first twelve digits tell it."""
    return f"当时 {shortened(was)}，现在 {shortened(now)}"


def shortened(value: str | None) -> str:
    """A version as it is, the opening of a digest, or that there is none."""
    return "没有" if value is None else value[:12] if len(value) == 64 else value


def reinstall(was: Environment, now: Environment) -> str:
    """The command that brings back the packages of then that are other now; empty when all are the same."""
    other = [f"{name}=={version}" for name, version in was["packages"].items() if now["packages"].get(name) != version]
    return f"pip install {' '.join(other)}" if other else ""
