"""Drawn photos of the gate and the street: bollards, cameras, buses, crossings, stalls."""

from demo.drawing import backdrops, props
from demo.drawing.canvas import Canvas
from demo.drawing.colours import BRICKS, PAINTS, shade

# One point a line would hide the picture:
# fmt: off


def bollards(c: Canvas, mended: bool) -> None:
    """Crash bollards at the gate, one knocked over; afterwards a complete row."""
    backdrops.street(c, 210)
    _gate(c)
    down = 9 if mended else c.place.randrange(1, 4)
    c.rect(-90, 396, 820, 5, "#e8d9a0")
    for step in range(5):
        x = 90 + step * 112
        if step == down:
            _lying(c, x, 446)
        else:
            _bollard(c, x, 448)
    if not mended:
        c.disc(90 + down * 112, 448, 18, 7, "#2b2d2e")
        props.crack(c, 90 + down * 112, 450, 30, 2)


def _gate(c: Canvas) -> None:
    brick = c.place.choice(BRICKS)
    for x in (-70, 550):
        c.rect(x, 70, 130, 316, brick)
        for row in range(15):
            c.rect(x, 70 + row * 21, 130, 2, shade(brick, 0.86))
        c.rect(x - 8, 56, 146, 16, shade(brick, 1.2))
    c.shadow(320, 386, 320, 18, 0.5)
    for bay in range(16):
        x = 60 + bay * 31
        c.line([(x, 250), (x + 31, 380)], "#dfe3e4", 4)
        c.line([(x + 31, 250), (x, 380)], "#b4bbbe", 4)
    for level in (244, 312, 376):
        c.rect(60, level, 492, 7, "#cfd5d7")


def _bollard(c: Canvas, x: float, base: float) -> None:
    c.shadow(x, base, 32, 10, 0.6)
    c.tube(x - 13, base - 90, 26, 90, "#dfb02f")
    for stripe in (0.16, 0.5):
        c.rect(x - 13, base - 90 + 90 * stripe, 26, 16, "#23272a")
    c.disc(x, base - 90, 13, 5, "#f0cf6a")


def _lying(c: Canvas, x: float, y: float) -> None:
    c.shadow(x + 44, y + 12, 80, 14, 0.6)
    c.poly(((x, y - 14), (x + 90, y - 30), (x + 95, y - 5), (x + 4, y + 12)), "#cf9f28")
    for at in (0.2, 0.55):
        c.poly(((x + 90 * at, y - 14 - 16 * at), (x + 90 * at + 15, y - 17 - 16 * at),
                (x + 90 * at + 19, y + 8 - 16 * at), (x + 90 * at + 4, y + 12 - 16 * at)),
               "#23272a")
    c.disc(x + 2, y - 1, 6, 13, "#8a6a1c")


def camera(c: Canvas, mended: bool) -> None:
    """A camera hanging by its cable on the wall; afterwards fixed, with its lamp lit."""
    backdrops.bricks(c, 440)
    props.window(c, c.place.uniform(20, 60), 150, 120, 150)
    x, y = c.place.uniform(300, 360), 120
    c.rect(x - 16, y - 40, 32, 70, "#d9dbd8")
    c.rect(x - 16, y - 40, 32, 6, "#b6b9b6")
    if mended:
        c.line([(x, y), (x + 60, y + 26)], "#c3c6c4", 12)
        _camera_body(c, x + 50, y + 18, 0.12)
        c.curve([(x - 10, y - 36), (x - 60, y - 70), (-90, y - 74)], "#dcdcd6", 6)
        props.notice(c, x + 30, 260, 90, 110, "#2f6fb4")
        return
    c.line([(x, y), (x + 44, y + 40)], "#a3a6a4", 10)
    c.curve([(x, y - 30), (x - 30, y + 40), (x + 40, y + 90), (x + 46, y + 150)], "#22282c", 4)
    c.curve([(x - 10, y - 36), (x - 90, y - 20), (x - 120, y + 80)], "#22282c", 4)
    _camera_body(c, x + 40, y + 150, 1.25)
    for _ in range(4):
        at = x + c.place.uniform(-30, 30)
        props.stain(c, at, y + c.place.uniform(20, 90), 16, "#54483c", 0.25)


