"""The headers people of the two fields write, in English and German: each column is what its name and cells say."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.columns import Role
from studio.services.datasets.mapping import resolve_mapping

ROWS = range(60)
CELLS = {
    "answer": [f"The ice melts since it gets warm in case {n}" for n in ROWS],
    "mark": [str(n % 7) for n in ROWS],
    "second": [str(min(6, n % 7 + n % 2)) for n in ROWS],
    "most": ["6"] * len(ROWS),
    "yes": ["Y" if n % 3 else "N" for n in ROWS],
    "class": [("8A", "8B", "8C")[n % 3] for n in ROWS],
    "pupil": [f"P{n // 2:03d}" for n in ROWS],
    "question": [("Why does ice melt?", "Why does iron rust?")[n % 2] for n in ROWS],
    "fault": [f"belt slipping on drive {n}, re-tensioned" for n in ROWS],
    "cause": [("wear", "leak", "electrical")[n % 3] for n in ROWS],
    "machine": [("Lathe 2", "Kiln 1", "Mixer 5")[n % 3] for n in ROWS],
    "date": [f"{1 + n % 28:02d}.03.2025 07:15" for n in ROWS],
    "amount": [f"{n * 7 % 50},50" for n in ROWS],
    "minutes": [str((5, 30, 90)[n % 3]) for n in ROWS],
    "who": [("AB", "CD", "EF")[n % 3] for n in ROWS],
    "done": [f"Took the guard off, set the belt to its mark and let it run for {n} minutes" for n in ROWS],
}


def resolved(domain: str, **columns: str) -> dict[Role, str]:
    table = pd.DataFrame({name: CELLS[cells] for name, cells in columns.items()}, dtype="str")
    return dict(resolve_mapping(registry().get(domain), table).columns)


GRADING = (
    ({"ESL": "yes", "Learner": "pupil", "Written answer": "answer", "2nd examiner": "second", "Marks": "mark"},
     {Role.SUBGROUP: "ESL", Role.GROUP: "Learner", Role.TEXT: "Written answer", Role.RATER: "2nd examiner",
      Role.SCORE: "Marks"}),
    ({"Essay": "answer", "Overall": "mark", "Rater 2 total": "second", "Is FSM?": "yes"},
     {Role.TEXT: "Essay", Role.SCORE: "Overall", Role.RATER: "Rater 2 total", Role.SUBGROUP: "Is FSM?"}),
    ({"Response": "answer", "Grade (1st teacher)": "mark", "Grade (2nd teacher)": "second", "Max. mark": "most"},
     {Role.TEXT: "Response", Role.SCORE: "Grade (1st teacher)", Role.RATER: "Grade (2nd teacher)",
      Role.SCORE_MAX: "Max. mark"}),
    ({"Q. No.": "question", "Text": "answer", "Points /6": "mark", "Teaching group": "class"},
     {Role.QUESTION: "Q. No.", Role.TEXT: "Text", Role.SCORE: "Points /6", Role.SUBGROUP: "Teaching group"}),
    ({"Schueler-Nr.": "pupil", "Fragestellung": "question", "Antworttext": "answer", "Erzielte Punkte": "mark",
      "Höchstpunktzahl": "most", "Zweitnote": "second", "DaZ": "yes"},
     {Role.GROUP: "Schueler-Nr.", Role.QUESTION: "Fragestellung", Role.TEXT: "Antworttext",
      Role.SCORE: "Erzielte Punkte", Role.SCORE_MAX: "Höchstpunktzahl", Role.RATER: "Zweitnote",
      Role.SUBGROUP: "DaZ"}),
)  # fmt: skip
ORDERS = (
    ({"Job": "pupil", "Logged on": "date", "Asset name": "machine", "Problem reported": "fault",
      "Failure group": "cause", "Fitter": "who"},
     {Role.TIME: "Logged on", Role.GROUP: "Asset name", Role.TEXT: "Problem reported", Role.LABEL: "Failure group"}),
    ({"Maschine": "machine", "Meldung": "fault", "Ausfallursache": "cause", "Datum der Meldung": "date",
      "Monteur": "who"},
     {Role.GROUP: "Maschine", Role.TEXT: "Meldung", Role.LABEL: "Ausfallursache", Role.TIME: "Datum der Meldung"}),
    ({"Anlagen-Nr.": "machine", "Fehlertext": "fault", "Stoerungsart": "cause", "Schicht": "class"},
     {Role.GROUP: "Anlagen-Nr.", Role.TEXT: "Fehlertext", Role.LABEL: "Stoerungsart"}),
    ({"Line": "machine", "Noticed": "fault", "What was done": "done", "Reason code": "cause", "Entered by": "who"},
     {Role.GROUP: "Line", Role.TEXT: "Noticed", Role.LABEL: "Reason code"}),
    ({"Maschine": "machine", "Notiz": "fault", "Techniker": "who", "Dauer (min)": "minutes"},
     {Role.GROUP: "Maschine", Role.TEXT: "Notiz"}),
)  # fmt: skip


@pytest.mark.parametrize(("columns", "expected"), GRADING)
def test_what_teachers_call_their_columns(columns: dict[str, str], expected: dict[Role, str]) -> None:
    assert resolved("education_grading", **columns) == expected


@pytest.mark.parametrize(("columns", "expected"), ORDERS)
def test_what_maintenance_calls_its_columns(columns: dict[str, str], expected: dict[Role, str]) -> None:
    assert resolved("manufacturing_logs", **columns) == expected


def test_whose_answer_it_is_is_told_by_an_address_an_id_or_a_surname() -> None:
    for name in ("SID", "Email", "Last Name", "Nachname"):
        table = pd.DataFrame(
            {
                name: [f"P{row % 3}" for row in range(12)],
                "Schülerantwort": [f"water goes through the membrane and back, said {row}" for row in range(12)],
                "Punkte (max. 4)": [str(row % 3) for row in range(12)],
            }
        )
        found = resolve_mapping(registry().get("education_grading"), table).columns
        assert found == {Role.TEXT: "Schülerantwort", Role.SCORE: "Punkte (max. 4)", Role.GROUP: name}


def test_a_kind_that_is_one_for_all_orders_is_no_label_where_causes_are_told() -> None:
    table = pd.DataFrame(
        {
            "Meldung": [f"1000{row:04d}" for row in ROWS],
            "Meldungsart": ["M2"] * len(ROWS),
            "Kurztext": [f"Lager an Station {row} laut, getauscht" for row in ROWS],
            "Ursachentext": [("Verschleiß", "Leckage", "Elektrik")[row % 3] for row in ROWS],
        }
    )
    plant = registry().get("manufacturing_logs")
    found = resolve_mapping(plant, table).columns
    assert (found[Role.TEXT], found[Role.LABEL]) == ("Kurztext", "Ursachentext")
    alone = resolve_mapping(plant, table.drop(columns="Ursachentext")).columns
    assert alone[Role.LABEL] == "Meldungsart"


def test_a_word_of_schools_or_machines_makes_no_label_of_a_column() -> None:
    assert Role.LABEL not in resolved("education_grading", answer="answer", EAL="yes")
    assert Role.LABEL not in resolved("manufacturing_logs", text="fault", Maschine="machine", Anlage="class")


def test_a_trait_called_like_a_subgroup_stays_a_score() -> None:
    found = resolved("education_grading", essay="answer", **{"First language use": "second", "Overall": "mark"})
    assert Role.SUBGROUP not in found


def test_what_was_lost_in_money_and_time_is_kept_under_any_name() -> None:
    domain = registry().get("manufacturing_logs")
    costs = ("Parts & labour £", "Reparaturkosten", "Bill ($)", "Minutes lost", "Stillstand (min)", "Störungsdauer")
    table = pd.DataFrame({"Fault": CELLS["fault"], "Cause": CELLS["cause"], **dict.fromkeys(costs, CELLS["amount"])})
    assert set(costs) <= set(resolve_mapping(domain, table).extras)
    reasons = table.rename(columns={"Cause": "Downtime reason"}).drop(columns=list(costs))
    assert resolve_mapping(domain, reasons).column(Role.LABEL) == "Downtime reason"
