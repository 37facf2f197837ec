"""Drawn photos of buildings: cracked walls, ceilings, railings, stairs, scaffolds."""

from demo.drawing import backdrops, props
from demo.drawing.canvas import Canvas
from demo.drawing.colours import PAINTS, mix, shade

# One point a line would hide the picture:
# fmt: off


def wall_crack(c: Canvas, mended: bool) -> None:
    """An outside wall with a crack and fallen plaster; afterwards fenced and rendered anew."""
    brick = backdrops.bricks(c)
    for x in (c.place.uniform(30, 60), c.place.uniform(470, 500)):
        props.window(c, x, 70, 106, 132)
    x = c.place.uniform(270, 330)
    if mended:
        _rendered(c, x, mix(brick, "#e9ddc9", 0.5))
        props.notice(c, x + 112, 230, 44, 58)
        return
    ragged = ((-50, -10), (-14, -34), (26, -24), (60, 20), (48, 76), (16, 98), (-30, 90), (-58, 44))
    jolt = c.place.uniform
    patch = [(x + dx + jolt(-8, 8), dy + jolt(-8, 8)) for dx, dy in ragged]
    c.poly([(a + 4, b + 5) for a, b in patch], shade(brick, 0.55))
    c.poly(patch, mix("#857b70", brick, 0.2))
    for _ in range(8):
        props.stain(c, x + c.place.uniform(-36, 40), c.place.uniform(0, 80), 14, "#5d554c", 0.25)
    props.crack(c, x + 4, 92, 290, 4)
    _rubble(c, x, 420, brick)
    if c.place.random() < 0.6:
        props.barrier(c, 60, 580, 452)


def _rendered(c: Canvas, x: float, fresh) -> None:
    """New plaster where the old had fallen, and the crack below it filled."""
    c.rect(x - 78, -90, 162, 216, shade(fresh, 0.9))
    c.fade(((x - 74, -90), (x + 80, -90), (x + 80, 122), (x - 74, 122)), fresh, shade(fresh, 1.05))
    path, y = [(x + 4, 118.0)], 118.0
    while y < 400:
        y += c.place.uniform(16, 30)
        path.append((x + c.place.uniform(-18, 18), min(y, 406)))
    c.line(path, shade(fresh, 1.06), 11)
    for _ in range(5):
        props.stain(c, x + c.place.uniform(-50, 50), c.place.uniform(0, 100), 22, "#ffffff", 0.1)


def _rubble(c: Canvas, x: float, base: float, brick) -> None:
    c.shadow(x, base + 4, 120, 20, 0.6)
    for _ in range(16):
        left, y = x + c.place.gauss(0, 46), base + c.place.uniform(-8, 16)
        size, light = c.place.uniform(8, 22), c.place.choice((0.7, 0.9, 1.1))
        c.poly(((left, y), (left + size, y - size * 0.3), (left + size * 1.3, y + size * 0.2),
                (left + size * 0.4, y + size * 0.45)), shade(brick, light))


def ceiling(c: Canvas, mended: bool) -> None:
    """A classroom ceiling with damp and loose plaster; afterwards white again."""
    backdrops.room(c, 420)
    props.window(c, 30, 210, 150, 120)
    props.window(c, 460, 210, 150, 120)
    c.rect(230, 220, 180, 96, "#2f5a48")
    c.frame(230, 220, 180, 96, "#a98f63", 6)
    white = "#ecebe4" if mended else "#dcd8cb"
    c.fade(((-90, -90), (730, -90), (600, 170), (40, 170)), white, shade(white, 0.9), 14)
    c.line([(40, 170), (600, 170)], shade(white, 0.75), 3)
    for left in (90, 400):
        c.poly(((left, 30), (left + 150, 30), (left + 144, 44), (left + 6, 44)), "#fffef4")
    if mended:
        c.glow(320, 60, 300, 110, "#ffffff", 0.4)
        return
    _ceiling_hole(c, c.place.uniform(240, 380), c.place.uniform(50, 100))


def _ceiling_hole(c: Canvas, x: float, y: float) -> None:
    """Damp, bare reinforcement, and plaster on the floor below."""
    for _ in range(5):
        at = x + c.place.uniform(-50, 50)
        props.stain(c, at, y + c.place.uniform(-24, 24), 84, "#8a6a34", 0.12)
    hole = [(x - 70, y), (x - 30, y - 26), (x + 26, y - 22), (x + 74, y + 4), (x + 40, y + 30),
            (x - 24, y + 26)]
    c.poly(hole, "#6f665b")
    for bar in range(4):
        c.line([(x - 52 + bar * 30, y - 18), (x - 44 + bar * 32, y + 24)], "#8a4f2f", 3)
    c.line([*hole, hole[0]], "#f3f0e6", 3)
    for _ in range(9):
        left, low = c.place.uniform(180, 460), c.place.uniform(430, 466)
        c.poly(((left, low), (left + 22, low - 6), (left + 28, low + 5), (left + 6, low + 9)),
               "#d9d4c7")


