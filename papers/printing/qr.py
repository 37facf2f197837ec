"""A QR code as a picture, for a file or for a page."""

import io

import segno

SCALE = 6  # pixels a module


def png(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=SCALE, border=2)
    return out.getvalue()


def svg(address: str) -> str:
    """Drawn in lines, so that it needs no file of its own."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=2, xmldecl=False, nl=False, omitsize=True)
    return out.getvalue().decode()
