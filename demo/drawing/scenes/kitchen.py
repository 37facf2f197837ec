"""Drawn photos of the canteen: gas hoses and cylinders, the hood, the food store, water."""

from demo.drawing import backdrops, props
from demo.drawing.canvas import Canvas
from demo.drawing.colours import PAINTS, mix, shade

# One point a line would hide the picture:
# fmt: off

STEEL = "#aeb8bc"


def gas_hose(c: Canvas, mended: bool) -> None:
    """A cracked rubber hose at the stove; afterwards a corrugated steel one and an alarm."""
    backdrops.kitchen(c, 330)
    _counter(c, 318)
    x = c.place.uniform(60, 110)
    _stove(c, x, 318)
    pipe = c.place.uniform(500, 540)
    c.tube(pipe, -90, 20, 340, "#dcae2c")
    c.rect(pipe - 6, 236, 32, 18, "#a8842c")
    c.rect(pipe - 18, 222, 56, 7, "#c5372c")
    route = [(x + 262, 296), (x + 300, 330), (x + 330, 408), (420, 396), (pipe - 30, 330),
             (pipe + 10, 254)]
    if mended:
        c.curve(route, "#b9a15c", 13, shine=True)
        _alarm(c, 330, 70)
        return
    c.curve(route, "#c8672e", 16, shine=True)
    for _ in range(14):
        at = route[c.place.randrange(1, 5)]
        gx, gy = at[0] + c.place.uniform(-12, 12), at[1] + c.place.uniform(-10, 10)
        c.line([(gx - 5, gy - 4), (gx + 5, gy + 5)], "#43210f", 2)
    c.disc(x + 262, 296, 9, 9, "#767d80")
    props.stain(c, 400, 440, 60, "#3c2f20", 0.22)


def _counter(c: Canvas, top: float) -> None:
    steel = c.place.choice(("#8f9aa0", "#a3a79f", "#8a949c"))
    c.rect(-90, top, 820, 14, shade(steel, 1.25))
    c.fade(((-90, top + 14), (730, top + 14), (730, 570), (-90, 570)), steel, shade(steel, 0.7), 12)
    for x in range(-60, 730, 200):
        c.frame(x, top + 34, 184, 160, shade(steel, 0.78), 2)
        c.round(x + 78, top + 44, 32, 8, shade(steel, 1.2), 3)


def _stove(c: Canvas, x: float, base: float) -> None:
    c.shadow(x + 132, base, 160, 14, 0.5)
    c.round(x, base - 62, 264, 62, "#3a4145", 5)
    c.rect(x, base - 62, 264, 9, "#596267")
    for ring in (70, 194):
        c.disc(x + ring, base - 62, 58, 12, "#1b1f22")
        c.disc(x + ring, base - 65, 36, 7, "#4d5458")
        c.disc(x + ring, base - 26, 13, 13, "#d7d9d8")
        c.rect(x + ring - 2, base - 38, 4, 14, "#4a5054")
    if c.place.random() < 0.7:
        c.poly(((x + 20, base - 104), (x + 120, base - 104), (x + 106, base - 66),
                (x + 34, base - 66)), shade(STEEL, 0.95))
        c.disc(x + 70, base - 104, 50, 9, shade(STEEL, 0.7))


def _alarm(c: Canvas, x: float, y: float) -> None:
    """A gas alarm on the wall, its lamp green."""
    c.curve([(x + 36, y + 70), (x + 40, y + 120), (x + 150, y + 150), (x + 186, y + 152)],
            "#e4e3dc", 4)
    c.shadow(x + 40, y + 42, 60, 50, 0.35)
    c.round(x, y, 76, 72, "#f3f3ef", 9)
    c.disc(x + 38, y + 28, 17, 17, "#d5d7d4")
    for row in range(3):
        c.rect(x + 27, y + 21 + row * 6, 22, 2, "#8d9290")
    c.glow(x + 38, y + 58, 18, 14, "#5fe38f", 0.8)
    c.disc(x + 38, y + 58, 4, 4, "#2fbf63")


