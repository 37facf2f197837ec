"""Sentences of Django that our catalogue tells in other words, because its Chinese misleads:
of a NUL it says that an empty text is not allowed. They are named here to be collected."""

from django.utils.translation import gettext_noop as _

RETOLD = [_("Null characters are not allowed.")]
