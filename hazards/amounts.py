"""How a rate and an amount of money are printed, on every page, paper and in every file.

Both are printed so that they say nothing false: a rate is rounded, but neither up to all nor down
to nothing; money is never rounded, so that what stands under a column is the sum of what stands in
it. This is the lowest room whose figures are printed; whoever prints one may import from here.
"""

from decimal import Decimal
from fractions import Fraction
from math import floor

from django.utils.translation import get_language
from django.utils.translation import gettext as _

NOTHING = "—"  # of nothing there is no rate, and an amount nobody said is not 0
WAN = Decimal(10_000)  # 万元
FEN = Decimal("0.01")
HALF = Fraction(1, 2)
Share = Fraction | Decimal | float | None


def rate(share: Share) -> str:
    """A share of 1 as a percentage with one digit after the point, such as 93.4%; "—" for None,
    the share of nothing."""
    return NOTHING if share is None else f"{percent(share):.1f}%"


def percent(share: Fraction | Decimal | float) -> Decimal:
    """The same as a number, rounded half up to a tenth. It is 100 only where nothing is left, and 0
    only where there is nothing: 2,999 of 3,000 are 99.9, and 1 of 3,000 is 0.1."""
    exact = Fraction(share)
    tenths = floor(exact * 1000 + HALF)
    if exact != 1 and tenths == 1000:
        tenths += 1 if exact > 1 else -1
    if exact > 0 and tenths == 0:
        tenths = 1
    return Decimal(tenths) / 10


def money(yuan: Decimal | int | str | None) -> str:
    """An exact amount with its unit; Chinese counts 10,000 yuan and more in 万元. "—" for None."""
    if yuan is None or yuan == "":
        return NOTHING
    amount = Decimal(yuan)
    is_chinese = (get_language() or "").startswith("zh")
    if is_chinese and amount >= WAN:
        return _("%(amount)s ten thousand yuan") % {"amount": ten_thousands(amount)}
    return _("¥%(amount)s") % {"amount": plain(amount, "" if is_chinese else ",")}


def in_yuan(yuan: Decimal | int | None) -> str | None:
    """An exact amount in digits, under a head or a name that says it is yuan; None stays None."""
    return None if yuan is None else f"{yuan:.2f}"


def ten_thousands(yuan: Decimal | None) -> str:
    """An exact amount in 万元, in digits and without useless zeros."""
    return plain((yuan or Decimal(0)).quantize(FEN) / WAN)


def plain(amount: Decimal, thousands: str = "") -> str:
    """Digits without an exponent or useless zeros: 1.86, 20, 0."""
    digits = f"{amount:{thousands}f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
