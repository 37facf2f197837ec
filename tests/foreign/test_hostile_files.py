"""Each kind of file made to harm is refused or read in little time, and never ends in a fault."""

import time
from random import Random

import pytest

from benchmarks.hostile import documents, workbooks
from foreign import client
from foreign.errors import Crashed, Refused, TooCostly
from foreign.readers import READERS
from imports.reading.workbook import LAST_ROW, MOST_COLUMNS, MOST_TEXT, MOST_UNPACKED
from returns.services import attached_files

FURTHEST = {"last_row": LAST_ROW, "last_column": MOST_COLUMNS}
LIMITS = {
    "workbook": {"most_unpacked": MOST_UNPACKED, "most_text": MOST_TEXT, **FURTHEST},
    "comma_table": FURTHEST,
    "word": {"most_unpacked": attached_files.MOST_UNPACKED},
    "pdf": {},
    "picture": {},
}
# What each kind may end as; "taken" where nothing of what would harm is looked at.
ENDS = {
    "unclosed_tags": {"broken"},
    "unclosed_in_an_attribute": {"broken"},
    "entity_bomb": {"broken"},
    "entity_of_a_file": {"broken"},
    "zip_bomb": {"too_large"},
    "far_cell": {"too_large"},
    "far_row_without_places": {"too_large"},
    "shared_string_bomb": {"too_large"},
    "count_of_texts": {"Crashed"},
    "thousands_of_sheets": {"taken"},
    "relations_in_a_circle": {"broken", "taken"},
    "deep_elements": {"broken"},
    "merged_cells": {"taken", "too_large"},
    "many_parts": {"broken"},
    "another_packing": {"broken"},
    "mutilated": {"broken", "taken", "not_a_workbook"},
    "text_without_end": {"broken", "too_large", "taken", "not_a_table"},
    "macros": {"macros"},
    "objects": {"objects"},
    "remote_template": {"remote"},
    "fetching_field": {"remote"},
    "word_entities": {"broken"},
    "word_unclosed": {"broken"},
    "word_bomb": {"not_word"},
    "word_damaged": {"broken", "not_word"},
    "pdf_that_acts": {"acts"},
    "pdf_bomb": {"broken"},
    "pdf_of_names": {"taken"},
    "pixel_bomb": {"too_many_pixels"},
    "cut_off": {"truncated", "not_an_image"},
    "endless_scans": {"truncated", "too_many_pixels", "TooCostly"},
    "two_in_one": {"taken"},
    "notes_in_a_circle": {"taken"},
    "note_bomb": {"truncated", "taken"},
}
KINDS = [
    *(("workbook", make) for make in workbooks.WORKBOOKS),
    *(("comma_table", make) for make in workbooks.TABLES),
    *(("word", make) for make in documents.SUMMARIES),
    *(("pdf", make) for make in documents.SCANS),
    *(("picture", make) for make in documents.PICTURES),
]


def outcome(reader, content):
    try:
        client.read(reader, content, **LIMITS[reader])
    except Refused as refusal:
        return refusal.code
    except (Crashed, TooCostly) as end:
        return type(end).__name__
    return "taken"


@pytest.mark.parametrize(
    ("reader", "make"), KINDS, ids=lambda part: getattr(part, "__name__", part)
)
def test_a_hostile_file_ends_in_an_answer(reader, make):
    assert {outcome(reader, make(Random(seed))) for seed in range(2)} <= ENDS[make.__name__]


# --- Linear ------------------------------------------------------------------------------------


def cpu(reader, content):
    """Seconds of processor time, without the child around it."""
    started = time.process_time()
    with pytest.raises(Refused):
        list(READERS[reader](content, **LIMITS[reader]))
    return time.process_time() - started


def in_a_sheet(part):
    return "workbook", workbooks.workbook(sheet=part)


def in_the_texts(part):
    return "workbook", workbooks.workbook(strings=part)


def in_a_document(part):
    return "word", documents.document({"word/document.xml": part})


@pytest.mark.parametrize("place", [in_a_sheet, in_the_texts, in_a_document])
@pytest.mark.parametrize(
    "tag", ["<c ", "<row ", "<si>", "<v ", "<c r='", "<c", "</v", "<!--", "&a"]
)
def test_tags_that_never_end_cost_no_more_than_their_length(place, tag):
    """With a scan that begins anew at each tag, 200,000 of them took a minute, from 700 bytes."""
    small, large = (place(tag * times) for times in (50_000, 400_000))
    assert len(large[1]) < 12_000
    assert cpu(*large) < 16 * max(cpu(*small), 0.02)


@pytest.mark.parametrize("name", [b"/J", b"/#4", b"/ObjStm", b"stream", b"/ObjStm stream "])
def test_names_in_a_pdf_cost_no_more_than_their_length(name):
    small, large = (b"%PDF-" + name * times + b"/Launch" for times in (50_000, 400_000))
    assert cpu("pdf", large) < 16 * max(cpu("pdf", small), 0.02)
