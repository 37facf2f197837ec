"""Colours of the drawn photos: parsing, shading, and what a time of day does to them."""

from functools import lru_cache

from PIL import ImageColor

Colour = str | tuple[int, int, int]

WALLS = ("#d8d3c6", "#cfd6cf", "#d5d8da", "#e0d6c3", "#ccd7de", "#dcd0cc", "#d3d9c8", "#e3dfd6")
DADOS = ("#7fa391", "#7896a8", "#9a8f7d", "#b59a78", "#6f8f9c", "#8aa07a", "#a98f8c", "#86909a")
FLOORS = ("#8f8b80", "#a3998a", "#7f8587", "#9b8f84", "#a8a49a", "#857a6c", "#96a09b")
BRICKS = ("#c9a78a", "#b9745c", "#c4b39a", "#a88d7c", "#cdbfa9", "#b5654f")
WOODS = ("#b98a55", "#a97946", "#c79a63", "#9b7a52", "#c08a4c")
CARDBOARD = ("#b8905e", "#c49b68", "#a98152", "#bf9a70")
METALS = ("#8b9aa3", "#7d8b93", "#9aa5a8", "#6f8390")
PAINTS = ("#4f7fa8", "#c8553d", "#d9a02e", "#4f9a6b", "#7d6aa8", "#d07a3a", "#3d8f96")
CLOTHS = ("#7b9bbb", "#b98a9b", "#8fae8b", "#c2a46c", "#8d8fb5", "#b5796a")
SKIES = (
    ("#9cc3df", "#dbe9ef"),
    ("#b9c6cd", "#dfe4e5"),
    ("#8fb7dd", "#e8ecdf"),
    ("#c5d3df", "#f0e6d6"),
)

# Gain on red, green and blue: a photo of the same corner differs by the hour it was taken.
HOURS = {
    "morning": (1.04, 1.0, 0.96),
    "noon": (1.03, 1.03, 1.02),
    "overcast": (0.95, 0.98, 1.01),
    "lamp": (1.04, 0.99, 0.89),
    "evening": (1.03, 0.94, 0.88),
    "tube": (0.96, 1.01, 0.98),
    "dim": (0.86, 0.88, 0.91),
}


@lru_cache(maxsize=4096)
def rgb(colour: Colour) -> tuple[int, int, int]:
    """The three bytes of a colour given as #rrggbb or already as bytes."""
    if isinstance(colour, str):
        red, green, blue = ImageColor.getrgb(colour)[:3]
        return (red, green, blue)
    return colour


@lru_cache(maxsize=8192)
def shade(colour: Colour, factor: float) -> tuple[int, int, int]:
    """The same colour under more (factor > 1) or less light."""
    red, green, blue = rgb(colour)
    return (_byte(red * factor), _byte(green * factor), _byte(blue * factor))


@lru_cache(maxsize=8192)
def mix(one: Colour, other: Colour, share: float) -> tuple[int, int, int]:
    """`share` of the other colour in the first."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    red, green, blue = (_byte(a + (b - a) * share) for a, b in pairs)
    return (red, green, blue)


def _byte(value: float) -> int:
    return max(0, min(255, round(value)))
