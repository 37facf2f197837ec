"""How much the reading of each kind of file may take, and how many are read at once."""

from typing import NamedTuple

MEGABYTE = 1024 * 1024
OUT_OF_MEMORY = 70  # the code a child ends with when Python was told that there is no more


class Bounds(NamedTuple):
    """`wall` and `cpu` in seconds, `memory` in bytes of address space, `answer` in bytes of what
    the reader may say. Kinds of one `queue` take turns; `at_once` of them are read at a time."""

    wall: int
    cpu: int
    memory: int
    answer: int
    queue: str
    at_once: int


# A child begins with some 60 MB of address space: Python, Pillow and the reader of workbooks.
BOUNDS = {
    # A decode may take 200 MB; two at a time bound the memory however many threads upload, and
    # the work is bound by the processor, so that more at once would not be faster.
    "picture": Bounds(30, 10, 640 * MEGABYTE, 16 * MEGABYTE, "pictures", 2),
    "workbook": Bounds(60, 30, 768 * MEGABYTE, 256 * MEGABYTE, "tables", 1),
    "comma_table": Bounds(30, 10, 768 * MEGABYTE, 256 * MEGABYTE, "tables", 1),
    "word": Bounds(30, 10, 512 * MEGABYTE, MEGABYTE, "documents", 1),
    "pdf": Bounds(30, 10, 512 * MEGABYTE, MEGABYTE, "documents", 1),
}
