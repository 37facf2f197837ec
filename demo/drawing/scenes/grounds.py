"""Drawn photos of the grounds: playground, hoop, manhole, trees, pond."""

from demo.drawing import backdrops, props
from demo.drawing.canvas import Canvas
from demo.drawing.colours import PAINTS, mix, shade

# One point a line would hide the picture:
# fmt: off

BARK = "#6b5646"


def playground(c: Canvas, mended: bool) -> None:
    """A climbing frame with a broken bar and bare bolts; afterwards whole."""
    backdrops.yard(c, 250, c.place.choice(("#b5614c", "#7f9f6f", "#6f8f9f", "#c2a06a")))
    roof, post, slide = c.place.sample(PAINTS, 3)
    x = c.place.uniform(230, 270)
    _tower(c, x, roof, post, slide)
    broken = 99 if mended else c.place.randrange(1, 4)
    for rung in range(5):
        y = 256 + rung * 34
        if rung != broken:
            c.rect(x + 8, y, 138, 10, "#dca32c")
            continue
        c.line([(x + 10, y), (x + 66, y + 40)], "#8a6a20", 10)
        c.disc(x + 142, y + 4, 6, 6, "#4a3a1c")
    if mended:
        c.rect(x + 8, 156, 138, 8, "#dca32c")
        props.tag(c, x + 7, 130)
        return
    for _ in range(6):
        side, high = c.place.choice((6, 146)), c.place.uniform(130, 400)
        props.stain(c, x + side, high, 10, "#7a3d18", 0.5)


def _tower(c: Canvas, x: float, roof, post, slide) -> None:
    c.shadow(x + 140, 424, 250, 28, 0.55)
    c.poly(((x + 150, 222), (x + 176, 222), (x + 340, 404), (x + 296, 414)), shade(slide, 0.8))
    c.poly(((x + 158, 222), (x + 172, 222), (x + 328, 402), (x + 304, 408)), shade(slide, 1.3))
    for left in (x, x + 140):
        c.tube(left, 92, 14, 334, post)
    c.poly(((x - 34, 98), (x + 76, 26), (x + 188, 98)), roof)
    c.poly(((x + 76, 26), (x + 188, 98), (x + 76, 98)), shade(roof, 0.82))
    c.rect(x - 4, 218, 162, 14, shade(post, 0.8))


def hoop(c: Canvas, mended: bool) -> None:
    """A basketball stand leaning, its board cracked; afterwards upright and anchored."""
    backdrops.yard(c, 285, c.place.choice(("#4f7f6a", "#9c5a48", "#557a9a")))
    c.line([(-90, 400), (730, 380)], "#eceae2", 5)
    c.curve([(120, 480), (200, 350), (440, 345), (560, 480)], "#eceae2", 5)
    x, paint = c.place.uniform(300, 340), c.place.choice(PAINTS)
    lean = 0 if mended else c.place.choice((-1, 1)) * c.place.uniform(26, 44)
    c.shadow(x, 424, 120, 22, 0.6)
    c.poly(((x - 52, 424), (x + 52, 424), (x + 40, 394), (x - 40, 394)), shade(paint, 0.8))
    c.poly(((x - 9, 398), (x + 9, 398), (x + 8 + lean, 150), (x - 8 + lean, 150)), paint)
    c.poly(((x + 2, 398), (x + 9, 398), (x + 8 + lean, 150), (x + 2 + lean, 150)),
           shade(paint, 0.7))
    _backboard(c, x + lean, lean / 260)
    if mended:
        for bolt in (-40, -20, 20, 40):
            c.disc(x + bolt, 416, 4, 4, "#d8dcdc")
        return
    props.crack(c, x + lean - 60, 40, 90, 3)
    props.stain(c, x, 402, 40, "#7a3d18", 0.35)


def _backboard(c: Canvas, x: float, slope: float) -> None:
    """The board, its inner square, the ring and the net."""
    for half, top, bottom, width in ((112, 30, 158, 6), (36, 92, 140, 4)):
        corners = ((-half, top), (half, top), (half, bottom), (-half, bottom))
        square = [(x + dx, y + dx * slope) for dx, y in corners]
        if half > 100:
            c.poly(square, "#eef0ee")
        c.line([*square, square[0]], "#c5372c", width)
    c.ring(x, 152, 40, 10, "#dd5a2b", 5)
    for strand in range(7):
        c.line([(x - 36 + strand * 12, 156), (x - 20 + strand * 7, 204)], "#f4f3ee", 1.6)


def manhole(c: Canvas, mended: bool) -> None:
    """A manhole without its lid; afterwards a new lid, flush with the ground."""
    backdrops.yard(c, 180, c.place.choice(("#9c9a90", "#8f9488", "#a39a8c")))
    _paving(c)
    x, y = c.place.uniform(280, 350), c.place.uniform(350, 375)
    c.disc(x, y + 3, 128, 54, "#6d6a62")
    c.disc(x, y, 122, 50, "#b7b3a7")
    if mended:
        _lid(c, x, y)
        return
    c.disc(x, y, 108, 43, "#191b1b")
    c.disc(x, y + 8, 96, 34, "#0c0e0f")
    for rung in range(3):
        c.line([(x - 22, y - 22 + rung * 14), (x + 22, y - 22 + rung * 14)], "#6e4a2c", 4)
    c.poly(((x + 128, y + 16), (x + 238, y + 30), (x + 214, y + 66), (x + 110, y + 48)), "#53595c")
    c.poly(((x + 110, y + 48), (x + 214, y + 66), (x + 212, y + 74), (x + 110, y + 56)), "#2f3335")
    props.cone(c, x - 176, y + 60, 86)
    if c.place.random() < 0.5:
        props.cone(c, x + 20, y - 50, 60)


