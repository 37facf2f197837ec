"""The second look at a return: each number beside what the unit said before, or where that is too
little, beside what its peers say. What lies far off asks to be looked at again and blocks nothing.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hazards.amounts import plain
from records.registry import declared
from returns.forms.shape import INT, WARN, Indicator
from returns.models.returns import Return
from returns.second_look.earlier import Earlier, earlier_of
from returns.second_look.peers import Peer, besides, peers_of
from returns.second_look.robust import MAD, MEAN, THRESHOLD, Distance, distance
from returns.table.checks import Remark
from returns.table.derivation import days_of
from returns.table.sheet import Sheet

EARLIER, PEERS = "earlier", "peers"
AGAINST = (EARLIER, PEERS)
# What differs from the median by less is not asked about: a count by five, any figure by a quarter.
SMALL, PART = 5, Fraction(1, 4)
NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
SENTENCES: dict[str, str | Promise] = {
    EARLIER: _(
        "%(label)s: %(value)s. In its last %(n)s periods the unit said %(others)s, in the middle "
        "%(median)s. The %(measure)s is %(score)s; %(threshold)s or more, either way, asks for a "
        "second look"
    ),
    PEERS: _(
        "%(label)s: %(value)s. In the middle of %(n)s units of the same kind stands %(median)s. "
        "The %(measure)s is %(score)s; %(threshold)s or more, either way, asks for a second look"
    ),
}
MEASURED: dict[str, str | Promise] = {
    MAD: _("modified z-score by the median absolute deviation"),
    MEAN: _("modified z-score by the mean absolute deviation"),
}


@dataclass(frozen=True)
class Compared:
    """A number with what it was compared with: the unit's own figures, oldest first, or those of
    its peers. Without a `distance` there are too few, or all say the same."""

    indicator: Indicator
    value: Any
    against: str
    others: list[Any]
    is_outlier: bool = False

    @cached_property
    def distance(self) -> Distance | None:
        return distance(Decimal(self.value), map(Decimal, self.others))

    @property
    def sentence(self) -> str:
        """The rule with the figures it was applied to; "" where there was nothing to measure by."""
        far = self.distance
        if far is None:
            return ""
        told = {
            "label": self.indicator.label,
            "value": self.value,
            "n": far.n,
            "others": str(_(", ")).join(str(one) for one in self.others),
            "median": digits(far.median),
            "measure": MEASURED[far.measure],
            "score": digits(far.score),
            "threshold": digits(THRESHOLD),
        }
        return str(SENTENCES[self.against]) % told


@dataclass(frozen=True)
class SecondLook:
    """`earlier` is oldest first."""

    sheet: Sheet
    earlier: list[Earlier]
    peers: list[Peer]

    @cached_property
    def compared(self) -> dict[str, Compared]:
        """Every number that stands in the table, by its indicator."""
        numbers = [i for i in self.sheet.form.indicators if i.is_number]
        told = {i.code: self.sheet.values[i.code] for i in numbers}
        return {i.code: self.compare(i, told[i.code]) for i in numbers if told[i.code] is not None}

    @property
    def outliers(self) -> dict[str, Compared]:
        return {code: one for code, one in self.compared.items() if one.is_outlier}

    @property
    def remarks(self) -> list[Remark]:
        return [Remark("outlier", WARN, code, one.sentence) for code, one in self.outliers.items()]

    def compare(self, indicator: Indicator, value: Any) -> Compared:
        """With the unit's own past first: it knows how large the unit is."""
        one = past = Compared(indicator, value, EARLIER, self.past(indicator.code))
        if past.distance is None:
            peers = Compared(indicator, value, PEERS, self.beside(indicator.code))
            one = peers if peers.distance else past
        far = one.distance
        if far is None or not far.is_far or is_small(indicator, value, far):
            return one
        is_low_so_far = far.score < 0 and may_still_grow(self.sheet, indicator)
        return replace(one, is_outlier=not is_low_so_far)

    def past(self, code: str) -> list[Any]:
        return numbers(one.values.get(code) for one in self.earlier)

    def beside(self, code: str) -> list[Any]:
        return numbers(peer.parts.get(code) for peer in self.peers)


def numbers(told: Iterable[Any]) -> list[Any]:
    """Without blanks, and what another edition of the form has of another type."""
    return [said for said in told if isinstance(said, int) or is_amount(said)]


def is_amount(said: Any) -> bool:
    return isinstance(said, str) and NUMBER.fullmatch(said) is not None


def is_small(indicator: Indicator, value: Any, far: Distance) -> bool:
    """Counts of a few jump by nature; and where all others are close together, what is hardly more
    than they are is far by the score alone."""
    away = abs(Fraction(value) - far.median)
    return (indicator.type == INT and away < SMALL) or away < far.median * PART


def may_still_grow(sheet: Sheet, indicator: Indicator) -> bool:
    """A count goes on while its days do, and a sum while a unit below is missing: that it is small
    so far says nothing."""
    if sheet.document["coverage"]["missing"]:
        return True
    source = declared().get(indicator.source)
    if source is None or not sheet.one.is_fillable:
        return False
    return timezone.localdate(sheet.as_of) < days_of(sheet.one.campaign, source.kind).end


def digits(number: Fraction) -> str:
    """To a tenth."""
    return plain(Decimal(round(number * 10)) / 10)


def looks_at(sheets: Collection[Sheet], user) -> Iterator[SecondLook]:
    """In their order; two queries, however many sheets, blanks, periods and peers there are."""
    returns: list[Return] = [sheet.one for sheet in sheets]
    earlier, peers = earlier_of(returns, user), peers_of(returns, user)
    for sheet in sheets:
        yield SecondLook(sheet, earlier[sheet.one.pk], besides(sheet.one, peers))
