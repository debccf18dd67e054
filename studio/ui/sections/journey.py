"""Which section of a domain's page is on screen: the choice is in the URL."""

from __future__ import annotations

from enum import StrEnum

from studio.ui import shell, state


class Section(StrEnum):
    """The journey in order."""

    DATA = "data"
    TRAIN = "train"
    EVALUATE = "evaluate"
    USE = "use"


_TITLES = {
    Section.DATA: ":material/table_rows: Data",
    Section.TRAIN: ":material/model_training: Train",
    Section.EVALUATE: ":material/query_stats: Evaluate",
    Section.USE: ":material/edit_note: Use",
}


def section(domain_key: str) -> Section:
    """The segmented control, and the section it says."""
    names = [each.value for each in Section]
    show = {each.value: title for each, title in _TITLES.items()}
    return Section(state.tabs(state.SECTION, "Section", names, show=lambda name: show[name], scope=domain_key))


def journey(domain_key: str) -> None:
    """A whole domain page without words of its own, for plugins that ship no page file."""
    from studio.ui.sections import data, evaluate, train, use

    domain = shell.domain_head(domain_key)
    match section(domain_key):
        case Section.DATA:
            data.show(domain)
        case Section.TRAIN:
            train.show(domain)
        case Section.EVALUATE:
            evaluate.show(domain)
        case Section.USE:
            use.show(domain)
