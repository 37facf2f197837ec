"""The readers by name. Each takes bytes and options, and yields JSON values and bytes, or raises
Refused; none of them knows Django, opens a file or asks the network."""

import codecs
import time
from collections.abc import Callable, Iterator
from typing import Any

from PIL import Image

from foreign.readers import comma_table, pdf, pictures, word, workbook

READERS: dict[str, Callable[..., Iterator[Any]]] = {
    "picture": pictures.read,
    "workbook": workbook.read,
    "comma_table": comma_table.read,
    "word": word.read,
    "pdf": pdf.read,
}


# Of tables, names in archives, and notes of cameras.
CODECS = ("utf-8-sig", "gb18030", "cp437", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be")


def prepare() -> None:
    """Loads what is otherwise loaded when it is first needed: a child can open no file."""
    Image.init()
    for name in CODECS:
        codecs.lookup(name)
    time.strptime("2021", "%Y")
