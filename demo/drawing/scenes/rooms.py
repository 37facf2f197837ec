"""Drawn photos of special rooms: laboratory, boiler, washroom, sick bay, office."""

from demo.drawing import backdrops, props
from demo.drawing.canvas import Canvas
from demo.drawing.colours import CLOTHS, METALS, PAINTS, mix, shade

# One point a line would hide the picture:
# fmt: off

GLASS = ("#7a4a22", "#5c7f8f", "#b9c9c2", "#8a5a2a", "#d5ddd6")


def lab_cabinet(c: Canvas, mended: bool) -> None:
    """A cabinet of chemicals open and muddled; afterwards shut under two locks."""
    backdrops.room(c, 412)
    steel = mix(c.place.choice(METALS), c.place.choice(PAINTS), 0.12)
    x, y, w, h = c.place.uniform(140, 190), 40, 320, 366
    c.shadow(x + w / 2, 410, 220, 24, 0.6)
    c.rect(x, y, w, h, shade(steel, 0.75))
    if mended:
        _shut_doors(c, x, y, w, h, steel)
        return
    c.rect(x + 12, y + 12, w - 24, h - 24, "#c9cdca")
    for shelf in range(4):
        deck = y + 12 + (h - 24) * (shelf + 1) / 4
        c.rect(x + 12, deck - 10, w - 24, 10, shade(steel, 0.9))
        for slot in range(8):
            if c.place.random() < 0.86:
                _flask(c, x + 20 + slot * 36, deck - 10)
    c.poly(((x + w, y), (x + w + 84, y + 30), (x + w + 84, y + h - 8), (x + w, y + h)),
           shade(steel, 1.12))
    _flask(c, x - 50, 440)
    props.stain(c, x - 20, 448, 44, "#7a6a2a", 0.35)


def _flask(c: Canvas, x: float, base: float) -> None:
    glass, tall = c.place.choice(GLASS), c.place.uniform(36, 56)
    c.round(x, base - tall, 27, tall, glass, 5)
    c.rect(x + 4, base - tall + 4, 4, tall - 8, shade(glass, 1.35))
    c.rect(x + 8, base - tall - 10, 11, 11, "#25292b")
    if c.place.random() < 0.7:
        c.rect(x + 2, base - tall * 0.62, 23, tall * 0.34, "#f0eee4")


def _shut_doors(c: Canvas, x: float, y: float, w: float, h: float, steel) -> None:
    for side in (0, 1):
        left = x + 8 + side * (w / 2 - 6)
        c.fade(((left, y + 8), (left + w / 2 - 12, y + 8), (left + w / 2 - 12, y + h - 8),
                (left, y + h - 8)), shade(steel, 1.18), steel, 10)
        c.frame(left + 14, y + 24, w / 2 - 40, h - 48, shade(steel, 0.92), 2)
    props.warning(c, x + w * 0.26, y + 96, 76, "mark")
    props.notice(c, x + w * 0.62, y + 62, 84, 70)
    for lock in (176, 236):
        c.rect(x + w / 2 - 18, y + lock - 5, 36, 5, "#3d4549")
        c.round(x + w / 2 - 12, y + lock, 24, 24, "#c79a36", 4)
        c.disc(x + w / 2, y + lock + 11, 3, 4, "#4a3a14")


def boiler(c: Canvas, mended: bool) -> None:
    """A boiler leaking, its gauge past the red; afterwards lagged, checked and tagged."""
    backdrops.room(c, 400, dado=True)
    rust = 0.0 if mended else 0.22
    paint = mix(c.place.choice(("#5f7f94", "#8f989c", "#6d8a78", "#b06a4a")), "#7a5a42", rust)
    x, y, w = c.place.uniform(150, 190), 96, 230
    _pipes(c, x, w, ("#c5402f", "#2f6fb4") if mended else ("#8f5a48", "#5a6b7c"))
    c.shadow(x + w / 2, 414, 180, 26, 0.65)
    c.round(x, y, w, 310, paint, 40)
    c.rect(x + 26, y + 40, 26, 230, shade(paint, 1.25))
    c.rect(x + w - 44, y + 34, 38, 244, shade(paint, 0.74))
    c.round(x + 66, y + 190, 96, 76, "#2b3033", 8)
    c.glow(x + 114, y + 228, 36, 30, "#ffab4a", 0.8)
    _dial(c, x + 84, y + 92, mended)
    _dial(c, x + 158, y + 92, mended)
    if mended:
        props.tag(c, x + 116, y + 146)
        props.notice(c, 30, 120, 84, 108)
        return
    for _ in range(8):
        at = x + c.place.uniform(20, 220)
        props.stain(c, at, y + c.place.uniform(120, 300), 20, "#7a3d18", 0.3)
    props.stain(c, x + w, 440, 130, "#4f6b78", 0.28)
    for puff in range(5):
        c.glow(x + w + 20 + puff * 12, 176 - puff * 26, 34 + puff * 6, 26, "#ffffff", 0.5)


