"""Every word a person can read exists in Chinese, and the compiled catalogues say the same."""

from collections import Counter

import polib
import pytest
from django.utils.translation import override
from django.utils.translation import trans_real as active

from tests.tools import catalogues
from tests.tools.catalogues import BRACES, PERCENT, ROOMS, Words, extracted, read, translation

each_room = pytest.mark.parametrize("room", ROOMS)


def placeholders(text: str) -> Counter[str]:
    return Counter(PERCENT.findall(text)) + Counter(BRACES.findall(text))


def compiled(room: str) -> dict[tuple[str | None, str], str]:
    file = catalogues.catalogue(room).with_suffix(".mo")
    entries = polib.mofile(str(file)) if file.exists() else []
    return {(entry.msgctxt, entry.msgid): translation(entry) for entry in entries}


@each_room
def test_every_sentence_is_in_the_catalogue_and_none_is_left_over(room):
    wanted = {words.key for words in extracted(room)}
    assert {(entry.msgctxt, entry.msgid) for entry in read(room)} == wanted, "run make messages"


@each_room
def test_every_sentence_is_translated(room):
    untranslated = [entry.msgid for entry in read(room) if entry.fuzzy or not translation(entry)]
    assert untranslated == []


@each_room
def test_a_translation_keeps_the_places_where_values_go(room):
    differing = [
        entry.msgid
        for entry in read(room)
        if placeholders(translation(entry)) != placeholders(entry.msgid_plural or entry.msgid)
    ]
    assert differing == []


@each_room
def test_the_compiled_catalogue_says_what_the_written_one_says(room):
    written = {(entry.msgctxt, entry.msgid): translation(entry) for entry in read(room)}
    assert compiled(room) == {key: chinese for key, chinese in written.items() if chinese}


def test_a_sentence_reads_the_same_in_every_room():
    """All catalogues become one at run time: of two translations, one would never be seen."""
    readings: dict[object, set[str]] = {}
    for room in ROOMS:
        for entry in read(room):
            readings.setdefault((entry.msgctxt, entry.msgid), set()).add(translation(entry))
    assert {key: texts for key, texts in readings.items() if len(texts) > 1} == {}


# The official wording of the notices, in which the five stand by their short names.
OFFICIAL = "1. The head of the unit answers for it: person, measures, funds, deadline, plan."


@each_room
@pytest.mark.parametrize(("word", "whole"), [("责任人", "整改责任人"), ("预案", "应急预案")])
def test_a_thing_has_one_name(room, word, whole):
    said = [translation(entry) for entry in read(room) if entry.msgid != OFFICIAL]
    assert [words for words in said if word in words.replace(whole, "")] == []


def test_django_speaks_our_chinese():
    with override("zh-hans"):
        assert active.gettext("Hazards") == compiled("hazards")[None, "Hazards"]


def test_words_are_found_in_code_with_contexts_and_plurals(tmp_path):
    file = tmp_path / "words.py"
    file.write_text(
        'a = _("one")\n'
        'b = gettext_lazy("two {name}")\n'
        'c = pgettext_lazy("noun", "close")\n'
        'd = ngettext("%(n)d hazard", "%(n)d hazards", n)\n'
        'e = npgettext("list", "row", "rows", n)\n'
    )
    assert list(catalogues.words_in(file)) == [
        Words(None, "one"),
        Words(None, "two {name}"),
        Words("noun", "close"),
        Words(None, "%(n)d hazard", "%(n)d hazards"),
        Words("list", "row", "rows"),
    ]


def test_words_are_found_in_pages(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(
        "<p class='it isn'>\n    {% translate 'Hazards' %} it's\n"
        "  {% translate 'close' context 'verb' as word %}{{ x|default:_('nobody') }}\n"
        "      {% blocktranslate trimmed with name=person %}\n"
        "        Dear {{ name }},\n        welcome\n      {% endblocktranslate %}\n"
        "{% blocktranslate count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows"
        "{% endblocktranslate %}\n</p>"
    )
    assert list(catalogues.words_in(file)) == [
        Words(None, "Hazards"),
        Words("verb", "close"),
        Words(None, "nobody"),
        Words(None, "Dear %(name)s, welcome"),
        Words(None, "%(n)s row", "%(n)s rows"),
    ]


def test_an_update_keeps_translations_and_drops_what_nobody_says(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "HOUSE", tmp_path)
    room = tmp_path / "web"
    room.mkdir()
    (room / "views.py").write_text('a = _("kept")\nb = _("new %(n)s")\n')
    before = polib.POFile()
    before.append(polib.POEntry(msgid="kept", msgstr="留"))
    before.append(polib.POEntry(msgid="gone", msgstr="去"))
    catalogues.catalogue("web").parent.mkdir(parents=True)
    before.save(str(catalogues.catalogue("web")))
    monkeypatch.setattr(catalogues, "SHARED_TEMPLATES", {})
    assert catalogues.update("web") == "web: 2 entries, 1 untranslated\n  new %(n)s"
    assert {entry.msgid: entry.msgstr for entry in read("web")} == {"kept": "留", "new %(n)s": ""}
    assert compiled("web") == {(None, "kept"): "留"}
