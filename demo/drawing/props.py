"""Things that stand about in many drawn photos: boxes, desks, cones, windows, signs, trees."""

import math

from demo.drawing.canvas import Canvas
from demo.drawing.colours import CARDBOARD, WOODS, Colour, mix, shade

# One point a line would hide the picture:
# fmt: off


def carton(c: Canvas, x: float, base: float, w: float, h: float) -> None:
    """A taped cardboard box standing on `base`, its top and one side showing."""
    card = c.place.choice(CARDBOARD)
    deep, rise = w * 0.16, h * 0.12
    top = base - h
    c.poly(((x, top), (x + deep, top - rise), (x + w + deep, top - rise), (x + w, top)),
           shade(card, 1.18))
    c.poly(((x + w, top), (x + w + deep, top - rise), (x + w + deep, base - rise), (x + w, base)),
           shade(card, 0.72))
    c.fade(((x, top), (x + w, top), (x + w, base), (x, base)), card, shade(card, 0.88), 6)
    c.rect(x + w * 0.43, top, w * 0.14, h, mix(card, "#f3e3c3", 0.5))
    c.rect(x + w * 0.08, base - h * 0.26, w * 0.22, h * 0.14, mix(card, "#ffffff", 0.5))


def pile(c: Canvas, x: float, base: float, columns: int, height: int) -> None:
    """Cartons stacked at random, the front row last."""
    wide = 74.0
    c.shadow(x + columns * wide / 2, base + 2, columns * wide * 0.72, 22, 0.6)
    for column in range(columns):
        level = base - c.place.uniform(0, 12)
        for _ in range(c.place.randrange(1, height + 1)):
            w, h = wide * c.place.uniform(0.8, 1.02), c.place.uniform(44, 70)
            carton(c, x + column * wide + c.place.uniform(-5, 5), level, w, h)
            level -= h


def desk(c: Canvas, x: float, base: float, w: float, wood: Colour) -> None:
    """A pupil's desk on steel legs."""
    h = w * 0.72
    steel = "#565f66"
    top = base - h
    c.shadow(x + w / 2, base, w * 0.62, w * 0.14, 0.5)
    for leg in (0.07, 0.86):
        c.rect(x + w * leg, top + 4, w * 0.06, h - 4, steel)
        c.rect(x + w * (leg - 0.03), base - 4, w * 0.13, 4, shade(steel, 0.7))
    c.rect(x + w * 0.1, base - h * 0.3, w * 0.8, h * 0.06, shade(steel, 1.1))
    c.rect(x + w * 0.06, top + h * 0.12, w * 0.88, h * 0.2, shade(wood, 0.6))
    c.poly(((x, top + h * 0.12), (x + w * 0.1, top - h * 0.06), (x + w * 0.9, top - h * 0.06),
            (x + w, top + h * 0.12)), shade(wood, 1.12))
    c.rect(x, top + h * 0.12, w, h * 0.06, shade(wood, 0.85))


def chair(c: Canvas, x: float, base: float, w: float, wood: Colour) -> None:
    h = w * 1.6
    steel = "#5a646b"
    c.shadow(x + w / 2, base, w * 0.7, w * 0.16, 0.45)
    for leg in (0.06, 0.84):
        c.rect(x + w * leg, base - h, w * 0.09, h, steel)
    for slat in (0.98, 0.78):
        c.rect(x, base - h * slat, w, h * 0.13, shade(wood, 1.05))
    c.poly(((x - w * 0.06, base - h * 0.42), (x + w * 0.1, base - h * 0.5),
            (x + w * 0.96, base - h * 0.5), (x + w * 1.1, base - h * 0.42)), wood)
    c.rect(x - w * 0.06, base - h * 0.42, w * 1.16, h * 0.05, shade(wood, 0.7))


def cone(c: Canvas, x: float, base: float, h: float = 64) -> None:
    """A traffic cone."""
    half = h * 0.27
    c.shadow(x, base, half * 2, h * 0.14, 0.5)
    c.poly(((x - half * 1.35, base), (x - half, base - 6), (x + half, base - 6),
            (x + half * 1.35, base)), "#a83a20")
    tip = h * 0.05
    c.poly(((x - tip, base - h), (x + tip, base - h), (x + half, base - 5), (x - half, base - 5)),
           "#dd5a2b")
    for low, high in ((0.28, 0.46), (0.62, 0.76)):
        a, b = half * (1 - low) + tip * low, half * (1 - high) + tip * high
        c.poly(((x - a, base - h * low), (x + a, base - h * low), (x + b, base - h * high),
                (x - b, base - h * high)), "#f4f1ea")


