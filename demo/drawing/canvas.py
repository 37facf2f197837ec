"""A drawing board of 640 × 480 units, seen through a hand-held camera that is never quite level."""

import io
import math
from random import Random

from PIL import Image, ImageChops, ImageDraw

from demo.drawing.colours import HOURS, Colour, mix, rgb, shade

WIDTH, HEIGHT = 640, 480
OVERSAMPLING = 2
BLEED = 90  # units drawn beyond each edge, so that a tilted camera never sees the end of a wall

Point = tuple[float, float]

_CIRCLE = [(math.cos(i * math.tau / 28), math.sin(i * math.tau / 28)) for i in range(28)]
_RADIAL = Image.radial_gradient("L")
_SOFT_DISC = _RADIAL.resize((64, 64)).point(
    [round(255 * max(0.0, 1 - v / 181) ** 1.6) for v in range(256)]
)
_GRAIN = Image.frombytes("L", (1000, 760), Random(19).randbytes(1000 * 760)).point(
    [128 + round((v - 128) / 20) for v in range(256)]
)


class Canvas:
    """Draws one photo: `place` decides what stands where, `shot` how this one picture was taken."""

    def __init__(self, place: Random, shot: Random):
        self.place, self.shot = place, shot
        self.gain = HOURS[shot.choice(sorted(HOURS))]
        self._image = Image.new("RGB", (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING), "#888888")
        self._draw = ImageDraw.Draw(self._image)
        self._blend = ImageDraw.Draw(self._image, "RGBA")
        self._graded: dict[Colour, tuple[int, int, int]] = {}
        self._aim()

    def _aim(self) -> None:
        shot = self.shot
        zoom = shot.uniform(1.01, 1.2)
        tilt = math.radians(shot.gauss(0, 1.6))
        self.scale = WIDTH * OVERSAMPLING / 640 * zoom
        mirror = -1 if self.place.random() < 0.5 else 1
        self._cos, self._sin = math.cos(tilt) * self.scale, math.sin(tilt) * self.scale
        self._mirror = mirror
        room = (zoom - 1) * 110 + 10
        self._slip_x, self._slip_y = shot.uniform(-room, room), shot.uniform(-room, room) * 0.6
        self._lean_x, self._lean_y = shot.uniform(-9e-5, 9e-5), shot.uniform(-1.2e-4, 6e-5)

    def _seen(self, points) -> list[Point]:
        cos, sin, mirror = self._cos, self._sin, self._mirror
        middle_x, middle_y = WIDTH * OVERSAMPLING / 2, HEIGHT * OVERSAMPLING / 2
        seen = []
        for x, y in points:
            x, y = (x - 320) * mirror + self._slip_x, y - 240 + self._slip_y
            depth = 1 + self._lean_x * x + self._lean_y * y
            seen.append(
                ((x * cos - y * sin) / depth + middle_x, (x * sin + y * cos) / depth + middle_y)
            )
        return seen

    def grade(self, colour: Colour) -> tuple[int, int, int]:
        """The colour as this hour's light shows it."""
        known = self._graded.get(colour)
        if known is None:
            pairs = zip(rgb(colour), self.gain, strict=True)
            red, green, blue = (min(255, round(band * gain)) for band, gain in pairs)
            known = self._graded[colour] = (red, green, blue)
        return known

    def poly(self, points, colour: Colour) -> None:
        self._draw.polygon(self._seen(points), fill=self.grade(colour))

    def veil(self, points, colour: Colour, alpha: float) -> None:
        """A polygon one can see through: glass, steam, a patch of light."""
        self._blend.polygon(self._seen(points), fill=(*self.grade(colour), round(alpha * 255)))

    def line(self, points, colour: Colour, width: float = 2) -> None:
        pixels = max(1, round(width * self.scale))
        self._draw.line(self._seen(points), self.grade(colour), pixels, joint="curve")

    def rect(self, x: float, y: float, w: float, h: float, colour: Colour) -> None:
        self.poly(((x, y), (x + w, y), (x + w, y + h), (x, y + h)), colour)

    def frame(self, x: float, y: float, w: float, h: float, colour: Colour, width=2) -> None:
        corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y), (x + w, y)]
        self.line(corners, colour, width)

    def round(self, x: float, y: float, w: float, h: float, colour: Colour, radius=6) -> None:
        """A rectangle with rounded corners."""
        r = min(radius, w / 2, h / 2)
        centres = ((x + w - r, y + h - r), (x + r, y + h - r), (x + r, y + r), (x + w - r, y + r))
        points = []
        for quarter, (cx, cy) in enumerate(centres):
            points += [(cx + r * a, cy + r * b) for a, b in _CIRCLE[quarter * 7 : quarter * 7 + 8]]
        self.poly(points, colour)

    def disc(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        self.poly([(x + rx * a, y + ry * b) for a, b in _CIRCLE], colour)

    def ring(self, x: float, y: float, rx: float, ry: float, colour: Colour, width=4) -> None:
        self.line([(x + rx * a, y + ry * b) for a, b in (*_CIRCLE, *_CIRCLE[:2])], colour, width)

    def curve(self, points, colour: Colour, width: float = 4, shine: bool = False) -> None:
        """A cable or hose: a smooth line through the points."""
        smooth = _smooth(points)
        self.line(smooth, colour, width)
        if shine:
            lit = [(x - width * 0.18, y - width * 0.2) for x, y in smooth]
            self.line(lit, mix(colour, "#ffffff", 0.4), width * 0.22)

    def fade(self, quad, top: Colour, bottom: Colour, steps: int = 16) -> None:
        """A quadrilateral (top left, top right, bottom right, bottom left) in a running colour."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
        for step in range(steps):
            t, u = step / steps, 1.0 if step == steps - 1 else (step + 1.6) / steps
            u = min(u, 1.0)
            band = (
                (ax + (dx - ax) * t, ay + (dy - ay) * t),
                (bx + (cx - bx) * t, by + (cy - by) * t),
                (bx + (cx - bx) * u, by + (cy - by) * u),
                (ax + (dx - ax) * u, ay + (dy - ay) * u),
            )
            self.poly(band, mix(top, bottom, step / (steps - 1)))

    def tube(self, x: float, y: float, w: float, h: float, colour: Colour) -> None:
        """An upright post, pipe or bottle, lit from one side."""
        self.rect(x, y, w, h, colour)
        self.rect(x + w * 0.18, y, w * 0.22, h, shade(colour, 1.22))
        self.rect(x + w * 0.74, y, w * 0.26, h, shade(colour, 0.78))

    def shadow(self, x: float, y: float, rx: float, ry: float, strength: float = 0.5) -> None:
        self._soft(x, y, rx, ry, (16, 18, 20), strength)

    def glow(self, x: float, y: float, rx: float, ry: float, colour: Colour, strength=0.5) -> None:
        self._soft(x, y, rx, ry, self.grade(colour), strength)

    def _soft(self, x, y, rx, ry, colour, strength) -> None:
        ((px, py),) = self._seen([(x, y)])
        w, h = round(rx * self.scale), round(ry * self.scale)
        mask = _SOFT_DISC.point([round(v * strength) for v in range(256)])
        mask = mask.resize((2 * w, 2 * h), Image.Resampling.BILINEAR)
        left, top = round(px) - w, round(py) - h
        self._image.paste(colour, (left, top, left + 2 * w, top + 2 * h), mask)

    def jpeg(self) -> bytes:
        """The finished picture, with the lens's darker corners and a little grain."""
        photo = ImageChops.multiply(self._image.reduce(OVERSAMPLING), self._lens())
        out = io.BytesIO()
        photo.save(out, "JPEG", quality=80)
        return out.getvalue()

    def _lens(self) -> Image.Image:
        shot = self.shot
        depth = shot.uniform(0.22, 0.42)
        left, top = shot.randrange(10, 50), shot.randrange(8, 44)
        darker = [round(255 * (1 - depth * max(0.0, (v - 40) / 180) ** 1.5)) for v in range(256)]
        corners = _RADIAL.crop((left, top, left + 196, top + 204)).point(darker)
        light = corners.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
        across, down = shot.randrange(200), shot.randrange(160)
        grain = _GRAIN.crop((across, down, across + WIDTH, down + HEIGHT))
        light = ImageChops.add(light, grain, 1, -128)
        return Image.merge("RGB", (light, light, light))


def _smooth(points, steps: int = 8) -> list[Point]:
    """Catmull-Rom through the points."""
    path = [points[0], *points, points[-1]]
    smooth = []
    windows = zip(path, path[1:], path[2:], path[3:], strict=False)
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in windows:
        for step in range(steps):
            t = step / steps
            smooth.append((_spline(ax, bx, cx, dx, t), _spline(ay, by, cy, dy, t)))
    return [*smooth, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    bend = (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
    return 0.5 * (2 * b + (c - a) * t + bend)
