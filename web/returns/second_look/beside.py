"""What stands beside each blank of the table: the periods before, and the stars."""

from django.urls import reverse

from papers.printing.formatting import DASH, shown
from returns.forms.shape import Indicator
from returns.table.reading import Reading
from web.returns.cells import Beside


def beside(reading: Reading, indicator: Indicator) -> Beside:
    code, look = indicator.code, reading.second_look
    said = [(one, shown(indicator, one.values.get(code)) or DASH) for one in look.earlier]
    return Beside(
        url=reverse("web:return_look", args=[reading.one.pk, code]),
        periods=said,
        is_starred=code in reading.stars,
        starred_below=len(reading.stars_below.get(code, ())),
        outlier=look.outliers.get(code),
    )
