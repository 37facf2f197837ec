"""The commands as an operator gives them: killed in the middle, on a full disk, what they say."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from backup import proofs
from tests.backup.ledgers import blobs
from tests.service.test_serve import until

HOUSE = Path(__file__).resolve().parents[2]
PLAIN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
SMALL = 64 * 1024


def started(*command, data, preexec_fn=None, **environ):
    known = {**PLAIN, "DEMO": "no", "DATA_DIR": str(data), **environ}
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, command)],
        cwd=HOUSE,
        env=known,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=preexec_fn,
    )


def run(*command, **options):
    """What the command says, and the code it ends with."""
    process = started(*command, **options)
    return process.communicate(timeout=120)[0], process.returncode


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A ledger as the first start leaves it."""
    data = tmp_path_factory.mktemp("prepared")
    assert run("upgrade", data=data) == (
        "Preparing the database …\nThe tables are those of this version.\n",
        0,
    )
    return data


@pytest.mark.parametrize("command", ["verify", "backup"])
def test_a_command_without_the_settings_of_the_service_says_that_nothing_is_there(
    command, tmp_path
):
    folder = [tmp_path / "copies"] if command == "backup" else []
    said, code = run(command, *folder, data=tmp_path / "var")
    assert code == 1 and said.startswith("CommandError: There is nothing to ")


@pytest.fixture
def data(prepared, tmp_path):
    """A copy of it with two files in its photo store."""
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    (data / "media" / "returns").mkdir(parents=True)
    for name in ("one", "two"):
        (data / "media" / "returns" / name).write_bytes(os.urandom(2 * SMALL))
    return data


@pytest.mark.service
def test_a_backup_is_restored_elsewhere_and_every_proof_holds(data, tmp_path):
    said, code = run("backup", tmp_path / "backups", data=data)
    assert code == 0 and "and 2 files" in said and said.endswith("Everything holds.\n")
    with closing(sqlite3.connect(data / "ledger.sqlite3")) as database:
        ((noted,),) = database.execute("SELECT what FROM installation_backup").fetchall()
    assert noted.startswith(str(tmp_path / "backups"))
    said, code = run("check_backup", tmp_path / "backups", data=data)
    assert code == 0 and "is whole: its tables and 2 files" in said
    other = tmp_path / "other"
    said, code = run("restore", tmp_path / "backups", data=other)
    assert code == 0 and "2 files, each compared" in said and said.endswith("Everything holds.\n")
    for name in ("one", "two"):
        place = Path("media", "returns", name)
        assert (other / place).read_bytes() == (data / place).read_bytes()
        assert (other / place).stat().st_mode & 0o077 == 0
    assert (other / "secret.key").read_text() != (data / "secret.key").read_text()


@pytest.mark.service
def test_a_backup_killed_in_the_middle_is_never_restored(data, tmp_path):
    backups = tmp_path / "backups"
    # Whoever opens it waits for its other end: the backup stands still among the photos.
    os.mkfifo(data / "media" / "returns" / "three")
    process = started("backup", backups, data=data)
    until(lambda: list(backups.glob("files/.*")))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    (broken,) = backups.glob("*.unfinished")
    said, code = run("restore", broken, data=tmp_path / "other")
    assert code == 1 and "not finished; it cannot be restored" in said
    said, code = run("restore", backups, data=tmp_path / "other")
    assert code == 1 and f"{broken.name} was not finished and is not used." in said
    assert "There is no finished backup" in said
    (data / "media" / "returns" / "three").unlink()
    said, code = run("backup", backups, data=data)
    assert code == 0 and not list(backups.glob("*.unfinished"))


@pytest.mark.service
def test_a_full_disk_is_said_and_nothing_half_is_left(data, tmp_path):
    def nearly_full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))

    backups = tmp_path / "backups"
    said, code = run("backup", backups, data=data, preexec_fn=nearly_full)
    assert code == 1 and "The disk is full" in said and "Traceback" not in said
    assert not list(backups.glob("2*")) and not blobs(backups)


# --- verify ----------------------------------------------------------------------------------


def test_every_command_that_proves_something_says_so():
    named = {n for n in proofs.commands_of_ours() if n.startswith(("verify_", "check_"))}
    known = get_commands()
    unsaid = {n for n in named if not proofs.is_proof(load_command_class(known[n], n))}
    assert unsaid == {"check_backup"}  # proves a backup, not the ledger
    assert set(proofs.proofs()) >= {"verify_history", "verify_photos", "check_tally"}


def test_verify_runs_them_all_and_names_each_fault(cast, monkeypatch, capsys):
    ran = []

    def faulty(name, **_):
        ran.append(name)
        if name in ("check_tally", "verify_returns"):
            raise CommandError(f"{name} found one")

    monkeypatch.setattr(proofs, "call_command", faulty)
    with pytest.raises(CommandError) as fault:
        call_command("verify")
    assert ran == proofs.proofs()
    assert f"{fault.value}".splitlines() == [
        "check_tally: check_tally found one",
        "verify_returns: verify_returns found one",
    ]


def test_a_picture_that_is_gone_is_named(cast, store):
    hazard = cast.reported()
    call_command("verify_photos")
    photo = hazard.photos.get()
    store.delete(photo.file_name("thumb"))
    with pytest.raises(CommandError, match=f"1 pictures.*\n{photo.file_name('thumb')}"):
        call_command("verify_photos")
