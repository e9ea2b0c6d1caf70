"""Writing help about what is said to have changed, without how that is known, when, and where it can be read. "
"Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from convivia.common.sentences import sentences
from convivia.practices.advice_values import Advice, Kind, Strength, lines_of, main_language, quote

if TYPE_CHECKING:
    from convivia.practices.snapshots import Content, EvidenceContent, TextContent

SECTIONS: Final = ("impact", "results", "outcomes")
MOST: Final = 3  # sentences of one text that are named
# Stems of words that say that something is more, less, better or otherwise than before.
_CHANGES: Final = {
    "en": "increas decreas declin reduc improv rose risen grew grown doubl tripl fell fallen dropped strengthen "
    "led_to "
    "resulted contributed raised_awareness became less_ more_ better_ fewer_ has_changed have_changed success",
    "fr": "augment diminu baiss rédui réduct amélior accru accroî progress doubl tripl renforc a_permis ont_permis "
    "a_contribué ont_contribué conduit_à davantage moins_de plus_de a_changé ont_changé succès réussi",
    "de": "erhöh gestieg stieg gesunken sank zugenommen nahm_zu abgenommen verbesser verringer reduzier verdoppel "
    "verdreifach gestärkt stärkt beigetragen führte_zu mehr_ weniger_ verändert erfolg",
    "es": "aument disminu redu mejor crec duplic triplic reforz fortalec contribui ha_permitido han_permitido logr "
    "más_ menos_ ha_cambiado éxito",
    "it": "aument diminu ridott riduz ridot miglior cresc raddoppi triplic rafforz contribui ha_permesso "
    "hanno_permesso "
    "più_ meno_ è_cambiat successo",
    "pt": "aument diminu redu melhor cresc duplic triplic reforç fortalec contribu permitiu permitiram mais_ menos_ "
    "mudou sucesso",
    "sr": "poveća smanji poboljša porast porasl opa udvostruč utrostruč ojača doprine dovel više_ manje_ "
    "promeni uspeh uspe "
    "повећа смањи побољша порас опа удвостру утростру ојача допринe доприне довел више_ мање_ промени успех",
    "nl": "toegenomen gestegen verbeter verminder afgenomen gedaald verdubbel versterk bijgedragen meer_ minder_",
    "ca": "augment disminu redu millor crei duplic reforç contribu ha_permès més_ menys_",
    "uk": "збільш зменш покращ поліпш зрос зниз подво сприя більше_ менше_",
    "el": "αυξ μειώ μείω βελτι ενίσχ συνέβαλ περισσότερ λιγότερ",
    "tr": "art azal iyileş güçlen katkı daha_",
    "pl": "wzros zmniejsz popraw zwiększ spad wzmocn przyczyn więcej_ mniej_",
}
# Stems of words that tell how somebody knows.
_SOURCES: Final = (
    "survey evaluat study studies research statistic according questionnaire interview assess monitor measured "
    "counted "
    "report published university index poll register feedback "
    "enquête évalu étude recherche statisti selon sondage questionnaire entretien rapport université baromètre "
    "recens "
    "umfrage evaluier evaluat studie forschung laut befrag fragebogen erhebung bericht universität zufolge "
    "encuesta evalua estudio investigación según cuestionario entrevista informe universidad registro "
    "indagine valutaz studio ricerca secondo questionario intervist rapporto università "
    "inquérito avaliaç estudo investigação segundo questionário relatório universidade "
    "anket evaluacij istraživanj prema_podacima studij upitnik izveštaj univerzitet анкет евалуациј истраживањ "
    "према_подацима "
    "упитник извештај универзитет опитуванн дослідженн звіт опрос исследован отчёт "
    "enquesta avalua estudi recerca segons informe universitat enquête onderzoek volgens rapport universiteit "
    "badani ewaluacj ankiet raport według έρευν αξιολόγ μελέτ σύμφωνα anket araştırma değerlendirme rapor"
)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIGURE: Final = re.compile(r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?\s?%?")
_NO_FIGURE: Final = re.compile(
    r"(?:19|20)\d\d|covid-?\s?19|\b\d{1,2}[.:]\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE
)


def impact(content: "Content") -> Iterator[Advice]:
    """Yield rows of evidence that lack something, and statements of change that nothing stands behind."""
    for number, row in enumerate(content["evidence"], 1):
        yield from _lacking(row, number)
    for language, text in content["texts"].items():
        backed = " ".join(row["statements"].get(language, "") for row in content["evidence"])
        yield from _unbacked(text, language, backed, has_evidence=bool(content["evidence"]))


def _lacking(row: "EvidenceContent", number: int) -> Iterator[Advice]:
    """Yield what a row of evidence does not say; what is only expected needs neither date nor source."""
    stated = next((words for words in row["statements"].values() if words.strip()), "")
    given = {
        "statement": stated,
        "kind": row["kind"],
        "date": row["date"] or row["kind"] == "expected",
        "source": row["source"] or row["source_url"] or row["kind"] in ("expected", "told"),
    }
    for part, value in given.items():
        if not value:
            strength = Strength.STRONG if part in ("statement", "kind") else Strength.HINT
            yield Advice(Kind.IMPACT, f"no-{part}", "evidence", quoted=quote(stated), strength=strength, figure=number)


def _unbacked(text: "TextContent", language: str, backed: str, *, has_evidence: bool) -> Iterator[Advice]:
    """Yield sentences of the sections on impact that give a figure or a change, and neither a date nor a source."""
    for key in SECTIONS:
        words = text["answers"].get(key, "")
        found = [
            sentence
            for line in lines_of(words)
            for sentence in sentences(line)
            if not (_is_backed(sentence) or _shares_a_figure(sentence, backed)) and _says_change(sentence, language)
        ]
        for sentence in found[:MOST]:
            is_counted = bool(_figures(sentence))
            if is_counted or not has_evidence:
                reason = "figure" if is_counted else "change"
                yield Advice(Kind.IMPACT, reason, key, language, quote(sentence))


def _is_backed(sentence: str) -> bool:
    """Return whether a sentence says both when and how it is known; a source alone is enough for a year-less "
    "change."""
    return bool(_sources().search(sentence)) or (bool(_YEAR.search(sentence)) and not _figures(sentence))


def _says_change(sentence: str, language: str) -> bool:
    pattern = _changes(main_language(language))
    return bool(_figures(sentence)) or (pattern is not None and bool(pattern.search(sentence)))


def _figures(sentence: str) -> set[str]:
    """Return the figures of a sentence; years, clock times and ordinals are none."""
    return {re.sub(r"\D", "", found) for found in _FIGURE.findall(_NO_FIGURE.sub(" ", sentence))}


def _shares_a_figure(sentence: str, backed: str) -> bool:
    return bool(_figures(sentence) & _figures(backed)) or (bool(backed) and sentence.strip() in backed)


@lru_cache(maxsize=64)
def _changes(language: str) -> re.Pattern[str] | None:
    return _stems(_CHANGES[language]) if language in _CHANGES else None


@lru_cache(maxsize=1)
def _sources() -> re.Pattern[str]:
    return _stems(_SOURCES)


def _stems(words: str) -> re.Pattern[str]:
    """Return what finds words with these beginnings; one that ends in "_" is a whole word."""
    stems = [
        re.escape(word.rstrip("_")).replace("_", r"\s+") + (r"\b" if word.endswith("_") else "")
        for word in words.split()
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})", re.IGNORECASE)
