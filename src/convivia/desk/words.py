"""The desk's own words: what the piles of the to-do list are called."""

from typing import Final

from django.utils.translation import gettext_lazy

from convivia.practices.desk_queries import ACCEPTED, CHANGES, DRAFTS, HANDED_IN, JUDGED, WAITING

PILES: Final = {
    CHANGES: gettext_lazy("Changes are asked of you"),
    DRAFTS: gettext_lazy("Your drafts"),
    HANDED_IN: gettext_lazy("Handed in, to be read"),
    JUDGED: gettext_lazy("In review, to be decided"),
    ACCEPTED: gettext_lazy("Accepted, to be published"),
    WAITING: gettext_lazy("You wait for the editors"),
}
