"""The architecture as rules: each returns its breaches, and each breach names the file, the line and the remedy."""

from __future__ import annotations

import ast
import functools
import graphlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src"

SPOKES = ("store", "sources", "reader", "review", "measures", "report")
# Which parts of yanbao a part may import; "" is yanbao/__init__.py itself, which everything may import.
MAY: dict[str, set[str]] = {
    "": {"core", "desk", "reader"},  # the public functions, which import inside
    "core": {"core"},
    **{spoke: {"core", spoke} for spoke in SPOKES},
    "desk": {"core", "desk", *SPOKES},
    "cli": {"core", "desk", "cli"},
    "__main__": {"cli"},
}
# The only exceptions: the checker of anybody's report, and what reads our own sentences back, stand on the reader.
EXTRA = {"yanbao.review": {"reader"}, "yanbao.report.checks": {"reader"}, "yanbao.report.free_text": {"reader"}}
EMPTY_NAMES = {"utils", "common", "helpers", "base", "manager"}
MAX_FILE, MAX_FUNCTION, MAX_PARAMETERS = 400, 50, 6
HEAVY = ("duckdb", "typst", "vl_convert", "pydantic", "rich")
# Packages whose modules are found by listing, not named anywhere; and where the function is that finds them.
DISCOVERED = {
    "yanbao.measures": "yanbao.measures:providers",
    "yanbao.reader.documents": "yanbao.reader.documents:formats",
    "yanbao.report.checks": "yanbao.report.checks:discover",
    "yanbao.report.sections": "yanbao.report.sections:sections",
    "yanbao.review.families": "yanbao.review.families:families",
    "yanbao.sources": "yanbao.sources:sources",
}

Rule = Callable[[Path], list[str]]


# --- what the rules look at -----------------------------------------------------------------------------------------


def modules(src: Path) -> dict[str, Path]:
    """Every module under src/yanbao by its dotted name."""
    found = {}
    for path in sorted((src / "yanbao").rglob("*.py")):
        parts = path.relative_to(src).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def at(src: Path, path: Path, line: int = 1) -> str:
    return f"{path.relative_to(src.parent).as_posix()}:{line}"


@functools.cache
def _parsed(path: Path, _mtime: int) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def parsed(path: Path) -> ast.Module:
    return _parsed(path, path.stat().st_mtime_ns)


def imports(name: str, path: Path, known: dict[str, Path]) -> Iterator[tuple[int, str]]:
    """(line, module) of every import, those inside functions and literal import_module() calls included.

    ``from package import module`` runs both: the package comes first.
    """
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                keep = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
                keep = keep[: len(keep) - node.level + 1]
                base = ".".join([*keep, node.module] if node.module else keep)
            yield node.lineno, base
            yield from ((node.lineno, whole) for alias in node.names if (whole := f"{base}.{alias.name}") in known)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__") and isinstance(node.args[0].value, str):
                yield node.lineno, node.args[0].value


def part(module: str) -> str:
    return (module.split(".") + [""])[1]


