"""The words of writing help: what was seen, why it matters, and what can be done, for each reason of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from convivia.common.languages import language_name
from convivia.practices.advice_values import Advice, Kind

_L = str | Promise
_P = Kind.PERSONAL

KINDS: Final[Mapping[Kind, _L]] = {
    Kind.MISSING: gettext_lazy("Missing"),
    Kind.THIN: gettext_lazy("Too little"),
    Kind.ACRONYM: gettext_lazy("Acronym"),
    Kind.LONG_SENTENCE: gettext_lazy("Long sentence"),
    Kind.PROMOTION: gettext_lazy("Praise"),
    Kind.PERSONAL: gettext_lazy("Personal data"),
    Kind.IMPACT: gettext_lazy("Impact without evidence"),
    Kind.LINK: gettext_lazy("Link"),
    Kind.LANGUAGE: gettext_lazy("Language"),
}


@dataclass(frozen=True, slots=True)
class AdviceWords:
    """An advice in the reader's language: its kind, what was seen, why it matters, what to do."""

    kind: str
    seen: str
    why: str
    to_do: str


_NEEDED_WHY = gettext_lazy("Readers search and compare by this; without it they do not find the practice.")
_PERSON_WHY = gettext_lazy(
    "The library is read by everybody, for years. People who did not agree to it do not belong in it."
)
_LINK_WHY = gettext_lazy("A link that leads nowhere, or somewhere unsafe, costs readers their trust in the rest.")
_PRAISE_WHY = gettext_lazy("Readers in other cities believe facts; praise makes them doubt those, too.")
_EVIDENCE_WHY = gettext_lazy("Another city can only judge a change if it knows how it is known, and from when.")
_THIN_WHY = gettext_lazy("Another city cannot tell from so little whether the practice is for it.")
_READ_WHY = gettext_lazy("Most readers read in a language that is not their first.")