def cylinders(c: Canvas, mended: bool) -> None:
    """Gas cylinders beside the stove; afterwards chained in a ventilated cage."""
    backdrops.kitchen(c, 372)
    paint = c.place.choice(("#7d8f9a", "#8a9a6c", "#b08a3a"))
    count = c.place.choice((2, 3))
    left = c.place.uniform(300, 340)
    if mended:
        c.rect(120, 60, 420, 350, "#d7d9d2")
        for step in range(count + 1):
            _cylinder(c, 150 + step * 96, 400, paint)
        c.rect(130, 276, 400, 6, "#8c9295")
        for step in range(22):
            c.tube(122 + step * 20, 60, 4, 352, "#5f6b70")
        for level in (60, 236, 404):
            c.rect(116, level, 430, 9, "#4f5a5f")
        props.warning(c, 330, 150, 84, "mark")
        return
    _counter_short(c, 300)
    _stove(c, -10, 300)
    for step in range(count):
        _cylinder(c, left + step * 92, 434, shade(paint, 0.9))
        c.curve([(left + step * 92 + 38, 286), (left - 20, 250), (250, 268)], "#b8582b", 8)
    props.stain(c, left + 60, 446, 110, "#40372c", 0.16)


def _counter_short(c: Canvas, top: float) -> None:
    c.rect(-90, top, 350, 12, shade(STEEL, 1.15))
    c.rect(-90, top + 12, 344, 140, shade(STEEL, 0.72))
    c.frame(20, top + 28, 110, 110, shade(STEEL, 0.6), 2)


def _cylinder(c: Canvas, x: float, base: float, paint) -> None:
    c.shadow(x + 38, base, 56, 12, 0.6)
    c.round(x, base - 116, 78, 114, paint, 26)
    c.rect(x + 13, base - 100, 11, 84, shade(paint, 1.3))
    c.rect(x + 60, base - 98, 12, 84, shade(paint, 0.74))
    c.rect(x + 2, base - 58, 74, 3, shade(paint, 0.8))
    c.round(x + 14, base - 8, 50, 8, shade(paint, 0.6), 3)
    c.frame(x + 20, base - 142, 38, 28, shade(paint, 0.7), 4)
    c.rect(x + 33, base - 138, 12, 22, "#b99a45")


def exhaust(c: Canvas, mended: bool) -> None:
    """A cooker hood dripping grease; afterwards scrubbed bright."""
    backdrops.kitchen(c, 390)
    hood = STEEL if mended else "#8f8672"
    c.poly(((150, -90), (490, -90), (490, 40), (150, 40)), shade(hood, 0.9))
    c.fade(((150, 40), (490, 40), (600, 170), (40, 170)), shade(hood, 1.12), shade(hood, 0.92), 12)
    c.rect(40, 170, 560, 26, shade(hood, 0.76))
    for slot in range(7):
        left = 66 + slot * 74
        c.poly(((left, 174), (left + 62, 174), (left + 56, 192), (left + 6, 192)), shade(hood, 0.5))
    _stove(c, c.place.uniform(80, 280), 392)
    c.rect(-90, 390, 820, 10, shade(STEEL, 1.1))
    c.rect(-90, 400, 820, 170, shade(STEEL, 0.7))
    if mended:
        props.tag(c, 540, 92)
        c.veil(((200, 44), (250, 44), (180, 168), (110, 168)), "#ffffff", 0.4)
        return
    for _ in range(16):
        x = c.place.uniform(60, 580)
        c.line([(x, 194), (x, 194 + c.place.uniform(8, 44))], "#5a3f17", c.place.uniform(2, 5))
        props.stain(c, c.place.uniform(100, 540), c.place.uniform(60, 170), 26, "#4b3512", 0.16)


def food_store(c: Canvas, mended: bool) -> None:
    """Sacks and boxes on the wet floor against the wall; afterwards on racks, labelled."""
    backdrops.room(c, 350, dado=True)
    if mended:
        _rack(c, mix("#8c9aa1", c.place.choice(PAINTS), 0.15))
        return
    props.stain(c, 320, 430, 240, "#4f6067", 0.14)
    c.shadow(320, 440, 330, 30, 0.5)
    for step in range(6):
        _sack(c, -10 + step * 100 + c.place.uniform(-14, 14), 420 + c.place.uniform(-8, 14))
    for step in range(3):
        _food(c, 110 + step * 150, 452)
    props.pile(c, 430, 462, 2, 2)
    for _ in range(6):
        props.stain(c, c.place.uniform(20, 620), c.place.uniform(250, 340), 30, "#3e4a35", 0.12)