def railing(c: Canvas, mended: bool) -> None:
    """A gallery's railing with bars missing and rust; afterwards complete and higher."""
    backdrops.yard(c, 250)
    c.fade(((-90, 400), (730, 400), (730, 570), (-90, 570)), "#a29c90", "#b7b1a5", 8)
    c.rect(-90, 388, 820, 16, "#c9c4b8")
    paint = c.place.choice(PAINTS)
    if mended:
        _bars(c, 120, paint, ())
        for level, tall in ((372, 13), (190, 7)):
            c.rect(-90, level, 820, tall, shade(paint, 1.12))
        return
    rusty, gap = mix(paint, "#8a5a3c", 0.55), c.place.randrange(6, 11)
    _bars(c, 196, rusty, (gap, gap + 1))
    c.line([(-60 + gap * 40, 206), (-30 + gap * 40, 330), (gap * 40 - 4, 392)], rusty, 8)
    for _ in range(12):
        props.stain(c, c.place.uniform(0, 640), c.place.uniform(210, 390), 9, "#7a3d18", 0.4)


def _bars(c: Canvas, high: float, paint, missing) -> None:
    """Upright bars under a handrail, some of them missing."""
    for step in range(20):
        if step not in missing:
            c.tube(-60 + step * 40, high, 9, 390 - high, paint)
    c.rect(-90, high, 820, 13, shade(paint, 1.12))
    c.rect(-90, high + 10, 820, 4, shade(paint, 0.7))


def stairwell(c: Canvas, mended: bool) -> None:
    """A stair boarded up and full of things; afterwards open, with nosings and arrows."""
    backdrops.room(c, 410)
    left, top, w, h = c.place.uniform(170, 220), 66, 260, 344
    c.rect(left - 16, top - 16, w + 32, h + 16, "#55524d")
    c.rect(left, top, w, h, "#2f2e2b")
    if mended:
        _flight(c, left, top, w, h)
        props.exit_sign(c, left + w / 2 - 46, 10)
        return
    wood = props.plank_wood(c)
    for board in range(6):
        y = top + board * h / 6
        c.rect(left + 2, y, w - 4, h / 6 - 3, shade(wood, c.place.choice((0.86, 0.95, 1.05))))
        for nail in (14, w - 18):
            c.disc(left + nail, y + h / 12, 2.5, 2.5, "#3b2f22")
    c.poly(((left - 46, top + 210), (left + w + 30, top + 120), (left + w + 36, top + 144),
            (left - 40, top + 236)), shade(wood, 1.15))
    props.pile(c, left - 96, 446, 2, 3)
    props.pile(c, left + w - 70, 452, 2, 2)


def _flight(c: Canvas, left: float, top: float, w: float, h: float) -> None:
    steps = 9
    c.fade(((left, top), (left + w, top), (left + w, top + 60), (left, top + 60)), "#eef1ea",
           "#cfcfc6", 5)
    for step in range(steps):
        far = 1 - step / steps
        inset, y = w * 0.19 * far, top + 40 + (h - 40) * step / steps
        tall = (h - 40) / steps
        c.rect(left + inset, y, w - 2 * inset, tall * 0.45, shade("#b9b5a9", 0.8 + step * 0.03))
        c.rect(left + inset, y + tall * 0.4, w - 2 * inset, tall * 0.62, "#8d897f")
        c.rect(left + inset, y + tall * 0.36, w - 2 * inset, 4, "#e0b43a")
    for side in (0, 1):
        foot, head = left + w * side, left + w * (0.25 if side == 0 else 0.75)
        c.line([(foot + (18 if side == 0 else -18), top + h - 76), (head, top - 6)], "#7b5236", 9)


def scaffold(c: Canvas, mended: bool) -> None:
    """A scaffold open to the yard with tools lying about; afterwards netted, fenced, signed."""
    backdrops.yard(c, 330)
    wall = c.place.choice(("#b9b2a4", "#c4a58a", "#aeb3b0"))
    c.rect(110, -60, 420, 400, wall)
    for opening in range(9):
        c.rect(150 + opening % 3 * 130, -20 + opening // 3 * 118, 84, 66, "#566169")
    c.shadow(320, 366, 300, 26, 0.5)
    if mended:
        _netting(c)
    _poles(c)
    if mended:
        _hoarding(c, c.place.choice(PAINTS))
        return
    for _ in range(5):
        x = c.place.uniform(80, 520)
        c.line([(x, 420), (x + c.place.uniform(60, 130), 440)], "#8b949a", 5)
    _rubble(c, c.place.uniform(160, 480), 440, "#b9a893")
    props.pile(c, 500, 440, 1, 2)


def _poles(c: Canvas) -> None:
    for post in range(6):
        c.tube(96 + post * 88, -60, 8, 430, "#c9a13a")
    for deck in (60, 178, 296):
        c.rect(84, deck, 472, 9, props.plank_wood(c))
        c.line([(84, deck - 46), (556, deck - 46)], "#b08c30", 4)
    c.line([(100, 360), (536, 60)], "#b08c30", 5)


def _netting(c: Canvas) -> None:
    net = ((92, -60), (548, -60), (548, 300), (92, 300))
    c.veil(net, "#3f8f5f", 0.72)
    for step in range(1, 18):
        c.line([(92 + step * 26, -60), (92 + step * 26, 300)], "#357a50", 1)
    for step in range(14):
        c.line([(92, -60 + step * 26), (548, -60 + step * 26)], "#357a50", 1)


def _hoarding(c: Canvas, paint) -> None:
    c.rect(-90, 320, 820, 110, paint)
    for step in range(21):
        c.rect(-90 + step * 40, 320, 4, 110, shade(paint, 0.85))
    c.rect(-90, 320, 820, 8, "#eceae2")
    c.rect(-90, 420, 820, 12, "#e0b43a")
    props.warning(c, 220, 376, 70, "mark")
    props.notice(c, 380, 344, 96, 66)
    c.shadow(320, 440, 460, 20, 0.5)
