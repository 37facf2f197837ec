"""Drawn photos of electricity: switch boxes, power strips in a dormitory, classroom lamps."""

from demo.drawing import backdrops, props
from demo.drawing.canvas import Canvas
from demo.drawing.colours import CLOTHS, METALS, PAINTS, shade

# One point a line would hide the picture:
# fmt: off

WIRES = ("#d4372c", "#dca21f", "#2c62c4", "#2f8f45", "#22282c")


def panel(c: Canvas, mended: bool) -> None:
    """A switch box open with bare wires; afterwards shut, labelled and earthed."""
    backdrops.room(c, 400)
    steel = c.place.choice(METALS)
    x, y, w, h = c.place.uniform(190, 260), 76, 230, 290
    c.tube(x + w * 0.44, -90, 18, 170, "#d8d6cc")
    c.tube(x + w * 0.3, y + h, 14, 130, "#d8d6cc")
    c.shadow(x + w / 2 + 10, y + h / 2 + 14, w * 0.74, h * 0.66, 0.5)
    if mended:
        _shut_box(c, x, y, w, h, steel)
        return
    c.rect(x, y, w, h, shade(steel, 0.9))
    c.rect(x + 12, y + 12, w - 24, h - 24, "#333c42")
    c.poly(((x, y), (x - 108, y + 30), (x - 108, y + h - 12), (x, y + h)), shade(steel, 1.05))
    c.poly(((x - 12, y + 22), (x - 96, y + 44), (x - 96, y + h - 30), (x - 12, y + h - 22)),
           shade(steel, 0.94))
    for row in range(2):
        _breakers(c, x + 26, y + 40 + row * 96, 6)
    for _ in range(9):
        _loose_wire(c, x, y, w, h)
    if c.place.random() < 0.6:
        props.stain(c, x + w * 0.6, y + 130, 36, "#120d08", 0.35)


def _breakers(c: Canvas, x: float, y: float, count: int) -> None:
    c.rect(x - 6, y + 18, count * 30 + 8, 8, "#8d9496")
    for step in range(count):
        left = x + step * 30
        c.round(left, y, 27, 48, "#e9e8e2", 3)
        up = c.place.random() < 0.7
        c.rect(left + 9, y + (12 if up else 24), 9, 13, "#23282b" if up else "#c5372c")
        c.rect(left + 5, y + 40, 17, 3, "#b3b4ae")


