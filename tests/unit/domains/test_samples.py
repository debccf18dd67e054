"""Samples are the same every time, can be split by group, and are neither trivial nor hopeless."""

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

from domains.finance_risk.domain import FinanceRisk
from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.preparation import Preparation, parse_options

DOMAINS = [FinanceRisk(), ManufacturingLogs()]


@pytest.fixture(params=DOMAINS, ids=lambda domain: domain.key)
def domain(request):
    return request.param


def test_the_sample_is_the_same_every_time(domain):
    assert domain.sample().equals(domain.sample())


def test_the_sample_is_large_varied_and_mildly_imbalanced(domain):
    table = domain.sample()
    counts = table["label"].value_counts()
    assert len(table) >= 400
    assert table["text"].nunique() == len(table)
    assert table["source_row"].tolist() == list(range(1, len(table) + 1))
    assert 5 <= len(counts) <= 6
    assert 1.2 < counts.iloc[0] / counts.iloc[-1] < 3


def test_every_class_occurs_in_enough_groups_to_be_split(domain):
    assert domain.sample().groupby("label")["group"].nunique().min() >= 40


def test_counting_words_learns_something_and_gets_some_wrong(domain):
    table = domain.sample()
    texts = Preparation(domain, parse_options(domain, {}), None).texts(table["text"].tolist())
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=10, max_iter=500))
    predicted = cross_val_predict(model, texts, table["label"], groups=table["group"], cv=GroupKFold(3))
    assert 0.65 < f1_score(table["label"], predicted, average="macro") < 0.92


def test_examples_are_prepared_into_something(domain):
    preparation = Preparation(domain, parse_options(domain, {}), None)
    assert len(domain.examples) == 3
    assert all(preparation.texts([example["text"]])[0] for example in domain.examples)
