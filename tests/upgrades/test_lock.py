"""Of several machines that start with a new version, one changes the tables; the others wait."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from config import upgrading
from upgrades import lock

HOUSE = Path(__file__).resolve().parents[2]
PLAIN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


@pytest.fixture
def locked_by_another(transactional_db):
    """Somebody else, with a connection of their own, changes the tables until told to end."""
    begun, end = threading.Event(), threading.Event()

    def hold():
        with lock.alone(connection, print):
            begun.set()
            end.wait(60)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert begun.wait(30)
    yield end
    end.set()
    thread.join(30)


def test_a_second_machine_waits_until_the_first_is_done(locked_by_another):
    said = []

    def say(sentence):
        said.append(sentence)
        locked_by_another.set()

    with lock.alone(connection, say, patience=30):
        assert said == [lock.WAITING]


def test_it_does_not_wait_for_ever(locked_by_another):
    with (
        pytest.raises(lock.StillUpgrading, match="Start again when it is"),
        lock.alone(connection, lambda _: None, patience=0),
    ):
        pytest.fail("two of them changed the tables at once")


def test_the_lock_is_free_again_afterwards(transactional_db):
    for _ in range(2):
        with lock.alone(connection, pytest.fail, patience=0):
            pass


def test_an_upgrade_waits_for_the_lock_and_looks_again(locked_by_another, monkeypatch):
    """What the other machine did meanwhile is not done a second time."""
    looks = iter([False, True])
    monkeypatch.setattr(upgrading, "is_up_to_date", lambda: next(looks))
    monkeypatch.setattr(upgrading, "call_command", lambda *_, **__: pytest.fail("migrated twice"))
    upgrading.bring_up_to_date(lambda _sentence: locked_by_another.set())


def test_who_waited_too_long_does_not_start(locked_by_another, monkeypatch):
    monkeypatch.setattr(upgrading, "is_up_to_date", lambda: False)
    monkeypatch.setattr(lock, "wait", impatient(lock.wait))
    with pytest.raises(CommandError, match="is not done"):
        upgrading.bring_up_to_date(lambda _: None)


def impatient(wait):
    return lambda ask, say, _patience: wait(ask, say, 0)


@pytest.mark.service
def test_two_machines_that_start_at_once_migrate_once(tmp_path):
    """As shipped, on one new data folder."""
    command = [sys.executable, "manage.py", "upgrade"]
    environ = {**PLAIN, "DEMO": "no", "DATA_DIR": str(tmp_path), "SECRET_KEY": "k" * 60}
    both = [
        subprocess.Popen(command, cwd=HOUSE, env=environ, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert "".join(said).count("Preparing the database") == 1


def test_an_older_machine_says_that_the_tables_are_newer(db, capsys):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('hazards', '0999_later', CURRENT_TIMESTAMP)"
        )
    upgrading.bring_up_to_date(print)
    assert "hazards.0999_later" in capsys.readouterr().out
