"""The forms of signing in and up, in the words of the house."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangeEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
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


class _Plain:
    """Gives the fields of a form of allauth the labels of the house, and takes their placeholders away."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        fields = self.fields  # type: ignore[attr-defined]  # of the form that this is mixed into
        for name in fields.keys() & _LABELS.keys():
            fields[name].label = _LABELS[name]
        if "password1" in fields:
            fields["password1"].help_text = _("At least 12 characters. A sentence that only you know is easy to keep.")
        if "oldpassword" in fields:
            fields["oldpassword"].help_text = ""
        _without_placeholders(self)  # type: ignore[arg-type]


class NewPasswordForm(_Plain, ChangePasswordForm):  # type: ignore[misc]
    """The password now, and the new one twice."""


class FirstPasswordForm(_Plain, SetPasswordForm):  # type: ignore[misc]
    """A password, twice, for an account that has none."""


class ForgottenForm(_Plain, ResetPasswordForm):  # type: ignore[misc]
    """The address that a link for a new password goes to."""


class ForgottenAgainForm(_Plain, ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, twice, by the link of a mail."""


class AddressForm(_Plain, AddEmailForm):  # type: ignore[misc]
    """Another e-mail address."""


class NewAddressForm(_Plain, ChangeEmailForm):  # type: ignore[misc]
    """Another e-mail address before the first one is confirmed."""


class AgainForm(_Plain, ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["password"].help_text = ""


_LABELS = {
    "email": _("E-mail address"),
    "oldpassword": _("Your password now"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("The same password again"),
}


def _without_placeholders(form: Form) -> None:
    """Let fields be empty until something is typed: each has a label."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
