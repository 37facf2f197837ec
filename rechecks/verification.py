"""Whether a draw can be repeated: the kept frame and the seed give what was kept of it; and whether
what was drawn, given and seen is what the histories of the hazards tell."""

import zlib
from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from hazards.snapshot import snapshot
from rechecks import agreement, drawing
from rechecks.samples import Frame, Sample


def faults() -> Iterator[str]:
    """A sentence for each sample that is not what its frame and seed give, oldest first; all of one
    moment, while people go on working."""
    with snapshot(connection):
        for sample in Sample.objects.select_related("unit").order_by("drawn_at", "pk"):
            fault = fault_of(sample)
            for said in filter(None, (fault, *agreement.faults_of_the_draw(sample))):
                yield f"{sample}: {said}"
            for row, fault in agreement.faults_of(sample):
                yield f"{sample}: {row}: {fault}"
        yield from agreement.verdicts_without_result()


def fault_of(sample: Sample) -> str:
    """What is wrong, in a sentence; "" when the draw gives the same again."""
    text = zlib.decompress(Frame.objects.get(sample=sample).rows)
    if drawing.digest_of(text) != sample.frame_digest:
        return _("the frame it was drawn from has been changed.")
    frame = drawing.read(text)
    if len(frame) != sample.frame_size:
        return _("the frame it was drawn from has been changed.")
    again = [told(one) for one in drawing.draw(frame, sample.size, sample.seed)]
    if again != kept(sample):
        return _("the frame and the seed give another draw.")
    return ""


def told(one: drawing.Drawn) -> tuple[str, int, float]:
    return one.row.hazard, one.row.weight, float(one.probability)


def kept(sample: Sample) -> list[tuple[str, int, float]]:
    rows = sample.drawn.order_by("position").values_list("hazard", "weight", "probability")
    return [(str(hazard), weight, probability) for hazard, weight, probability in rows]
