"""Whether texts are in the language the default backbone was trained on, which is English.

A heuristic, not a detector: a text counts as foreign where most of its letters are not Latin, or where it holds more
of the commonest words of another language than of English. It looks at texts of eight words and more only, since
shorter ones (work orders, log lines) have no such words in any language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENGLISH = frozenset(
    "the of and to in is was for with that this on are be by not at from it as were has have or".split()  # noqa: SIM905
)
_SHARED = frozenset(
    "no per as do to die com con ha im on de la pe care au na u av med till var bu ble od po se sa".split()  # noqa: SIM905
)
"""Words of other languages that English texts hold as well ("No fever", "2 per day", "de novo"), and shorthand ("PE",
"20 u", "Na 140", "AV block", "home meds po", "BLE")."""
_OTHERS = {
    language: frozenset(words.split()) - _SHARED
    for language, words in {
        "German": "der die das und ist nicht ein eine mit den von zu auf für dem des im wurde auch bei sich werden",
        "French": "le la les des et est une dans pour que qui pas sur avec du au par sont cette été aux ne",
        "Spanish": "el la los las de que y en un una por con para es del se no al lo como más pero fue",
        "Italian": "il di che la per una non sono della con del gli si le nel anche alla dei più da",
        "Portuguese": "o de que e do da em um com para não uma os no se na por mais as dos foi ao",
        "Dutch": "de het een van en is dat niet op te voor met zijn er aan ook door bij maar wordt",
        "Polish": "i w na z do że się nie jest to o jak po za przez dla oraz ma są od",
        "Danish or Norwegian": "og det en et til ikke som på jeg af av har blev ble efter etter eller fra også ved",
        "Swedish": "och det att en ett som på är av med den inte till har jag om vid från efter kan eller också",
        "Finnish": "ja ei että oli hän mutta niin kun ovat myös tai joka sekä kuin ollut sitä ole kanssa jälkeen",
        "Estonian": "ja ei et see oli kui ka või mis pärast selle oma olid kuid veel ning aga mitte",
        "Turkish": "ve bir bu için ile çok olarak da de daha gibi olan değil ama sonra kadar var edildi",
        "Czech or Slovak": "na se sa je že pro byl bol ale jako ako po při podle podľa nebo alebo není nie jsou sú",
        "Hungarian": "az és hogy nem egy volt ez csak már de mint vagy még ha után meg egyik",
        "Romanian": "și la în cu nu este pe care din să mai pentru fost sau prin după au lui",
        "Croatian or Serbian": "je u na da se za su od nije što sa kao koji ali iz po ili bio bila nakon",
        "Catalan": "i el la de que els les amb per un una és del als més com però després",
        "Lithuanian": "ir yra kad su į iš tai bet kaip nuo buvo arba po jo dėl taip pat",
        "Latvian": "un ir ka no ar uz par bet kā tas bija vai pēc tika arī nav",
        "Indonesian or Malay": "yang dan di ini itu dengan untuk tidak dari dalam pada adalah juga bisa oleh setelah",
        "Vietnamese": "và của là có không được cho một các người này trong với đã những khi bị",
    }.items()
}
"""The commonest words of languages in Latin letters."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_END = "\u024f"
_MIN_WORDS = 8
_LOOKED_AT = 800  # characters
_MIN_HITS = 2
"""Different words: one that comes again and again may be an abbreviation."""


def is_foreign(text: str) -> bool:
    """Whether a text is likely not English."""
    words = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    letters = "".join(words)
    if not letters:
        return False
    if sum(letter > _LATIN_END for letter in letters) * 2 > len(letters):
        return True
    if len(words) < _MIN_WORDS:
        return False
    english = sum(word in _ENGLISH for word in words)
    return any(
        len(common.intersection(words)) >= _MIN_HITS and sum(word in common for word in words) > english
        for common in _OTHERS.values()
    )


def foreign(texts: Sequence[str]) -> list[bool]:
    """`is_foreign` of each text."""
    return [is_foreign(text) for text in texts]
