"""A practice in plain values, as readers hand it in. Pure, but for the period that it carries."""

import hashlib
from dataclasses import dataclass, field

from convivia.common.folding import fold_name
from convivia.practices.period import Period


@dataclass(frozen=True, slots=True)
class TextRecord:
    """One language version of a practice; empty values mean "not said" and never erase what is known."""

    language: str
    title: str = ""
    title_language: str = ""
    stand_in_title: str = ""
    summary: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    cut_off: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    other_titles: tuple[str, ...] = ()
    external_id: str = ""
    other_external_ids: tuple[str, ...] = ()
    note: str = ""
    source_url: str = ""
    is_original: bool = True


@dataclass(frozen=True, slots=True)
class PracticeRecord:
    """The facts of a practice with its texts. `place_ids` are database ids of places, in the source's order."""

    period: Period
    texts: tuple[TextRecord, ...]
    public_id: str = ""
    place_ids: tuple[int, ...] = ()
    country_codes: tuple[str, ...] = ()
    concept_keys: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    licence: str = ""

    def intake_key(self, text: TextRecord) -> str:
        """Return what tells this text from others where it has no id of its own: language, title and where it happens.

        A text without a title is told by its summary or first answer instead; "" when there is nothing to tell it by.
        """
        words = text.title or text.summary or next(iter(text.answers.values()), "")
        if not words:
            return ""
        where = ",".join(map(str, sorted(self.place_ids))) or ",".join(sorted(self.country_codes))
        identity = "\n".join([text.language, fold_name(words), where])
        return hashlib.sha256(identity.encode()).hexdigest()