def barrier(c: Canvas, left: float, right: float, base: float) -> None:
    """Red and white tape between steel posts."""
    posts = 3
    for level in (62, 40):
        _tape(c, left, right, base - level)
    for post in range(posts):
        x = left + (right - left) * post / (posts - 1)
        c.shadow(x, base + 2, 22, 7, 0.6)
        c.disc(x, base, 14, 5, "#3d4347")
        c.tube(x - 2.5, base - 78, 5, 78, "#6f777c")


def _tape(c: Canvas, left: float, right: float, y: float) -> None:
    c.rect(left, y, right - left, 8, "#efece4")
    x = left
    while x + 18 < right:
        c.poly(((x, y + 8), (x + 7, y), (x + 18, y), (x + 11, y + 8)), "#c5372c")
        x += 22


def window(c: Canvas, x: float, y: float, w: float, h: float, panes: int = 2) -> None:
    """A window with light in it."""
    bar = "#8d979a"
    c.rect(x - 7, y - 7, w + 14, h + 14, shade(bar, 0.85))
    c.rect(x - 5, y - 5, w + 10, h + 10, shade(bar, 1.25))
    c.fade(((x, y), (x + w, y), (x + w, y + h), (x, y + h)), "#dcebf1", "#b9d0d6", 8)
    c.veil(((x + w * 0.1, y + h), (x + w * 0.45, y), (x + w * 0.62, y), (x + w * 0.27, y + h)),
           "#ffffff", 0.35)
    for pane in range(1, panes):
        c.rect(x + w * pane / panes - 2.5, y, 5, h, shade(bar, 1.15))
    c.rect(x - 12, y + h + 6, w + 24, 8, shade(bar, 1.1))
    c.rect(x - 12, y + h + 12, w + 24, 3, shade(bar, 0.7))


def exit_sign(c: Canvas, x: float, y: float, w: float = 92, lit: bool = True) -> None:
    """The green running figure over a door."""
    h = w * 0.3
    if lit:
        c.glow(x + w / 2, y + h / 2, w * 0.95, h * 1.7, "#63f0a8", 0.45)
    green = "#14834f" if lit else "#3d5248"
    white = "#f2fff6" if lit else "#93a39a"
    c.round(x, y, w, h, shade(green, 0.7), 4)
    c.round(x + 2, y + 2, w - 4, h - 4, green, 3)
    px, py = x + w * 0.22, y + h * 0.5
    c.disc(px + h * 0.1, py - h * 0.24, h * 0.1, h * 0.1, white)
    limbs = (((0.02, -0.1), (-0.06, 0.1), (-0.3, 0.26)), ((0.02, -0.1), (0.22, 0.02)),
             ((-0.04, 0.06), (0.16, 0.16), (0.12, 0.34)), ((0.0, -0.1), (-0.2, 0.02)))
    for bend in limbs:
        c.line([(px + a * h, py + b * h) for a, b in bend], white, h * 0.09)
    arrow(c, x + w * 0.46, py, w * 0.42, h * 0.34, white)


def arrow(c: Canvas, x: float, y: float, w: float, h: float, colour: Colour) -> None:
    c.rect(x, y - h * 0.18, w * 0.7, h * 0.36, colour)
    c.poly(((x + w * 0.62, y - h * 0.6), (x + w, y), (x + w * 0.62, y + h * 0.6)), colour)


