"""What version 6 of the scope reads: asides, doubts about a person, the past by year and age, names of germs."""

import pytest

from domains.medical_notes.scope import scopes


def kinds_of(finding, sentence):
    start = sentence.index(finding)
    return {each.kind.value for each in scopes(sentence) if each.start <= start and start + len(finding) <= each.end}


@pytest.mark.parametrize(
    ("sentence", "finding", "kind"),
    [
        ("No rigors, just malaise.", "malaise", None),
        ("Neg for influenza, pos for RSV.", "RSV", None),
        ("Tinel negative bilaterally.", "Tinel", "negated"),
        ("Her tinnitus has gone away.", "tinnitus", "negated"),
        ("Her itch has gone.", "itch", "negated"),
        ("Itch and rash have gone, sleeping well.", "rash", "negated"),
        ("Weight has gone down.", "Weight", None),
        ("The ache has gone into the leg.", "ache", None),
        ("Troponins have gone up.", "Troponins", None),
        ("Swelling has gone to the knee.", "Swelling", None),
        ("Potential donor, renal function fine.", "donor", None),
        ("Nothing to suggest sepsis.", "sepsis", "negated"),
        ("Unsure if he has narcolepsy.", "narcolepsy", "uncertain"),
        ("It is not clear whether the patient had syncope.", "syncope", "uncertain"),
        ("Working diagnosis: polymyalgia.", "polymyalgia", "uncertain"),
        ("DDx: gout, pseudogout.", "pseudogout", "uncertain"),
        ("Shingles last spring.", "Shingles", "historical"),
        ("Appendicitis at age 9.", "Appendicitis", "historical"),
        ("Three years ago she had sciatica.", "sciatica", "historical"),
        ("Father brought him in for croup.", "croup", None),
        ("FHx neg for gout, pos for lupus.", "lupus", "family"),
        ("Culture without S. aureus today.", "aureus", "negated"),
    ],
)
def test_what_is_said_of_a_finding(sentence, finding, kind):
    assert kinds_of(finding, sentence) == ({kind} if kind else set())
