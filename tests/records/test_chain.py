"""Each line of a history holds the one before it."""

from records.chain import is_unbroken


def lines_of_a_life(cast):
    lines = list(cast.closed().history.order_by("sequence"))
    assert len(lines) > 3 and is_unbroken(lines)
    return lines


def test_a_line_rewritten_with_its_digest_made_anew_does_not_fit_the_next(cast):
    lines = lines_of_a_life(cast)
    lines[1].note = "后来改的话"
    assert not is_unbroken(lines)
    lines[1].digest = lines[1].computed_digest()
    assert not is_unbroken(lines)
    assert is_unbroken(lines[:2])  # nothing follows that would know


def test_a_line_taken_out_or_put_elsewhere_is_missed(cast):
    first, second, *others = lines_of_a_life(cast)
    for told in ([first, *others], [second, *others], [second, first, *others]):
        assert not is_unbroken(told)
