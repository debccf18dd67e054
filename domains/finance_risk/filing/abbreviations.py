"""Words whose full stop does not, or need not, end a sentence."""

from __future__ import annotations

NEVER_LAST = frozenset(
    (
        "mr", "mrs", "ms", "dr", "prof", "messrs", "hon", "gov", "sen", "rep", "gen", "col", "capt", "st", "vs", "v",
        "e.g", "i.e", "cf", "viz", "approx", "ca", "resp", "incl", "esp",
    )
)  # fmt: skip
"""Always followed by more of the same sentence."""

PREFIXES = frozenset(("Lt", "Sgt", "Maj", "Adm", "Cmdr", "Mt", "Ft", "Pres"))
"""Always before a name, written so: "Mt. Vernon"; "ft." is feet."""

BEFORE_FIGURE = frozenset(
    (
        "no", "nos", "sec", "secs", "art", "arts", "fig", "figs", "p", "pp", "par", "para", "vol", "ch", "cl", "reg",
        "regs", "ex", "exh", "tbl", "sched", "schs", "rev", "ser", "ed", "item", "items", "note", "notes", "part",
        "parts", "section", "sections", "rule", "exhibit", "exhibits", "schedule", "article", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    )
)  # fmt: skip
"""Followed by a figure they number, or by the number's letter; before anything else they may end a sentence."""

MAYBE_LAST = frozenset(
    (
        "inc", "corp", "co", "cos", "ltd", "llc", "l.l.c", "llp", "l.p", "lp", "plc", "n.a", "s.a", "s.p.a", "a.g",
        "n.v", "b.v", "u.s", "u.k", "u.s.a", "e.u", "u.n", "d.c", "jr", "sr", "esq", "bros", "assn", "assoc", "dept",
        "est", "ave", "blvd", "rd", "bldg", "mfg", "intl", "nat'l", "gov't", "dist", "div", "ph.d", "m.b.a", "c.p.a",
        "a.m", "p.m", "etc", "et.al", "al", "bn", "mn", "mln", "bln", "mm", "pct", "ft", "sq", "yr", "yrs", "mo",
        "mos", "hr", "hrs", "min", "max", "avg",
    )
)  # fmt: skip
"""End a sentence only where a word follows that opens sentences rather than names."""

COURTS = frozenset(
    (
        "Ala", "Ariz", "Ark", "Cal", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Kan", "Ky", "La", "Md",
        "Mass", "Mich", "Minn", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Wash", "Wis", "Wyo",
        "Cir", "Ct", "Supp", "Stat", "Dkt", "Civ", "Crim", "K.K", "S.A.S", "Bhd", "Pty", "Pte", "Pvt",
    )
)  # fmt: skip
"""States and courts as citations shorten them, and further legal forms; written so, as MAYBE_LAST else."""

TITLED = frozenset(
    ("note", "notes", "section", "sections", "exhibit", "schedule", "appendix", "table", "figure", "fig")
)
"""Mentioned by their number alone, or with the title that follows it."""

OPENERS = frozenset(
    (
        "a", "an", "the", "this", "that", "these", "those", "such", "each", "every", "any", "all", "some", "many",
        "most", "several", "both", "either", "neither", "no", "none", "we", "our", "us", "i", "he", "she", "it",
        "its", "they", "their", "you", "your", "there", "here", "who", "what", "when", "where", "why", "how", "which",
        "while", "whereas", "if", "in", "on", "at", "by", "for", "from", "to", "of", "with", "without", "within",
        "under", "over", "after", "before", "since", "until", "during", "among", "between", "as", "although",
        "though", "because", "unless", "once", "upon", "despite", "due", "through", "throughout", "against", "across",
        "and", "but", "or", "so", "yet", "nor", "however", "therefore", "thus", "moreover", "furthermore",
        "additionally", "accordingly", "consequently", "finally", "similarly", "also", "further", "historically",
        "currently", "recently", "generally", "typically", "certain", "other", "another", "not", "revenue",
        "revenues", "net", "sales", "actual", "results", "failure", "failures", "see", "please", "based", "pursuant",
        "depending", "following", "including",
    )
)  # fmt: skip
"""Capitalised, they open a sentence; after an abbreviation nothing else is taken to."""
