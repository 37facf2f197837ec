"""Old lines of history stay readable, whatever becomes of the moves they name."""

import pytest
from django.utils import translation

from hazards.models.history import HistoryEntry
from papers.hazards.case_file import case_file
from records.chain import is_unbroken
from tests.papers.printed import words_of
from workflow.declarations import former_names
from workflow.declarations.former_names import label_of
from workflow.hazard_law import MOVES


def with_a_line_of(hazard, move: str):
    told = {"before": hazard.state, "after": hazard.state, "at": hazard.reported_at, "facts": {}}
    told |= {"attempt": hazard.attempts, "by": hazard.reporter, "note": "旧事"}
    return HistoryEntry.append(hazard, move=move, **told)


def test_a_renamed_move_is_called_as_it_is_today(monkeypatch):
    monkeypatch.setitem(former_names.RENAMED, "strike_off", "close")
    assert label_of("strike_off", MOVES) == str(MOVES["close"].label)


def test_a_withdrawn_move_is_called_as_it_was(monkeypatch):
    monkeypatch.setitem(former_names.WITHDRAWN, "hand_over", "移交复查")
    assert label_of("hand_over", MOVES) == "移交复查"


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "其他操作"), ("en", "Something else")])
def test_a_name_nobody_knows_is_said_to_be_something_else(language, said):
    with translation.override(language):
        assert said in label_of("of_a_later_version", MOVES)


def test_no_name_is_renamed_and_withdrawn_or_leads_to_nowhere():
    assert not set(former_names.RENAMED) & set(former_names.WITHDRAWN)
    for old, new in former_names.RENAMED.items():
        assert old != new and new not in former_names.RENAMED


@pytest.mark.parametrize("move", ["strike_off", "of_a_later_version"])
def test_the_page_the_history_and_the_papers_of_an_old_hazard_render(
    cast, client, monkeypatch, move
):
    """A line nobody knows any more used to be a KeyError on every page of its hazard."""
    monkeypatch.setitem(former_names.RENAMED, "strike_off", "close")
    hazard = cast.closed()
    with_a_line_of(hazard, move)
    assert is_unbroken(hazard.history.all())
    client.force_login(cast.officer)
    page = client.get(f"/hazards/{hazard.pk}/")
    assert page.status_code == 200
    assert label_of(move, MOVES) in page.content.decode()
    history = client.get(f"/api/v1/hazards/{hazard.pk}/history/").json()["results"]
    assert history[-1]["move"] == move
    assert "旧事" in words_of(case_file(hazard), "docx")
