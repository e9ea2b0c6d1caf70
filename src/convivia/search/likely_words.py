"""Why two records may be one practice, in words of the active language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from convivia.search.likely import (
    NEAR_PLACE,
    OTHER_EDITION,
    OTHER_LANGUAGE,
    OTHER_YEAR,
    SAME_LINK,
    SAME_PERIOD,
    SAME_PLACE,
    SAME_TITLE,
    SAME_YEAR,
    SIMILAR_TITLE,
    TITLE_MEANS,
    TOLD_ALIKE,
)


def say_signs(signs: Sequence[str]) -> list[str]:
    """Return what is alike in two records, the weightiest first, such as "the title means the same"."""
    words = {
        SAME_TITLE: _("same title"),
        SIMILAR_TITLE: _("almost the same title"),
        TITLE_MEANS: _("the titles mean something similar"),
        SAME_PLACE: _("same city"),
        NEAR_PLACE: _("one place is part of the other"),
        SAME_PERIOD: _("same period"),
        SAME_YEAR: _("same first year"),
        OTHER_YEAR: _("another first year"),
        TOLD_ALIKE: _("the texts tell something similar"),
        SAME_LINK: _("same link"),
        OTHER_LANGUAGE: _("in another language"),
        OTHER_EDITION: _("perhaps two editions of a series"),
    }
    return [words[sign] for sign in signs if sign in words]


def say_kind(signs: Sequence[str]) -> str:
    """Return what two records may be to each other, as one sentence."""
    if OTHER_LANGUAGE in signs:
        return _("Perhaps the same practice in another language.")
    if OTHER_YEAR in signs:
        return _("Perhaps an older or newer version of the same practice.")
    return _("Perhaps the same practice.")
