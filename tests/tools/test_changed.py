"""`make ready` runs the tests of what was changed, and of nothing that is not there."""

from tests.tools.changed import chosen_for


def test_a_room_is_tested_by_its_folder_and_what_all_stand_on_by_the_files_above(tmp_path):
    for name in ("web", "jobs"):
        (tmp_path / name).mkdir()
    (tmp_path / "service").mkdir()
    chosen = chosen_for(["templates/home/home.html", "jobs/queue.py", "docs/glossary.md"], tmp_path)
    assert chosen == [str(tmp_path / "jobs"), str(tmp_path / "web")]
    assert chosen_for(["config/serve.py"], tmp_path) == [str(tmp_path / "service")]


def test_a_changed_test_is_run_itself(tmp_path):
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "test_serve.py").touch()
    changed = ["tests/service/test_serve.py", "tests/test_gone.py", "tests/cast.py"]
    assert chosen_for(changed, tmp_path) == [str(tmp_path / "service" / "test_serve.py")]
