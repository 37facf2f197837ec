"""Who tipped: encrypted, apart, seen by those named with each look logged, deleted by rule."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from audit.models import Event
from organizations.models import User
from tests.tips.telling import NAME, PHONE, WHO, named
from tips import services
from tips.identity import retention, secrecy, tipsters
from tips.models import Tip, TipEntry, TipsterIdentity
from tips.verification import faults
from workflow.errors import NotPermitted

SEARCHED = ("hazards_pairs", "hazards_searchable")  # of their rows nothing is told


@pytest.fixture
def key_file(settings, tmp_path):
    """A key of the test's own, which it may put another in place of."""
    settings.TIPSTER_KEY, settings.TIPSTER_KEY_FILE = "", tmp_path / "tipster.key"
    settings.TIPSTER_KEY_FILE.write_bytes(Fernet.generate_key())
    return settings.TIPSTER_KEY_FILE


def answered(telling, days_ago: int) -> Tip:
    tip = telling.told(who=WHO)
    at = timezone.now() - timedelta(days=days_ago)
    services.unfounded(tip, by=telling.handler, reason="看过，没有")
    return services.feedback(tip, by=telling.handler, answer="看过，没有这回事", at=at)


def every_text_in_the_database() -> str:
    """Every column of every table, as text."""
    texts = []
    tables = connection.introspection.table_names()
    for table in (name for name in tables if not name.startswith(SEARCHED)):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            texts += [str(bytes(v) if isinstance(v, memoryview) else v) for r in cursor for v in r]
    return "\n".join(texts)


def test_it_stands_in_no_column_of_any_table(telling):
    tip = telling.told(who=WHO)
    assert tipsters.look(tip, by=telling.handler) == WHO
    everything = every_text_in_the_database()
    assert "南校门" in everything
    assert PHONE not in everything and NAME not in everything


@pytest.mark.only_on("sqlite")
def test_it_is_in_no_byte_of_the_file_before_and_after_it_is_deleted(
    telling, settings, transactional_db
):
    answered(telling, days_ago=settings.TIPSTER_DAYS)

    def bytes_of_the_file() -> bytes:
        name = connection.settings_dict["NAME"]
        files = (f"{name}", f"{name}-wal")
        return b"".join(open(file, "rb").read() for file in files)

    for deleted in (0, 1):
        assert retention.delete_identities() == 1 - deleted
        kept = bytes_of_the_file()
        assert "南校门".encode() in kept
        assert PHONE.encode() not in kept and NAME.encode() not in kept


def test_each_look_is_logged_with_who_looked_and_nothing_of_who_was_seen(telling):
    tip = telling.told(who=WHO)
    for _look in range(2):
        tipsters.look(tip, by=telling.handler)
    events = Event.objects.filter(kind="tipster_viewed")
    assert [(one.by, one.about) for one in events] == [(telling.handler, str(tip.pk))] * 2
    assert PHONE not in str(list(events.values()))


def test_nobody_else_may_look(telling, cast):
    tip = telling.told(who=WHO)
    theirs = named(cast.officer, cast.units["central"])
    for person in (theirs, *(p for p in cast.everyone if p.pk != telling.handler.pk)):
        with pytest.raises(NotPermitted):
            tipsters.look(tip, by=person)
    assert not Event.objects.filter(kind="tipster_viewed").exists()


def test_whoever_is_named_no_more_looks_no_more(telling, cast):
    tip = telling.told(who=WHO)
    held = telling.handler.memberships.get(role="tip_handler")
    held.ends_on = timezone.localdate() - timedelta(days=1)
    held.save()
    with pytest.raises(NotPermitted):
        tipsters.look(tip, by=User.objects.get(pk=telling.handler.pk))


def test_it_is_deleted_by_the_rule_and_its_history_says_so(telling, settings):
    over = answered(telling, days_ago=settings.TIPSTER_DAYS)
    not_yet = answered(telling, days_ago=settings.TIPSTER_DAYS - 1)
    waiting = telling.told(who=WHO)
    assert retention.delete_identities() == 1
    assert set(TipsterIdentity.objects.values_list("tip", flat=True)) == {not_yet.pk, waiting.pk}
    over.refresh_from_db()
    assert over.identity_deleted_on == timezone.localdate() and not over.keeps_identity
    last = TipEntry.objects.filter(tip=over).last()
    assert (last.move, last.by, last.facts) == ("forget", None, {"deleted": ["identity"]})
    assert tipsters.look(over, by=telling.handler) == tipsters.Tipster()
    assert retention.delete_identities() == 0
    assert list(faults()) == []


def test_of_what_was_set_aside_it_is_deleted_as_well(telling, settings):
    tip = telling.told(who=WHO)
    at = timezone.now() - timedelta(days=settings.TIPSTER_DAYS)
    services.set_aside(tip, by=telling.handler, reason="刷的", at=at)
    assert retention.delete_identities() == 1


def test_a_new_key_reads_what_the_old_one_wrote_and_the_old_one_goes(telling, key_file):
    tip, before = telling.told(who=WHO), key_file.read_bytes()
    call_command("rotate_tipster_key", verbosity=0)
    newest, oldest = secrecy.known_keys()
    assert (oldest, TipsterIdentity.objects.get().key_id) == (before, secrecy.id_of(newest))
    call_command("rotate_tipster_key", "--drop-old")
    assert secrecy.known_keys() == [newest]
    assert tipsters.look(tip, by=telling.handler) == WHO
    assert key_file.stat().st_mode & 0o077 == 0


def test_a_key_something_is_still_encrypted_with_stays(telling, key_file):
    telling.told(who=WHO)
    key_file.write_bytes(Fernet.generate_key() + b"\n" + key_file.read_bytes())
    with pytest.raises(CommandError):
        call_command("rotate_tipster_key", "--drop-old")
    assert len(secrecy.known_keys()) == 2


def test_without_its_key_it_is_said_to_be_unreadable(telling, key_file, capsys):
    tip = telling.told(who=WHO)
    key_file.write_bytes(Fernet.generate_key())
    with pytest.raises(secrecy.Unreadable):
        tipsters.look(tip, by=telling.handler)
    call_command("verify_tips")
    assert "a key that is not here" in capsys.readouterr().err


def test_it_says_nothing_of_itself_where_it_is_printed():
    assert PHONE not in f"{WHO} {WHO!r}"
