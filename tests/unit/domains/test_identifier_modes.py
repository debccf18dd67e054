"""What stands for identifiers: nothing of them stays, one person stays one, and dates keep their distance."""

import re
from datetime import UTC, date, datetime

import pytest

from domains.deidentify import IdentifierOptions, Kind, Mode, Secret, deidentify, rewritten
from domains.deidentify.modes import shifted
from domains.spans import Redaction, Span

NOTE = (
    "PATIENT: Quentin Mockford, MRN HK-491706. Mr. Mockford was seen on 03/04/2019 and on 03/14/2019, "
    "call 202-555-0143, mail q.mockford@example.org. Parkinson disease, Foley catheter, aged 71."
)
PLANTED = ("Quentin", "Mockford", "491706", "0143", "q.mockford")


def written(mode, shift=False, within="", text=NOTE):
    options = IdentifierOptions.chosen(mode, shift_dates=shift)
    return rewritten(text, deidentify([text])[0], options, Secret(b"key", within)).text


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("shift", [False, True])
def test_nothing_planted_stays_and_clinical_words_do(mode, shift):
    text = written(mode, shift)
    assert not any(planted in text for planted in PLANTED)
    assert "Parkinson disease, Foley catheter, aged 71." in text
    assert "03/04/2019" not in text


def test_a_bar_tells_neither_class_nor_length():
    assert "[" not in written(Mode.MASK)
    assert len({part for part in written(Mode.MASK).split() if "█" in part}) <= 4  # with a comma or full stop behind


def test_a_made_up_person_is_the_same_within_a_note_and_another_in_the_next():
    text = written(Mode.SURROGATE, within="one")
    name = text.split("PATIENT: ")[1].split(",")[0]
    assert f"Mr. {name.split()[-1]} was seen" in text
    others = {written(Mode.SURROGATE, within=str(each)) for each in range(8)}
    assert len(others) > 1


def test_dates_of_one_group_keep_their_distance_and_other_groups_move_otherwise():
    def days(text):
        found = [part.strip(".,") for part in text.split() if part.count("/") == 2]
        return [date(int(y), int(m), int(d)) for m, d, y in (each.split("/") for each in found)]

    first, second = days(written(Mode.TAG, True, within="patient 1"))
    assert (second - first).days == 10
    assert first < date(2019, 3, 4)
    assert len({str(days(written(Mode.TAG, True, within=str(each)))) for each in range(5)}) > 1


PAIR = (
    "PATIENT: Quentin Quackenbosh, seen by Dr. Imelda Vasquez on {0}. Mr. Quackenbosh was seen again on {1}. "
    "Vasquez wrote to Quackenbosh; Imelda Vasquez, MD, signed. QUACKENBOSH, QUENTIN agreed."
)
FORMS = {"ISO": "%Y-%m-%d", "slashes": "%m/%d/%Y", "dots": "%d.%m.%Y", "month first": "%B %d, %Y",
         "day first": "%d %B %Y", "short month": "%d %b %Y"}  # fmt: skip


def read_date(said, form):
    """A month that was short is written out."""
    return datetime.strptime(said, form.replace("%b", "%B")).replace(tzinfo=UTC).date()


@pytest.mark.parametrize("within", ["one", "two", "three"])
def test_each_of_two_persons_stays_one_however_they_are_written(within):
    text = written(Mode.SURROGATE, within=within, text=PAIR.format("03/04/2019", "03/14/2019"))
    said = re.fullmatch(
        r"PATIENT: (?P<given>\w+) (?P<family>\w+), seen by Dr\. (?P<other>\w+) (?P<others>\w+) on \S+\. "
        r"Mr\. (?P=family) was seen again on \S+\. (?P=others) wrote to (?P=family); "
        r"(?P=other) (?P=others), MD, signed\. (?i:(?P=family)), (?i:(?P=given)) agreed\.",
        text,
    )
    assert said, text
    assert not set(said.groups()) & {"Quentin", "Quackenbosh", "Imelda", "Vasquez"}


def test_two_persons_are_told_apart():
    """Of few made-up names two persons may now and then be given one; in most notes they are not."""
    notes = [written(Mode.SURROGATE, within=str(each), text=PAIR.format("1", "2")) for each in range(10)]
    assert sum(note.split()[2].strip(",") != note.split()[7] for note in notes) >= 6


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
def test_dates_of_whatever_form_move_by_the_same_days(first, second):
    days = (date(2019, 3, 24), date(2019, 4, 13))
    note = PAIR.format(days[0].strftime(FORMS[first]), days[1].strftime(FORMS[second]))
    text = written(Mode.TAG, True, within="patient 1", text=note)
    one, other = re.findall(r" on (.+?)\. (?:Mr|\[NAME\])", text)
    moved = read_date(one, FORMS[first]), read_date(other, FORMS[second])
    assert (moved[1] - moved[0]).days == 20 and moved[0] < days[0]


@pytest.mark.parametrize("value", ["March", "March 4th", "31/02/2019", "4 Foobar 2019"])
def test_a_date_that_cannot_be_moved_is_not_kept(value):
    assert shifted(value, -3) is None


def test_two_dates_in_one_are_not_moved_as_if_they_were_one():
    assert shifted("2/27-3/2/2023", -5) is None


def test_a_town_read_as_a_person_elsewhere_in_the_note_stays_one_town():
    note = "Lives in Norwich; Norwich is home."
    found = Redaction("", (Span(9, 16, Kind.LOCATION, "one"), Span(18, 25, Kind.NAME, "other")))
    options = IdentifierOptions.chosen(Mode.SURROGATE)
    made = rewritten(note, found, options, Secret(b"key", "note")).text
    first, second = made.removeprefix("Lives in ").removesuffix(" is home.").split("; ")
    assert first == second != "Norwich"


def test_a_withheld_text_stays_withheld():
    from domains.deidentify import WHOLE
    from domains.deidentify.redaction import MAX_CHARACTERS

    text = "a" * (MAX_CHARACTERS + 1)
    assert written(Mode.SURROGATE, text=text) == WHOLE
