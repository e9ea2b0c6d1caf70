"""The language of titles and texts."""

import pytest

from convivia.common.language_guess import scores
from convivia.intake.language_codes import language_code
from convivia.intake.languages import majority, tell

TEXTS = {
    "en": "The council has set up a place where people of all origins meet and learn from each other.",
    "fr": "La ville a ouvert un lieu où les habitants de toutes origines se rencontrent et apprennent.",
    "de": "Die Stadt hat einen Ort geschaffen, an dem sich Menschen aller Herkunft treffen und lernen.",
    "es": "El ayuntamiento ha creado un espacio donde se encuentran personas de todos los orígenes.",
    "it": "Il comune ha aperto un luogo dove persone di ogni origine si incontrano e imparano.",
    "pt": "A câmara criou um lugar onde pessoas de todas as origens se encontram e aprendem.",
    "ca": "L'ajuntament ha creat un espai on es troben persones de tots els orígens i aprenen.",
    "eu": "Udalak jatorri guztietako pertsonak elkartzeko eta ikasteko lekua sortu du hirian.",
    "no": "Kommunen har laget et sted der folk fra hele verden møtes og lærer av hverandre.",
    "sv": "Kommunen har skapat en plats där människor från hela världen möts och lär av varandra.",
    "nl": "De gemeente heeft een plek gemaakt waar mensen van alle afkomst elkaar ontmoeten.",
    "sq": "Bashkia ka hapur një vend ku njerëzit me prejardhje të ndryshme takohen dhe mësojnë.",
    "sr": "Grad je otvorio mesto gde se sreću ljudi svih porekla i uče jedni od drugih.",
    "sl": "Občina je odprla prostor, kjer se srečujejo ljudje iz vsega sveta in se učijo drug od drugega.",
    "hr": "Grad je također otvorio mjesto gdje se susreću ljudi iz cijelog svijeta i uče jedni od drugih.",
    "uk": "Місто створило простір, де люди різного походження зустрічаються і навчаються.",
    "el": "Ο δήμος άνοιξε έναν χώρο όπου συναντιούνται άνθρωποι από όλο τον κόσμο.",
    "tr": "Belediye, her kökenden insanın buluştuğu ve öğrendiği bir yer açtı.",
    "pl": "Miasto otworzyło miejsce, w którym spotykają się ludzie różnego pochodzenia.",
    "fi": "Kaupunki on avannut paikan, jossa kaikenlaiset ihmiset tapaavat ja oppivat.",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_text_tells_its_language(language):
    told = tell("A title", TEXTS[language])
    assert (told.language, told.is_sure) == (language, True)


def test_the_text_decides_and_the_title_is_told():
    told = tell("Das Haus der Frauen und der Kinder", TEXTS["en"])
    assert (told.language, told.title_language) == ("en", "de")


def test_a_title_decides_where_there_is_no_text():
    assert tell("Le conseil des femmes de la ville", "").language == "fr"


def test_labels_decide_where_words_do_not():
    assert not tell("", "Mediacija").is_sure
    told = tell("", "Mediacija", [frozenset({"sr"}), frozenset({"sr"})])
    assert (told.language, told.is_sure) == ("sr", True)


def test_nothing_is_told_of_a_text_without_letters():
    assert (tell("", "2016 – 2018").language, tell("", "").is_sure, scores("")) == ("", False, {})


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Nga Kete Akoranga (NKA)", "mi"),
        ("Te Ara Whakamua o te Hapori", "mi"),
        ("Todos – Walk of Cultures", "en"),
        ("Salut l'étranger-ère!", "fr"),
        ("Maio - Diálogo Intercultura", "pt"),
        ("Poboljšanje prikupljanja podataka o jednakosti u Belgiji", "sr"),
    ],
)
def test_short_titles_are_told_by_small_words_and_forms(title, language):
    assert tell(title, "").language == language


def test_one_word_alone_is_never_sure():
    assert not tell("XEIX", "").is_sure


def test_the_majority_is_the_most_common():
    assert (majority(["en", "fr", "en"]), majority([])) == ("en", "")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("fr_CH", "fr-CH"),
        ("sr-latn", "sr-Latn"),
        ("nb", "no"),
        ("nn-NO", "no-NO"),
        ("sh", "sr"),
        ("French", "fr"),
        ("français", "fr"),
        ("Deutsch", "de"),
        ("norsk bokmål", "no"),
        ("shqip", "sq"),
        ("українська", "uk"),
        ("xx", ""),
        ("", ""),
        ("the language", ""),
        ("en-verylongtag-more", ""),
    ],
)
def test_languages_are_named_in_many_ways(given, code):
    assert language_code(given) == code
