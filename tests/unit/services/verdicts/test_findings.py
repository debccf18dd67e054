"""What is found in the rows of a dataset, and which of them a mend would touch."""

from __future__ import annotations

import pandas as pd

from domains.registry import registry
from studio.core.label_sets import dump_set
from studio.core.tasks import Task
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.verdicts.balance import OTHER, class_balance, label_balance
from studio.services.verdicts.copies import exact_copies, near_copies
from studio.services.verdicts.faulty_texts import faulty_texts
from studio.services.verdicts.giveaways import giveaways
from studio.services.verdicts.straddling import groups_across_test

LONG = "the pump at line four was found leaking oil near the main seal during the early morning round"


def _table(*rows: tuple[str, str, str], **columns: list[str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["text", "target", "part"])
    table["row_id"] = [f"r{row}" for row in range(len(rows))]
    table["source_row"] = range(1, len(rows) + 1)
    return table.assign(**columns)


def _by_code(found: list[VerdictFinding]) -> dict[str, VerdictFinding]:
    return {each.code: each for each in found}


def test_of_copies_the_test_row_stays() -> None:
    found = _by_code(exact_copies(_table(("A leak.", "x", "train"), ("a leak", "x", "test"), ("a LEAK!", "x", "dev"))))
    assert set(found) == {"exact_copies"}
    assert found["exact_copies"].remedies[0].rows == ("r0", "r2")
    assert found["exact_copies"].finding.rows == (1, 3)


def test_contradictions_offer_the_answer_most_of_them_have() -> None:
    rows = [("a leak", "x", "train"), ("a leak", "x", "train"), ("a leak", "y", "train"), ("arc", "y", "train")]
    found = _by_code(exact_copies(_table(*rows)))["contradicting_answers"]
    leave, relabel = found.remedies
    assert leave.mend is Mend.LEAVE_OUT and leave.rows == ("r0", "r1", "r2")
    assert relabel.mend is Mend.RELABEL and (relabel.rows, relabel.answers) == (("r2",), ("x",))


def test_a_tie_offers_no_answer() -> None:
    found = _by_code(exact_copies(_table(("a leak", "x", "train"), ("a leak", "y", "train"))))
    assert [remedy.mend for remedy in found["contradicting_answers"].remedies] == [Mend.LEAVE_OUT]


def test_near_copies_across_the_border_of_the_test_part_are_told_apart_from_those_within() -> None:
    other = LONG.replace("oil", "coolant").replace("pump", "press").replace("seal", "hose").replace("line", "hall")
    rows = [(LONG, "x", "train"), (LONG + " again", "x", "test"), (other, "y", "train"), (other + " too", "y", "dev")]
    found = _by_code(near_copies(_table(*rows), lambda _done: None))
    assert found["copies_across_test"].remedies[0].rows == ("r0",)
    assert found["near_copies"].remedies[0].rows == ("r2",)


def test_the_same_answer_to_another_question_is_no_copy() -> None:
    rows = [(LONG, "1", "train"), (LONG, "1", "test")]
    table = _table(*rows, text_pair=["first question", "second question"])
    assert exact_copies(table) == []
    assert near_copies(table, lambda _done: None) == []


def test_faults_name_every_row_they_leave_out() -> None:
    german = "die pumpe ist nicht gut und der motor ist auch nicht gut mit dem öl"
    rows = [("", "x", "train"), ("ok", "x", "train"), (LONG, "x", "train"), ("word " * 400, "x", "train")]
    found = _by_code(faulty_texts(_table(*rows, *[(f"{german} {n}", "x", "train") for n in range(3)])))
    assert found["empty_when_prepared"].remedies[0].rows == ("r0",)
    assert found["long_text"].remedies[0].rows == ("r3",)
    assert found["foreign_text"].remedies[0].rows == ("r4", "r5", "r6")
    assert set(found["short_text"].remedies[0].rows) == {"r0", "r1"}


def test_rare_classes_can_be_put_together() -> None:
    rows = [("t", "common", "train")] * 200 + [("t", "fair", "train")] * 12
    rows += [("t", "rare", "train")] * 6 + [("t", "rarer", "train")] * 5
    found = _by_code(class_balance(_table(*rows)))
    together, leave = found["rare_classes"].remedies
    assert set(together.answers) == {OTHER} and len(together.rows) == len(leave.rows) == 11
    assert "17 times" in found["uneven_classes"].finding.message


def test_rare_classes_put_together_join_no_class_that_is_there() -> None:
    rows = [("t", "common", "train")] * 20 + [("t", OTHER, "train")] * 12
    rows += [("t", "rare", "train")] * 6 + [("t", "rarer", "train")] * 5
    together, _ = _by_code(class_balance(_table(*rows)))["rare_classes"].remedies
    assert not set(together.answers) & {"common", OTHER}


def test_a_column_that_tells_the_label_can_be_kept_together_or_measured_apart() -> None:
    rows = [(f"text number {row} of the day", f"c{row % 3}", "train") for row in range(120)]
    desks = [f"desk {row % 3}" for row in range(120)]
    machines = [f"machine {row % 12}" for row in range(120)]
    table = _table(*rows, extra_desk=desks, extra_machine=machines, extra_row=[str(row) for row in range(120)])
    found = _by_code(giveaways(table, Task.CLASSIFICATION))
    assert set(found) == {"shortcut_desk", "shortcut_machine"}
    assert [each.mend for each in found["shortcut_desk"].remedies] == [Mend.MEASURE_APART]
    assert [each.mend for each in found["shortcut_machine"].remedies] == [Mend.KEEP_TOGETHER, Mend.MEASURE_APART]


def test_an_identifier_that_begins_with_what_tells_the_label_is_found_though_none_comes_twice() -> None:
    rows = [(f"text number {row} of the day", f"c{row % 3}", "train") for row in range(120)]
    tickets = [f"{['BIL', 'OUT', 'PRA'][row % 3]}-{1_000 + row}" for row in range(120)]
    table = _table(*rows, extra_ticket=tickets, extra_case=[f"case {row}" for row in range(120)])
    found = _by_code(giveaways(table, Task.CLASSIFICATION))
    assert set(found) == {"shortcut_ticket"}
    assert "'ticket', figures aside," in found["shortcut_ticket"].finding.message
    remedy = found["shortcut_ticket"].remedies[0]
    assert (remedy.mend, remedy.column, remedy.figures_aside) == (Mend.MEASURE_APART, "extra_ticket", True)


def test_rare_labels_can_be_dropped_unless_one_alone_would_be_left() -> None:
    usual = [(f"text {row}", dump_set(["leak"] if row % 2 else ["leak", "noise"]), "train") for row in range(40)]
    rare = [(f"rare {row}", dump_set(["leak", "rust"]), "train") for row in range(3)]
    found = _by_code(label_balance(_table(*usual, *rare)))["rare_labels"]
    assert found.remedies == (Remedy(Mend.DROP_LABELS, words=("rust",)),)
    alone = [(f"text {row}", dump_set(["leak"]), "train") for row in range(40)]
    assert _by_code(label_balance(_table(*alone, *rare)))["rare_labels"].remedies == ()


def test_classes_with_one_row_can_be_left_out_and_other_rare_ones_stay() -> None:
    rows = [("t", "common", "train")] * 20 + [("t", "fair", "train")] * 12 + [("t", "rare", "train")] * 4
    found = _by_code(class_balance(_table(*rows, ("t", "odd", "train"), ("t", "even", "test"))))
    assert found["class_with_one_row"].remedies == (Remedy(Mend.LEAVE_OUT, ("r36", "r37")),)
    assert len(found["rare_classes"].remedies[-1].rows) == 6
    assert "class_with_one_row" not in _by_code(class_balance(_table(*rows)))
    every = [("t", f"class {row // 4}", "train") for row in range(20)]
    assert "class_with_one_row" in _by_code(class_balance(_table(*every, ("t", "odd", "train"))))


def test_labels_nearly_the_same_can_be_joined_unless_nothing_would_be_left_to_tell_apart() -> None:
    rows = [("t", "leak", "train")] * 20 + [("t", "leaks", "train")] * 12 + [("t", "noise", "train")] * 11
    found = _by_code(class_balance(_table(*rows)))["labels_nearly_same"]
    assert found.remedies == (Remedy(Mend.JOIN_LABELS, words=("leaks",), answers=("leak",)),)
    assert _by_code(class_balance(_table(*rows[:32])))["labels_nearly_same"].remedies == ()
    sets = [
        ("t", dump_set([label, "noise"] if row % 2 else [label]), "train") for row, (_, label, _) in enumerate(rows)
    ]
    several = _by_code(label_balance(_table(*sets)))["labels_nearly_same"]
    assert several.remedies == found.remedies


def test_a_label_that_every_row_bears_can_be_dropped() -> None:
    rows = [(f"text {row}", dump_set(["site", "leak"] if row % 2 else ["site"]), "train") for row in range(40)]
    assert _by_code(label_balance(_table(*rows)))["label_everywhere"].remedies == (
        Remedy(Mend.DROP_LABELS, words=("site",)),
    )
    usual = [(f"text {row}", dump_set(["leak"] if row % 2 else ["noise"]), "train") for row in range(40)]
    assert "label_everywhere" not in _by_code(label_balance(_table(*usual)))


def test_garbled_texts_can_be_repaired_where_repairing_would_change_them() -> None:
    garbled = _by_code(
        faulty_texts(_table((f"the caf\u00c3\u00a9 is open, {LONG}", "x", "train"), (LONG, "y", "train")))
    )
    assert [each.mend for each in garbled["garbled_characters"].remedies] == [Mend.REPAIR_CHARACTERS, Mend.LEAVE_OUT]
    lost = _by_code(faulty_texts(_table((f"the caf\ufffd is open, {LONG}", "x", "train"), (LONG, "y", "train"))))
    assert [each.mend for each in lost["garbled_characters"].remedies] == [Mend.LEAVE_OUT]


def test_a_group_on_both_sides_of_the_test_part_is_told_with_what_would_part_it() -> None:
    rows = [(f"text {row} of {LONG}", "xy"[row % 2], "test" if row % 5 == 0 else "train") for row in range(40)]
    finance = registry().get("finance_risk")
    apart = [f"company {row % 5}" for row in range(40)]  # every fifth row is of the first company
    assert groups_across_test(_table(*rows, group=apart), finance) == []
    some = ["shared" if row in (0, 1, 2) else f"company {row}" for row in range(40)]
    found = _by_code(groups_across_test(_table(*rows, group=some), finance))["groups_across_test"]
    assert found.finding.rows == (1,)
    assert found.remedies == (Remedy(Mend.SPLIT_ANEW), Remedy(Mend.LEAVE_OUT, ("r1", "r2")))
    assert found.groups == (("r0", "r1", "r2"),)
    most = [f"company {row % 2}" for row in range(40)]
    told = _by_code(groups_across_test(_table(*rows, group=most), finance))["groups_across_test"]
    assert [each.mend for each in told.remedies] == [Mend.SPLIT_ANEW]  # leaving out would leave nothing to learn


def test_no_finding_quotes_a_text() -> None:
    rows = [("secretword leak", "x", "train"), ("secretword leak", "y", "test"), ("secretword leak", "x", "train")]
    for found in [*exact_copies(_table(*rows)), *near_copies(_table(*rows), lambda _done: None)]:
        assert "secretword" not in found.finding.message + found.finding.fix
