"""The classes of identifiers and the tags that stand in their place."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """What an identifier is; the classes of the HIPAA Safe Harbor rule (45 CFR 164.514(b)(2)) that text can hold."""

    NAME = "NAME"
    LOCATION = "LOCATION"
    DATE = "DATE"
    AGE = "AGE"
    PHONE = "PHONE"
    FAX = "FAX"
    EMAIL = "EMAIL"
    SSN = "SSN"
    RECORD = "RECORD_NUMBER"
    PLAN = "PLAN_NUMBER"
    ACCOUNT = "ACCOUNT_NUMBER"
    LICENCE = "LICENCE_NUMBER"
    VEHICLE = "VEHICLE"
    DEVICE = "DEVICE"
    URL = "URL"
    IP = "IP_ADDRESS"
    BIOMETRIC = "BIOMETRIC"
    PHOTO = "PHOTO"
    ID = "ID"
    WITHHELD = "REDACTED"


WHOLE = f"[{Kind.WITHHELD}]"
"""What a text becomes that could not be analysed: nothing of it is shown."""

TAG = re.compile(r"\[(" + "|".join(Kind) + r")\]")


def tag(kind: str) -> str:
    """The tag that replaces an identifier of `kind`."""
    return f"[{kind}]"
