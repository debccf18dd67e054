# ruff: noqa: RUF001 - a letter of another alphabet is the point
"""Labels, scores, split values, keys of texts, languages."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InvalidOptionError
from studio.core.splits import Part
from studio.services.datasets.labels import match_labels, spellings
from studio.services.datasets.language import is_foreign
from studio.services.datasets.scores import read_numbers, score_ranges, stated_tops
from studio.services.datasets.split_values import SplitValue, read_split_map, read_split_value, split_value_of_file
from studio.services.datasets.text_key import text_key


def test_labels_that_differ_in_case_or_spaces_are_one() -> None:
    labels = ["Yes", "Yes", "yes ", " YES", "No", "1.0", "1", "1"]
    assert spellings(labels) == {
        "Yes": "Yes", "yes ": "Yes", " YES": "Yes", "No": "No", "1.0": "1", "1": "1",
    }  # fmt: skip
    assert match_labels(["yes ", "NO", "other  one"], ["Yes", "No"]) == ["Yes", "No", "other one"]


@given(st.lists(st.text()))
def test_every_label_gets_one_spelling_that_is_its_own_again(labels: list[str]) -> None:
    best = spellings(labels)
    assert set(best) == set(labels)
    assert all(spellings([kept])[kept] == kept for kept in best.values() if kept)


def test_numbers_with_comma_blank_and_words() -> None:
    read = read_numbers(pd.Series(["1", " 2,5 ", "", "x", "inf", "-3e1", "1,000,000"]))
    assert read.fillna(-1).tolist() == [1, 2.5, -1, -1, -1, -30, -1]


def test_ranges_from_columns_from_the_question_and_from_all() -> None:
    scores = pd.Series([0.0, 1.0, 2.0, 2.0, 1.0, 5.0, 4.0])
    question = pd.Series(["q1"] * 5 + ["q2"] * 2)
    low, high = score_ranges(pd.DataFrame({"question": question}), scores)
    assert (low.tolist(), high.tolist()) == ([0.0] * 7, [2.0] * 5 + [5.0] * 2)
    given_high = pd.DataFrame({"question": question, "score_max": ["3"] * 6 + [""]})
    assert score_ranges(given_high, scores)[1].tolist() == [3.0] * 6 + [5.0]
    assert score_ranges(pd.DataFrame(index=scores.index), scores + 1)[0].tolist() == [1.0] * 7


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("train", SplitValue(Part.TRAIN)),
        ("Training ", SplitValue(Part.TRAIN)),
        ("validation", SplitValue(Part.DEV)),
        ("dev", SplitValue(Part.DEV)),
        ("TEST", SplitValue(Part.TEST)),
        ("test unseen_answers", SplitValue(Part.TEST, "test-unseen-answers")),
        ("test2", SplitValue(Part.TEST, "test2")),
        ("calibration", SplitValue(Part.CALIBRATION)),
        ("1", None),
        ("value", None),
        ("device", None),
        ("", None),
    ],
)
def test_split_values(value: str, meant: SplitValue | None) -> None:
    assert read_split_value(value) == meant


def test_split_maps() -> None:
    assert read_split_map({" A": "train", "b": "test-new"}) == {
        "a": SplitValue(Part.TRAIN),
        "b": SplitValue(Part.TEST, "test-new"),
    }
    with pytest.raises(InvalidOptionError, match="nonsense"):
        read_split_map({"a": "nonsense"})


def test_names_of_files_that_tell_their_part() -> None:
    names = ["scientsbank_3way_train.csv", "a-TEST.csv", "dev.jsonl", "latest.csv", "training.tsv", "contest.csv"]
    assert [split_value_of_file(name) for name in names] == ["train", "test", "dev", None, "train", None]


def test_near_duplicates_share_a_key_other_texts_do_not() -> None:
    assert text_key("Pump 3 LEAKS!") == text_key("pump 17 leaks") != text_key("pump leaks")
    assert text_key("yes", "why?") != text_key("yes", "how?")
    assert text_key("!!") != text_key("??")


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("The pump was replaced and the line is running again as of today.", False),
        ("Die Pumpe wurde ersetzt und die Anlage läuft seit heute wieder mit dem alten Filter.", True),
        ("La pompe a été remplacée et la ligne fonctionne de nouveau depuis ce matin avec le filtre.", True),
        ("La bomba fue reemplazada y la línea funciona de nuevo desde esta mañana con el filtro.", True),
        ("Pumpen blev udskiftet, og linjen kører igen siden i morges med det gamle filter.", True),
        ("Pumpen byttes ut och linjen är igång igen sedan i morse med det gamla filtret.", True),
        ("Pumppu vaihdettiin ja linja on ollut käynnissä aamusta lähtien, mutta suodatin oli vanha.", True),
        ("Pompa değiştirildi ve hat bu sabahtan beri eski filtre ile yeniden çalışıyor.", True),
        ("Pompa została wymieniona i linia działa od rana, ale filtr nie jest nowy.", True),
        ("Čerpadlo bylo vyměněno a linka je od rána v provozu, ale filtr není nový, protože se ještě čeká.", True),
        ("A szivattyút kicserélték, és a sor reggel óta megy, de a szűrő még nem új.", True),
        ("Pompa a fost înlocuită și linia merge din nou de azi dimineață cu filtrul vechi.", True),
        ("Pompa sudah diganti dan lini ini berjalan lagi sejak pagi dengan saringan yang lama.", True),
        ("Máy bơm đã được thay và dây chuyền chạy lại từ sáng nay với bộ lọc cũ.", True),
        ("Насос заменили", True),
        ("No fever, no chills, no cough, no nausea, no rash, no dyspnea, no edema noted.", False),
        ("Metformin 500 mg 2 per day, insulin 10 units per meal, no changes per endocrinology.", False),
        ("PE: lungs clear. Wound care daily, PE again at noon, care plan reviewed with nursing staff.", False),
        ("Na 140, K 4.1, glucose 210, insulin glargine 20 u qhs, lispro 5 u tid, repeat Na tomorrow.", False),
        ("AV nodal block. Continue home med list, AV node watched, med review till stable, discharge then.", False),
        ("Extremities: BLE edema, 2+ pitting, av fistula patent, ble pulses weak, elevate legs tonight.", False),
        ("Son died var years ago, BU clinic visit, var meds stopped, bu labs pending, call back Monday.", False),
        ("IR drain placed, IR follow up next week, IR to see again before discharge home.", False),
        ("pump replaced", False),
        ("ERROR 0x17 at kernel: cache parity error corrected on node R02-M1-N0 twice today", False),
        ("12345", False),
    ],
)
def test_language(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


def test_marks_out_of_a_total_and_percentages_are_numbers_with_ranges() -> None:
    values = pd.Series(
        ["7/10", " 8 / 20", "7,5/10", "70%", "62.5 %", "3", "-1/5", "5/0", "1/2/2024", "%", "a/b", "", None]
    )
    assert read_numbers(values).fillna(-9).tolist() == [7, 8, 7.5, 70, 62.5, 3, -1, 5, -9, -9, -9, -9, -9]
    assert stated_tops(values).fillna(-9).tolist() == [10, 20, 10, 100, 100, -9, 5, -9, -9, -9, -9, -9, -9]
    halves = pd.Series(["1\u00bd", "\u00bd", "2 \u00be", "\u00bd/2", "1\u00bd/2", "\u00bd an answer"])
    assert read_numbers(halves).fillna(-9).tolist() == [1.5, 0.5, 2.75, 0.5, 1.5, -9]
    assert stated_tops(halves).fillna(-9).tolist() == [-9, -9, -9, 2, 2, -9]
    marks = pd.DataFrame({"score": ["7/10", "18/20", "50%", "4"]})
    low, high = score_ranges(marks, read_numbers(marks["score"]))
    assert (low.tolist(), high.tolist()) == ([0, 0, 0, 4], [10, 20, 100, 50])
    given_max = score_ranges(marks.assign(score_max=["9", "", "", "5"]), read_numbers(marks["score"]))[1]
    assert given_max.tolist() == [9, 20, 100, 5]
