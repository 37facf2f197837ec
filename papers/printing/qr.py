"""A QR code as a picture."""

import io

import segno

SCALE = 6  # pixels a module


def png(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=SCALE, border=2)
    return out.getvalue()