# (kind, reason) → seen, why, what to do; "%(figure)s" and "%(other)s" are filled in.
_WORDS: Final[Mapping[tuple[Kind, str], tuple[_L, _L, _L]]] = {
    (Kind.MISSING, "needed"): (
        gettext_lazy("Nothing is said here yet."),
        _NEEDED_WHY,
        gettext_lazy("Fill it in before you hand in."),
    ),
    (Kind.MISSING, "section"): (
        gettext_lazy("This section is empty."),
        gettext_lazy("It is one of those that other cities read first."),
        gettext_lazy("Write two or three sentences, even if you do not know everything yet."),
    ),
    (Kind.MISSING, "placeholder"): (
        gettext_lazy("These words only hold a place."),
        gettext_lazy("Readers cannot tell whether there is nothing, or nobody knew."),
        gettext_lazy("Leave the field empty, or say what you know."),
    ),
    (Kind.MISSING, "ongoing-since"): (
        gettext_lazy("It goes on, but nothing says since when."),
        gettext_lazy("“Ongoing” means less with every year that passes."),
        gettext_lazy("Add the year it began, and confirm once a year that it still runs."),
    ),
    (Kind.MISSING, "untranslated"): (
        gettext_lazy("The first text tells this; this language version does not."),
        gettext_lazy("Readers of this language learn less than others, and do not notice."),
        gettext_lazy("Translate the field, or have it translated."),
    ),
    (Kind.THIN, "short"): (
        gettext_lazy("There are only %(figure)s letters here."),
        _THIN_WHY,
        gettext_lazy("Say who did what, for whom, and how."),
    ),
    (Kind.THIN, "repeats"): (
        gettext_lazy("This says the same as another field."),
        _THIN_WHY,
        gettext_lazy("Tell here what the other field does not."),
    ),
    (Kind.ACRONYM, "unknown"): (
        gettext_lazy("This acronym is not spelt out anywhere in the text."),
        gettext_lazy("People in another city, or another country, do not know it."),
        gettext_lazy("Write the full name once, with the acronym in brackets behind it."),
    ),
    (Kind.LONG_SENTENCE, "words"): (
        gettext_lazy("This sentence has %(figure)s words."),
        _READ_WHY,
        gettext_lazy("Make two or three sentences of it, with one thought in each."),
    ),
    (Kind.PROMOTION, "praise"): (
        gettext_lazy("This word praises."),
        _PRAISE_WHY,
        gettext_lazy("Say what happened, and leave the verdict to the reader."),
    ),
    (Kind.PROMOTION, "exclamation"): (
        gettext_lazy("This sentence ends with an exclamation mark."),
        _PRAISE_WHY,
        gettext_lazy("A full stop will do."),
    ),
    (Kind.PROMOTION, "capitals"): (
        gettext_lazy("These words are all in capitals."),
        gettext_lazy("Capitals read as shouting, and screen readers may spell them letter by letter."),
        gettext_lazy("Write them in small letters."),
    ),
    (_P, "mail"): (
        gettext_lazy("This is the e-mail address of a person."),
        _PERSON_WHY,
        gettext_lazy("Take it out. The contact has a field of its own."),
    ),
    (_P, "office-mail"): (
        gettext_lazy("There is an e-mail address in the text."),
        gettext_lazy("In a text it is not kept up to date, and collectors of addresses find it."),
        gettext_lazy("Put it into the field for the contact."),
    ),
    (_P, "phone"): (
        gettext_lazy("This looks like a telephone number."),
        _PERSON_WHY,
        gettext_lazy("Take it out, or put the office’s number on its own page."),
    ),
    (_P, "birth"): (
        gettext_lazy("This tells when somebody was born."),
        _PERSON_WHY,
        gettext_lazy("Take it out; an age group says enough."),
    ),
    (_P, "address"): (
        gettext_lazy("This looks like somebody’s address."),
        _PERSON_WHY,
        gettext_lazy("Take it out; the district says enough."),
    ),
    (_P, "person"): (
        gettext_lazy("This tells of one person who can be recognised."),
        _PERSON_WHY,
        gettext_lazy("Tell it without the name, or ask the person and keep the answer in writing."),
    ),
    (Kind.IMPACT, "figure"): (
        gettext_lazy("This gives a figure, but not where it is from."),
        _EVIDENCE_WHY,
        gettext_lazy("Add it as evidence: what was counted, when, by whom."),
    ),
    (Kind.IMPACT, "change"): (
        gettext_lazy("This says that something changed, but not how you know."),
        _EVIDENCE_WHY,
        gettext_lazy("Add it as evidence: expected, told, counted or evaluated, with its date."),
    ),
    (Kind.IMPACT, "no-statement"): (
        gettext_lazy("Evidence no. %(figure)s does not say what changed."),
        _EVIDENCE_WHY,
        gettext_lazy("Write the statement, or remove the row."),
    ),
    (Kind.IMPACT, "no-kind"): (
        gettext_lazy("Evidence no. %(figure)s does not say how this is known."),
        _EVIDENCE_WHY,
        gettext_lazy("Choose expected, told, counted or evaluated."),
    ),
    (Kind.IMPACT, "no-date"): (
        gettext_lazy("Evidence no. %(figure)s has no date."),
        _EVIDENCE_WHY,
        gettext_lazy("Add when it was told, counted or evaluated; the year is enough."),
    ),
    (Kind.IMPACT, "no-source"): (
        gettext_lazy("Evidence no. %(figure)s has no source."),
        _EVIDENCE_WHY,
        gettext_lazy("Name the report, or who counted."),
    ),
    (Kind.LINK, "syntax"): (
        gettext_lazy("This is no address of a web page."),
        _LINK_WHY,
        gettext_lazy("Copy it from your browser’s address bar; it begins with https://."),
    ),
    (Kind.LINK, "runs"): (
        gettext_lazy("This address would run something, or open a file, instead of a page."),
        _LINK_WHY,
        gettext_lazy("Take it out."),
    ),
    (Kind.LINK, "private"): (
        gettext_lazy("This address only works inside somebody’s own network."),
        _LINK_WHY,
        gettext_lazy("Use the public address of the page, or take it out."),
    ),
    (Kind.LINK, "credentials"): (
        gettext_lazy("This address has a user name or a password in it."),
        gettext_lazy("Whoever reads the practice can sign in with it."),
        gettext_lazy("Take it out, and change that password."),
    ),
    (Kind.LINK, "shortener"): (
        gettext_lazy("This is a shortened address."),
        gettext_lazy("Nobody sees where it leads, and it stops working when the shortener does."),
        gettext_lazy("Use the address that it leads to."),
    ),
    (Kind.LINK, "sample"): (
        gettext_lazy("This address is a sample; there is no such page."),
        _LINK_WHY,
        gettext_lazy("Use the real one, or take it out."),
    ),
    (Kind.LINK, "tracking"): (
        gettext_lazy("This address carries marks that follow readers."),
        gettext_lazy("They tell somebody else who came from where."),
        gettext_lazy("Leave out what stands behind the “?” if the page opens without it."),
    ),
    (Kind.LINK, "gone"): (
        gettext_lazy("This page is gone: its address was asked on different days, and there is nothing."),
        _LINK_WHY,
        gettext_lazy("Look for its new address, or for a copy in a web archive; else take it out."),
    ),
    (Kind.LINK, "silent"): (
        gettext_lazy("This address has not answered for a week or longer."),
        _LINK_WHY,
        gettext_lazy("Try it in your browser. If it does not open, correct it or take it out."),
    ),
    (Kind.LANGUAGE, "field"): (
        gettext_lazy("This seems to be in another language: %(other)s."),
        gettext_lazy("Readers and the search expect the language that the text says it is in."),
        gettext_lazy("Move it to the text in that language, or translate it."),
    ),
    (Kind.LANGUAGE, "paragraph"): (
        gettext_lazy("This paragraph seems to be in another language: %(other)s."),
        gettext_lazy("Readers and the search expect one language in one text."),
        gettext_lazy("Move it to the text in that language, or translate it."),
    ),
}

REASONS: Final = frozenset(_WORDS)


def say(advice: Advice) -> AdviceWords:
    """Return an advice in the language of the page."""
    seen, why, to_do = _WORDS[advice.kind, advice.reason]
    language = get_language() or "en"
    values = {"figure": advice.figure, "other": language_name(advice.other, language) if advice.other else ""}
    return AdviceWords(str(KINDS[advice.kind]), str(seen) % values, str(why), str(to_do))


def field_label(key: str, sections: Mapping[str, str]) -> str:
    """Return what a field is called, with the labels of the `sections`; the key where nobody named it."""
    own = {
        "title": _("Title"),
        "summary": _("Summary"),
        "places": _("Place"),
        "period": _("Period"),
        "areas": _("Policy areas"),
        "contact": _("Contact"),
        "evidence": _("Evidence"),
        "source_url": _("Source"),
    }
    return sections.get(key) or own.get(key) or key.replace("_", " ").capitalize()
