"""How large and how entangled a Python file is, and which habits of ours it breaks.

Each check yields sentences "path:line: what is wrong, what to do", and takes the text as an argument so that
the tests can plant a violation without writing into the project.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

LINES_OF_A_FILE = 300
LINES_OF_A_TEST_FILE = 400
LINES_OF_A_FUNCTION = 40
METHODS_OF_A_CLASS = 12
PARAMETERS_OF_A_FUNCTION = 6
OWN_IMPORTS_OF_A_FILE = 8
# the words everybody speaks: importing them entangles a file no more than importing `datetime`
VOCABULARY = {
    "engine.errors",
    "engine.messages_catalogue",
    "engine.clock",
    "engine.settings",
    "engine.values_json",
}
TABLES_OF_CONTENTS = {
    "engine/service_tasks/registry.py",
    "engine/runtime.py",
    "web/application.py",
    "web/command_line.py",
}
CALLS_NOBODY_MAKES = {
    "eval": "diagrams are read by engine/expressions, never executed",
    "exec": "diagrams are read by engine/expressions, never executed",
    "compile": "diagrams are read by engine/expressions, never executed",
    "__import__": "import at the top of the file",
}
CLOCK_READERS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
THE_ONE_CLOCK = "engine/clock.py"
THE_LAZY_IMPORTER = "web/commands/lazy_group.py"

Functions = (ast.FunctionDef, ast.AsyncFunctionDef)
ModuleExists = Callable[[str], bool]


def findings(path: str, text: str, module_exists: ModuleExists) -> list[str]:
    """Every finding of one file; `path` is relative to the project, with slashes."""
    tree = ast.parse(text, path)
    in_tests = path.startswith("tests/")
    found = list(_length(path, text, LINES_OF_A_TEST_FILE if in_tests else LINES_OF_A_FILE))
    found += _functions(path, tree, count_parameters=not in_tests)
    found += _classes(path, tree)
    found += _inner_imports(path, tree)
    found += _banned_calls(path, tree)
    if not in_tests and path not in TABLES_OF_CONTENTS:
        found += _fan_out(path, tree, module_exists)
    return found


def own_imports(tree: ast.Module, module_exists: ModuleExists) -> set[str]:
    """The modules of engine and web that a file imports, each once, `from package import module` too."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {
                f"{node.module}.{alias.name}" if module_exists(f"{node.module}.{alias.name}") else node.module
                for alias in node.names
            }
    return {name for name in names if name.split(".")[0] in ("engine", "web")}


def foreign_imports(text: str) -> set[str]:
    """The top-level packages that a file imports beyond the standard library and ours."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"engine", "web"}


def _room(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _length(path: str, text: str, limit: int) -> Iterator[str]:
    lines = text.count("\n") + (not text.endswith("\n"))
    if lines > limit:
        yield f"{path}:1: {lines} lines, at most {limit}; split this module of the room {_room(path)}"


def _functions(path: str, tree: ast.Module, *, count_parameters: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, Functions):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > LINES_OF_A_FUNCTION:
            yield (
                f"{path}:{node.lineno}: {node.name} has {lines} lines, at most {LINES_OF_A_FUNCTION};"
                f" split it, in the room {_room(path)}"
            )
        parameters = _parameters(node)
        if count_parameters and parameters > PARAMETERS_OF_A_FUNCTION:
            yield (
                f"{path}:{node.lineno}: {node.name} takes {parameters} parameters, at most"
                f" {PARAMETERS_OF_A_FUNCTION}; give what belongs together a name, in the room {_room(path)}"
            )


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return len([argument for argument in named if argument.arg not in ("self", "cls")])


def _classes(path: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(child, Functions) for child in node.body)
            if methods > METHODS_OF_A_CLASS:
                yield (
                    f"{path}:{node.lineno}: class {node.name} has {methods} methods, at most"
                    f" {METHODS_OF_A_CLASS}; split it, in the room {_room(path)}"
                )


def _fan_out(path: str, tree: ast.Module, module_exists: ModuleExists) -> Iterator[str]:
    names = own_imports(tree, module_exists) - VOCABULARY
    if len(names) > OWN_IMPORTS_OF_A_FILE:
        yield (
            f"{path}:1: imports {len(names)} modules of ours, at most {OWN_IMPORTS_OF_A_FILE};"
            f" split this module of the room {_room(path)}: {', '.join(sorted(names))}"
        )


def _inner_imports(path: str, tree: ast.Module) -> Iterator[str]:
    for function in ast.walk(tree):
        if isinstance(function, Functions):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{path}:{node.lineno}: import inside {function.name}; move it to the top"


def _banned_calls(path: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name) if name in CALLS_NOBODY_MAKES:
                yield f"{path}:{node.lineno}: {name}(); {CALLS_NOBODY_MAKES[name]}"
            case ast.Attribute(attr="import_module") if path != THE_LAZY_IMPORTER:
                yield f"{path}:{node.lineno}: import_module(); import at the top of the file"
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
                if (owner, name) in CLOCK_READERS and path != THE_ONE_CLOCK:
                    yield f"{path}:{node.lineno}: {owner}.{name}(); ask runtime.clock, or take the day"
