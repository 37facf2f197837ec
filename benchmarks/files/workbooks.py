"""Writing the ledger's workbook inside one process: its time, its memory, and its floor."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from benchmarks.ingest import megabytes, timed
from benchmarks.ledgers.district import fill
from hazards.models import Hazard
from papers.ledger import exports
from papers.ledger import files as ledger


def filled(hazards: int) -> int:
    fill(hazards=hazards, waiting=0)
    return Hazard.objects.count()


def everything():
    return Hazard.objects.order_by("number")


def peak() -> float:
    """Megabytes this process, web pages and all loaded, grows by at most during one export."""
    exports.workbook(everything()[:10]).close()
    Path("/proc/self/clear_refs").write_text("5")
    before = megabytes("VmRSS")
    exports.workbook(everything()).close()
    return megabytes("VmHWM") - before


def rounds(count: int) -> dict[str, list[float]]:
    """In turns. The floor's cells lie ready: it reads no ledger and turns no value into words."""
    cells = list(ledger.rows(everything()))
    ours, floor = [], []
    for _ in range(count):
        ours.append(timed(lambda rows: exports.workbook(rows).close(), everything()))
        floor.append(timed(bare, cells))
    return {"ours": ours, "floor": floor}


def bare(cells: list[list[Any]]) -> None:
    """The same cells of the same kinds, as XlsxWriter's own documentation writes them."""
    with tempfile.TemporaryFile() as file, Workbook(file, {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(cells):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif value is not None:
                    sheet.write_number(number, place, value)
