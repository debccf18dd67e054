"""Numbers, addresses and files that stand for a person or a thing of theirs."""

from __future__ import annotations

import random

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_HOSTS = [
    "wexmail.example.com",
    "inbox.example.net",
    "ashby-clinic.example.org",
    "mercyridge.example.edu",
    "post.example.co.uk",
]


def digits(rng: random.Random, count: int) -> str:
    """So many digits, the first of them no nought."""
    return str(rng.randint(1, 9)) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def letters(rng: random.Random, count: int) -> str:
    """So many capitals."""
    return "".join(rng.choice(_LETTERS) for _ in range(count))


def phone(rng: random.Random) -> str:
    """A telephone number of a made-up exchange."""
    a, b, c = rng.randint(201, 989), 555, rng.randint(100, 9999)
    extension = rng.choice(["", "", "", f" x{rng.randint(10, 9999)}", f" ext. {rng.randint(10, 999)}"])
    form = rng.choice(
        [
            f"({a}) {b}-{c:04d}",
            f"{a}-{b}-{c:04d}",
            f"{a}.{b}.{c:04d}",
            f"+1 {a} {b} {c:04d}",
            f"1-{a}-{b}-{c:04d}",
            f"{a}{b}{c:04d}",
            f"+44 20 7946 {rng.randint(0, 9999):04d}",
            f"0{rng.randint(1200, 1999)} 496{rng.randint(100, 999)}",
        ]
    )
    return form + (extension if form[0] in "(23456789" else "")


def email(rng: random.Random) -> str:
    """An address at a made-up host."""
    name = rng.choice(["r.abern", "okon_77", "vander-meer", "s.fitz.simmons", "QN", "m.delacroix1961", "front.desk"])
    return f"{name}{rng.choice(['', str(rng.randint(2, 99))])}@{rng.choice(_HOSTS)}"


def ssn(rng: random.Random) -> str:
    """A social security number of a range that is not given out."""
    a, b, c = rng.randint(900, 999), rng.randint(10, 99), rng.randint(1000, 9999)
    return rng.choice([f"{a}-{b}-{c}", f"{a}-{b}-{c}", f"{a} {b} {c}", f"XXX-XX-{c}", f"***-**-{c}"])


def record(rng: random.Random) -> str:
    """A medical record number."""
    return rng.choice(
        [
            digits(rng, rng.randint(6, 9)),
            f"{digits(rng, 3)}-{digits(rng, 2)}-{digits(rng, 2)}",
            f"{letters(rng, 1)}{digits(rng, 7)}",
            f"{letters(rng, 2)}-{digits(rng, 6)}",
            f"00{digits(rng, 6)}",
        ]
    )


def plan(rng: random.Random) -> str:
    """A health plan's number."""
    return rng.choice(
        [
            f"{letters(rng, 3)}{digits(rng, 9)}",
            f"{digits(rng, 1)}{letters(rng, 1)}{digits(rng, 1)}{letters(rng, 1)}-{letters(rng, 2)}{digits(rng, 1)}-"
            f"{letters(rng, 2)}{digits(rng, 2)}",
            f"{digits(rng, 9)}{letters(rng, 1)}",
            f"{letters(rng, 1)}{digits(rng, 8)}-01",
        ]
    )


def account(rng: random.Random) -> str:
    """An account or card."""
    return rng.choice([digits(rng, 8), f"{digits(rng, 4)}-{digits(rng, 6)}", f"{digits(rng, 4)} " * 3 + digits(rng, 4)])


def licence(rng: random.Random) -> str:
    """A licence or certificate."""
    return rng.choice(
        [
            f"{letters(rng, 1)}{digits(rng, 7)}",
            f"{letters(rng, 2)}{digits(rng, 6)}{letters(rng, 1)}",
            f"{letters(rng, 1)}{digits(rng, 3)}-{digits(rng, 4)}-{digits(rng, 4)}",
            digits(rng, 10),
        ]
    )


def plate(rng: random.Random) -> str:
    """A vehicle's plate."""
    return rng.choice(
        [
            f"{letters(rng, 3)}-{digits(rng, 4)}",
            f"{digits(rng, 1)}{letters(rng, 3)}{digits(rng, 3)}",
            f"{letters(rng, 3)} {digits(rng, 3)}",
            f"{letters(rng, 2)}{digits(rng, 2)} {letters(rng, 3)}",
        ]
    )


def vin(rng: random.Random) -> str:
    """A vehicle's number of 17 signs."""
    start = f"{digits(rng, 1)}{letters(rng, 4)}{digits(rng, 2)}{letters(rng, 2)}"
    return f"{start}{digits(rng, 8)}"


def serial(rng: random.Random) -> str:
    """A device's serial number."""
    return rng.choice(
        [
            f"SN-{digits(rng, 6)}",
            f"{letters(rng, 3)}{digits(rng, 6)}",
            f"{digits(rng, 4)}-{letters(rng, 2)}-{digits(rng, 4)}",
            f"{letters(rng, 2)}{digits(rng, 2)}{letters(rng, 1)}{digits(rng, 4)}",
            f"(01)00{digits(rng, 12)}(21){digits(rng, 7)}",
        ]
    )


def url(rng: random.Random) -> str:
    """A page."""
    host = rng.choice(_HOSTS)
    return rng.choice(
        [
            f"https://{host}/portal/{digits(rng, 5)}",
            f"www.{host}/u/{letters(rng, 4).lower()}",
            f"http://{host}/visit?id={digits(rng, 6)}",
            f"patients.{host}/chart/{digits(rng, 4)}",
        ]
    )


def ip(rng: random.Random) -> str:
    """A network address of a range for documentation."""
    return rng.choice(
        [
            f"203.0.113.{rng.randint(1, 254)}",
            f"198.51.100.{rng.randint(1, 254)}",
            f"2001:db8:{rng.randint(1, 65535):x}::{rng.randint(1, 65535):x}",
            f"2001:0db8:85a3:0000:0000:8a2e:0370:{rng.randint(4096, 65535):x}",
        ]
    )


def biometric(rng: random.Random) -> str:
    """A template's key of a fingerprint, iris or voice."""
    return rng.choice(
        [
            f"FP-{digits(rng, 6)}",
            f"{letters(rng, 2)}{digits(rng, 8)}",
            f"0x{rng.getrandbits(48):012x}",
            f"VP{digits(rng, 4)}-{letters(rng, 2)}",
            f"{digits(rng, 4)}/{digits(rng, 4)}",
        ]
    )


def photo(rng: random.Random) -> str:
    """A photograph's file."""
    return rng.choice(
        [
            f"IMG_{digits(rng, 4)}.jpg",
            f"DSC{digits(rng, 5)}.JPEG",
            f"face_front_{digits(rng, 3)}.png",
            f"wound-{digits(rng, 6)}.heic",
            f"photo {digits(rng, 2)}.tiff",
        ]
    )


def other(rng: random.Random) -> str:
    """Any other number of a person."""
    return rng.choice([f"{letters(rng, 2)}-{digits(rng, 4)}", digits(rng, 7), f"{letters(rng, 1)}{digits(rng, 5)}"])