def _pipes(c: Canvas, x: float, w: float, paints) -> None:
    c.tube(x + w * 0.4, -90, 44, 196, "#9aa3a6")
    for at, paint in zip((60, 96), paints, strict=True):
        c.tube(x + w + at, -90, 16, 500, paint)
    c.rect(x + w - 6, 190, 70, 15, "#8c9497")
    c.rect(x + w - 6, 300, 106, 15, "#7c8487")


def _dial(c: Canvas, x: float, y: float, good: bool) -> None:
    c.disc(x, y, 30, 30, "#b6a25a")
    c.disc(x, y, 26, 26, "#f4f3ee")
    c.curve([(x - 18, y + 6), (x - 14, y - 12), (x, y - 19)], "#3aa565", 4)
    c.curve([(x, y - 19), (x + 14, y - 12), (x + 18, y + 6)], "#c5372c", 4)
    tip = (x - 10, y - 13) if good else (x + 16, y - 4)
    c.line([(x, y), tip], "#16191b", 3)
    c.disc(x, y, 4, 4, "#16191b")


def bins(c: Canvas, mended: bool) -> None:
    """Bins overflowing beside a dirty basin; afterwards emptied, lidded, disinfected."""
    backdrops.kitchen(c, 366)
    x = c.place.uniform(40, 90)
    paint = c.place.choice(("#4f8a64", "#5f7f9f", "#8a8f94"))
    _basins(c, 350, mended)
    for step in range(2):
        left = x + step * 128
        c.shadow(left + 50, 432, 76, 16, 0.6)
        c.poly(((left, 290), (left + 104, 290), (left + 92, 432), (left + 12, 432)), paint)
        c.poly(((left + 76, 290), (left + 104, 290), (left + 92, 432), (left + 72, 432)),
               shade(paint, 0.75))
        if mended:
            c.round(left - 5, 274, 114, 20, shade(paint, 1.12), 6)
            c.disc(left + 52, 356, 20, 20, "#eef1ec")
            c.ring(left + 52, 356, 11, 11, paint, 3)
        else:
            _rubbish(c, left, 290)
    if mended:
        props.notice(c, 210, 90, 84, 96, "#14834f")
        return
    for _ in range(5):
        props.stain(c, c.place.uniform(60, 480), c.place.uniform(430, 462), 50, "#6a5a3a", 0.16)


def _rubbish(c: Canvas, left: float, top: float) -> None:
    for _ in range(11):
        px, py = left + c.place.uniform(4, 100), top - c.place.uniform(-8, 38)
        size = c.place.uniform(14, 26)
        tint = shade(c.place.choice((*CLOTHS, "#e8e4da", "#3c4246")), 1.05)
        bag = ((-0.8, 0.2), (-0.4, -0.6), (0.3, -0.7), (0.9, -0.1), (0.5, 0.6), (-0.3, 0.7))
        c.poly([(px + size * a, py + size * b) for a, b in bag], tint)


def _basins(c: Canvas, x: float, mended: bool) -> None:
    white = "#f1f3f2" if mended else "#d9d5c6"
    c.shadow(x + 120, 330, 170, 26, 0.4)
    c.round(x, 262, 250, 56, white, 18)
    c.rect(x, 256, 250, 14, shade(white, 1.04))
    c.rect(x + 30, 318, 190, 60, shade(white, 0.86))
    for tap in (54, 170):
        c.curve([(x + tap, 258), (x + tap, 214), (x + tap + 34, 214), (x + tap + 34, 230)],
                "#a9b3b7", 9)
        c.rect(x + tap - 12, 244, 24, 10, "#8d979b")
        if mended:
            c.round(x + tap + 46, 218, 22, 40, c.place.choice(PAINTS), 5)
            c.rect(x + tap + 52, 206, 10, 14, "#f4f4f0")
        else:
            c.line([(x + tap + 34, 232), (x + tap + 34, 262)], "#9fc0cc", 3)
            props.stain(c, x + tap + 30, 290, 30, "#7a5a2c", 0.3)


