"""A mail of the house: a few short paragraphs and one link, as plain text and as simple HTML with the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

from convivia.common.directions import direction
from convivia.common.environment import text


class NotSent(Exception):
    """The mail server did not take the mail."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says: `paragraphs` before the link, `after` behind it; `quote` are words of a person, if any."""

    subject: str
    paragraphs: Sequence[str]
    label: str = ""
    url: str = ""
    quote: str = ""
    after: Sequence[str] = ()


def send(letter: Letter, *, to: str) -> None:
    """Send a mail to one address, in the language that is active. Raises `NotSent`."""
    subject = f"Convivia: {one_line(letter.subject)}"
    quoted = "\n".join(f"> {line}".rstrip() for line in letter.quote.splitlines())
    values = {"letter": letter, "quoted": quoted, "operator": settings.OPERATOR, "site": address("/")}
    body = render_to_string("notifications/letter.txt", values).strip() + "\n"
    message = EmailMultiAlternatives(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated"})
    message.attach_alternative(_page(subject, "notifications/letter.html", values), "text/html")
    try:
        message.send()
    except (OSError, SMTPException) as error:
        raise NotSent(str(error)) from error


def html_of(subject: str, body: str) -> str:
    """Return plain text as the same simple HTML, its addresses as links."""
    return _page(subject, "notifications/text.html", {"body": body})


def address(path: str) -> str:
    """Return the whole address of a page, as a mail needs it: under the public address of the site, if it has one."""
    if settings.BASE_URL:
        return f"{settings.BASE_URL}{path}"
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return f"http://{host.lstrip('.')}:{text('PORT', '8000')}{path}"


def one_line(words: str, most: int = 120) -> str:
    """Return words on one line, without what would end a header of a mail, and not longer than `most` signs."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _page(subject: str, template: str, values: dict[str, object]) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    around = {"subject": subject, "language": language, "direction": direction(language)}
    return render_to_string(template, values | around)
