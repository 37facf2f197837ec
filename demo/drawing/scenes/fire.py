"""Drawn photos of fire safety: exits, hydrants, extinguishers, signs, grilles."""

from demo.drawing import backdrops, props
from demo.drawing.canvas import Canvas
from demo.drawing.colours import WOODS, shade

# One point a line would hide the picture:
# fmt: off


def exit_blocked(c: Canvas, mended: bool) -> None:
    """A corridor's exit behind desks and a padlock; afterwards open and clear."""
    x, y, w, h = backdrops.corridor(c)
    middle, base = x + w / 2, y + h
    props.exit_sign(c, middle - 46, y + 6)
    _double_door(c, middle, base, mended)
    if mended:
        c.glow(middle, base + 16, 150, 44, "#ffffff", 0.35)
        _floor_box(c, middle, base + 8, base + 50)
        return
    wood = c.place.choice(WOODS)
    for depth in range(3):
        size = 66 + depth * 18
        for _ in range(2):
            at = middle - size / 2 + c.place.uniform(-72, 72)
            props.desk(c, at, base + 26 + depth * 34, size, wood)
    props.chair(c, middle + c.place.uniform(50, 96), base + 96, 42, wood)
    if c.place.random() < 0.6:
        props.pile(c, middle - 190, base + 110, 2, 2)


def _double_door(c: Canvas, middle: float, base: float, is_open: bool) -> None:
    left, top, w, h = middle - 74, base - 164, 148, 164
    c.rect(left - 7, top - 7, w + 14, h + 7, "#5c6a70")
    if is_open:
        c.fade(((left, top), (left + w, top), (left + w, base - 66), (left, base - 66)),
               "#dff0f7", "#eef6ee")
        c.rect(left, base - 92, w, 36, "#93b58b")
        c.rect(left, base - 58, w, 58, "#c9c7b9")
        for edge, lean in ((left, 24), (left + w, -24)):
            c.poly(((edge, top), (edge + lean, top + 10), (edge + lean, base - 18), (edge, base)),
                   "#788c94")
        return
    for side in (0, 1):
        leaf = left + side * w / 2
        c.rect(leaf + 1, top, w / 2 - 2, h, "#7d9097")
        c.rect(leaf + 16, top + 18, w / 2 - 32, 50, "#b4cad0")
        c.frame(leaf + 16, top + 18, w / 2 - 32, 50, "#66777e", 2)
        c.rect(leaf + 12, top + 96, w / 2 - 24, 48, "#748890")
    _padlock(c, middle, base - 84)


def _padlock(c: Canvas, x: float, y: float) -> None:
    c.rect(x - 20, y - 4, 40, 5, "#3d4549")
    c.ring(x, y + 2, 8, 10, "#c6cacb", 3)
    c.round(x - 11, y + 6, 22, 19, "#c79a36", 3)
    c.disc(x, y + 14, 2.5, 3, "#4a3a14")


def _floor_box(c: Canvas, middle: float, top: float, bottom: float) -> None:
    """The yellow no-parking box painted on the floor."""
    corners = ((middle - 104, top), (middle + 104, top), (middle + 146, bottom),
               (middle - 146, bottom), (middle - 104, top))
    for (ax, ay), (bx, by) in zip(corners, corners[1:], strict=False):
        for step in range(0, 10, 2):
            c.line([(ax + (bx - ax) * t / 10, ay + (by - ay) * t / 10) for t in (step, step + 1.2)],
                   "#e3b23a", 5)


def hydrant(c: Canvas, mended: bool) -> None:
    """A hydrant cabinet hidden by boxes; afterwards free, with the floor marked."""
    backdrops.room(c, 372)
    x = c.place.uniform(190, 280)
    _cabinet(c, x, 86, 190, 236)
    if mended:
        _floor_box(c, x + 95, 392, 440)
        props.tag(c, x + 168, 352 - 66)
        props.notice(c, x + 226, 150, 62, 84, "#b8352b")
        return
    props.pile(c, x - 76, 436, 4, 3)
    if c.place.random() < 0.5:
        _broom(c, x + 236, 420)


