"""Every page on a store that holds nothing: it renders, and says what to do next."""

from __future__ import annotations

import pytest

from studio.services.studio import Studio

DOMAINS = ("medical_notes", "finance_risk", "education_grading", "manufacturing_logs")
SECTIONS = ("data", "train", "evaluate", "use")


@pytest.mark.parametrize("page", ["home", "runs", "model_library"])
def test_page_renders(page: str, empty_store: Studio, visit) -> None:
    app = visit(page)
    assert not app.exception
    assert not app.error
    assert app.title


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_every_domain_renders(domain: str, section: str, empty_store: Studio, visit) -> None:
    app = visit(domain, section=section)
    assert not app.exception
    assert not app.error
    assert app.segmented_control[0].value == section


def test_train_without_a_dataset_offers_the_sample(empty_store: Studio, visit) -> None:
    app = visit("finance_risk", section="train")
    app.button(key="sample-empty-finance_risk").click().run()
    assert not app.error
    assert len(empty_store.datasets.list(_actor(), "finance_risk")) == 1
    assert app.button(key="start-finance_risk")


@pytest.mark.parametrize("domain", DOMAINS)
def test_sample_can_be_looked_through_and_is_marked_as_synthetic(domain: str, empty_store: Studio, visit) -> None:
    app = visit(domain, source="sample")
    assert not app.error
    assert any("synthetic data" in each.value for each in app.markdown)
    assert any(button.label == "Keep this dataset" for button in app.button)


def test_an_unknown_run_in_the_url_is_told_once(empty_store: Studio, visit) -> None:
    studio, actor = empty_store, _actor()
    studio.datasets.confirm(actor, studio.datasets.draft(actor, studio.datasets.open_sample(actor, "finance_risk")))
    app = visit("finance_risk", section="train", run="run-000000000000")
    assert len(app.error) == 1
    assert "run-000000000000" in app.error[0].value.replace("\\", "")


def test_an_unknown_section_in_the_url_shows_the_first(empty_store: Studio, visit) -> None:
    assert visit("finance_risk", section="nonsense").segmented_control[0].value == "data"


def test_home_names_every_domain(empty_store: Studio, visit) -> None:
    words = " ".join(each.value for each in visit("home").header)
    assert all(title in words for title in ("Medical notes", "Finance risk", "Education grading", "Manufacturing logs"))


def _actor():
    from studio.core.actor import LOCAL_ACTOR

    return LOCAL_ACTOR
