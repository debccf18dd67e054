"""Where somebody lives, works or was seen: addresses, post codes, towns, institutions."""

from domains.deidentify.places.addresses import find_addresses
from domains.deidentify.places.envelopes import take_envelopes
from domains.deidentify.places.house_numbers import find_numbers_beside_places
from domains.deidentify.places.rests import find_rests_of_addresses
from domains.deidentify.places.whereabouts import find_places

__all__ = ["find_addresses", "find_numbers_beside_places", "find_places", "find_rests_of_addresses", "take_envelopes"]
