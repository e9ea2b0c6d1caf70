"""What allauth asks the house: who may sign up, in which language a mail is, and which second factor may go."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from django.utils import translation

from convivia.desk.second_factor import FACTORS
from convivia.notifications.mail import html_of
from convivia.people.queries import language_of
from convivia.people.rules import needs_second_factor

# Under this name the session keeps which invitation somebody signs up from.
INVITATION = "invitation"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts of this house: sign-up open or by invitation, mails in the language of who gets them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return whether this reader may make an account: everybody, or who comes from an invitation."""
        return settings.SIGN_UP == "open" or bool(request.session.get(INVITATION))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the language that its reader has chosen, else in that of the page."""
        with translation.override(language_of(email) or translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Return the mail as plain text, with the same words as simple HTML beside it."""
        made = super().render_mail(template_prefix, email, context, headers)
        if isinstance(made, EmailMultiAlternatives):
            made.attach_alternative(html_of(str(made.subject), str(made.body)), "text/html")
        return made  # type: ignore[no-any-return]


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """What a provider of sign-in says, looked at before anything is made of it."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let an address count as confirmed only where the provider says so by "true" itself, and let nobody in by
        claims about another person than the token's (OpenID Connect Core, 5.3.2)."""
        for address in sociallogin.email_addresses:
            address.verified = address.verified is True
        told = sociallogin.account.extra_data
        people = {told[part].get("sub") for part in ("userinfo", "id_token") if isinstance(told.get(part), dict)}
        if len(people) > 1:
            raise ImmediateHttpResponse(render_authentication_error(request, sociallogin.provider))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors of this house: the last one stays while a role asks for one."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether this factor may be taken away; the last one may not while a role of its owner needs one."""
        if authenticator.type not in FACTORS or not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())