def _loose_wire(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    start = x + 30 + c.place.uniform(0, w - 70)
    top = y + c.place.choice((88, 184))
    sway = c.place.uniform(-60, 60)
    end = (start + sway, y + h + c.place.uniform(-20, 80))
    colour = c.place.choice(WIRES)
    c.curve([(start, top), (start + sway * 0.8, top + 60), (start - sway * 0.4, y + h - 40), end],
            colour, 5, shine=True)
    c.line([end, (end[0] + 5, end[1] + 13)], "#cf8a4b", 2.5)


def _shut_box(c: Canvas, x: float, y: float, w: float, h: float, steel) -> None:
    c.rect(x, y, w, h, shade(steel, 0.8))
    c.fade(((x + 5, y + 5), (x + w - 5, y + 5), (x + w - 5, y + h - 5), (x + 5, y + h - 5)),
           shade(steel, 1.22), shade(steel, 1.02), 10)
    c.frame(x + 14, y + 14, w - 28, h - 28, shade(steel, 0.9), 2)
    props.warning(c, x + w / 2, y + 92, 92)
    c.rect(x + w * 0.26, y + 160, w * 0.48, 26, "#f4f3ec")
    c.rect(x + w * 0.33, y + 169, w * 0.34, 8, "#b5402f")
    props.notice(c, x + 26, y + 212, 70, 52)
    c.round(x + w - 34, y + 120, 12, 46, "#4a5358", 4)
    props.tag(c, x + w - 60, y + 224)


def power_strip(c: Canvas, mended: bool) -> None:
    """A bunk bed with strips and chargers hung on it; afterwards bare and tidy."""
    backdrops.room(c, 348, dado=False)
    steel = c.place.choice(("#5d7f96", "#6d7f6a", "#8a8f94", "#7c6f8f"))
    cloth = c.place.choice(CLOTHS)
    props.window(c, -6, 40, 150, 150)
    _curtain(c, -40, 16, c.place.choice(CLOTHS))
    _bunk(c, 210, steel, cloth)
    if mended:
        props.notice(c, 350, 180, 96, 62, "#23364d")
        return
    c.curve([(90, 356), (60, 408), (160, 440), (250, 400), (330, 290), (380, 220)], "#20262a", 7)
    _strip(c, 352, 188, 5)
    for _ in range(4):
        x = 374 + c.place.randrange(5) * 37
        bend, end = c.place.uniform(-30, 30), c.place.uniform(-90, 90)
        c.curve([(x, 186), (x + bend, 140), (x + end, 116)], c.place.choice(WIRES), 4)
    if c.place.random() < 0.5:
        c.round(452, 92, 42, 22, "#f7f7f4", 4)
    else:
        _kettle(c, 300, 286)


def _strip(c: Canvas, x: float, y: float, sockets: int) -> None:
    wide = sockets * 37 + 16
    c.shadow(x + wide / 2, y + 44, wide * 0.6, 16, 0.4)
    c.round(x, y, wide, 46, "#b9bab3", 8)
    c.round(x + 2, y + 1, wide - 4, 42, "#f1f1ec", 7)
    for step in range(sockets):
        left = x + 14 + step * 37
        c.round(left, y + 9, 26, 26, "#d3d4ce", 4)
        c.rect(left + 7, y + 16, 3, 9, "#4a4d4e")
        c.rect(left + 16, y + 16, 3, 9, "#4a4d4e")
        if c.place.random() < 0.65:
            c.round(left, y - 8, 26, 34, c.place.choice(("#22282c", "#f7f7f4", "#33649a")), 5)


def _kettle(c: Canvas, x: float, base: float) -> None:
    c.round(x, base - 46, 40, 46, "#b8bdc0", 8)
    c.rect(x + 6, base - 40, 7, 34, "#dde0e1")
    c.curve([(x + 40, base - 38), (x + 56, base - 30), (x + 42, base - 8)], "#2b2f33", 5)
    c.rect(x + 10, base - 52, 20, 6, "#2b2f33")


def _bunk(c: Canvas, x: float, steel, cloth) -> None:
    right = x + 404
    c.shadow(x + 202, 444, 250, 24, 0.55)
    for deck in (132, 322):
        c.round(x + 8, deck - 36, 390, 40, shade(cloth, 1.35), 8)
        c.rect(x + 8, deck - 14, 390, 16, shade(cloth, 1.15))
        c.round(x + 18, deck - 56, 94, 28, "#eef1f2", 11)
        c.rect(x, deck, 404, 15, shade(steel, 0.9))
        c.rect(x, deck, 404, 4, shade(steel, 1.15))
    c.poly(((x + 130, 288), (x + 392, 288), (x + 392, 268), (x + 330, 254), (x + 210, 262),
            (x + 150, 256)), cloth)
    for post in (x, right - 14):
        c.tube(post, 58, 14, 386, steel)
    for rung in range(7):
        c.rect(right - 58, 150 + rung * 25, 46, 6, steel)


def _curtain(c: Canvas, x: float, y: float, cloth) -> None:
    for fold in range(4):
        left = x + fold * 15
        c.poly(((left, y), (left + 16, y), (left + 20, y + 226), (left + 4, y + 214)),
               shade(cloth, 1.22 if fold % 2 else 1.05))


def lamp(c: Canvas, mended: bool) -> None:
    """A classroom lamp or fan hanging loose; afterwards fixed and burning."""
    backdrops.room(c, 430)
    c.rect(60, 170, 520, 170, "#7d6a4c")
    c.rect(68, 178, 504, 154, "#2f5a48")
    for _ in range(5):
        x, y = c.place.uniform(90, 430), c.place.uniform(196, 300)
        c.line([(x, y), (x + c.place.uniform(40, 110), y + c.place.uniform(-4, 4))], "#cfdcd2", 2)
    c.rect(60, 340, 520, 7, "#a98f63")
    c.poly(((-90, -90), (730, -90), (730, 60), (-90, 60)), "#e6e5de")
    c.rect(-90, 58, 820, 5, "#bdbab0")
    _fan(c, c.place.uniform(440, 500), mended)
    left = c.place.uniform(110, 160)
    if mended:
        _tube_lamp(c, ((left, 96), (left + 230, 96)), lit=True)
        return
    drop = c.place.uniform(60, 90)
    _tube_lamp(c, ((left, 92), (left + 215, 92 + drop)), lit=False)
    c.curve([(left + 200, 62), (left + 226, 90), (left + 206, 86 + drop)], "#d4372c", 3)
    c.curve([(left + 214, 62), (left + 190, 100), (left + 214, 88 + drop)], "#22282c", 3)


def _tube_lamp(c: Canvas, ends, lit: bool) -> None:
    (ax, ay), (bx, by) = ends
    c.line([(ax + 24, 60), (ax + 24, ay)], "#7c8386", 2.5)
    if lit:
        c.line([(bx - 24, 60), (bx - 24, by)], "#7c8386", 2.5)
        c.glow((ax + bx) / 2, ay + 14, 230, 80, "#ffffff", 0.75)
    c.poly(((ax, ay), (bx, by), (bx - 3, by + 15), (ax - 3, ay + 15)), "#f3f3ef")
    c.poly(((ax + 8, ay + 13), (bx - 12, by + 13), (bx - 13, by + 21), (ax + 6, ay + 21)),
           "#fffef2" if lit else "#b9bdb8")


def _fan(c: Canvas, x: float, mended: bool) -> None:
    paint = c.place.choice(PAINTS)
    lean = 0 if mended else c.place.uniform(14, 26)
    c.tube(x - 4, 50, 8, 52, "#e3e3de")
    for reach, drop in ((-112, 0), (112, 0), (38, 18)):
        tip = 112 + drop + lean * reach / 90
        c.poly(((x, 104), (x + reach, tip - 8), (x + reach, tip + 8), (x, 118)), shade(paint, 1.1))
    c.disc(x, 110, 22, 13, "#ecebe5")
    c.disc(x, 114, 14, 8, shade(paint, 0.9))
