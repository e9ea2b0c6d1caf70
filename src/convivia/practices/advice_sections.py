"""Writing help about what is not there: facts, sections, and sections that hardly say anything. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from convivia.common.folding import fold
from convivia.practices.advice_values import Advice, Kind, Strength, fields_of, letters_in, quote

if TYPE_CHECKING:
    from convivia.practices.snapshots import Content, TextContent

# Letters below which a field tells too little: a title of one word, a summary that is no sentence.
LEAST: Final = {"title": 4, "summary": 40}
LEAST_OF_A_SECTION: Final = 30
# Sections that name something rather than tell of it may be as short as they like.
NAMING: Final = frozenset({"reference_documents", "reference_person", "contact"})
_PLACEHOLDERS: Final = (
    r"n/a|n\.?\s?a\.?|nil|none|no answer|not applicable|not available|tb[acd]|to be (?:added|completed|defined|done)",
    r"todo|xxx+|\?+|lorem ipsum\b.*|test|s\.?o\.?|s/o|sans objet|néant|à (?:compléter|définir|venir)",
    r"non (?:applicable|disponible)|k\.?\s?a\.?|entfällt|keine angaben?|folgt|nicht zutreffend|no aplica|no procede",
    r"sin datos|pendiente|por (?:completar|definir)|non applicabile|non disponibile|da (?:completare|definire)",
    r"não (?:se aplica|aplicável|disponível)|a (?:definir|completar|preencher)|nije primenljivo|nema(?: podataka)?",
    r"није применљиво|нема(?: података)?|нет(?: данных)?|немає(?: даних)?|n\.?\s?v\.?t\.?|δεν (?:υπάρχει|ισχύει)",
    r"nie dotyczy|brak|yok|geçerli değil|ei ole|saknas|ingen|لا يوجد|なし|无|暂无",
)
_EDGE: Final = r"[\s.…\-–—_*/!()\[\]]*"
_PLACEHOLDER: Final = re.compile(rf"{_EDGE}(?:(?:{'|'.join(_PLACEHOLDERS)}){_EDGE})?", re.IGNORECASE | re.DOTALL)


def missing_facts(content: "Content") -> Iterator[Advice]:
    """Yield what another city asks first and is not said of the practice as a whole."""
    contact = content["contact"]
    given = {
        "places": content["places"] or content["countries"],
        "period": content["period"]["text"].strip(),
        "areas": content["concepts"],
        "contact": contact["email"] or contact["page"],
    }
    for key, value in given.items():
        if not value:
            yield Advice(Kind.MISSING, "needed", key, strength=Strength.STRONG)
    period = content["period"]
    if period["text"].strip() and is_placeholder(period["text"]):
        yield Advice(Kind.MISSING, "placeholder", "period", quoted=quote(period["text"]), strength=Strength.STRONG)
    if period["ongoing"] and not content["confirmed"] and not period["start"]:
        yield Advice(Kind.MISSING, "ongoing-since", "period", quoted=quote(period["text"]))


def missing_words(text: "TextContent", language: str, sections: Sequence[str]) -> Iterator[Advice]:
    """Yield what the text that is written first does not have: a title, a summary, and `sections`."""
    for key in ("title", "summary"):
        if not text[key].strip():
            yield Advice(Kind.MISSING, "needed", key, language, strength=Strength.STRONG)
    for key in sections:
        if not text["answers"].get(key, "").strip():
            yield Advice(Kind.MISSING, "section", key, language)


def untranslated(original: "TextContent", text: "TextContent", language: str) -> Iterator[Advice]:
    """Yield what the first text tells and a further language version does not."""
    there = {key for key, _words in fields_of(text)}
    for key, words in fields_of(original):
        if key not in there and not is_placeholder(words):
            yield Advice(Kind.MISSING, "untranslated", key, language)


def thin(text: "TextContent", language: str) -> Iterator[Advice]:
    """Yield fields of a text that are filled and yet say nothing, or hardly anything, or what another says."""
    said: dict[str, str] = {}
    for key, words in fields_of(text):
        letters = letters_in(words)
        if is_placeholder(words):
            yield Advice(Kind.MISSING, "placeholder", key, language, quote(words), Strength.STRONG)
        elif fold(words) in said:
            yield Advice(Kind.THIN, "repeats", key, language, quote(words), other=said[fold(words)])
        elif key not in NAMING and key not in text["cut_off"] and letters < LEAST.get(key, LEAST_OF_A_SECTION):
            yield Advice(Kind.THIN, "short", key, language, quote(words), figure=letters)
        if key != "summary":  # which may be the beginning of a section
            said.setdefault(fold(words), key)


def is_placeholder(words: str) -> bool:
    """Return whether `words` only hold a place: "N/A", "à compléter", dashes."""
    return bool(_PLACEHOLDER.fullmatch(words.strip()))
