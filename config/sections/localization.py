"""The languages of the pages, and the zone that counts until the district has named its own."""

from django.utils.translation import gettext_lazy as _

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
# The set-up page asks for the district's own (installation/time_zone.py).
TIME_ZONE = "Asia/Shanghai"
