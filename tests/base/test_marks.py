"""What is run once more on PostgreSQL is told from what a test uses."""


def test_who_uses_a_table_is_run_on_both(db, request):
    assert request.node.get_closest_marker("database")


def test_who_uses_none_is_run_once(request):
    assert not request.node.get_closest_marker("database")
