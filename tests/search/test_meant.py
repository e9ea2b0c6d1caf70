"""The words of a query find what is meant, in any spelling: judged pairs over small libraries in many languages."""

import pytest

from convivia.places.models import PlaceName
from convivia.search.actions import reindex
from convivia.search.meant import Reading
from convivia.search.queries import search
from convivia.search.query import SearchQuery
from convivia.vocabularies.models import Concept, Label
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


def make(title, language="en", **values):
    return make_practice(text_record(language=language, title=title, summary=""), **values).pk


def found(q, **filters):
    return search(SearchQuery(q=q, **filters)).ids


# Language, a title, and queries that must each find it and nothing else.
PAIRS = [
    ("en", "Neighbourhood mediation", ["neigbourhood mediaton", "mediation of neighbourhoods", "NEIGHBOURHOOD"]),
    ("en", "An anti-rumour network", ["antirumour", "anti-rumour", "anti rumour", "antirumours", "anti-rumours"]),
    ("en", "Second antiracist school", ["anti-racist", "anti racist", "antiracist", "anti racists"]),
    ("en", "Third inter cultural trail", ["intercultural", "inter-cultural", "inter cultural"]),
    ("fr", "Bibliothèque des arrivants", ["biblioteque", "bibliotheque", "BIBLIOTHÈQUES", "bibliothéque"]),
    ("es", "Diálogo interreligioso", ["dialogo interreligoso", "diálogos", "interreligiosos", "dialgo"]),
    ("pt", "Hortas comunitárias", ["horta comunitaria", "hortas comunitarías", "comunitarais"]),
    ("it", "Cucine popolari", ["cucina popolare", "cuccine", "popollari"]),
    ("ca", "Pedagogs col·laboren", ["collaboren", "colaboren", "pedagog"]),
    ("de", "Straßenfest der Bürger", ["strassenfest", "Strassenfeste", "Buerger", "burger", "straßenfset"]),
    ("de", "Gärten für Mütter", ["Gaerten", "garten muetter", "mutter", "Gärtn"]),
    ("de", "Ein Fluechtling erzählt", ["Flüchtling", "Fluechtling", "Flüchtlinge", "erzaehlt"]),
    ("nl", "Ondernemers in de wijk", ["ondernemer", "ondernemmers", "wijken"]),
    ("sv", "Läxhjälp på ön", ["laxhjalp", "laexhjaelp", "läxhjäp"]),
    ("da", "Børnehave på Ærø", ["bornehave", "boernehave", "børnehaver", "aeroe", "ærø"]),
    ("no", "Språkkafé i Ålesund", ["sprakkafe", "spraakkafe", "språkkafeen", "aalesund"]),
    ("fi", "Kylätalkoot", ["kylatalkoot", "kylätalkoo", "kylaetalkoot"]),
    ("pl", "Świetlica w Łodzi", ["swietlica", "świetlice", "swietilca", "lodzi"]),
    ("cs", "Šestá čítárna", ["citarna", "čítarna", "čítárny"]),
    ("hu", "Főzőkör", ["fozokor", "főzökör"]),
    ("ro", "Învățători și părinți", ["invatatori", "parinti", "învățătoru", "învatatorii"]),
    ("tr", "Işıklı Çarşı", ["isikli", "IŞIKLI", "carsi", "ışıklı"]),
    ("sq", "Bashkëjetesë", ["bashkejetese", "bashkëjetes"]),
    ("el", "Γειτονιές ΜΑΣ", ["γειτονιά", "ΓΕΙΤΟΝΙΕΣ", "γειτονιες", "γετονιές"]),
    ("el", "Διάλογος", ["διαλογος", "ΔΙΑΛΟΓΟΣ", "διάλογοσ"]),
    ("ru", "Чай с ёлкой", ["елкой", "ёлкой", "ёлка"]),
    ("ru", "Библиотека", ["библиотеки", "библитека", "БИБЛИОТЕКА"]),
    ("uk", "Громадські слухання", ["громадськи слухання", "слуханя"]),
    ("sr", "Љубав и школа", ["ljubav", "љубав", "skola", "škola", "школе"]),
    ("sr", "Žurka na Dorćolu", ["журка", "zurka", "žurke", "дорћолу"]),
    ("ar", "مدرسة الأحياء", ["مدرسه", "المدرسة", "احياء", "الاحياء", "مَدْرَسَة"]),
    ("ar", "قهوة", ["القهوة", "قهوه"]),
    ("he", "הקהילה שלנו", ["קהילה", "הקהילה", "קְהִלָּה הקהילה"]),
    ("ja", "多文化共生", ["共生", "多文化"]),
]


@pytest.fixture
def in_many_languages():
    """A library with the titles of `PAIRS`, by them."""
    pks = {title: make(title, language) for language, title, _ in PAIRS}
    reindex()
    return pks


def test_words_find_what_is_meant_in_any_spelling(in_many_languages):
    answers = {(title, query): found(query)[:1] for _, title, queries in PAIRS for query in queries}
    wanted = {(title, query): [in_many_languages[title]] for _, title, queries in PAIRS for query in queries}
    assert {key: pks for key, pks in answers.items() if pks != wanted[key]} == {}


