"""How a practice is cited, by people (one line) and by machines (schema.org, as JSON-LD)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from convivia.common.templatetags.components import linked
from convivia.practices.licences import LICENCES
from convivia.practices.models import Practice, Text
from convivia.practices.place_lines import place_line
from convivia.practices.queries import PlaceName
from convivia.website.wording import title_of

# So that no text can end the script element that it stands in, or begin a comment.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def licence(identifier: str) -> tuple[str, str]:
    """Return the name and the address of a licence by its SPDX identifier; an address of SPDX for less usual ones."""
    return LICENCES.get(identifier) or (identifier, f"https://spdx.org/licenses/{identifier}.html")


@dataclass(frozen=True, slots=True)
class Cited:
    """The version of a practice that is cited: its number and the day on which it was published."""

    number: int
    day: date


def citation(
    *,
    text: Text,
    source: str,
    source_url: str,
    places: Sequence[PlaceName],
    period: str,
    url: str,
    cited: Cited | None = None,
) -> SafeString:
    """Return the line by which a practice is cited: title, place, period, version, address, where it was first told.

    It is HTML, because the title says its language where that is not the reader's.
    """
    language = (text.title_language or text.language) if text.display_title else ""
    title = mark_safe(_("“%(title)s”") % {"title": linked(title_of(text), language=language)})
    about = format_html_join(", ", "{}", [(part,) for part in (title, place_line(places), period) if part])
    line = _("%(about)s. In: Convivia, %(url)s.") % {"about": about, "url": escape(url)}
    if cited:
        version = {"number": cited.number, "date": date_format(cited.day, "j F Y")}
        line = _("%(about)s. Version %(number)d of %(date)s. In: Convivia, %(url)s.") % {
            "about": about, "url": escape(url), **version,
        }  # fmt: skip
    told = escape(", ".join(filter(None, [source, source_url])))
    return mark_safe(" ".join([line, _("First told at: %(source)s") % {"source": told}]) if told else line)


def structured(
    *, practice: Practice, text: Text, source_url: str, places: Sequence[PlaceName], areas: Sequence[str], url: str
) -> SafeString:
    """Return the practice in schema.org words, as JSON that is safe inside a script element."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "identifier": practice.public_id,
        "name": title_of(text),
        "abstract": text.summary,
        "inLanguage": text.language,
        "about": list(areas),
        "temporalCoverage": practice.period.edtf,
        "spatialCoverage": [_place(place) for place in places],
        "isBasedOn": source_url,
        "license": licence(practice.licence)[1] if practice.licence else "",
        "dateModified": practice.updated_at.date().isoformat(),
        "isPartOf": {"@type": "WebSite", "name": "Convivia"},
    }
    kept = {name: value for name, value in data.items() if value}
    return mark_safe(json.dumps(kept, ensure_ascii=False).translate(_ESCAPES))


def _place(place: PlaceName) -> dict[str, Any]:
    if not place.key:
        return {"@type": "Country", "name": place.country}
    address = {"@type": "PostalAddress", "addressCountry": place.country_code}
    return {"@type": "Place", "name": place.name, "address": address}