def python(src: Path, code: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that sees src first, in an empty folder that must stay empty."""
    with tempfile.TemporaryDirectory() as empty:
        env = {**os.environ, "PYTHONPATH": str(src), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
        done = subprocess.run([sys.executable, "-c", code, *args], env=env, cwd=empty, capture_output=True, text=True, timeout=120)
        if left := sorted(path.name for path in Path(empty).iterdir()):
            done.stderr += f"wrote files: {', '.join(left)}"
        return done


# --- the rules ------------------------------------------------------------------------------------------------------


def star(src: Path) -> list[str]:
    """Core imports core; a spoke imports core and itself; desk imports them all; cli and web import desk and core."""
    known, breaches = modules(src), []
    for name, path in known.items():
        if part(name) not in MAY:
            remedy = "move it into an existing part, or give its part a place in MAY in tests/architecture.py"
            breaches.append(f"{at(src, path)}: '{part(name)}' is no part of the architecture; {remedy}")
            continue
        may = MAY[part(name)].union(*(more for key, more in EXTRA.items() if f"{name}.".startswith(f"{key}.")))
        for (line, _), target in {(line, part(target)): target for line, target in imports(name, path, known)}.items():
            if target.split(".")[0] == "yanbao" and part(target) and part(target) not in may:
                remedy = f"import only {', '.join(sorted(may)) or 'nothing'} here: let desk pass it in, or move what both need to core"
                breaches.append(f"{at(src, path, line)}: {name} imports {target}; {remedy}")
    return breaches


def permissions_are_used(src: Path) -> list[str]:
    """What the tables above allow, some module needs: an exception outlives its reason otherwise."""
    known = modules(src)
    used = [(name, part(target)) for name, path in known.items() for _, target in imports(name, path, known) if part(target)]
    loaded = {target.split(".")[0] for name, path in known.items() for _, target in imports(name, path, known)}
    where, remedy = "tests/architecture.py:1", "take it out of the table"
    return [
        *(
            f"{where}: MAY lets '{name}' import {target}, which it does not; {remedy}"
            for name, targets in MAY.items()
            for target in sorted(targets - {name})
            if not any(part(importer) == name and imported == target for importer, imported in used)
        ),
        *(
            f"{where}: EXTRA lets {package} import {target}, which it does not; {remedy}"
            for package, targets in EXTRA.items()
            for target in sorted(targets)
            if not any(f"{importer}.".startswith(f"{package}.") and imported == target for importer, imported in used)
        ),
        *(f"{where}: HEAVY names {name}, which nothing imports; {remedy}" for name in HEAVY if name not in loaded),
        *(f"{where}: DISCOVERED names {name}, which is no package; {remedy}" for name in DISCOVERED if name not in known),
    ]


def core_is_standard_library(src: Path) -> list[str]:
    """Core imports nothing from outside the standard library."""
    known = modules(src)
    return [
        f"{at(src, path, line)}: core imports {target}, which is third-party; move this to a spoke, or do it with the standard library"
        for name, path in known.items()
        if part(name) == "core"
        for line, target in imports(name, path, known)
        if target.split(".")[0] not in {"yanbao", *sys.stdlib_module_names}
    ]


def names_say_something(src: Path) -> list[str]:
    """No module and no package is called utils, common, helpers, base or manager."""
    return [
        f"{at(src, path)}: '{name}' says nothing about what is in it; name it after the one thing it does"
        for name, path in modules(src).items()
        if name.split(".")[-1].strip("_") in EMPTY_NAMES
    ]


def sizes(src: Path) -> list[str]:
    """Files, functions and parameter lists stay small."""
    breaches = []
    for path in modules(src).values():
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_FILE:
            breaches.append(f"{at(src, path, MAX_FILE + 1)}: {lines} lines, at most {MAX_FILE}; split it by what its parts do")
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION:
                remedy = "take out the steps that have a name"
                breaches.append(f"{at(src, path, node.lineno)}: {node.name}() has {lines} lines, at most {MAX_FUNCTION}; {remedy}")
            named = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            if (count := len(named) - (named[:1] in (["self"], ["cls"]))) > MAX_PARAMETERS:
                remedy = "put what travels together into a dataclass"
                breaches.append(f"{at(src, path, node.lineno)}: {node.name}() has {count} parameters, at most {MAX_PARAMETERS}; {remedy}")
    return breaches


def no_cycles(src: Path) -> list[str]:
    """No two modules import each other, directly or through others."""
    known = modules(src)
    edges = {name: {to: line for line, to in imports(name, path, known) if to in known and to != name} for name, path in known.items()}
    try:
        graphlib.TopologicalSorter(edges).prepare()
    except graphlib.CycleError as error:
        circle = error.args[1][::-1]  # importer first
        where = at(src, known[circle[0]], edges[circle[0]][circle[1]])
        return [f"{where}: import circle {' -> '.join(circle)}; move what both need into a module of its own"]
    return []


def one_clock(src: Path) -> list[str]:
    """Only core/clock.py asks the machine for the time of day: elsewhere it would be the machine's own zone."""
    return [
        f"{at(src, path, node.lineno)}: {ast.unparse(node)} is the machine's clock; use beijing_now() of core/clock.py"
        for name, path in modules(src).items()
        for node in ast.walk(parsed(path))
        if name != "yanbao.core.clock"
        and isinstance(node, ast.Call)
        and re.search(r"\bdate(time)?\.(now|today|utcnow|fromtimestamp)$", ast.unparse(node.func))
    ]


def docstrings(src: Path) -> list[str]:
    """Every module begins with one sentence on one line that ends with a period."""
    breaches = []
    for path in modules(src).values():
        first = (ast.get_docstring(parsed(path)) or "").partition("\n")[0].strip()
        remedy = "begin the file with a docstring whose first line is one sentence ending with '.' or '。'"
        if not first:
            breaches.append(f"{at(src, path)}: no docstring; {remedy}")
        elif first[-1] not in ".。":
            breaches.append(f"{at(src, path)}: the docstring's first line does not end its sentence; {remedy}")
        elif re.search(r"[.!?]\s+[A-Z]|[。！？]\s*\S", first):
            breaches.append(f"{at(src, path)}: the docstring's first line is more than one sentence; {remedy}")
    return breaches


IMPORT_EACH = """
import contextlib, importlib, io, json, sys
said = {}
for name in sys.argv[1:]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(f"{type(error).__name__}: {error}")
    if out.getvalue():
        said[name] = out.getvalue().strip()[:300]
print(json.dumps(said))
"""


def imports_are_quiet(src: Path) -> list[str]:
    """Importing any module prints nothing, writes nothing and does not fail."""
    known = modules(src)
    done = python(src, IMPORT_EACH, *known)
    remedy = "keep only definitions at module level; __main__ calls main() under if __name__ == '__main__'"
    *stray, report = done.stdout.splitlines() or ["{}"]
    said = [f"{at(src, known[name])}: importing {name} says {text!r}; {remedy}" for name, text in json.loads(report).items()]
    if stray or done.stderr:
        said.append(f"{src.name}/yanbao:1: importing every module leaves {' '.join([*stray, done.stderr])[:300]!r}; {remedy}")
    return said


def cli_is_light(src: Path) -> list[str]:
    """`import yanbao.cli` loads none of the heavy packages, so that --help answers at once."""
    done = python(src, f"import sys, yanbao.cli; print(*[name for name in {HEAVY} if name in sys.modules])")
    where, remedy = "src/yanbao/cli:1", "import it inside the function that needs it"
    if done.returncode:
        return [f"{where}: import yanbao.cli fails: {done.stderr.strip()[-300:]}; make it importable"]
    return [f"{where}: import yanbao.cli loads {name}; {remedy}" for name in done.stdout.split()]


@functools.cache
def loaded_by_discovery(src: Path, package: str) -> tuple[set[str], str]:
    """The modules that a package's discovery loads, and what went wrong if it could not run."""
    code = "import importlib, sys; getattr(importlib.import_module(sys.argv[1]), sys.argv[2])(); print('\\n', *sys.modules)"
    done = python(src, code, *DISCOVERED[package].split(":"))
    return set(done.stdout.split()), done.stderr.strip()[-300:] if done.returncode else ""


def discoverable(src: Path) -> list[str]:
    """Modules directly inside a discovered package; a leading underscore opts out."""
    return [name for name in modules(src) if name.rpartition(".")[0] in DISCOVERED and not name.rpartition(".")[2].startswith("_")]


def undiscovered(src: Path, name: str) -> list[str]:
    """The module is found by its package's discovery, without being listed anywhere."""
    package = name.rpartition(".")[0]
    loaded, trouble = loaded_by_discovery(src, package)
    if name in loaded and not trouble:
        return []
    remedy = (
        "let it import what pkgutil.iter_modules() lists, begin the module's name with '_', or correct DISCOVERED in tests/architecture.py"
    )
    why = f" ({trouble})" if trouble else ""
    return [f"{at(src, modules(src)[name])}: {DISCOVERED[package]}() does not reach it{why}; {remedy}"]
