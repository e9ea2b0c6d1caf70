"""The forms of signing in and up, in the words of the house."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password; whether the browser is remembered."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this device for two weeks")
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        _without_placeholders(self)


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and a password, twice."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("We send a message there to make sure that it is yours.")
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _("At least 12 characters. A sentence that only you know is easy to keep.")
        self.fields["password2"].label = _("The same password again")
        _without_placeholders(self)


def _without_placeholders(form: Form) -> None:
    """Let fields be empty until something is typed: each has a label."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
