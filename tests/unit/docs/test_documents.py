"""What the documentation says is true of the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from domains.contract import Domain
from domains.preparation import Preparation
from domains.registry import DomainRegistry
from studio.core.settings import Settings

ROOT = Path(__file__).parents[3]


def python_of(document: str) -> str:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / document).read_text(), flags=re.DOTALL)
    return "\n".join(blocks)


def test_the_documented_domain_works() -> None:
    space: dict[str, Any] = {"__name__": "documented"}
    exec(compile(python_of("adding-a-domain.md"), "adding-a-domain.md", "exec", dont_inherit=True), space)
    registry = DomainRegistry()
    registry.register("support_tickets", lambda: space["SupportTickets"])
    domain: Domain = registry.get("support_tickets")
    preparation = Preparation(domain, domain.Options(), None)
    assert preparation.texts(["Hello, dear, my invoice"]) == ["my invoice"]
    assert Preparation.restore(domain, preparation.dump()).hash() == preparation.hash()
    assert len(domain.sample()) >= 400


MEMBERS = sorted({name for name in [*vars(Domain), *Domain.__annotations__] if not name.startswith("_")})


@pytest.mark.parametrize("member", MEMBERS)
def test_every_member_of_the_contract_is_in_the_guide(member: str) -> None:
    guide = (ROOT / "docs" / "adding-a-domain.md").read_text()
    assert re.search(rf"\b{member}\b", guide), f"the guide does not say what {member} is for"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"`ASSAY_{name.upper()}`" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("document", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")))
def test_every_link_and_image_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text())
    assert [target for target in targets if not (document.parent / target).exists()] == []


HOLDS = [(ROOT / "docs" / name).read_text() for name in ("what-holds.md", "what-holds-training.md")]
NAMED = sorted({each for page in HOLDS for each in re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", page)})


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_every_test_that_a_promise_rests_on_is_there(path: str, name: str) -> None:
    source = (ROOT / "tests" / path).read_text()
    wanted = name or r"test_\w+"
    assert re.search(rf"^def {wanted}\(", source, re.MULTILINE)


@pytest.mark.parametrize("page", HOLDS, ids=["intake and fields", "training"])
def test_every_promise_names_what_would_fail_and_every_benchmark_is_there(page: str) -> None:
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| what holds")]
    assert len(rows) >= 30
    assert [row for row in rows if ".py" not in row and "python -m benchmarks." not in row] == []
    modules = set(re.findall(r"python -m benchmarks\.(\w+)", page))
    assert modules and [each for each in modules if not (ROOT / "benchmarks" / f"{each}.py").exists()] == []
