"""The shape of the code that no linter holds: what is imported when, and what files may be called."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ("studio", "domains", "models", "pages", "benchmarks")
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def sources() -> list[Path]:
    return [path for layer in LAYERS for path in (ROOT / layer).rglob("*.py")]


def imported(path: Path) -> set[str]:
    """Every module a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def imported_from(path: Path) -> set[str]:
    """Every module a file imports as it is loaded, also one taken out of its package by name."""
    names: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [path for path in sources() if path.stem in FORBIDDEN_NAMES] == []


def test_no_file_of_the_ui_shadows_a_package_or_library() -> None:
    """`studio/ui` comes first on the path of a page, so `models.py` there would replace the real `models`."""
    shadowing = []
    for path in (ROOT / "studio" / "ui").iterdir():
        name = path.stem
        if name.startswith("__") or not (path.is_dir() or path.suffix == ".py"):
            continue
        spec = importlib.util.find_spec(name)
        if spec is not None and (spec.origin is None or "studio/ui" not in spec.origin):
            shadowing.append(name)
    assert shadowing == []


def test_app_is_made_of_the_layers_below_it_only() -> None:
    """`app.py` cannot be a root package for the import linter, so this is checked here."""
    ours = {name for name in imported(ROOT / "app.py") if name.split(".")[0] in (*LAYERS, "app", "tests")}
    allowed = ("studio.ui.closed_sessions", "studio.api", "studio.worker", "studio.services", "studio.core")
    assert all(name.startswith(allowed) for name in ours), ours


def test_nobody_imports_a_page() -> None:
    guilty = [path for path in sources() for name in imported(path) if name.split(".")[0] == "pages"]
    assert guilty == []


@pytest.mark.parametrize(
    "module", ["app", "studio.api.app", "studio.services.studio", "studio.cli.app", "domains.registry"]
)
def test_no_torch_before_a_model_is_needed(module: str) -> None:
    heavy = ("torch", "transformers", "openvino", "spacy")
    code = f"import sys, {module}; print(*(name for name in {heavy!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_requirements_pin_every_version() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line.strip() for line in (ROOT / name).read_text().splitlines()]
        wanted = [line for line in lines if line and not line.startswith(("#", "-"))]
        assert [line for line in wanted if "==" not in line] == []
    assert "torch==2.13.0" in (ROOT / "requirements.txt").read_text()


def test_every_section_can_be_imported_before_any_other() -> None:
    """A cycle between two of them would show only with the one that happens to come first."""
    sections = {f"studio.ui.sections.{path.stem}": path for path in (ROOT / "studio" / "ui" / "sections").glob("*.py")}
    needed = {name: imported_from(path) & set(sections) for name, path in sections.items()}
    left = dict(needed)
    while ready := [name for name, others in left.items() if not others & set(left)]:
        for name in ready:
            del left[name]
    assert not left, f"these import each other in a circle, or something that does: {sorted(left)}"
