"""The list of rules to break keeps step with the house."""

from fractions import Fraction
from importlib.util import module_from_spec

import pytest

from hazards import amounts
from tests.tools.broken.breaking import HOUSE, Breaker, broken
from tests.tools.broken.rules import RULES


@pytest.mark.parametrize("rule", RULES, ids=[rule.says for rule in RULES])
def test_each_rule_is_where_the_list_says_and_python_without_it_is_still_python(rule):
    compile(broken(rule), rule.file, "exec")
    assert all((HOUSE / test).exists() for test in rule.tests)


def test_no_rule_stands_there_twice_and_none_leaves_the_file_as_it_is():
    assert len({rule.says for rule in RULES}) == len(RULES) >= 20
    assert all(rule.old != rule.new for rule in RULES)


def test_only_the_file_of_the_rule_is_loaded_without_it():
    breaker = Breaker(next(rule for rule in RULES if rule.file == "hazards/amounts.py"))
    assert breaker.find_spec("hazards.reference", None) is None
    spec = breaker.find_spec("hazards.amounts", [str(HOUSE / "hazards")])
    without = module_from_spec(spec)
    spec.loader.exec_module(without)
    nearly_all = Fraction(2999, 3000)
    assert (amounts.rate(nearly_all), without.rate(nearly_all)) == ("99.9%", "100.0%")
