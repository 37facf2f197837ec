"""`ETag`, `If-Match` and `If-None-Match`: the tag of a hazard is its version."""

import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

TAG = re.compile(r'(?:W/)?"(\d{1,9})"|(\d{1,9})', re.ASCII)


def answered(data: Any, status: int = 200) -> Response:
    """The answer, tagged with the version it shows."""
    answer = Response(data, status)
    if isinstance(data, dict) and "version" in data:
        answer["ETag"] = f'"{data["version"]}"'
    return answer


def expected_version(request) -> int | None:
    """The version the caller says it has read; None when it does not say."""
    header = request.headers.get("If-Match", "*").strip()
    if header == "*":
        return None
    tag = TAG.fullmatch(header)
    if tag is None:
        detail = _('If-Match takes the version from the ETag, such as "3".')
        raise ValidationError({"If-Match": [detail]})
    return int(tag[1] or tag[2])


def has_version(request, version: int) -> bool:
    """Does the caller hold this very version already?"""
    tags = [tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")]
    return "*" in tags or any(tag.removeprefix("W/") == f'"{version}"' for tag in tags)
