"""Reads JSON, and refuses what no database keeps, before anything else sees it."""

import json
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class Json(JSONParser):
    """Strict JSON in UTF-8, whatever charset the header claims."""

    def parse(self, stream, media_type=None, parser_context=None) -> Any:
        try:
            text = stream.read().decode("utf-8-sig")
            data = json.loads(text, parse_constant=_refuse_constant)
            # Half a surrogate pair can only come in as an escape; it cannot go out again.
            if "\\u" in text:
                json.dumps(data, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is not valid JSON.")) from error
        return data


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
