"""One start for one data folder, and no lock left behind by somebody who is gone."""

import os
import subprocess
import sys

import pytest

from config.serving import one_start

HOLDER = """
import pathlib, sys
from config.serving import one_start
held = one_start.hold(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_start_is_told_who_has_the_folder(tmp_path):
    held = one_start.hold(tmp_path)
    with pytest.raises(SystemExit, match=rf"already running .*\(process {os.getpid()}\)"):
        one_start.hold(tmp_path)
    held.close()
    one_start.hold(tmp_path).close()


def test_a_file_left_behind_locks_nothing(tmp_path):
    (tmp_path / "service.lock").write_text("1")
    one_start.hold(tmp_path).close()


def test_a_start_that_is_killed_outright_leaves_no_lock(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(SystemExit):
        one_start.hold(tmp_path)
    holder.kill()
    holder.communicate()
    one_start.hold(tmp_path).close()


def test_two_folders_are_two_services(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    first = one_start.hold(tmp_path / "one")
    one_start.hold(tmp_path / "two").close()
    first.close()
