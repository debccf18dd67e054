"""Which labels may be one, written in two ways; and which only look so."""

from __future__ import annotations

import pytest

from studio.services.datasets.nearly_same import joined, nearly_same


@pytest.mark.parametrize(
    ("common", "rare"),
    [
        ("leak", "leaks"),
        ("credit risk", "credit risks"),
        ("overheating", "overheeting"),
        ("oil_leak", "oil leak"),
        ("oil-leak", "oil leak"),
        ("OilLeak", "Oil leaks"),
        ("COLLISION", "collision."),
        ("stage IIa tumour", "stage IIa tumor"),
        ("preoperative pain", "preoperative pains"),
        ("CreditRisk event", "CreditRisk events"),
        ("nephropathy by IgA", "nefropathy by IgA"),
    ],
)
def test_a_slip_or_an_ending_makes_no_other_label(common: str, rare: str) -> None:
    assert nearly_same({rare: 3, common: 10}) == [(rare, common)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hypertension", "hypotension"),
        ("macrocytic anemia", "microcytic anemia"),
        ("abduction", "adduction"),
        ("type A failure", "type B failure"),
        ("phase II trial", "phase III trial"),
        ("pump 1 leaking", "pump 2 leaking"),
        ("positive", "negative"),
        ("IgA nephropathy", "IgG nephropathy"),
        ("stage IIa", "stage IIb"),
        ("tumour T1a found", "tumour T1b found"),
        ("Grade 1+", "Grade 1-"),
        ("Her2 positive +", "Her2 positive -"),
        ("temperature > 5", "temperature < 5"),
        ("preoperative", "perioperative"),
        ("bleeding, postoperative", "bleeding, preoperative"),
        ("pain intraoperative", "pain perioperative"),
        ("patient non smoker", "patient now smoker"),
        ("invoice is paid now", "invoice is unpaid now"),
        ("a typical course of flu", "a atypical course of flu"),
        ("the dose of 5mg", "the dose of 5ml"),
    ],
)
def test_what_tells_kinds_apart_is_no_slip(one: str, other: str) -> None:
    assert nearly_same({one: 10, other: 3}) == []


def test_of_three_spellings_the_commonest_stays() -> None:
    counts = {"leak": 9, "leaks": 4, "leakss": 1, "noise": 7}
    assert joined(nearly_same(counts), counts) == {"leaks": "leak", "leakss": "leak"}


def test_sentences_as_labels_are_not_compared() -> None:
    """Letter by letter that would take seconds in the process that answers pages."""
    long = "The pump of the second line was found to leak at its lower seal after the weekly inspection of the hall"
    assert nearly_same({long: 9, f"{long}s": 4}) == []
    assert nearly_same({long[:69]: 9, f"{long[:69]}s": 4}) == [(f"{long[:69]}s", long[:69])]
