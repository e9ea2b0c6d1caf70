"""Writing help about acronyms that a reader in another city cannot know. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from convivia.common.folding import fold
from convivia.practices.advice_values import Advice, Kind, fields_of, main_language

if TYPE_CHECKING:
    from convivia.practices.snapshots import TextContent

_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĢĪĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽΑ-ΩЀ-Я"
_ACRONYM: Final = re.compile(
    rf"(?<![\w@/.\-#])((?:[{_UPPER}]{{2,6}}|(?:[{_UPPER}]\.){{2,6}}))(?:['’]?s)?(?![\w@\-]|\.\w)"
)
_ROMAN: Final = re.compile(r"[IVXLCМХ]+")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_SHOUTED: Final = re.compile(rf"(?<![{_UPPER}])[{_UPPER}]{{2,}}+(?:\W{{1,9}}[{_UPPER}]{{2,}}+){{2,}}+")
_NOT_TOLD: Final = frozenset({"reference_documents", "reference_person"})

# What readers of any of these languages know: unions, states, money, everyday things; and the programme's own.
_ANYWHERE: Final = """
    EU UE UN ONU UNO UNESCO UNICEF UNHCR NATO OTAN WHO OMS OECD OCDE USA US UK UAE TV DVD CD PC IT ICT PDF SMS FAQ HIV
    AIDS COVID LGBT LGBTI LGBTQ LGBTQI LGBTIQ DJ VIP OK AM PM ID URL WWW GPS QR DNA EUR USD GBP CHF PLN NOK SEK
    DKK CAD AUD
    ISO PR VAT BBC UEFA FIFA CV MP3 PIN WC AC BC AD CE BCE SOS
"""
_KNOWN_IN: Final = {
    "en": "NGO NGOs CEO HR GDP DIY BAME ESOL MP MPs PE NHS CCTV PhD BA MA HQ STEM PTA ESL TB RE UKIP",
    "fr": "ONG SDF RH HLM PME TVA SNCF RATP BD IVG CDI CDD ADN PDG RER RMI RSA BTS CAP SIDA VIH TIC PIB LGBT",
    "de": "EDV NGO NGOs BRD DDR ZDF ARD GmbH AG PKW LKW BIP EWG TÜV VHS KITA",
    "es": "ONG ONGs EEUU ESO PYME IVA DNI NIE PIB VIH SIDA TIC TV FP",
    "it": "ONG ASL PMI IVA PIL TG RAI CGIL ISTAT ONLUS",
    "pt": "ONG ONGs IVA PIB VIH SIDA TIC PME RTP IPSS",
    "sr": "NVO EU UN RS SFRJ MUP ОУН НВО ЕУ САД УН РС РТС",
    "hr": "NVO OIB HRT",
    "nl": "NGO BV BTW HBO MBO NV",
    "sv": "SFI SVT EU FN USA",
    "no": "FN NRK EU NGO",
    "da": "FN DR EU",
    "pl": "ONZ UE NGO RP TVP VAT PKP",
    "ru": "СССР США ООН ЕС НКО РФ СМИ НПО ВИЧ",
    "uk": "США ООН ЄС ГО ЗМІ НУО ЗСУ СРСР ВПО",
    "el": "ΕΕ ΟΗΕ ΗΠΑ ΜΚΟ ΦΠΑ ΑΕΙ ΤΕΙ ΔΕΗ",
    "ca": "ONG ONGs EUA ESO",
    "tr": "AB BM ABD STK TC TRT",
    "fi": "YK EU",
    "ro": "ONG UE ONU SUA TVA",
}
# Letters that stand before a word of the same beginning are read as its initial though it is small: "de", "of".
_SMALLEST: Final = 4


@lru_cache(maxsize=64)
def known_in(language: str) -> frozenset[str]:
    """Return the acronyms that readers of `language` know."""
    return frozenset([*_ANYWHERE.split(), *_KNOWN_IN.get(main_language(language), "").split()])


def acronyms(text: "TextContent", language: str) -> Iterator[Advice]:
    """Yield each acronym once, where it stands first, that the text spells out nowhere."""
    whole = "\n".join(words for _key, words in fields_of(text))
    known, told = known_in(language), set[str]()
    shouted = {word for run in _SHOUTED.findall(whole) for word in _WORDS.findall(run)}
    for key, words in fields_of(text):
        if key in _NOT_TOLD:
            continue
        for found in _ACRONYM.finditer(words):
            plain = found[1].replace(".", "")
            if plain in told or plain in known or plain in shouted or _ROMAN.fullmatch(plain):
                continue
            told.add(plain)
            if not _is_told(plain, found[1], whole):
                yield Advice(Kind.ACRONYM, "unknown", key, language, found[1])


def _is_told(acronym: str, written: str, whole: str) -> bool:
    """Return whether `whole` says what the acronym stands for: in brackets, behind a dash, or by its initials."""
    short = re.escape(written)
    beside = (
        rf"\w{{3,}}\W+\w{{2,}}[\"'”»’]?\s*\(\s*(?:the\s)?[\"'“«„]?{short}\b"  # Some Long Name (SLN)
        rf"|\b{short}[\"'”»’]?\s*\(\s*[\"'“«„]?\w{{2,}}\W+\w{{2,}}"  # SLN (some long name)
        rf"|\b{short}\s*[:=–—]\s*[\"'“«„]?\w{{3,}}\s\w{{2,}}"  # SLN: some long name
    )
    return bool(re.search(beside, whole)) or _by_initials(fold(acronym), whole)


def _by_initials(letters: str, whole: str) -> bool:
    """Return whether words in a row begin with the letters; small words between them do not count."""
    words = [word for word in _WORDS.findall(fold(whole)) if len(word) > 1 and word != letters]
    for at, word in enumerate(words):
        if word[0] == letters[0] and _spells(letters[1:], words[at + 1 : at + 3 * len(letters)]):
            return True
    return False


def _spells(letters: str, words: list[str]) -> bool:
    for word in words:
        if not letters:
            return True
        if word[0] == letters[0]:
            letters = letters[1:]
        elif len(word) >= _SMALLEST:
            return False
    return not letters
