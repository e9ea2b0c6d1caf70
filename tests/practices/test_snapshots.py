"""What is public goes to a snapshot and back without loss, and leaves and comes back whole."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convivia.places.models import Country
from convivia.practices.actions import save_practices
from convivia.practices.models import (
    Contact,
    Evidence,
    ExternalId,
    Picture,
    Practice,
    PracticePicture,
    Text,
    WithheldKey,
)
from convivia.practices.shown import says_the_same
from convivia.practices.snapshots import empty_content, empty_text, hide, show, snapshot_of
from convivia.practices.workflow import State
from convivia.vocabularies.actions import load_vocabularies
from tests.making import make_place, make_practice, practice_record, text_record

pytestmark = pytest.mark.django_db

AREAS = ["mediation", "public-space", "welcoming", "real-equality"]
PLACES = ["sampleton", "otherby", "thirdwick"]
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
lines = st.lists(words, max_size=3)
by_language = st.dictionaries(st.sampled_from(["en", "fr", "sr"]), words.filter(str.strip), max_size=2)
short = st.text("abcdefgh -", max_size=20)


@st.composite
def texts(draw):
    languages = draw(st.lists(st.sampled_from(["en", "fr", "sr", "ar"]), min_size=1, max_size=3, unique=True))
    original = draw(st.sampled_from([None, *languages]))
    ids = draw(st.permutations(["x1", "x2", "x3"]))
    found = {}
    for number, language in enumerate(languages):
        found[language] = empty_text("original" if language == original else draw(st.sampled_from(["translation"]))) | {
            "title": draw(words),
            "title_language": draw(st.sampled_from(["", "en"])),
            "stand_in_title": draw(words),
            "summary": draw(words),
            "answers": draw(st.dictionaries(st.sampled_from(["purpose", "impact"]), words, max_size=2)),
            "cut_off": draw(st.lists(st.sampled_from(["purpose", "impact"]), unique=True, max_size=2)),
            "keywords": draw(lines),
            "other_titles": draw(lines),
            "note": draw(words),
            "source_url": draw(st.sampled_from(["", "https://example.org/a"])),
            "external_ids": [ids[number]] if draw(st.booleans()) else [],
            "intake_key": draw(st.sampled_from(["", "a1", "b2"])),
        }
    return found


@st.composite
def contents(draw):
    start, end = draw(st.sampled_from([(None, None), ("2016", None), ("2016-09", "2018"), (None, "2020-01-31")]))
    content = empty_content("en")
    content["period"] = {
        "text": draw(words),
        "start": start,
        "end": end,
        "ongoing": draw(st.sampled_from([None, True, False])),
        "recurrence": draw(st.sampled_from(["", "yearly"])),
        "precision": draw(st.sampled_from(["", "year"])),
    }
    content["places"] = draw(st.lists(st.sampled_from(PLACES), unique=True))
    content["countries"] = sorted(draw(st.sets(st.sampled_from(["NO", "SE"]))))
    content["concepts"] = sorted(draw(st.sets(st.sampled_from(AREAS))))
    content["source"], content["licence"] = draw(words), draw(st.sampled_from(["", "CC-BY-4.0"]))
    content["source_url"] = draw(st.sampled_from(["", "https://example.org/"]))
    content["confirmed"] = draw(st.sampled_from([None, "2024-02-29"]))
    content["contact"] |= {
        "office": draw(words),
        "email": draw(st.sampled_from(["", "office@example.org"])),
        "shows_email": draw(st.booleans()),
    }
    content["evidence"] = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.sampled_from(["expected", "told", "counted", "evaluated"]),
                    "date": st.sampled_from(["", "2024-05"]),
                    "source": words,
                    "source_url": st.just(""),
                    "statements": by_language,
                }
            ),
            max_size=2,
        )
    )
    content["pictures"] = [
        {"digest": digest, "alt": draw(by_language), "licence": "CC0-1.0", "credit": draw(short)}
        for digest in draw(st.lists(st.sampled_from(["d1", "d2"]), unique=True))
    ]
    content["texts"] = draw(texts())
    return content


@pytest.fixture
def practice():
    """A practice with three external ids to give to its texts, among places, concepts and pictures that are known."""
    load_vocabularies(by="tests")
    for key in PLACES:
        make_place(key)
    Country.objects.create(code="SE", alpha3="SEX")
    for digest in ("d1", "d2"):
        Picture.objects.create(digest=digest, file=f"{digest}.webp", width=1, height=1, made_by="tests")
    made = make_practice(text_record(external_id="x1", other_external_ids=("x2", "x3")))
    return Practice.objects.get(pk=made.pk)


def sorted_ids(content):
    """Return a snapshot whose external ids are in one order: that of the tables is theirs."""
    texts = {
        language: {**text, "external_ids": sorted(text["external_ids"])} for language, text in content["texts"].items()
    }
    return {**content, "texts": texts}


def rows_of(practice):
    """Return what snapshots do not tell: which rows there are, and which name of a text is its main one."""
    return (
        list(Text.objects.filter(practice=practice).order_by("pk").values_list("pk", "language")),
        list(ExternalId.objects.filter(practice=practice).order_by("value").values_list("value", "text", "is_main")),
    )


few = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@few
@given(content=contents(), other=contents())
def test_what_is_shown_is_what_the_snapshot_says(practice, content, other):
    practice = Practice.objects.get(pk=practice.pk)
    for each in (content, other, content):
        show(practice, each)
        assert sorted_ids(snapshot_of(practice)) == sorted_ids(each)
        assert says_the_same(practice, snapshot_of(practice), each)
    before = rows_of(practice)
    show(practice, snapshot_of(practice))
    assert (sorted_ids(snapshot_of(practice)), rows_of(practice)) == (sorted_ids(content), before)
    assert says_the_same(practice, content, other) == (sorted_ids(content) == sorted_ids(other))


@few
@given(content=contents())
def test_what_is_hidden_is_gone_and_comes_back_whole(practice, content):
    practice = Practice.objects.get(pk=practice.pk)
    show(practice, content)
    names = list(ExternalId.objects.order_by("value").values_list("value", "is_main"))
    practice.state = State.WITHDRAWN
    hide(practice)
    kinds = (Text, Contact, Evidence, PracticePicture)
    assert [kind for kind in kinds if kind.objects.filter(practice=practice).exists()] == []
    assert (practice.places.count(), practice.countries.count(), practice.concepts.count()) == (0, 0, 0)
    assert ExternalId.objects.filter(practice=practice, text=None).count() == 3
    keys = {text["intake_key"] for text in content["texts"].values()} - {""}
    assert set(WithheldKey.objects.values_list("intake_key", flat=True)) == keys
    practice.state = State.PUBLISHED
    show(practice, content)
    assert sorted_ids(snapshot_of(practice)) == sorted_ids(content)
    assert [name for name, _ in names] == list(ExternalId.objects.order_by("value").values_list("value", flat=True))
    assert not WithheldKey.objects.exists()


def test_originals_and_external_ids_change_places(practice):
    make_practice(text_record(external_id="x1"), text_record(language="fr", is_original=False, external_id="y1"))
    content = snapshot_of(practice)
    assert [content["texts"][code]["external_ids"][0] for code in ("en", "fr")] == ["x1", "y1"]
    english, french = content["texts"]["en"], content["texts"]["fr"]
    english["origin"], french["origin"] = "translation", "original"
    english["external_ids"], french["external_ids"] = ["y1"], ["x1", "x2", "x3"]
    show(practice, content)
    found = {(row.value, row.text.language, row.is_main) for row in ExternalId.objects.select_related("text")}
    assert found == {("y1", "en", True), ("x1", "fr", True), ("x2", "fr", False), ("x3", "fr", False)}
    assert dict(Text.objects.values_list("language", "origin")) == {"en": "translation", "fr": "original"}


def test_an_external_id_of_another_practice_stays_there(practice):
    other = make_practice(text_record(external_id="z1", title="Another"))
    content = snapshot_of(practice)
    content["texts"]["en"]["external_ids"] = ["z1", "x1"]
    show(practice, content)
    assert ExternalId.objects.get(value="z1").practice == other
    assert says_the_same(practice, snapshot_of(practice), content)


def test_what_is_not_known_any_more_is_left_out_and_counts_as_no_change(practice):
    content = snapshot_of(practice)
    content |= {
        "places": ["sampleton", "gone", "sampleton"],
        "concepts": ["mediation", "gone"],
        "countries": ["NO", "XX"],
        "pictures": [{"digest": d, "alt": {}, "licence": "", "credit": ""} for d in ("d1", "gone", "d1")],
        "further": {"staff": "2"},
        "confirmed": "2024-05-31",
    }
    show(practice, content)
    seen = snapshot_of(practice)
    assert (seen["places"], seen["concepts"], seen["countries"]) == (["sampleton"], ["mediation"], ["NO"])
    assert [one["digest"] for one in seen["pictures"]] == ["d1"]
    assert (practice.last_confirmed, seen["confirmed"]) == (date(2024, 5, 31), "2024-05-31")
    assert says_the_same(practice, seen, content)
    assert not says_the_same(practice, seen, content | {"source": "Another"})


@pytest.mark.parametrize("external_id", ["x9", ""], ids=["by its id", "by its title"])
def test_an_import_does_not_bring_back_what_is_withdrawn(external_id):
    place = make_place("sampleton")
    practice = make_practice(text_record(external_id=external_id), place_ids=(place.pk,))
    practice.state = State.WITHDRAWN
    hide(practice)
    record = practice_record(text_record(external_id=external_id, summary="Changed."), place_ids=(place.pk,))
    (outcome,) = save_practices(records=[record], by="tests")
    assert (outcome.kind, outcome.public_id) == ("unchanged", practice.public_id)
    assert (Practice.objects.count(), Text.objects.count()) == (1, 0)
