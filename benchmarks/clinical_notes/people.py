"""Names of made-up people, as charts write them. Nothing here comes from the word lists of the rules."""

from __future__ import annotations

import random
from dataclasses import dataclass

_GIVEN = [
    "Rosalind",
    "Thaddeus",
    "Oluwaseun",
    "Priyanka",
    "Siobhan",
    "Guadalupe",
    "Dmitri",
    "Xiomara",
    "Hyun-woo",
    "Annelise",
    "Tremaine",
    "Yevgenia",
    "Bartholomew",
    "Lakshmi",
    "Ciarán",
    "Fatoumata",
    "Ignacio",
    "Marguerite",
    "Desmond",
    "Noor",
    "Tatsuya",
    "Wilhelmina",
    "Jamal",
    "Kirsten",
    "Obadiah",
    "Perpetua",
    "Leticia",
    "Zbigniew",
    "Hortense",
    "Ravindra",
    "Shanice",
    "Eamon",
    "Beatriz",
    "Lucille",
    "Mohamud",
    "Ingeborg",
    "Cedrick",
    "Anoushka",
    "Delroy",
    "Fumiko",
    "Grady",
    "Henrietta",
    "Isidro",
    "Jolene",
    "Kwabena",
    "Lorna",
    "Mireille",
    "Nikhil",
    "Ottoline",
    "Pascale",
    "Quincy",
    "Ramona",
    "Salvatore",
    "Tamika",
    "Ulises",
    "Vernon",
    "Winifred",
    "Yolanda",
    "Zachariah",
    "Ellen",
    "Robert",
    "Susan",
    "James",
    "Patricia",
    "Michael",
    "Linda",
    "Karen",
    "Nancy",
    "Peter",
    "Helen",
    "Frank",
    "Marion",
    "Grace",
    "Hope",
    "Dale",
    "Glenn",
    "Max",
    "Rose",
    "Lily",
    "Mark",
    "Pearl",
    "Christian",
    "Dawn",
]
_FAMILY = [
    "Abernathy",
    "Okonkwo",
    "Vandermeer",
    "Fitzsimmons",
    "Achterberg",
    "Delacroix",
    "Nakagawa",
    "Szczepanski",
    "O'Halloran",
    "McAllister",
    "Bhattacharya",
    "Quiñones",
    "Thorvaldsen",
    "Papadakis",
    "Lindqvist",
    "Ferreira-Lopes",
    "Mbeki",
    "Tran",
    "Yamaguchi",
    "Castellanos",
    "Whitcombe",
    "Drummond",
    "Ekwueme",
    "Featherstonehaugh",
    "Guerrero",
    "Hollingsworth",
    "Iyengar",
    "Jankowski",
    "Kessler",
    "Lieberman",
    "Montague",
    "Ndiaye",
    "Osterhaus",
    "Pemberton",
    "Rasmussen",
    "Stavropoulos",
    "Tillinghast",
    "Underhill",
    "Villanueva",
    "Wojciechowski",
    "Ximenes",
    "Yilmaz",
    "Zapata",
    "Abbasi",
    "Blackwood",
    "Cho",
    "Dhillon",
    "Espinoza",
    "Farrow",
    "Gallagher",
    "Haddad",
    "Ibarra",
    "Jain",
    "Kowalczyk",
    "Le",
    "Mahoney",
    "Nadeem",
    "Pruitt",
    "Quigley",
    "Rojas",
    "Sandoval",
    "Takahashi",
    "Usman",
    "Vance",
    "Wexler",
    "Yoder",
    "Zimmerman",
    "Baird",
    "Conklin",
    "Dupree",
    "Eastman",
    "Frazier",
    "Goldsmith",
    "Hobbs",
    "Irving",
    "Jarvis",
    "Knapp",
    "Lovell",
    "Mercer",
    "Nash",
    "Ortega",
    "Pratt",
    "Reese",
    "Sutton",
    "Tate",
    "Voss",
    "Walsh",
    "Yates",
    "Young",
    "Parkinson",
    "Cole",
    "Foley",
    "Bush",
    "Fields",
    "Rivers",
    "Wolfe",
    "Hill",
    "Wood",
    "Marsh",
    "Stone",
    "Banks",
    "Brooks",
    "Small",
    "Long",
    "Bell",
    "Graves",
]
_OPENING = [
    "Bra",
    "Kel",
    "Thu",
    "Mor",
    "Ves",
    "Gri",
    "Hal",
    "Dro",
    "Nim",
    "Sko",
    "Pel",
    "Tor",
    "Wen",
    "Zal",
    "Che",
    "Fen",
    "Lar",
    "Rud",
    "Jor",
    "Qui",
    "Bly",
    "Ost",
    "Eck",
    "Var",
    "Mun",
]
_MIDDLE = ["a", "e", "i", "o", "u", "an", "er", "il", "or", "en", "am", "ud", "ek", "is", "ol"]
_ENDING = [
    "dson",
    "vek",
    "shaw",
    "ridge",
    "nery",
    "loch",
    "tani",
    "bury",
    "wick",
    "stad",
    "mann",
    "ova",
    "dez",
    "ski",
    "lund",
    "park",
    "gren",
    "beau",
    "rell",
    "ville",
    "mott",
]
_INVENTED = 0.3
_DOCTORS_DEGREES = ("MD", "M.D.", "DO", "NP", "RN", "PA-C", "MBBS", "FNP-BC", "PhD", "LCSW", "PT", "DPM")


@dataclass(frozen=True)
class Person:
    """Somebody who stands in a note."""

    given: str
    family: str
    middle: str

    @property
    def first_last(self) -> str:
        """As one says it."""
        return f"{self.given} {self.family}"

    @property
    def last_first(self) -> str:
        """As a list has it."""
        return f"{self.family}, {self.given}"

    @property
    def initials(self) -> str:
        """With full stops."""
        return f"{self.given[0]}.{self.middle}.{self.family[0]}."


def somebody(rng: random.Random) -> Person:
    """A person; three families in ten bear a name that was put together from syllables."""
    family = rng.choice(_FAMILY)
    if rng.random() < _INVENTED:
        family = rng.choice(_OPENING) + rng.choice(_MIDDLE) + rng.choice(_ENDING)
    return Person(rng.choice(_GIVEN), family, rng.choice("ABCDEFGHJKLMNPRSTW"))


def full_name(rng: random.Random, who: Person) -> str:
    """One of the ways in which a chart writes a whole name."""
    return rng.choice(
        [
            who.first_last,
            who.first_last,
            who.last_first,
            f"{who.given} {who.middle}. {who.family}",
            f"{who.family}, {who.given} {who.middle}",
            who.last_first.upper(),
            who.first_last.upper(),
            f"{who.family.upper()}, {who.given}",
            f"{who.given[0]}. {who.family}",
        ]
    )


def degree(rng: random.Random) -> str:
    """What stands behind a clinician's name."""
    return rng.choice(_DOCTORS_DEGREES)
