"""Drawn photos of what stands where it may not: electric bicycles, a store filled to the lamp."""

from demo.drawing import backdrops, props
from demo.drawing.canvas import Canvas
from demo.drawing.colours import PAINTS, mix, shade

# One point a line would hide the picture:
# fmt: off


def ebikes(c: Canvas, mended: bool) -> None:
    """Electric bicycles charging in a hallway from a window wire; afterwards gone."""
    backdrops.room(c, 330)
    props.window(c, c.place.uniform(30, 80), 60, 130, 110)
    if mended:
        props.notice(c, 300, 110, 96, 116, "#b8352b")
        _crossed_plug(c, 348, 268 - 88)
        for at in (180, 470):
            props.cone(c, at, 412, 70)
        props.exit_sign(c, 470, 60)
        return
    for x in (c.place.uniform(60, 110), c.place.uniform(310, 350)):
        paint = c.place.choice(PAINTS)
        _bike(c, x, 440, paint)
        c.curve([(x + 120, 330), (x + 150, 300), (x + 90, 250), (470, 190), (560, 60)],
                "#1f2427", 4)
    c.round(440, 180, 96, 22, "#efeee8", 5)
    for hole in range(4):
        c.round(448 + hole * 21, 185, 14, 12, "#30363a", 3)


def _bike(c: Canvas, x: float, base: float, paint) -> None:
    c.shadow(x + 120, base, 170, 22, 0.6)
    for wheel in (x + 34, x + 206):
        c.disc(wheel, base - 34, 35, 35, "#24292c")
        c.disc(wheel, base - 34, 25, 25, "#9aa1a4")
        c.disc(wheel, base - 34, 22, 22, "#6c7376")
        c.disc(wheel, base - 34, 7, 7, "#d5d8d9")
    c.poly(((x + 4, base - 62), (x + 60, base - 92), (x + 96, base - 46), (x + 160, base - 40),
            (x + 182, base - 30), (x + 90, base - 22), (x + 70, base - 40)), paint)
    c.poly(((x + 4, base - 62), (x + 60, base - 92), (x + 112, base - 92), (x + 100, base - 70)),
           shade(paint, 1.15))
    c.round(x + 34, base - 110, 92, 18, "#2b2f33", 8)
    c.line([(x + 206, base - 34), (x + 176, base - 128), (x + 192, base - 140)], "#33393d", 7)
    c.line([(x + 170, base - 138), (x + 196, base - 144)], "#1d2124", 6)
    c.poly(((x + 172, base - 112), (x + 190, base - 112), (x + 206, base - 50),
            (x + 178, base - 44)), shade(paint, 0.9))
    c.disc(x + 188, base - 118, 9, 9, "#eee9c8")


def _crossed_plug(c: Canvas, x: float, y: float) -> None:
    c.disc(x, y, 26, 26, "#ffffff")
    c.round(x - 8, y - 8, 16, 18, "#2b2f33", 4)
    c.line([(x - 4, y - 8), (x - 4, y - 16)], "#2b2f33", 3)
    c.line([(x + 4, y - 8), (x + 4, y - 16)], "#2b2f33", 3)
    c.ring(x, y, 24, 24, "#c5372c", 5)
    c.line([(x - 17, y - 17), (x + 17, y + 17)], "#c5372c", 5)


def storeroom(c: Canvas, mended: bool) -> None:
    """A store stuffed with paper and cartons to the lamp; afterwards shelved."""
    backdrops.room(c, 380, dado=False)
    steel = mix("#7b8a92", c.place.choice(PAINTS), 0.25)
    for bay in (40, 350):
        _shelf(c, bay, 92, 250, 300, steel, full=mended)
    c.glow(320, -10, 190, 70, "#fff6d8", 0.6)
    if mended:
        props.notice(c, 302, 150, 38, 60)
        return
    props.pile(c, -30, 450, 4, 4)
    props.pile(c, 330, 462, 4, 4)
    for _ in range(7):
        x, y = c.place.uniform(160, 470), c.place.uniform(430, 468)
        c.poly(((x, y), (x + 44, y - 8), (x + 58, y + 8), (x + 12, y + 16)), "#ebe7da")


def _shelf(c: Canvas, x: float, y: float, w: float, h: float, steel, full: bool) -> None:
    c.shadow(x + w / 2, y + h, w * 0.7, 18, 0.5)
    c.rect(x, y, w, h, shade(steel, 0.62))
    for level in range(4):
        deck = y + h * (level + 1) / 4
        if full:
            _files(c, x + 12, deck - 8, w - 24, c.place.choice(PAINTS))
        c.rect(x, deck - 8, w, 8, shade(steel, 1.1))
    for post in (x, x + w - 9):
        c.rect(post, y - 10, 9, h + 10, steel)


def _files(c: Canvas, x: float, base: float, w: float, paint) -> None:
    at = x
    while at + 18 < x + w:
        wide = c.place.choice((14, 17, 20))
        c.rect(at, base - 46, wide - 2, 46, shade(paint, c.place.choice((0.85, 1.0, 1.1))))
        c.rect(at + 3, base - 36, wide - 8, 14, "#f1efe7")
        at += wide
