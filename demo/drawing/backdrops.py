"""Where a drawn photo was taken: a room's wall, a corridor, a tiled kitchen, a yard, a street."""

from demo.drawing.canvas import BLEED, Canvas
from demo.drawing.colours import BRICKS, DADOS, FLOORS, PAINTS, SKIES, WALLS, Colour, mix, shade

# One point a line would hide the picture:
# fmt: off

LEFT, RIGHT, TOP, BOTTOM = -BLEED, 640 + BLEED, -BLEED, 480 + BLEED


def band(c: Canvas, top: float, bottom: float, upper: Colour, lower: Colour) -> None:
    """A strip across the whole picture, its colour running from upper to lower."""
    c.fade(((LEFT, top), (RIGHT, top), (RIGHT, bottom), (LEFT, bottom)), upper, lower)


def _tint(c: Canvas, palette) -> Colour:
    """Somewhere between two colours of the palette: hardly any two rooms are painted alike."""
    one, other = c.place.sample(palette, 2)
    return mix(one, other, c.place.choice((0.0, 0.2, 0.45)))


def room(c: Canvas, floor_at: float = 345, dado: bool | None = None) -> None:
    """A wall seen straight on, with its painted dado, skirting and floor."""
    wall, paint, floor = (_tint(c, some) for some in (WALLS, DADOS, FLOORS))
    painted = c.place.random() < 0.7 if dado is None else dado
    band(c, TOP, floor_at, shade(wall, 1.06), shade(wall, 0.94))
    if painted:
        edge = floor_at - c.place.uniform(95, 130)
        band(c, edge, floor_at, paint, shade(paint, 0.9))
        c.rect(LEFT, edge - 3, RIGHT - LEFT, 3, shade(paint, 0.75))
    c.rect(LEFT, floor_at - 9, RIGHT - LEFT, 9, shade(wall, 0.62))
    boards(c, floor_at, floor)


def boards(c: Canvas, floor_at: float, floor: Colour) -> None:
    """Floor tiles running towards the viewer."""
    band(c, floor_at, BOTTOM, shade(floor, 0.86), shade(floor, 1.06))
    seam = shade(floor, 0.8)
    vanish = c.place.uniform(260, 380)
    for step in range(-9, 10):
        x = vanish + step * 52
        c.line([(x, floor_at), (x + (x - vanish) * 1.4, BOTTOM)], seam, 0.8)
    y, gap = floor_at, 9.0
    while y < BOTTOM:
        c.line([(LEFT, y), (RIGHT, y)], seam, 0.8)
        y, gap = y + gap, gap * 1.5


def corridor(c: Canvas) -> tuple[float, float, float, float]:
    """A corridor in perspective; answers the end wall as x, y, width, height."""
    wall, paint, floor = (_tint(c, some) for some in (WALLS, DADOS, FLOORS))
    x, w = c.place.uniform(170, 230), c.place.uniform(220, 260)
    y, h = c.place.uniform(104, 126), 205.0
    right, base = x + w, y + h
    far = ((x, y), (right, y), (right, base), (x, base))
    near = ((LEFT, TOP), (RIGHT, TOP), (RIGHT, BOTTOM), (LEFT, BOTTOM))
    c.fade((near[0], near[1], far[1], far[0]), shade(wall, 1.08), shade(wall, 0.92), 10)
    _side(c, x, y, base, wall, paint, LEFT, 1.0)
    _side(c, right, y, base, wall, paint, RIGHT, 0.94)
    c.fade((far[3], far[2], near[2], near[3]), shade(floor, 0.85), shade(floor, 1.05), 12)
    _tiles(c, far, near, shade(floor, 0.8))
    c.rect(x, y, w, h, shade(wall, 0.88))
    c.rect(x, base - h * 0.36, w, h * 0.36, shade(paint, 0.86))
    _ceiling_lamps(c, x + w / 2, y)
    return x, y, w, h


