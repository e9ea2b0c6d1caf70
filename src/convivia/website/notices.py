"""What a reader of a list should know about it: how the words were read, what was left out, what to try instead."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convivia.places.wording import TRAIT_NAMES
from convivia.search.queries import SearchResults
from convivia.website.shelves import library_url


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know about the list: what happened, and what to do now."""

    kind: str
    text: str
    more: str = ""
    url: str = ""
    label: str = ""


def notices(results: SearchResults) -> Iterator[Notice]:
    """Yield what is to be said of `results`, the most useful first."""
    if results.did_you_mean:
        other = replace(results.query, q=results.did_you_mean, page=1)
        text = _("Few practices have these words.") if results.total else _("No practice has these words.")
        yield Notice("note", text, _("Did you mean:"), library_url(other), results.did_you_mean)
    yield from _readings(results)
    if unknown := [note for note in results.notes if note.reason == "not-known"]:
        text = _("The list is not narrowed by: %(traits)s. It is not known of the city to compare with.")
        yield Notice(
            "note",
            text % {"traits": ", ".join(str(TRAIT_NAMES[note.value]) for note in unknown)},
            _("You can give its figures yourself, under “Cities like mine”."),
        )
    if others := [note for note in results.notes if note.reason != "not-known"]:
        unread = ", ".join(f"{note.name}={note.value[:40]}" for note in others[:5])
        yield Notice("warn", _("A part of the address could not be used: %(parts)s") % {"parts": unread})


def _readings(results: SearchResults) -> Iterator[Notice]:
    """Yield one notice of how the words were read, which of them nobody has, or that few practices have them all."""
    as_read = _("“%(word)s” read as “%(read_as)s”")
    read = ", ".join(as_read % {"word": each.written, "read_as": each.read_as} for each in results.read_as)
    few, advice = _missing(results) if results.missing and results.total else _relaxed(results)
    if read:
        yield Notice("note", f"{read}.", few or _("Words in quotes are taken as they are."))
    elif few:
        yield Notice("note", few, advice)


def _missing(results: SearchResults) -> tuple[str, str]:
    """Return which words nobody has, and what the list is then: what the other words or meaning found."""
    words = ", ".join(_("“%(words)s”") % {"words": word} for word in results.missing)
    text = ngettext("No practice has the word %(words)s.", "No practice has the words %(words)s.", len(results.missing))
    return text % {"words": words}, _("These fit the rest of what you asked for.")


def _relaxed(results: SearchResults) -> tuple[str, str]:
    """Return that few practices have all the words, and what to do; "" where that is not so."""
    if not results.relaxed:
        return "", ""
    advice = _("Use fewer words, or put words that belong together in quotes.")
    if results.near:
        if results.complete:
            return _("Few practices have all of these words. Others that are near in meaning are in the list, too."), ""
        return _("No practice has all of these words. These are near in meaning."), ""
    if results.complete:
        return _("Few practices have all of these words. Those that have most of them follow."), advice
    return _("No practice has all of these words. These have most of them."), advice
