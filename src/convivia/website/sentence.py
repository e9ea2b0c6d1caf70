"""The current search in words: "12 practices on Mediation in Spain, newest first", and its removable parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from convivia.places.likeness import COUNTRY, DIVERSITY, NETWORK, SIZE
from convivia.search.query import LIKENESS, NEWEST, RELEVANCE, TITLE, SearchQuery
from convivia.website.wording import joined, plain_number

ORDERS = {
    RELEVANCE: gettext_lazy("best match first"),
    NEWEST: gettext_lazy("newest first"),
    TITLE: gettext_lazy("by title"),
    LIKENESS: gettext_lazy("those from cities like %(city)s first"),
}
# What the values of a filter are said to be, in the sentence.
_PHRASES = {
    "area": gettext_lazy("on %(names)s"),
    "principle": gettext_lazy("with the principle %(names)s"),
    "country": pgettext_lazy("countries", "in %(names)s"),
    "city": pgettext_lazy("cities", "in %(names)s"),
    "network": gettext_lazy("from the network %(names)s"),
    "language": gettext_lazy("told in %(names)s"),
    "year": gettext_lazy("begun %(names)s"),
    "evidence": gettext_lazy("with effects known as: %(names)s"),
}

# Traits that cities share with the one that they are compared with: in the sentence, and as parts of it.
_SHARED = {
    SIZE: gettext_lazy("from cities about as large as %(city)s"),
    DIVERSITY: gettext_lazy("from cities about as diverse as %(city)s"),
    COUNTRY: gettext_lazy("from the same country as %(city)s"),
    NETWORK: gettext_lazy("from a network of %(city)s"),
}
_TRAITS = {
    SIZE: gettext_lazy("about as large as %(city)s"),
    DIVERSITY: gettext_lazy("about as diverse as %(city)s"),
    COUNTRY: gettext_lazy("same country as %(city)s"),
    NETWORK: gettext_lazy("in a network of %(city)s"),
}

# Facet → value → what the reader calls it; "like" → key of the city that others are compared with → its name.
Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a search that can be taken away, and the search without it."""

    text: str
    rest: SearchQuery


def say_search(query: SearchQuery, total: int, labels: Labels, *, ordered: bool = True) -> str:
    """Return the search as a sentence without its full stop; with its order, if what is shown has one."""
    sentence = ngettext("%(count)s practice", "%(count)s practices", total) % {"count": plain_number(total)}
    for phrase in _phrases(query, labels):
        sentence = pgettext("a search, growing by a part", "%(search)s %(part)s") % {"search": sentence, "part": phrase}
    if total > 1 and ordered:
        order = str(ORDERS[query.order])
        if query.order == LIKENESS:
            order %= {"city": _compared(query, labels)}
        sentence = _("%(search)s, %(order)s") % {"search": sentence, "order": order}
    return sentence


def name_search(query: SearchQuery, labels: Labels) -> str:
    """Return what a search is about, without count and order: "Practices on Mediation in Spain"."""
    name = _("Practices")
    for phrase in _phrases(query, labels):
        name = pgettext("a search, growing by a part", "%(search)s %(part)s") % {"search": name, "part": phrase}
    return name


def parts(query: SearchQuery, labels: Labels) -> list[Part]:
    """Return the parts of a search that can be taken away, in the order of the sentence."""
    rows = [Part(_("“%(words)s”") % {"words": query.q}, query.without("q"))] if query.q else []
    rows += [
        Part(_part(facet, value, labels), query.without(facet, value))
        for facet, values in query.filters().items()
        for value in values
    ]
    city = {"city": _compared(query, labels)}
    rows += [Part(str(_TRAITS[trait]) % city, query.without("alike", trait)) for trait in query.alike]
    if query.compares:
        rows.append(Part(_("compared with %(city)s") % city, query.without("like")))
    return rows


def say_year(value: str) -> str:
    """Return a filter by start year in words: "in 2019", "in 2015 or later", "between 2015 and 2018"."""
    first, dash, last = value.partition("-")
    if last:
        return _("between %(first)s and %(last)s") % {"first": first, "last": last}
    return (_("in %(year)s or later") if dash else _("in %(year)s")) % {"year": first}


def _phrases(query: SearchQuery, labels: Labels) -> Iterator[str]:
    if query.q:
        yield _("about “%(words)s”") % {"words": query.q}
    for facet, values in query.filters().items():
        names = joined(say_year(value) if facet == "year" else _name(facet, value, labels) for value in values)
        yield str(_PHRASES.get(facet, "%(names)s")) % {"names": names}
    for trait in query.alike:
        yield str(_SHARED[trait]) % {"city": _compared(query, labels)}


def _compared(query: SearchQuery, labels: Labels) -> str:
    """Return what the city is called that others are compared with."""
    if not query.like:
        return pgettext("cities like mine", "mine")
    return labels.get("like", {}).get(query.like, query.like)


def _part(facet: str, value: str, labels: Labels) -> str:
    """Return a value as it stands alone: a kind of evidence says then of what it is one."""
    name = _name(facet, value, labels)
    return _("Effects: %(kind)s") % {"kind": name} if facet == "evidence" else name


def _name(facet: str, value: str, labels: Labels) -> str:
    """Return what the reader calls a value; the value itself where nobody knows it."""
    if facet == "year":
        return _("begun %(names)s") % {"names": say_year(value)}
    return labels.get(facet, {}).get(value, value)
