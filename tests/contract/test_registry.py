"""Built-in domains and outsiders' come through the same door, and one that does not load is shown as such."""

import pytest

from domains.contract import Domain
from domains.registry import DomainRegistry, registry
from studio.core.errors import UnavailableError, UnknownKeyError
from tests.contract.registered import OUTSIDER


class Broken(Domain):
    """Cannot be made: `sample` is missing."""


class Named(type(next(iter(registry())))):
    """A working domain that calls itself something else."""

    key = "something_else"


def test_all_four_fields_load_and_an_installed_package_adds_its_own():
    assert [domain.key for domain in registry()][:4] == [
        "medical_notes",
        "finance_risk",
        "education_grading",
        "manufacturing_logs",
    ]
    assert OUTSIDER in [domain.key for domain in registry()][4:]
    assert registry().unavailable() == ()


def test_two_domains_of_one_key_are_refused():
    domains = DomainRegistry()
    domains.register("something_else", lambda: Named)
    with pytest.raises(ValueError, match="something_else"):
        domains.register("something_else", lambda: Named)


def test_an_unknown_key_is_answered_with_the_known_ones():
    with pytest.raises(UnknownKeyError, match="medical_notes"):
        registry().get("astrology")


def raise_import_error():
    raise ImportError("no module called stars")


@pytest.mark.parametrize(
    ("load", "reason"),
    [(lambda: Broken, "sample"), (raise_import_error, "no module called stars"), (lambda: Named, "something_else")],
)
def test_a_plugin_that_does_not_load_is_shown_with_its_reason(load, reason):
    domains = DomainRegistry()
    domains.register("astrology", load)
    domains.register("something_else", lambda: Named)
    assert [domain.key for domain in domains] == ["something_else"]
    assert reason in domains.unavailable()[0].reason
    with pytest.raises(UnavailableError, match=reason):
        domains.get("astrology")
