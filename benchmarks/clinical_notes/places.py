"""Made-up addresses, towns and institutions."""

from __future__ import annotations

import random

_STREETS = [
    "Larkspur",
    "Cobblestone",
    "Wyndham",
    "Tecumseh",
    "Juniper",
    "Magnolia",
    "Old+Mill",
    "Heron's+Nest",
    "Foxglove",
    "Pinecrest",
    "Ellicott",
    "Kirkbride",
    "Saltmarsh",
    "Quarry",
    "Ridgemont",
    "Van+Buren",
    "Cherokee",
    "Bluebonnet",
    "Meadowlark",
    "Thistle",
    "Harrow",
    "Bellwether",
    "Almond",
    "Tamarack",
    "Hawthorne",
    "Lafayette",
    "Sycamore",
    "Dunmore",
    "Pemberley",
    "Osprey",
    "Marigold",
    "Whitetail",
    "Cascade",
    "Sequoia",
]
_TYPES = [
    "Street",
    "St.",
    "St",
    "Avenue",
    "Ave",
    "Ave.",
    "Road",
    "Rd",
    "Lane",
    "Ln",
    "Drive",
    "Dr.",
    "Court",
    "Ct",
    "Boulevard",
    "Blvd",
    "Way",
    "Circle",
    "Terrace",
    "Place",
]
_TOWNS = [
    "Wexcombe",
    "Elkhart",
    "Poughkeepsie",
    "Tuscaloosa",
    "Bemidji",
    "Marblehead",
    "Chillicothe",
    "Ypsilanti",
    "Hattiesburg",
    "Kalispell",
    "Framingham",
    "Yonkers",
    "Winnemucca",
    "Opelousas",
    "Paducah",
    "Duluth",
    "Brattleboro",
    "Sheboygan",
    "Bakersfield",
    "Amarillo",
    "Pensacola",
    "Fairhaven+Falls",
    "Port+Ellery",
    "North+Quill",
    "Saint+Bertrand",
    "Cedar+Hollow",
    "Lower+Ashby",
    "Grand+Tewksbury",
    "Milbrook+Heights",
    "Wolverhampton",
    "Inverness",
    "Swansea",
    "Ballarat",
    "Moncton",
    "Dunedin",
]
_STATES = [
    "NY",
    "OH",
    "AL",
    "MN",
    "MA",
    "MI",
    "MS",
    "MT",
    "NV",
    "LA",
    "KY",
    "VT",
    "WI",
    "CA",
    "TX",
    "FL",
    "ME",
    "OR",
    "WA",
    "PA",
]
_STATE_NAMES = ["Ohio", "Montana", "Vermont", "Louisiana", "Kentucky", "Oregon", "Nevada", "Maine"]
_HOUSES = [
    "Mercy+Ridge",
    "St.+Columba's",
    "Lakeshore+Regional",
    "Holy+Redeemer",
    "Beacon+Valley",
    "Tri-County",
    "Good+Samaritan",
    "Wexcombe+Memorial",
    "Mount+Sinclair",
    "Ashby+General",
    "Fairhaven+Veterans",
    "Sacred+Heart",
]
_KINDS = ["Hospital", "Medical Center", "Clinic", "Nursing Home", "Rehabilitation Center", "Hospice", "Health Center"]
_SCHOOLS = ["Elementary School", "High School", "Middle School", "Community College", "University"]


def _of(rng: random.Random, words: list[str]) -> str:
    return rng.choice(words).replace("+", " ")


def street(rng: random.Random) -> str:
    """A number, a street, perhaps a flat."""
    number = rng.choice([str(rng.randint(1, 99)), str(rng.randint(100, 19999)), f"{rng.randint(1, 40)}B"])
    where = rng.choice(["", "", "", "N. ", "SW ", "East "])
    flat = rng.choice(
        ["", "", "", f", Apt {rng.randint(1, 40)}", f" #{rng.randint(1, 400)}", f", Unit {rng.randint(1, 9)}C"]
    )
    return f"{number} {where}{_of(rng, _STREETS)} {rng.choice(_TYPES)}{flat}"


def town(rng: random.Random) -> str:
    """A town or village."""
    return _of(rng, _TOWNS)


def town_state(rng: random.Random) -> str:
    """A town with its state."""
    state = rng.choice([rng.choice(_STATES), rng.choice(_STATE_NAMES)])
    return f"{town(rng)}, {state}"


def post_code(rng: random.Random) -> str:
    """Five digits, or nine."""
    code = f"{rng.randint(501, 99950):05d}"
    return rng.choice([code, code, f"{code}-{rng.randint(1, 9999):04d}"])


def address(rng: random.Random) -> str:
    """Everything on an envelope, in one line or two."""
    end = f"{town(rng)}, {rng.choice(_STATES)} {post_code(rng)}"
    return rng.choice([f"{street(rng)}, {end}", f"{street(rng)}\n{end}", f"P.O. Box {rng.randint(1, 9999)}, {end}"])


def institution(rng: random.Random) -> str:
    """A hospital, clinic or home."""
    return f"{_of(rng, _HOUSES)} {rng.choice(_KINDS)}"


def school(rng: random.Random) -> str:
    """A school or college."""
    return f"{_of(rng, _TOWNS)} {rng.choice(_SCHOOLS)}"
