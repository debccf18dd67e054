"""Each registered domain in turn, with its sample and what it learned from that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domains.preparation import parse_options
from tests.contract.registered import REGISTERED, outsider_installed


@pytest.fixture(scope="module", autouse=True)
def installed() -> Iterator[None]:
    """The outsider's package is there for services and their children too, and for no test elsewhere.

    Of a folder without `__init__.py` a package's fixture would live as long as the session.
    """
    with outsider_installed():
        yield


@pytest.fixture(scope="module", params=REGISTERED, ids=lambda domain: domain.key)
def domain(request):
    return request.param


@pytest.fixture(scope="module")
def sample(domain):
    return domain.sample()


@pytest.fixture(scope="module")
def state(domain, sample):
    return domain.fit(sample, parse_options(domain, {}))
