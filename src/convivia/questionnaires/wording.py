"""What a question wants, and what is wrong with an answer, in words."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convivia.questionnaires.kinds import Limits, Trouble


def say_trouble(trouble: Trouble) -> str:
    """Return what is wrong and what to do, in the active language; the row first, where the answer has rows."""
    said = _SAID[trouble.code](trouble)
    return _("Row %(row)d: %(said)s") % {"row": trouble.row, "said": said} if trouble.row else said


def say_kind(kind: str) -> str:
    """Return how a question is answered: "one line", "choose from a list"."""
    return _ANSWERED[kind]()


def say_length(limits: Limits) -> str:
    """Return how long an answer should and may be; "" where nothing is said of it."""
    values = {"suggested": _number(limits.suggested), "longest": _number(limits.longest)}
    if limits.suggested and limits.longest:
        return _("about %(suggested)s characters, at most %(longest)s") % values
    if limits.longest:
        return _("at most %(longest)s characters") % values
    return _("about %(suggested)s characters") % values if limits.suggested else ""


def _number(value: int) -> str:
    return str(number_format(value, use_l10n=True, force_grouping=True))


def _too_long(trouble: Trouble) -> str:
    over = trouble.length - trouble.longest
    return ngettext(
        "This is %(over)s character too long; %(longest)s fit. Please shorten it.",
        "This is %(over)s characters too long; %(longest)s fit. Please shorten it.",
        over,
    ) % {"over": _number(over), "longest": _number(trouble.longest)}


_SAID: Final[Mapping[str, Callable[[Trouble], str]]] = {
    "needed": lambda _trouble: _("This is needed before the practice can be handed in. Please answer it."),
    "too-long": _too_long,
    "not-one-line": lambda _trouble: _("Only one line fits here. Please take out the line breaks."),
    "no-option": lambda _trouble: _("This is none of the answers that can be chosen. Please choose one of them."),
    "wrong-type": lambda _trouble: _("This answer could not be read. Please give it again."),
    "bad-email": lambda _trouble: _("This is no e-mail address. One looks like office@example.org."),
    "bad-address": lambda _trouble: _("This is no address of a web page. One begins with https:// and has no blanks."),
    "bad-date": lambda _trouble: _("This is no date. Write a year, a month or a day: 2024, 2024-05 or 2024-05-31."),
    "no-kind": lambda _trouble: _("Please say how this is known: expected, told, counted or evaluated."),
    "no-statement": lambda _trouble: _("Please say what has changed, or empty the whole row."),
    "no-alt": lambda _trouble: _("Please describe in a sentence what can be seen in the picture."),
    "no-licence": lambda _trouble: _("Please say under which licence the picture may be passed on."),
}

_ANSWERED: Final[Mapping[str, Callable[[], str]]] = {
    "text": lambda: _("In your own words"),
    "line": lambda: _("One line"),
    "choice": lambda: _("Choose one answer"),
    "concepts": lambda: _("Choose from a list"),
    "places": lambda: _("Cities or countries"),
    "period": lambda: _("One line"),
    "contact": lambda: _("An office, with an e-mail address or a page"),
    "evidence": lambda: _("One row for each statement"),
    "pictures": lambda: _("Files of pictures"),
    "links": lambda: _("One document a line"),
}