def test_what_was_corrected_missing_or_left_out_is_said():
    school = make("A school of mediation")
    make("Another kitchen")
    reindex()
    results = search(SearchQuery(q="Mediaton zzzz school"))
    assert (results.ids, results.read_as, results.missing) == ([school], (Reading("Mediaton", "Mediation"),), ("zzzz",))
    assert (results.relaxed, results.complete, results.did_you_mean) == (True, 0, "")
    plain = search(SearchQuery(q="mediation school"))
    assert (plain.read_as, plain.missing, plain.did_you_mean) == ((), (), "")
    nothing = search(SearchQuery(q="zzzz xxxx"))
    assert (nothing.ids, nothing.missing, nothing.did_you_mean) == ([], ("zzzz", "xxxx"), "")


def test_what_is_in_quotes_is_not_corrected_but_another_query_is_offered():
    pk = make("A school of mediation")
    reindex()
    results = search(SearchQuery(q='school "Mediaton"'))
    assert (results.ids, results.read_as, results.did_you_mean) == ([], (), 'school "Mediation"')
    assert found(results.did_you_mean) == [pk]
    assert search(SearchQuery(q='"mediaton"', countries=("NO",))).did_you_mean == ""


def test_a_word_that_the_library_has_is_not_corrected():
    make("The naval base")
    for number in range(9):
        make(f"The Raval quarter {number}")
    make("A form of mediation")
    make("A farm for mediators")
    reindex()
    assert [search(SearchQuery(q=word)).read_as for word in ("naval", "raval", "form", "mediators")] == [()] * 4


def test_a_word_that_it_hardly_has_finds_its_likeness_below_it():
    rare = make("A neighborhood")
    others = [make(f"Neighbourhood, neighbourhood {number}") for number in range(8)]
    reindex()
    results = search(SearchQuery(q="neighborhood"))
    assert (results.ids[0], sorted(results.ids[1:])) == (rare, others)
    assert results.read_as == (Reading("neighborhood", "neighbourhood"),)


def test_of_two_likely_words_that_of_the_readers_language_is_meant():
    make("Community")
    make("Comunità", "it")
    make("Comunità due", "it")
    reindex()
    read = {reader: search(SearchQuery(q="comunity"), language=reader).read_as[0].read_as for reader in ("en", "it")}
    assert read == {"en": "community", "it": "comunità"}


def test_words_of_another_language_are_not_corrected_into_this_one():
    make("The State of the city")
    make("A good form")
    reindex()
    results = search(SearchQuery(q="Welche Städte fördern die Integration von Familien"))
    assert (results.ids, results.read_as) == ([], ())


def test_a_name_of_an_area_is_found_misspelt_joined_and_beside_unknown_words():
    pk = make("One", concept_keys=("anti-discrimination",))
    two = make("Two", concept_keys=("mediation",))
    area, other = (Concept.objects.get(key=key) for key in ("anti-discrimination", "mediation"))
    Label.objects.create(concept=area, language="de", kind="alt", text="Gegen-Gerüchte")
    Label.objects.create(concept=other, language="fr", kind="alt", text="conciliabules")
    reindex()
    assert [found(q) for q in ("gegen gerüchte", "gegengerüchte", "Gegen-Geruechte", "gegengeruchte")] == [[pk]] * 4
    assert [found(q) for q in ("conciliabule", "conciliabulles", "zzzz conciliabule")] == [[two]] * 3


@pytest.fixture
def bilbao():
    """Practices of Bilbao and of elsewhere in Spain and Norway."""
    city = make_place("bilbao", "ES", name="Bilbao")
    PlaceName.objects.create(place=city, language="eu", kind="preferred", text="Bilbo")
    new = make_place("new-harbour", "NO", name="New Harbour")
    nice = make_place("nice", "FR", name="Nice")
    pks = {
        "women": make("Women at work", place_ids=(city.pk,)),
        "men": make("Men at work", place_ids=(city.pk,)),
        "mention": make("Women who follow Bilbao"),
        "elsewhere": make("Women, women and women", place_ids=(new.pk,)),
        "harbour": make("A harbour for new music"),
        "nice": make("Of the town", place_ids=(nice.pk,)),
    }
    pks |= {f"nice {number}": make(f"A nice neighbour {number}") for number in range(3)}
    reindex()
    return pks


def test_a_place_counts_as_place(bilbao):
    of_bilbao = {bilbao["men"], bilbao["women"]}
    assert [set(found(q)) for q in ("Bilbao", "Bilbo", "bilbaoo", "in Bilbao")] == [of_bilbao] * 4
    first = {q: found(q)[0] for q in ("women Bilbao", "mujeres women en Bilbo", "Bilbaoo women", "women Spanien")}
    assert first == dict.fromkeys(first, bilbao["women"])
    assert set(found("women bilbao")[1:]) >= {bilbao["mention"], bilbao["elsewhere"]}
    assert set(found("qqqq Bilbao wwww")) >= {bilbao["women"], bilbao["men"]}
    assert found("New Harbour") == found("Noruega") == [bilbao["elsewhere"]]
    assert search(SearchQuery(q="women bilbao")).question.words[1].values == (("city", "bilbao"),)


def test_a_name_that_is_an_ordinary_word_is_both(bilbao):
    assert set(found("nice")) == {bilbao[name] for name in ("nice", "nice 0", "nice 1", "nice 2")}
    assert set(found("nice neighbours")) == {bilbao[name] for name in ("nice 0", "nice 1", "nice 2")}
    assert found('"nice" neighbour 1')[0] == bilbao["nice 1"]


def test_a_place_word_is_no_slip_of_another_word(bilbao):
    make("Bilbay and Bilbaos")
    reindex()
    assert set(found("bilbao")) == {bilbao["men"], bilbao["women"]}
