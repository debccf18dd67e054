"""A rubric brought as a table fills the field; of several criteria one is chosen, and what is no rubric is said."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.services.studio import Studio

ANALYTIC = (
    b"criterion,mark,name,description\nContent,0,none,\nContent,2,all,every idea\nStyle,0,poor,\nStyle,2,clear,\n"
)


def _levels(app):
    return next(each for each in app.text_area if each.label == "One level a line")


def _file(app):
    return next(each for each in app.file_uploader if each.label == "A table of levels")


def test_a_table_of_levels_fills_the_rubric_of_a_kept_dataset(empty_store: Studio, visit) -> None:
    intake = empty_store.datasets.open_sample(LOCAL_ACTOR, "education_grading")
    kept = empty_store.datasets.confirm(LOCAL_ACTOR, empty_store.datasets.draft(LOCAL_ACTOR, intake))
    app = visit("education_grading", dataset=kept.id)
    _file(app).upload("no.csv", b"a,b\n1,2\n2,3\n", "text/csv").run()
    assert any("No column of marks" in each.value for each in app.error)
    _file(app).upload("rubric.csv", ANALYTIC, "text/csv").run()
    assert not app.exception and not app.error
    assert _levels(app).value == "0 = none\n2 = all: every idea"
    next(each for each in app.selectbox if each.label == "Criterion").select("Style").run()
    assert _levels(app).value == "0 = poor\n2 = clear"
    next(each for each in app.button if each.label == "Use these levels").click().run()
    assert not app.exception and not app.error
    rubric = empty_store.datasets.rubric(LOCAL_ACTOR, kept.id)
    assert rubric is not None and rubric.lines() == "0 = poor\n2 = clear"
    _levels(app).input("zero is nothing")
    next(each for each in app.button if each.label == "Use these levels").click().run()
    assert any("Line 1 of the rubric" in each.value for each in app.error)
    assert any("Line 1 of the rubric" in each.value for each in app.toast)  # the page's top may be out of sight
    assert empty_store.datasets.rubric(LOCAL_ACTOR, kept.id) == rubric