def _camera_body(c: Canvas, x: float, y: float, slope: float) -> None:
    """A bullet camera pointing along a slope (0 level, > 1 nearly straight down)."""
    run = (1 + slope * slope) ** 0.5
    ux, uy = 1 / run, slope / run

    def at(along: float, across: float) -> tuple[float, float]:
        return (x + ux * along - uy * across, y + uy * along + ux * across)

    c.poly([at(0, -22), at(104, -22), at(104, 22), at(0, 22)], "#e9eae7")
    c.poly([at(0, 8), at(104, 8), at(104, 22), at(0, 22)], "#b9bdbb")
    c.poly([at(-8, -28), at(120, -28), at(120, -20), at(-8, -20)], "#f6f6f2")
    c.poly([at(100, -20), at(112, -20), at(112, 20), at(100, 20)], "#2a2e31")
    c.disc(*at(108, 0), 9, 12, "#4d6a86")
    c.disc(*at(14, -8), 3, 3, "#35c46a")


def bus(c: Canvas, mended: bool) -> None:
    """A school bus with a bald tyre, a blind lamp and a blocked door; afterwards serviced."""
    backdrops.street(c, 230)
    c.shadow(320, 424, 360, 30, 0.65)
    body = c.place.choice(("#e8b52c", "#e3a62a", "#efc03a"))
    c.round(40, 120, 560, 262, body, 26)
    c.rect(40, 286, 560, 12, "#2b2f33")
    c.rect(40, 352, 560, 34, shade(body, 0.8))
    for pane in range(5):
        _pane(c, 74 + pane * 86)
    c.round(512, 150, 72, 210, "#3c4c55", 6)
    c.rect(547, 152, 3, 206, shade(body, 0.8))
    for wheel in (150, 430):
        _wheel(c, wheel, 384, mended)
    lit = "#fff3b8" if mended else "#5c5a50"
    if mended:
        c.glow(588, 330, 40, 34, "#fff7cf", 0.8)
    c.disc(588, 330, 11, 14, lit)
    if mended:
        props.tag(c, 480, 316)
        c.frame(248, 146, 80, 96, "#2f9a63", 4)
        return
    props.crack(c, 280, 156, 60, 2)
    for _ in range(5):
        props.stain(c, c.place.uniform(70, 480), c.place.uniform(300, 372), 26, "#5c4a2a", 0.25)
    c.rect(518, 240, 60, 118, "#8f7a58")
    c.frame(518, 240, 60, 118, "#6d5b3e", 3)


def _pane(c: Canvas, x: float) -> None:
    c.round(x, 150, 76, 88, "#4a5d68", 8)
    c.veil(((x + 10, 236), (x + 30, 152), (x + 50, 152), (x + 30, 236)), "#ffffff", 0.25)


def _wheel(c: Canvas, x: float, y: float, mended: bool) -> None:
    c.disc(x, y, 58, 58, "#1d2022")
    c.disc(x, y, 52, 52, "#2b2f31" if mended else "#4d4b47")
    c.disc(x, y, 30, 30, "#b9bec0")
    c.disc(x, y, 24, 24, "#8b9295")
    c.disc(x, y, 8, 8, "#d9dcdc")
    if not mended:
        c.line([(x - 44, y - 22), (x - 30, y - 40), (x - 12, y - 48)], "#b3aca0", 3)


