"""A user's word list is counted as it is published, and one of their own by the categories it has."""

import re
from pathlib import Path

import pytest

from domains.word_list import MAX_BYTES, MAX_CATEGORIES, MAX_WORDS, read_word_list
from studio.core.errors import LimitExceededError, UnreadableFileError


def test_a_word_list_counts_words_by_category():
    rows = "Word,Seq,Negative,Positive,Uncertainty\nLOSS,1,2009,0,0\nGAIN,2,0,2009,0\nMAY,3,0,0,2009\nOLD,4,-2020,0,0\n"
    found = read_word_list(rows.encode()).counts(["The loss may be old.", "Loss, not gain."])
    assert found == {"Negative": 2, "Positive": 1, "Uncertainty": 1}


def test_a_word_list_names_its_words_in_a_text_however_its_columns_are_spelled():
    rows = "Word,Strong Modal,WeakModal,Negative\nMUST,2009,0,0\nMAY,0,2009,0\nLOSS,0,0,2009\n"
    words = read_word_list(rows.encode())
    assert words.categories == ("Negative", "Strong_Modal", "Weak_Modal")
    assert words.found("May be a loss: it MAY, we must.") == {
        "Negative": ("loss",),
        "Strong_Modal": ("must",),
        "Weak_Modal": ("may",),
    }
    assert words.found("Nothing of it.") == {}


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b"Word,Negative\nLOSS,0\n", b'Word,Negative\n"' + b"x" * 200_000]
)
def test_another_file_is_refused_with_what_is_needed(data):
    with pytest.raises(UnreadableFileError, match="Word"):
        read_word_list(data)


@pytest.mark.parametrize(
    "rows",
    [
        "Word,Climate,Litigation\nFLOOD,1,0\nLAWSUIT,0,1\nPERMIT,1,1\nCALM,0,0\n",
        "word,climate,litigation\nflood,x,\nlawsuit,,x\npermit,X,X\ncalm,,\n",
        "Word;Climate;Litigation\nflood;yes;no\nlawsuit;No;Yes\npermit;yes;yes\ncalm;n/a;-\n",
        "Word\tClimate\tLitigation\nflood\t0,5\t0\nlawsuit\t-1\t2\npermit\t1.0\t3\ncalm\t0.0\t-\n",
        "Word,Definition,Climate,Litigation,\nflood,much water,1,,\nlawsuit,a case,,1,\npermit,leave,1,1,\ncalm,x,,,\n",
        "Seq_num,Word,Word Count,Syllables,Climate,Litigation,Source\n1,flood,9,1,1,0,own\n2,lawsuit,9,2,0,1,own\n"
        "3,permit,9,2,1,1,own\n",
        "Word,Climate,Litigation\nflood,1,0\nlawsuit,0,1\npermit,1,0\npermit,0,1\n",
    ],
)
def test_a_list_of_ones_own_has_the_categories_of_its_columns(rows):
    words = read_word_list(rows.encode())
    assert words.categories == ("Climate", "Litigation")
    assert words.found("A flood, a lawsuit, a permit; calm.") == {
        "Climate": ("flood", "permit"),
        "Litigation": ("lawsuit", "permit"),
    }


def test_own_categories_stand_beside_those_of_the_dictionary():
    words = read_word_list(b"Word,strong modal,Climate\nMUST,2009,\nFLOOD,,x\n")
    assert words.counts(["We must; a flood."]) == {"Climate": 1, "Strong_Modal": 1}


def test_no_category_is_called_like_a_column_of_ours():
    assert read_word_list(b"Word,words,section\nflood,1,1\n").categories == ("Section", "Words")


@pytest.mark.parametrize("rows", ["Word\nflood\n", "Word,Definition\nflood,much water\n", "Word,Count\nflood,3\n"])
def test_a_list_without_a_category_is_refused(rows):
    with pytest.raises(UnreadableFileError, match="categor"):
        read_word_list(rows.encode())


def test_a_list_over_a_limit_is_refused():
    with pytest.raises(LimitExceededError, match="16 MB"):
        read_word_list(b"Word,Climate\n" + b"a,1\n" * (MAX_BYTES // 4 + 1))
    many = ",".join(f"c{place}" for place in range(MAX_CATEGORIES + 1))
    with pytest.raises(LimitExceededError, match="categories"):
        read_word_list(f"Word,{many}\nflood{',1' * (MAX_CATEGORIES + 1)}\n".encode())


def test_a_list_of_too_many_rows_is_refused_and_of_a_large_one_only_marked_words_are_kept():
    with pytest.raises(LimitExceededError, match="500,000 rows") as refused:
        read_word_list(b"Word,Climate\n" + b"a,1\n" * (MAX_WORDS + 1))
    assert refused.value.fix
    rows = "".join(f"w{row},{int(row == 7)}\n" for row in range(MAX_WORDS // 10))
    assert dict(read_word_list(f"Word,Climate\n{rows}".encode()).words) == {"W7": ("Climate",)}


def test_a_header_of_thousands_of_columns_is_refused():
    with pytest.raises(LimitExceededError, match="categories"):
        read_word_list(b"Word," + b"," * 100_000 + b"\nflood,1\n")


def test_one_odd_cell_takes_no_category_away():
    rows = (
        "Word,Climate,Notes\nflood,x,wet\nstorm,x (see note),x as told\ncalm,see note,\ndry,no (not here),of it\n"
        "heat,X,y\nhail,x,ice\nfrost,x,\n"
    )
    words = read_word_list(rows.encode())
    assert words.left_out == ("Notes",)
    assert words.odd == 3
    assert words.found("flood storm calm dry heat") == {"Climate": ("flood", "storm", "heat")}


def test_a_column_without_an_odd_cell_is_not_called_left_out():
    words = read_word_list(b"Word,Climate,Empty\nflood,1,\n")
    assert (words.categories, words.left_out, words.odd) == (("Climate",), (), 0)


def test_long_names_of_categories_that_begin_alike_stay_apart():
    long = "Words of the first quarterly report on the weather of the north "
    words = read_word_list(f"Word,{long}A,{long}B\nflood,1,0\nstorm,0,1\n".encode())
    assert words.counts(["flood flood storm"]) == {f"{long}A": 2, f"{long}B": 1}


def test_columns_of_one_category_add_up():
    words = read_word_list(b"Word,Strong_Modal,StrongModal\nmust,1,0\nalways,0,1\n")
    assert words.found("must always") == {"Strong_Modal": ("must", "always")}


def test_what_prepares_and_trains_knows_no_word_list():
    """A model reads what a domain prepares and a method counts: of all that, nothing so much as loads the module."""
    root = Path(__file__).parents[3]
    sources = [path for folder in ("domains", "models", "studio", "pages") for path in (root / folder).rglob("*.py")]
    loaded = re.compile(r"^\s*(?:from|import) .*\bword_list\b", re.MULTILINE)
    users = sorted(str(path.relative_to(root)) for path in sources if loaded.search(path.read_text(encoding="utf-8")))
    assert users == ["studio/ui/sections/document.py", "studio/ui/sections/word_list.py"]
