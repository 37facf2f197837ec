"""The form fields by which pages and administrators' tables take in text."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField

from texts.writing import as_entered


class Line(forms.CharField):
    """Text as people write it; what says nothing is the same as nothing, and is refused where
    something is required (`texts.writing`)."""

    def to_python(self, value: Any) -> Any:
        said = super().to_python(value)
        return (as_entered(said) or self.empty_value) if isinstance(said, str) else said


class Username(Line, UsernameField):
    """The name somebody logs in with, in the one form of Unicode it is compared in."""
