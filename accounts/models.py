"""Sessions that know whose they are, so that they can be ended with the account's rights."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """`user` is empty for a stranger. Written by `accounts.sessions` alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