def papers(c: Canvas, mended: bool) -> None:
    """A desk of loose, unsigned sheets; afterwards bound volumes and rules on the wall."""
    backdrops.room(c, 250)
    wood = props.plank_wood(c)
    desk = ((-90, 300), (730, 300), (730, 570), (-90, 570))
    c.fade(desk, shade(wood, 0.95), shade(wood, 1.12), 10)
    c.rect(-90, 294, 820, 8, shade(wood, 0.7))
    if mended:
        for step in range(3):
            props.notice(c, 120 + step * 150, 40, 104, 140, "#b8352b")
        c.shadow(320, 420, 260, 26, 0.5)
        for step in range(6):
            _binder(c, 120 + step * 66, 416, c.place.choice(PAINTS))
        return
    props.notice(c, 210, 60, 104, 130)
    c.veil(((210, 60), (314, 60), (314, 190), (210, 190)), "#a88a3a", 0.35)
    for _ in range(11):
        _sheet(c, c.place.uniform(40, 480), c.place.uniform(320, 420))
    c.round(480, 380, 60, 44, "#e8e4da", 8)
    c.ring(548, 400, 12, 14, "#e8e4da", 6)


def _sheet(c: Canvas, x: float, y: float) -> None:
    slant = c.place.uniform(-26, 26)
    c.poly(((x + 3, y + 5), (x + 123, y + 5 + slant), (x + 113, y + 59 + slant), (x - 17, y + 57)),
           "#6a5a44")
    c.poly(((x, y), (x + 120, y + slant), (x + 110, y + 54 + slant), (x - 20, y + 52)), "#f4f2ea")
    for line in range(4):
        t = 0.2 + line * 0.2
        start, end = (x + 8 - 20 * t, y + 52 * t), (x + 104 - 10 * t, y + slant * 0.9 + 53 * t)
        c.line([start, end], "#b0b3b0", 1.4)


def _binder(c: Canvas, x: float, base: float, paint) -> None:
    c.rect(x, base - 150, 60, 150, paint)
    c.rect(x + 52, base - 150, 8, 150, shade(paint, 0.72))
    c.rect(x + 5, base - 150, 6, 150, shade(paint, 1.25))
    c.rect(x + 14, base - 128, 32, 60, "#f4f2ea")
    c.rect(x + 20, base - 118, 20, 6, "#8f9698")
    c.disc(x + 30, base - 34, 10, 10, shade(paint, 0.6))
    c.disc(x + 30, base - 34, 6, 6, "#e6e8e8")


def wet_floor(c: Canvas, mended: bool) -> None:
    """A corridor with a wet, broken floor and trailing cable; afterwards matted and dry."""
    x, y, w, h = backdrops.corridor(c)
    middle, base = x + w / 2, y + h
    c.rect(middle - 50, base - 130, 100, 130, "#8a7350")
    c.rect(middle - 42, base - 122, 84, 40, "#cfdde2")
    c.rect(middle - 2, base - 130, 3, 130, "#5f4e35")
    if mended:
        mat = c.place.choice(("#7f3f38", "#4f6a58", "#4a5f7a"))
        c.poly(((middle - 56, base + 4), (middle + 56, base + 4), (middle + 150, 480 + 60),
                (middle - 150, 480 + 60)), mat)
        c.line([(middle - 50, base + 4), (middle - 136, 540)], shade(mat, 1.3), 4)
        c.line([(middle + 50, base + 4), (middle + 136, 540)], shade(mat, 1.3), 4)
        return
    for _ in range(4):
        at = middle + c.place.uniform(-90, 90)
        props.stain(c, at, c.place.uniform(370, 450), 80, "#dfeef5", 0.14)
    for _ in range(4):
        px, py = middle + c.place.uniform(-110, 90), c.place.uniform(360, 450)
        c.poly(((px, py), (px + 44, py - 4), (px + 52, py + 14), (px + 4, py + 18)), "#4b463e")
    c.curve([(middle - 190, 440), (middle - 60, 400), (middle + 40, 450), (middle + 220, 410)],
            "#1f2427", 6)