def _cabinet(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.shadow(x + w / 2 + 8, y + h / 2 + 10, w * 0.72, h * 0.68, 0.5)
    c.rect(x, y, w, h, "#b8352b")
    c.rect(x + 4, y + 4, w - 8, 4, "#d6594d")
    c.fade(((x + 14, y + 14), (x + w - 14, y + 14), (x + w - 14, y + h - 14), (x + 14, y + h - 14)),
           "#c6d0d2", "#9fb0b4", 8)
    c.rect(x + 20, y + 20, w - 40, 42, "#dfe5e6")
    c.rect(x + 38, y + 33, w - 76, 15, "#b8352b")
    cx, cy = x + w * 0.38, y + h * 0.6
    for radius, colour in ((38, "#efe9d6"), (31, "#ddd4bb"), (24, "#efe9d6"), (14, "#9fb0b4")):
        c.disc(cx, cy, radius, radius, colour)
    c.tube(x + w * 0.66, y + h * 0.42, 18, 74, "#a92d24")
    c.disc(x + w * 0.66 + 9, y + h * 0.42, 16, 13, "#c4463b")
    c.veil(((x + 20, y + h - 20), (x + w * 0.5, y + 66), (x + w * 0.68, y + 66),
            (x + w * 0.3, y + h - 20)), "#ffffff", 0.22)
    c.rect(x + w - 12, y + h * 0.46, 6, 28, "#4a5054")


def _broom(c: Canvas, x: float, base: float) -> None:
    c.line([(x, base - 20), (x + 34, base - 210)], "#b59562", 5)
    c.poly(((x - 14, base), (x + 16, base), (x + 6, base - 36), (x - 6, base - 36)), "#c8a24e")


def extinguisher(c: Canvas, mended: bool) -> None:
    """Extinguishers lying in a corner, their gauge in the red; afterwards two in a box, checked."""
    backdrops.room(c, 352)
    x = c.place.uniform(210, 330)
    if mended:
        c.shadow(x + 80, 414, 130, 26, 0.6)
        for slot in (0, 1):
            _bottle(c, x + 22 + slot * 68, 392, "#c23a2e", good=True)
        _red_box(c, x, 350, 160, 62)
        props.notice(c, x + 24, 60, 112, 66, "#b8352b")
        return
    c.rect(x + 30, 150, 54, 8, "#8d9496")
    c.rect(x + 50, 158, 14, 20, "#7d8486")
    props.stain(c, x + 60, 424, 90, "#5c5348", 0.16)
    c.shadow(x + 10, 420, 130, 24, 0.6)
    _fallen(c, x - 80, 404)
    _bottle(c, x + 120, 416, "#a8483c", good=False)
    if c.place.random() < 0.6:
        props.pile(c, x + 190, 424, 2, 2)


def _bottle(c: Canvas, x: float, base: float, red, good: bool) -> None:
    c.round(x, base - 128, 46, 128, red, 16)
    c.rect(x + 8, base - 112, 8, 100, shade(red, 1.3))
    c.rect(x + 36, base - 112, 10, 104, shade(red, 0.75))
    c.rect(x + 3, base - 92, 40, 44, "#ece6da")
    c.rect(x + 9, base - 84, 28, 7, shade(red, 0.9))
    for line in range(3):
        c.rect(x + 9, base - 70 + line * 7, 28, 2, "#9b978e")
    c.rect(x + 16, base - 142, 14, 16, "#2c3134")
    c.poly(((x + 8, base - 154), (x + 48, base - 162), (x + 48, base - 156), (x + 10, base - 144)),
           "#2c3134")
    c.curve([(x + 14, base - 138), (x - 8, base - 118), (x - 10, base - 70), (x - 2, base - 30)],
            "#23282b", 6, shine=True)
    _gauge(c, x + 38, base - 136, 8, good)
    if good:
        props.tag(c, x + 24, base - 44)


def _gauge(c: Canvas, x: float, y: float, r: float, good: bool) -> None:
    c.disc(x, y, r, r, "#d9dcdc")
    c.disc(x, y, r * 0.8, r * 0.8, "#3aa565" if good else "#c5372c")
    c.line([(x, y), (x + (r * 0.2 if good else -r * 0.7), y - r * 0.6)], "#16191b", 1.6)


def _fallen(c: Canvas, x: float, y: float) -> None:
    c.round(x, y - 24, 132, 44, "#a8483c", 16)
    c.rect(x + 14, y - 18, 104, 8, "#c8695c")
    c.rect(x + 44, y - 22, 44, 40, "#d9d2c2")
    c.rect(x + 130, y - 12, 18, 14, "#2c3134")
    c.curve([(x + 140, y - 4), (x + 160, y + 24), (x + 120, y + 30), (x + 90, y + 26)],
            "#23282b", 6)


def _red_box(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    c.rect(x, y, w, h, "#b8352b")
    c.rect(x, y, w, 5, "#d6594d")
    c.rect(x + w - 12, y, 12, h, "#93261d")
    c.rect(x + 34, y + 18, w - 68, 24, "#f0e6d8")
    c.rect(x + 44, y + 26, w - 88, 8, "#b8352b")


def exit_light(c: Canvas, mended: bool) -> None:
    """An exit sign dark and hanging by its wires; afterwards lit and level."""
    x, y, w, h = backdrops.corridor(c)
    middle, base = x + w / 2, y + h
    _double_door(c, middle, base, is_open=True)
    side = c.place.choice((-1, 1))
    if mended:
        props.exit_sign(c, middle - 80, 52, 160)
        _twin_lamp(c, middle + side * 150, 40, lit=True)
        return
    c.curve([(middle - 30, -10), (middle - 46, 24), (middle - 22, 48)], "#22282c", 3)
    c.curve([(middle + 10, -10), (middle + 40, 30), (middle + 26, 60)], "#8a2f28", 3)
    props.exit_sign(c, middle - 88, 58, 160, lit=False)
    props.crack(c, middle - 20, 62, 22, 2)
    _twin_lamp(c, middle + side * 150, 40, lit=False)
    c.veil(((-90, -90), (730, -90), (730, 570), (-90, 570)), "#0d1418", 0.2)


def _twin_lamp(c: Canvas, x: float, y: float, lit: bool) -> None:
    c.round(x - 26, y + 14, 52, 26, "#e8e8e2", 4)
    c.disc(x + 14, y + 32, 3, 3, "#35c46a" if lit else "#6b2b24")
    for side in (-18, 18):
        if lit:
            c.glow(x + side, y + 4, 34, 30, "#fffbe0", 0.8)
        c.disc(x + side, y + 4, 15, 15, "#c9cac5")
        c.disc(x + side, y + 4, 11, 11, "#fffde8" if lit else "#74797a")


def barred_window(c: Canvas, mended: bool) -> None:
    """A window with a welded grille; afterwards the grille has an escape opening."""
    backdrops.room(c, 420)
    x, y, w, h = c.place.uniform(150, 200), 70, 300, 250
    props.window(c, x, y, w, h, 3)
    _grille(c, x, y, w, h, gap=mended)
    if mended:
        c.frame(x + w * 0.3, y + 4, w * 0.4, h - 10, "#2f9a63", 6)
        props.notice(c, x + w + 34, 150, 60, 80, "#14834f")
        return
    _padlock(c, x + w / 2, y + h * 0.48)
    for _ in range(5):
        props.stain(c, x + c.place.uniform(0, w), y + h + 8, 12, "#8a4a26", 0.3)


def _grille(c: Canvas, x: float, y: float, w: float, h: float, gap: bool) -> None:
    """Steel bars over a window; with a gap, the middle ones are out."""
    bar = "#4a5358"
    for step in range(11):
        if not (gap and 3 < step < 7):
            c.tube(x + step * w / 10 - 3, y - 8, 6, h + 16, bar)
    for level in (-4, h - 4):
        c.rect(x - 6, y + level, w + 12, 6, shade(bar, 0.9))
    for level in (h * 0.33, h * 0.66):
        for left, right in ((-6, w * 0.3 + 3), (w * 0.7 - 3, w + 6)) if gap else ((-6, w + 6),):
            c.rect(x + left, y + level, right - left, 6, shade(bar, 0.9))