def _paving(c: Canvas) -> None:
    seam = "#807d74"
    for step in range(9):
        c.line([(320 + (step - 4) * 70, 180), (320 + (step - 4) * 210, 570)], seam, 1.2)
    for step in range(7):
        y = 180 + 390 * (step / 7) ** 1.7
        c.line([(-90, y), (730, y)], seam, 1.2)


def _lid(c: Canvas, x: float, y: float) -> None:
    c.disc(x, y, 108, 43, "#4a5054")
    for ring in (92, 66, 40):
        c.ring(x, y, ring, ring * 0.4, "#656d72", 3)
    for turn in range(-3, 4):
        c.line([(x + turn * 24, y - 30), (x + turn * 28, y + 30)], "#5b6368", 2)


def tree(c: Canvas, mended: bool) -> None:
    """A dead tree leaning over the path, a branch down; afterwards felled and propped."""
    backdrops.yard(c, 300, c.place.choice(("#8fa878", "#a8a294", "#9a9c78")))
    c.poly(((260, 300), (330, 300), (470, 570), (120, 570)), "#c3bcab")
    x = c.place.uniform(150, 220)
    if mended:
        _stump(c, x)
        for at in (430, 540):
            leaf = mix("#5f8f58", "#8fa04f", c.place.random())
            props.tree(c, at, 384, c.place.uniform(170, 220), leaf)
            c.line([(at - 46, 384), (at - 4, 300)], "#a98b62", 5)
            c.line([(at + 46, 384), (at + 4, 300)], "#a98b62", 5)
        return
    _dead_tree(c, x)
    c.line([(300, 450), (420, 430), (540, 440)], shade(BARK, 0.9), 10)
    for twig in range(6):
        left = 330 + twig * 34
        c.line([(left, 442), (left + 26, 416 - c.place.uniform(0, 18))], BARK, 3)


def _stump(c: Canvas, x: float) -> None:
    c.shadow(x, 430, 60, 12, 0.5)
    c.tube(x - 22, 400, 44, 30, BARK)
    c.disc(x, 400, 22, 7, "#d8b98a")
    c.ring(x, 400, 13, 4, "#b08f5f", 1.6)


def _dead_tree(c: Canvas, x: float) -> None:
    c.shadow(x + 90, 436, 190, 18, 0.5)
    c.poly(((x - 24, 436), (x + 24, 436), (x + 170, 90), (x + 150, 84)), BARK)
    c.poly(((x + 6, 436), (x + 24, 436), (x + 170, 90), (x + 162, 88)), shade(BARK, 0.7))
    for start, reach in ((0.35, 120), (0.5, -110), (0.66, 140), (0.82, -80), (0.95, 90)):
        bx, by = x + 160 * start, 436 - 346 * start
        tip = (bx + reach, by - c.place.uniform(50, 100))
        c.line([(bx, by), ((bx + tip[0]) / 2, by - 30), tip], BARK, 11 - 8 * start)
        c.line([((bx + tip[0]) / 2, by - 30), (tip[0] - reach * 0.2, by - 96)], BARK, 3)


def pond(c: Canvas, mended: bool) -> None:
    """A pond by the school behind a broken fence; afterwards fenced, with a lifebuoy."""
    backdrops.yard(c, 220, "#8fa878")
    _water(c, c.place.choice(("#6f9aa8", "#5f8f94", "#7aa3b0")))
    paint = c.place.choice(("#4f8a64", "#e6e4dc", "#5f7f9f"))
    if mended:
        _fence(c, paint, range(16), ((-90, 730),))
        _lifebuoy(c, c.place.uniform(300, 360), 386)
        props.warning(c, 120, 320, 84, "mark")
        c.tube(116, 362, 8, 96, "#8d9496")
        return
    _fence(c, paint, (*range(6), *range(10, 16)), ((-90, 236), (402, 730)))
    c.line([(236, 350), (286, 420), (340, 448)], shade(paint, 0.85), 6)
    c.line([(402, 394), (372, 440)], shade(paint, 0.85), 6)


def _water(c: Canvas, water) -> None:
    shore = [(-90, 300), (120, 276), (360, 268), (730, 292), (730, 420), (420, 402), (140, 410),
             (-90, 392)]
    c.poly([(a, b + 7) for a, b in shore], "#7a7458")
    c.poly(shore, water)
    for _ in range(14):
        x, y = c.place.uniform(-40, 640), c.place.uniform(300, 386)
        c.line([(x, y), (x + c.place.uniform(30, 90), y)], mix(water, "#ffffff", 0.4), 1.6)
    for _ in range(9):
        x = c.place.uniform(-40, 680)
        c.line([(x, 300), (x + 5, 258), (x + 8, 246)], "#6c7f4a", 2.4)


def _fence(c: Canvas, paint, posts, spans) -> None:
    for post in posts:
        c.tube(-70 + post * 52, 332, 8, 116, paint)
    for level in (346, 388, 428):
        for left, right in spans:
            c.rect(left, level, right - left, 6, shade(paint, 0.9))


def _lifebuoy(c: Canvas, x: float, y: float) -> None:
    c.shadow(x + 4, y + 6, 60, 60, 0.4)
    c.ring(x, y, 36, 36, "#dd4f2b", 20)
    for turn in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        c.disc(x + turn[0] * 36, y + turn[1] * 36, 11, 11, "#f4f1ea")