def crossing(c: Canvas, mended: bool) -> None:
    """A worn crossing at the gate with cars on it; afterwards repainted, cars gone."""
    backdrops.street(c, 220)
    white = "#eceae2" if mended else "#8d8d89"
    for step in range(9):
        far, near = 120 + step * 48, -60 + step * 92
        c.poly(((far, 300), (far + 24, 300), (near + 46, 470), (near, 470)), white)
    if mended:
        for x in (60, 585):
            c.shadow(x, 300, 26, 8, 0.5)
            c.tube(x - 4, 120, 8, 180, "#8d9496")
            c.poly(((x, 66), (x + 38, 132), (x - 38, 132)), "#2f6fb4")
            c.poly(((x, 80), (x + 26, 125), (x - 26, 125)), "#eef3f7")
            c.line([(x - 8, 120), (x, 100), (x + 8, 120)], "#22282c", 4)
        return
    for _ in range(26):
        at, y = c.place.uniform(0, 620), c.place.uniform(306, 460)
        props.stain(c, at, y, 20, "#6d6f70", 0.4)
    _car(c, c.place.uniform(30, 90), 372, c.place.choice(PAINTS))
    _car(c, c.place.uniform(330, 400), 430, c.place.choice(("#e6e6e2", "#33393d", "#9aa1a5")))


def _car(c: Canvas, x: float, base: float, paint) -> None:
    c.shadow(x + 120, base, 160, 18, 0.7)
    c.poly(((x + 40, base - 62), (x + 74, base - 104), (x + 172, base - 104), (x + 212, base - 62)),
           shade(paint, 0.9))
    c.poly(((x + 54, base - 62), (x + 80, base - 96), (x + 118, base - 96), (x + 118, base - 62)),
           "#3d4a52")
    c.poly(((x + 126, base - 62), (x + 126, base - 96), (x + 166, base - 96), (x + 196, base - 62)),
           "#3d4a52")
    c.round(x, base - 64, 250, 50, paint, 16)
    c.rect(x + 6, base - 34, 238, 10, shade(paint, 0.75))
    for wheel in (56, 196):
        c.disc(x + wheel, base - 16, 25, 25, "#1d2022")
        c.disc(x + wheel, base - 16, 13, 13, "#b9bec0")
    c.disc(x + 242, base - 46, 7, 8, "#fff3b8")
    c.rect(x, base - 52, 7, 12, "#c5372c")


def stalls(c: Canvas, mended: bool) -> None:
    """Food stalls crowding the way to the gate; afterwards a free, marked pavement."""
    backdrops.street(c, 240)
    if mended:
        for step in range(9):
            c.poly(((-60 + step * 84, 330), (-20 + step * 84, 330), (-50 + step * 84, 350),
                    (-90 + step * 84, 350)), "#e3b23a")
        for x in (120, 330, 540):
            props.cone(c, x, 420, 76)
        c.tube(220, 180, 8, 130, "#8d9496")
        props.notice(c, 176, 120, 96, 80, "#b8352b")
        return
    for step in range(3):
        _stall(c, -10 + step * 218 + c.place.uniform(-16, 16), 420 + c.place.uniform(-10, 14))
    for _ in range(8):
        at, y = c.place.uniform(20, 620), c.place.uniform(430, 468)
        c.poly(((at, y), (at + 14, y - 4), (at + 20, y + 4), (at + 4, y + 7)), "#e6e2d6")


def _stall(c: Canvas, x: float, base: float) -> None:
    one, other = c.place.sample(PAINTS, 2)
    c.shadow(x + 95, base, 130, 20, 0.6)
    for post in (x + 10, x + 172):
        c.rect(post, base - 210, 6, 150, "#7d8487")
    for strip in range(7):
        left = x - 10 + strip * 30
        c.poly(((left + 6, base - 250), (left + 34, base - 250), (left + 30, base - 200),
                (left, base - 200)), one if strip % 2 else "#f0ece2")
    c.rect(x, base - 84, 190, 70, other)
    c.rect(x - 6, base - 94, 202, 13, "#c9ced0")
    for pot in range(3):
        c.round(x + 16 + pot * 56, base - 124, 42, 32, "#8f979b", 7)
        c.veil(((x + 26 + pot * 56, base - 126), (x + 46 + pot * 56, base - 126),
                (x + 60 + pot * 56, base - 186), (x + 20 + pot * 56, base - 180)),
               "#ffffff", 0.3)
    for wheel in (x + 36, x + 154):
        c.disc(wheel, base - 8, 17, 17, "#24292c")
        c.disc(wheel, base - 8, 8, 8, "#9aa1a4")
