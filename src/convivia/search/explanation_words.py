"""Reasons in words of the active language: "By place: Bilbao", "Synonym of Public space", "Found by meaning"."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.languages import language_name
from convivia.search.explanation import (
    KEYWORDS,
    OTHER_TITLES,
    SUMMARY,
    TITLE,
    ByConcept,
    ByMeaning,
    ByPlace,
    ByTheme,
    ByWord,
    Explanation,
    ReadAs,
    Reason,
)


def say_reason(reason: Reason) -> str:
    """Return a reason in words, without a full stop."""
    match reason:
        case ByWord():
            return _say_word(reason)
        case ByConcept(is_label=True, facet="principle"):
            return _("By principle: %(name)s") % {"name": reason.label}
        case ByConcept(is_label=True):
            return _("By policy area: %(name)s") % {"name": reason.label}
        case ByConcept():
            return _("Synonym of %(name)s") % {"name": reason.label}
        case ByTheme():
            return _("About %(name)s") % {"name": reason.label}
        case ByPlace():
            return _("By place: %(name)s") % {"name": reason.name}
        case ReadAs():
            return _("“%(word)s” read as “%(read_as)s”") % {"word": reason.word, "read_as": reason.read_as}
        case ByMeaning():
            return _("Found by meaning")


def quiet_reasons(explanation: Explanation) -> list[str]:
    """Return what marked words do not say of themselves, each once: places, synonyms, meaning.

    An area is left unsaid where its own name is marked in the text, and meaning where the hit has all the words. How a
    word was read holds for the whole list, and is said above it.
    """
    reasons = explanation.reasons
    marked = {word for reason in reasons if isinstance(reason, ByWord) for word in reason.word.split()}
    has_all = not explanation.missing and any(not isinstance(reason, ByMeaning | ReadAs) for reason in reasons)

    def goes_without_saying(reason: Reason) -> bool:
        match reason:
            case ByConcept(is_label=True):
                return marked >= set(reason.word.split())
            case ByMeaning():
                return has_all
        return isinstance(reason, ByWord | ReadAs)

    return list(dict.fromkeys(say_reason(reason) for reason in reasons if not goes_without_saying(reason)))


def say_origin(section: str, language: str, labels: dict[str, str]) -> str:
    """Return where a passage stands: "from Impact, in French"; `labels` are those of the template's sections.

    `language` is left unsaid where it is "" or the active one.
    """
    places = {
        TITLE: _("the title"),
        SUMMARY: _("the summary"),
        KEYWORDS: _("the keywords"),
        OTHER_TITLES: _("another title"),
    }
    section = places.get(section) or labels.get(section) or section.replace("_", " ").capitalize()
    spoken = get_language() or "en"
    if not language or language == spoken:
        return _("from %(section)s") % {"section": section} if section else ""
    if not section:
        return _("in %(language)s") % {"language": language_name(language, spoken)}
    return _("from %(section)s, in %(language)s") % {"section": section, "language": language_name(language, spoken)}


def _say_word(reason: ByWord) -> str:
    if not reason.language:
        return _("Word: %(form)s") % {"form": reason.form}
    spoken = language_name(reason.language, get_language() or "en")
    return _("Word: %(form)s (%(language)s)") % {"form": reason.form, "language": spoken}
