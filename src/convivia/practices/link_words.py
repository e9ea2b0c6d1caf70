"""How the desk says what came of asking a dead link."""

from collections.abc import Mapping
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convivia.practices.links import DeadLink

_SAID: Final[Mapping[str, str | Promise]] = {
    "404": gettext_lazy("page not found"),
    "410": gettext_lazy("page taken away"),
    "no-host": gettext_lazy("no such site"),
    "timeout": gettext_lazy("no answer in time"),
    "certificate": gettext_lazy("its certificate is not valid"),
    "loop": gettext_lazy("it leads in a circle"),
    "no-answer": gettext_lazy("no answer"),
}


def say_dead(link: DeadLink) -> str:
    """Return why and since when a link counts as dead: "page not found, since 2 March 2026"."""
    said = str(_SAID[link.said]) if link.said in _SAID else _("error %(number)s") % {"number": link.said}
    return _("%(said)s, since %(day)s") % {"said": said, "day": date_format(link.since, "DATE_FORMAT")}