def warning(c: Canvas, x: float, y: float, size: float, mark: str = "bolt") -> None:
    """A yellow warning triangle with a bolt or an exclamation mark."""
    half = size / 2
    c.poly(((x, y - half), (x + half * 1.12, y + half), (x - half * 1.12, y + half)), "#22262a")
    c.poly(((x, y - half * 0.72), (x + half * 0.86, y + half * 0.84),
            (x - half * 0.86, y + half * 0.84)), "#f2c230")
    if mark == "bolt":
        bolt = ((0.1, -0.4), (-0.26, 0.22), (-0.02, 0.2), (-0.14, 0.66), (0.28, 0.04), (0.04, 0.06))
        c.poly([(x + a * half, y + b * half) for a, b in bolt], "#22262a")
    else:
        c.poly(((x - half * 0.11, y - half * 0.3), (x + half * 0.11, y - half * 0.3),
                (x + half * 0.05, y + half * 0.38), (x - half * 0.05, y + half * 0.38)),
               "#22262a")
        c.disc(x, y + half * 0.58, half * 0.1, half * 0.1, "#22262a")


def notice(c: Canvas, x: float, y: float, w: float, h: float, ink: Colour = "#5b6770") -> None:
    """A sheet on the wall: a heading bar and lines too small to read."""
    c.rect(x + 2, y + 3, w, h, "#9d9b93")
    c.rect(x, y, w, h, "#f6f5ef")
    c.rect(x + w * 0.14, y + h * 0.1, w * 0.72, h * 0.1, ink)
    lines = max(2, int(h / 12))
    for line in range(lines):
        width = w * (0.72 if line < lines - 1 else 0.4)
        c.rect(x + w * 0.14, y + h * (0.3 + 0.6 * line / lines), width, 1.6, "#aab0b2")


def tag(c: Canvas, x: float, y: float, passed: bool = True) -> None:
    """A hanging inspection tag: green with a tick, or yellow and out of date."""
    colour = "#2f9a63" if passed else "#d9b23a"
    c.line([(x, y - 12), (x, y)], "#80786a", 1.2)
    c.round(x - 12, y, 24, 32, "#f4f3ee", 3)
    c.rect(x - 12, y + 3, 24, 9, colour)
    if passed:
        c.line([(x - 6, y + 21), (x - 1, y + 26), (x + 7, y + 16)], colour, 2.6)
    else:
        c.line([(x - 5, y + 17), (x + 5, y + 27)], "#b5402f", 2.4)
        c.line([(x + 5, y + 17), (x - 5, y + 27)], "#b5402f", 2.4)


def tree(c: Canvas, x: float, base: float, h: float, leaf: Colour = "#5f8f58") -> None:
    c.shadow(x, base, h * 0.42, h * 0.07, 0.45)
    c.poly(((x - h * 0.04, base), (x - h * 0.02, base - h * 0.6), (x + h * 0.02, base - h * 0.6),
            (x + h * 0.05, base)), "#6e5844")
    for _ in range(9):
        turn, reach = c.place.uniform(0, math.tau), c.place.uniform(0.05, 0.2) * h
        size = c.place.uniform(0.13, 0.2) * h
        light = shade(leaf, round(c.place.uniform(0.82, 1.14), 2))
        c.disc(x + math.cos(turn) * reach, base - h * 0.74 + math.sin(turn) * reach * 0.8,
               size, size * 0.85, light)


def stain(c: Canvas, x: float, y: float, size: float, colour: Colour, alpha: float = 0.3) -> None:
    """A patch of damp, grease or mud with a ragged edge."""
    for grow in (1.0, 0.66, 0.4):
        edge = []
        for step in range(14):
            reach = size * grow * c.place.uniform(0.72, 1.1)
            turn = step * math.tau / 14
            edge.append((x + math.cos(turn) * reach, y + math.sin(turn) * reach * 0.62))
        c.veil(edge, colour, alpha)


def crack(c: Canvas, x: float, y: float, length: float, width: float = 3) -> None:
    """A crack that runs down and forks."""
    path = [(x, y)]
    while path[-1][1] < y + length:
        px, py = path[-1]
        path.append((px + c.place.uniform(-16, 16), py + c.place.uniform(12, 30)))
    c.line([(a + 1.4, b) for a, b in path], "#f0e6d8", width * 0.4)
    c.line(path, "#3b342e", width)
    for a, b in path[2:-1:2]:
        side = c.place.choice((-1, 1))
        c.line([(a, b), (a + side * 16, b + 12), (a + side * 22, b + 28)], "#4a423a", width * 0.55)


def plank_wood(c: Canvas) -> Colour:
    return c.place.choice(WOODS)