def _rack(c: Canvas, steel) -> None:
    for level in (150, 262, 374):
        for step in range(5):
            _food(c, 84 + step * 96, level)
        c.rect(60, level, 520, 9, shade(steel, 1.15))
    for post in (60, 312, 568):
        c.tube(post, 60, 11, 360, steel)


def _sack(c: Canvas, x: float, base: float) -> None:
    cloth = c.place.choice(("#e2d9c3", "#d9cbb0", "#e8e4da"))
    c.poly(((x, base), (x - 8, base - 60), (x + 12, base - 108), (x + 36, base - 120),
            (x + 60, base - 118), (x + 92, base - 104), (x + 106, base - 54), (x + 98, base)),
           cloth)
    c.poly(((x + 72, base - 112), (x + 92, base - 104), (x + 106, base - 54), (x + 98, base),
            (x + 74, base)), shade(cloth, 0.82))
    c.rect(x + 20, base - 76, 48, 34, c.place.choice(PAINTS))
    c.rect(x + 26, base - 66, 36, 5, "#f4f0e6")
    c.line([(x + 12, base - 108), (x + 92, base - 104)], shade(cloth, 0.7), 2)


def _food(c: Canvas, x: float, base: float) -> None:
    """A crate, jar or box of food, whichever the place has."""
    paint = c.place.choice(PAINTS)
    kind = c.place.randrange(3)
    if kind == 0:
        c.rect(x, base - 58, 82, 58, paint)
        for bar in range(3):
            c.rect(x + 6, base - 50 + bar * 17, 70, 8, shade(paint, 0.7))
    elif kind == 1:
        c.round(x + 14, base - 72, 50, 72, "#dfe6e4", 10)
        c.rect(x + 14, base - 46, 50, 30, paint)
        c.rect(x + 20, base - 80, 38, 10, shade(paint, 0.8))
    else:
        props.carton(c, x, base, 70, 56)


def _taps(c: Canvas, x: float, steel) -> None:
    c.rect(x + 20, 176, 210, 110, shade(steel, 0.72))
    for tap in range(3):
        left = x + 48 + tap * 66
        c.rect(left, 190, 18, 16, "#e6e9e9")
        c.tube(left + 4, 204, 10, 22, "#cfd5d6")
        c.rect(left - 4, 184, 26, 7, ("#c5372c", "#2f6fb4", "#2f6fb4")[tap])
    c.rect(x + 14, 286, 222, 14, shade(steel, 0.55))


def dispenser(c: Canvas, mended: bool) -> None:
    """A water dispenser, dirty and dripping; afterwards cleaned, filters changed, dated."""
    backdrops.kitchen(c, 388)
    x = c.place.uniform(190, 230)
    paint = c.place.choice(PAINTS)
    steel = STEEL if mended else "#9b9e98"
    c.shadow(x + 120, 430, 180, 24, 0.6)
    c.round(x, 70, 250, 356, shade(steel, 0.92), 8)
    c.fade(((x + 6, 78), (x + 244, 78), (x + 244, 418), (x + 6, 418)), shade(steel, 1.12),
           shade(steel, 0.94), 10)
    c.round(x + 20, 92, 210, 60, paint, 6)
    c.round(x + 40, 108, 56, 26, "#16282f", 3)
    for lamp in range(3):
        c.disc(x + 136 + lamp * 30, 121, 7, 7, "#54d98a" if mended else "#c9503f")
    _taps(c, x, steel)
    if mended:
        props.notice(c, x + 40, 322, 74, 74, "#14834f")
        props.tag(c, x + 190, 336)
        return
    for _ in range(7):
        drop = x + c.place.uniform(30, 220)
        c.line([(drop, 298), (drop, 298 + c.place.uniform(20, 110))], "#7a5a34", 2.5)
        props.stain(c, x + c.place.uniform(20, 230), c.place.uniform(290, 400), 22, "#6b4d2a", 0.18)
    props.stain(c, x + 120, 440, 130, "#5f7d88", 0.3)
