"""Colours of charts: the same class has the same colour on every chart, in both themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# After Okabe and Ito (2008), moved so that each keeps 3:1 against both backgrounds of .streamlit/config.toml.
CATEGORICAL = ("#0072B2", "#D55E00", "#009E73", "#C4699B", "#AF7B00", "#3795CF", "#7F6BC7", "#7A828C")
NEUTRAL = "#7A828C"
"""For what is not a class: the majority baseline, the diagonal, classes beyond the palette."""

SHADES = ((0.0, "rgba(0,114,178,0.03)"), (1.0, "rgba(0,114,178,0.50)"))
"""Pale to strong; translucent, so that text on it stays readable on either background."""


def class_colours(labels: Sequence[str]) -> Mapping[str, str]:
    """One colour a label, by its place in the sorted labels; where they outnumber the palette, one for all."""
    ordered = sorted(set(labels))
    if len(ordered) > len(CATEGORICAL):
        return dict.fromkeys(ordered, CATEGORICAL[0])
    return dict(zip(ordered, CATEGORICAL, strict=False))


def legible(colour: str) -> str:
    """`colour` (#rrggbb), moved towards grey until it has 3:1 against both backgrounds; a domain's accent may not."""
    target = (122, 130, 140)
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    for part in range(11):
        mixed = tuple(
            round(own + (grey - own) * part / 10) for own, grey in zip((red, green, blue), target, strict=True)
        )
        if all(_contrast(mixed, ground) >= _LEAST for ground in _GROUNDS):
            return "#" + "".join(f"{each:02x}" for each in mixed)
    return NEUTRAL


def translucent(colour: str, share: float) -> str:
    """`colour` (#rrggbb) at `share` of its strength, as plotly takes it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share:g})"


_GROUNDS = ((255, 255, 255), (15, 20, 25))
_LEAST = 3.05


def _contrast(one: Sequence[int], other: Sequence[int]) -> float:
    """Contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Sequence[int]) -> float:
    red, green, blue = (each / 255 / 12.92 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