def _side(c: Canvas, x, y, base, wall, paint, edge, light) -> None:
    """One side wall: plaster above, paint below, windows or a door on it."""
    c.poly(((edge, TOP), (x, y), (x, base), (edge, BOTTOM)), shade(wall, light * 0.97))
    split, start = base - (base - y) * 0.36, BOTTOM - (BOTTOM - TOP) * 0.36
    c.poly(((edge, start), (x, split), (x, base), (edge, BOTTOM)), shade(paint, light))
    c.line([(edge, start), (x, split)], shade(paint, 0.75), 2.5)
    kind = c.place.choice(("windows", "windows", "board", "door"))
    shares = ((0.24, 0.44), (0.54, 0.7), (0.78, 0.88)) if kind == "windows" else ((0.34, 0.62),)
    for near, far in shares:
        _opening(c, kind, (edge, TOP, BOTTOM), (x, y, base), near, far)


def _opening(c: Canvas, kind: str, edge, end, near: float, far: float) -> None:
    """A window, notice board or door on a side wall between two depths (0 near, 1 far)."""
    high, low = {"windows": (0.22, 0.58), "board": (0.3, 0.58), "door": (0.2, 0.995)}[kind]
    corners = []
    for depth, height in ((near, high), (far, high), (far, low), (near, low)):
        top, bottom = (a + (b - a) * depth for a, b in ((edge[1], end[1]), (edge[2], end[2])))
        corners.append((edge[0] + (end[0] - edge[0]) * depth, top + (bottom - top) * height))
    fill = {"windows": "#e9f1f3", "board": c.place.choice(PAINTS), "door": "#a98b62"}[kind]
    c.poly(corners, mix(fill, "#ffffff", 0.1))
    c.line([*corners, corners[0]], mix(fill, "#5c6468", 0.55), 3)
    if kind == "windows":
        a, b, d, e = corners
        c.line([((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), ((d[0] + e[0]) / 2, (d[1] + e[1]) / 2)],
               "#9aa29f", 2)


def _tiles(c: Canvas, far, near, seam: Colour) -> None:
    for step in range(1, 7):
        t = step / 7
        c.line([(far[3][0] + (far[2][0] - far[3][0]) * t, far[3][1]),
                (near[3][0] + (near[2][0] - near[3][0]) * t, near[3][1])], seam, 0.9)
    for step in range(1, 8):
        t = (step / 8) ** 2
        y = far[3][1] + (near[3][1] - far[3][1]) * t
        c.line([(far[3][0] + (near[3][0] - far[3][0]) * t, y),
                (far[2][0] + (near[2][0] - far[2][0]) * t, y)], seam, 0.9)


def _ceiling_lamps(c: Canvas, middle: float, y: float) -> None:
    for share, half in ((0.2, 74), (0.58, 46), (0.82, 28)):
        level = -40 + (y + 40) * share
        c.glow(middle, level + 4, half * 1.5, half * 0.42, "#ffffff", 0.5)
        c.poly(((middle - half, level), (middle + half, level), (middle + half * 0.86, level + 8),
                (middle - half * 0.86, level + 8)), "#fffdf2")


def kitchen(c: Canvas, floor_at: float = 400) -> None:
    """A wall of glazed tiles."""
    glaze = c.place.choice(("#e3e7e4", "#dfe6ea", "#ece6d8", "#dde5dc"))
    band(c, TOP, floor_at, shade(glaze, 1.03), shade(glaze, 0.95))
    tall, wide = c.place.choice(((30, 60), (44, 44), (36, 80)))
    shift = wide / 2 if wide != tall else 0
    for row, y in enumerate(range(TOP, int(floor_at), tall)):
        start = LEFT - (shift if row % 2 else 0)
        c.line([(LEFT, y), (RIGHT, y)], shade(glaze, 0.91), 1)
        for step in range(int((RIGHT - start) / wide) + 1):
            x = start + step * wide
            c.line([(x, y), (x, min(y + tall, floor_at))], shade(glaze, 0.91), 1)
    for _ in range(12):
        x = LEFT + wide * c.place.randrange(14) - shift
        y = TOP + tall * 2 * c.place.randrange(6)
        c.veil(((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)), "#ffffff", 0.25)
    boards(c, floor_at, c.place.choice(FLOORS))


def yard(c: Canvas, horizon: float = 300, ground: Colour | None = None) -> None:
    """A school yard: sky, hills, trees, a teaching building, the ground."""
    sky, haze = c.place.choice(SKIES)
    band(c, TOP, horizon, sky, haze)
    _hills(c, horizon)
    _school(c, c.place.uniform(-60, 60) if c.place.random() < 0.5 else c.place.uniform(360, 460),
            horizon)
    for _ in range(c.place.randrange(4, 8)):
        x, size = c.place.uniform(-40, 680), c.place.uniform(16, 34)
        leaf = mix("#5f8f58", "#9aa860", c.place.random())
        c.disc(x, horizon - size * 0.5, size, size * 0.8, shade(leaf, 0.9))
        c.disc(x - size * 0.2, horizon - size * 0.7, size * 0.6, size * 0.5, shade(leaf, 1.08))
    earth = ground or c.place.choice(("#a8a294", "#8fa878", "#b56a55", "#9c9a90", "#7f9f6f"))
    band(c, horizon, BOTTOM, shade(earth, 0.9), shade(earth, 1.05))


def _hills(c: Canvas, horizon: float) -> None:
    """The mountains north of the district."""
    for depth, colour in ((46, "#a9bcc4"), (26, "#93aba8")):
        x = float(LEFT)
        ridge = [(x, horizon)]
        while x < RIGHT:
            ridge.append((x, horizon - c.place.uniform(0.5, 1.6) * depth))
            x += c.place.uniform(50, 120)
        c.poly([*ridge, (RIGHT, horizon)], colour)


def _school(c: Canvas, x: float, horizon: float) -> None:
    front = c.place.choice((*WALLS, *BRICKS[:3]))
    floors, bays = c.place.choice((2, 3)), c.place.randrange(4, 6)
    wide, tall = bays * 44 + 12, floors * 36 + 14
    top = horizon - tall
    c.rect(x, top, wide, tall, front)
    c.rect(x - 4, top - 7, wide + 8, 8, shade(front, 0.8))
    for row in range(floors):
        for bay in range(bays):
            left, high = x + 12 + bay * 44, top + 10 + row * 36
            c.rect(left, high, 32, 20, "#8fb0c0")
            c.rect(left, high, 32, 5, "#b9d0da")
            c.rect(left + 15, high, 2, 20, shade(front, 0.9))


def bricks(c: Canvas, floor_at: float = 408) -> Colour:
    """An outside wall of brick down to the ground; answers the brick's colour."""
    brick = _tint(c, BRICKS)
    band(c, TOP, floor_at, shade(brick, 0.98), shade(brick, 0.92))
    pick = c.place.choice
    for row, y in enumerate(range(-66, int(floor_at), 26)):
        x = LEFT - (28 if row % 2 else 0)
        while x < RIGHT:
            tall = min(23, floor_at - y)
            c.rect(x, y, 53, tall, shade(brick, pick((0.96, 1.0, 1.0, 1.05, 1.09))))
            x += 56
    band(c, floor_at, BOTTOM, "#8d9184", "#a09f93")
    c.shadow(320, floor_at + 6, 460, 26, 0.4)
    return brick


def street(c: Canvas, horizon: float = 262) -> None:
    """A road before the school: sky, shops, kerb, asphalt."""
    sky, haze = c.place.choice(SKIES)
    band(c, TOP, horizon, sky, haze)
    _hills(c, horizon)
    x = float(LEFT)
    while x < RIGHT:
        wide, tall = c.place.uniform(90, 150), c.place.uniform(70, 130)
        front = c.place.choice((*WALLS, *BRICKS))
        c.rect(x, horizon - tall, wide, tall, front)
        c.rect(x, horizon - tall, wide, 6, shade(front, 0.8))
        c.rect(x + 4, horizon - 44, wide - 8, 12, c.place.choice(PAINTS))
        c.rect(x + 12, horizon - 28, wide - 24, 28, "#5d6b70")
        x += wide + c.place.choice((0, 0, 14))
    band(c, horizon, horizon + 26, "#b5b1a6", "#bfbab0")
    c.rect(LEFT, horizon + 26, RIGHT - LEFT, 6, "#8e8b84")
    band(c, horizon + 32, BOTTOM, "#6d6f70", "#838485")
