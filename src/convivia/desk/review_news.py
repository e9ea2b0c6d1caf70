"""News of the review: all readers are in. What they said is not in the mail: who reads, too, may not know it yet."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from convivia.notifications.mail import Letter, NotSent, address, send
from convivia.people.queries import language_of
from convivia.reviews.deciding import wants_third, who_decides
from convivia.reviews.models import Round
from convivia.reviews.signals import readers_done

logger = logging.getLogger(__name__)


def connect() -> None:
    """Write to who decides as soon as all readers of a round are in, from now on."""
    readers_done.connect(on_readers_done, dispatch_uid="desk.review_news.on_readers_done")


def on_readers_done(*, round_id: int, is_disagreement: bool, **_signal: Any) -> None:
    """Tell each person who decides, in their language. A mail that cannot be sent is noted in the log: the desk shows
    that the round waits for its decision."""
    found = Round.objects.select_related("practice").filter(pk=round_id, closed_at__isnull=True).first()
    if found is None:
        return
    needs_third = wants_third(found)
    for person in who_decides(found):
        _tell(person, found, is_disagreement=is_disagreement, needs_third=needs_third)


def _tell(person: User, found: Round, *, is_disagreement: bool, needs_third: bool) -> None:
    if not person.email:
        logger.warning("Round %s: %s decides and has no address.", found.pk, person.pk)
        return
    with override(language_of(person.email) or settings.LANGUAGE_CODE):
        try:
            send(_letter(found, is_disagreement=is_disagreement, needs_third=needs_third), to=person.email)
        except NotSent as error:
            logger.warning("No mail was sent about round %s: %s", found.pk, error)


def _letter(found: Round, *, is_disagreement: bool, needs_third: bool) -> Letter:
    title = found.title or _("Practice without a title")
    if needs_third:
        subject = _("The readers disagree: %(title)s")
        paragraph, label = (
            _("Both readers have handed in, and they disagree on this practice:"),
            _("Ask a third reader"),
        )
        after = _("You can also decide without one; that needs a reason.")
    else:
        subject = _("All judgements are in: %(title)s")
        paragraph = _("All readers have handed in their judgement of this practice:")
        label = _("Read them and decide")
        after = _("They do not agree; the page shows where.") if is_disagreement else ""
    return Letter(
        subject=subject % {"title": title},
        paragraphs=[paragraph, title],
        label=label,
        url=address(reverse("desk:round", args=[found.pk])),
        after=[after] if after else [],
    )
