"""Collections of the editors: saved, loaded from the shipped files, left alone once an editor had them in hand."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from convivia.common.languages import interface_languages
from convivia.common.library_files import library_path
from convivia.practices import collection_actions
from convivia.practices.collection_actions import (
    UnknownPracticesError,
    delete_collections,
    load_collections,
    save_collection,
)
from convivia.practices.collection_queries import (
    collections_of,
    member_ids,
    published_collection,
    published_collections,
)
from convivia.practices.models import Collection, Event, check_words
from tests.making import make_practice, text_record
from tests.practices.test_admin import form_of

pytestmark = pytest.mark.django_db
NAMES, WORDS = {"en": "Sample"}, {"en": "Some samples."}


@pytest.fixture
def made():
    """Three practices, by their public ids."""
    return [make_practice(text_record(title=f"Sample {n}", external_id=f"s{n}")).public_id for n in range(3)]


def save(ids, **values):
    return save_collection(
        **({"key": "sample", "names": NAMES, "descriptions": WORDS, "public_ids": ids, "by": "me"} | values)
    )


def events():
    rows = Event.objects.exclude(collection="").order_by("pk")
    return [(row.kind, row.collection, row.practice, row.by) for row in rows]


def test_a_collection_is_saved_with_its_order_and_an_event(made):
    changes = save(made[::-1])
    assert member_ids(Collection.objects.get()) == made[::-1]
    assert changes["practices"] == [[], made[::-1]]
    assert events() == [("created", "sample", "", "me")]


def test_saving_the_same_again_changes_nothing(made):
    save(made)
    before = Collection.objects.get().updated_at
    assert save(made) == {}
    assert (Collection.objects.get().updated_at, len(events())) == (before, 1)


def test_what_changed_stands_in_the_event(made):
    save(made)
    changes = save([made[2], made[0]], names={"en": "Other"}, is_published=False)
    assert changes == {
        "names": [NAMES, {"en": "Other"}],
        "is_published": [True, False],
        "practices": [made, [made[2], made[0]]],
    }
    assert Event.objects.filter(kind="updated").get().changes == changes


def test_practices_that_are_not_there_are_refused_and_nothing_is_written(made):
    with pytest.raises(UnknownPracticesError) as error:
        save([made[0], "zzzzzzz"])
    assert error.value.public_ids == ("zzzzzzz",)
    assert (Collection.objects.count(), events()) == (0, [])


def test_a_practice_stands_in_it_once(made):
    save([made[0], made[0]])
    assert member_ids(Collection.objects.get()) == [made[0]]


def test_deleting_it_keeps_the_practices_and_an_event(made):
    save(made)
    delete_collections(collections=list(Collection.objects.all()), by="you")
    assert Collection.objects.count() == 0
    assert events()[-1] == ("deleted", "sample", "", "you")
    assert len(made) == 3


def test_readers_see_what_is_published_and_can_be_read(made):
    save(made)
    save(made[:1], key="hidden", is_published=False)
    practice = Collection.objects.get(key="sample").practices.get(public_id=made[0])
    assert [(one.key, one.practice_count) for one in published_collections()] == [("sample", 3)]
    assert (published_collection("hidden"), published_collection("nothing")) == (None, None)
    assert [one.key for one in collections_of(practice)] == ["sample"]
    practice.texts.all().delete()
    assert [one.practice_count for one in published_collections()] == [2]


def test_names_come_in_the_readers_language_else_in_english(made):
    save(made, names={"en": "Sample", "fr": "Exemple"})
    found = Collection.objects.get()
    assert (found.name_in("fr"), found.name_in("de"), found.description_in("fr"), str(found)) == (
        "Exemple", "Sample", "Some samples.", "Sample",
    )  # fmt: skip


@pytest.mark.parametrize("value", [[], "x", {"en": ""}, {"en": 1}, {"": "x"}, None])
def test_words_are_words_by_language(value):
    with pytest.raises(ValidationError):
        check_words(value)


def test_an_event_tells_of_one_thing():
    for values in ({}, {"practice": "a", "collection": "b"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.create(kind="created", by="x", **values)


@pytest.fixture
def shipped(tmp_path, monkeypatch, made):
    """Return what writes a shipped collection of these practices."""
    monkeypatch.setattr(collection_actions, "library_path", lambda *parts: tmp_path.joinpath(*parts))
    monkeypatch.setattr(
        collection_actions, "read_json", lambda *parts: json.loads(tmp_path.joinpath(*parts).read_text())
    )
    (tmp_path / "collections").mkdir()

    def write(ids, **values):
        row = {"key": "sample", "names": NAMES, "descriptions": WORDS, "practices": ids} | values
        (tmp_path / "collections" / "sample.json").write_text(json.dumps(row))

    return write


def test_shipped_collections_are_loaded_once_and_brought_up_to_their_files(shipped, made):
    shipped([*made[:2], "zzzzzzz"])
    assert (load_collections(by="setup"), load_collections(by="setup")) == (1, 0)
    assert member_ids(Collection.objects.get()) == made[:2]
    shipped(made)
    assert load_collections(by="setup") == 1
    assert member_ids(Collection.objects.get()) == made


def test_what_editors_changed_or_deleted_stays_as_they_left_it(shipped, made, admin_client):
    shipped(made)
    load_collections(by="setup")
    address = reverse("admin:practices_collection_change", args=[Collection.objects.get().pk])
    data = form_of(admin_client.get(address)) | {"names": '{"en": "Ours"}', "descriptions": '{"en": "Ours."}'}
    response = admin_client.post(address, data)
    assert response.status_code == 302, response.context["errors"]
    assert load_collections(by="setup") == 0
    found = Collection.objects.get()
    assert (found.names, found.is_edited) == ({"en": "Ours"}, True)
    assert events()[-1] == ("repaired", "sample", "", "admin")
    admin_client.post(reverse("admin:practices_collection_delete", args=[found.pk]), {"post": "yes"})
    assert (load_collections(by="setup"), Collection.objects.count()) == (0, 0)
    assert events()[-1] == ("deleted", "sample", "", "admin")


def test_an_empty_library_has_none(shipped):
    shipped(["zzzzzzz"])
    assert (load_collections(by="setup"), Collection.objects.count()) == (0, 0)


def test_an_editor_makes_one(admin_client, made):
    address = reverse("admin:practices_collection_add")
    data = form_of(admin_client.get(address)) | {"key": "mine", "names": '{"en": "Mine"}', "descriptions": "{}"}
    assert admin_client.post(address, data | {"names": "[1]"}).status_code == 200
    response = admin_client.post(address, data)
    assert response.status_code == 302, response.context["errors"]
    assert (Collection.objects.get().key, events()) == ("mine", [("repaired", "mine", "", "admin")])


FILES = sorted(library_path("collections").glob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_shipped_files_name_shipped_practices_and_speak_every_language(file):
    row = json.loads(file.read_text())
    lines = library_path("practices", "practices.jsonl").read_text().splitlines()
    assert set(row["practices"]) <= {json.loads(line)["id"] for line in lines}
    assert len(set(row["practices"])) == len(row["practices"]) > 3
    assert row["key"] == file.stem
    assert list(row["names"]) == list(row["descriptions"]) == interface_languages()


def test_four_are_shipped():
    assert [file.stem for file in FILES] == ["anti-rumours", "pandemic-years", "refugees", "roma"]
