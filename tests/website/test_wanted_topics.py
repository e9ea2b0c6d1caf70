"""Wanted topics: counted on the library page, shown to editors in the admin."""

import csv
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from convivia.search import wanted
from convivia.search.models import WantedTopic
from tests.desk.conftest import with_second_factor
from tests.website.reading import words_of

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
LIST = "admin:search_wantedtopic_changelist"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    wanted.lately.forget()


def counted():
    return list(WantedTopic.objects.values_list("words", "language", "count"))


def test_a_reader_who_finds_nothing_leaves_a_topic_and_nothing_else(library, read):
    page = read("/fr/?q=Zebra+crossings", user_agent=BROWSER)
    assert (page.status, page.cookies, counted()) == (200, {}, [("zebra crossings", "fr", 1)])


@pytest.mark.parametrize("address", ["/en/?q=kitchen", "/en/?q=zebra&country=NO", "/en/", "/en/?area=education"])
def test_what_is_found_or_filtered_is_not_counted(library, read, address):
    read(address, user_agent=BROWSER)
    assert counted() == []


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", {"user_agent": BROWSER}),
        ("get", {}),
        ("get", {"user_agent": "Mozilla/5.0 (compatible; SomeBot/2.1; +https://example.org/bot)"}),
        ("get", {"user_agent": "curl/8.5.0"}),
        ("get", {"user_agent": BROWSER, "sec_purpose": "prefetch;prerender"}),
    ],
)
def test_programs_and_reading_ahead_are_not_counted(library, read, method, headers):
    assert read("/en/?q=zebra", method=method, **headers).status == 200
    assert counted() == []


def test_a_database_that_cannot_be_written_to_stops_no_reader(library, read, monkeypatch):
    def fail(*_):
        raise wanted.DatabaseError("read only")

    monkeypatch.setattr(wanted, "_count", fail)
    assert read("/en/?q=zebra", user_agent=BROWSER).status == 200


@pytest.fixture
def topics():
    """Two topics that are shown, one that is not, and one that is handled."""
    rows = [("zebra", 5, {}), ("<b>bold", 2, {}), ("once", 1, {}), ("done", 9, {"handled_on": date(2026, 1, 2)})]
    return [
        WantedTopic.objects.create(
            key=words, words=words, language="fr", count=count, last_asked=date(2026, 1, count),
            handled_by="somebody" if more else "", **more,
        )
        for words, count, more in rows
    ]  # fmt: skip


@pytest.fixture
def editor(client, django_user_model):
    """Return a function that logs somebody in: with these rights to wanted topics, on the staff or not."""

    def log_in(*rights, is_staff=True):
        user = django_user_model.objects.create_user("an editor", is_staff=is_staff)
        user.user_permissions.set(Permission.objects.filter(codename__in=[f"{right}_wantedtopic" for right in rights]))
        client.force_login(with_second_factor(user))

    return log_in


def test_nobody_but_the_staff_sees_them(client, editor, topics):
    assert client.get(reverse(LIST)).status_code == 302
    editor("view", is_staff=False)
    assert "/admin/login/" in client.get(reverse(LIST)).url


def test_the_staff_needs_the_right_to_see_them(client, editor, topics):
    editor()
    assert client.get(reverse(LIST)).status_code == 403


def test_the_most_wanted_stand_first_with_a_link_to_the_search(client, editor, topics, read):
    editor("view")
    page = read(reverse(LIST))
    assert page.texts("#result_list tbody tr .field-words") == ["zebra", "<b>bold"]
    assert page.texts("#result_list tbody tr .field-times") == ["5 times", "2 times"]
    assert page.links("#result_list .field-search a") == ["/fr/?q=zebra", "/fr/?q=%3Cb%3Ebold"]
    assert [words_of(node) for node in page.all("#changelist-filter li a")][:3] == ["still wanted", "handled", "all"]
    assert page.all(".addlink[href*=wantedtopic]") == []


def test_columns_sort_and_states_filter(client, editor, topics, read):
    editor("view")
    names = "#result_list tbody tr .field-words"
    assert read(reverse(LIST) + "?o=3").texts(names) == ["<b>bold", "zebra"]
    assert read(reverse(LIST) + "?state=handled").texts(names) == ["done"]
    assert read(reverse(LIST) + "?state=all").texts(names) == ["done", "zebra", "<b>bold"]


def act(client, action, topics):
    data = {"action": action, "_selected_action": [topic.pk for topic in topics]}
    return client.post(reverse(LIST) + "?state=all", data)


def test_topics_are_marked_as_handled_and_as_wanted_again(client, editor, topics):
    editor("view", "change")
    act(client, "handle", topics[:2])
    assert set(WantedTopic.objects.filter(handled_by="an editor").values_list("words", flat=True)) == {
        "zebra",
        "<b>bold",
    }
    act(client, "reopen", topics[:1])
    assert WantedTopic.objects.get(words="zebra").handled_on is None


def test_who_may_only_look_marks_and_deletes_nothing(client, editor, topics):
    editor("view")
    for action in ("handle", "delete_selected"):
        act(client, action, topics[:2])
    assert WantedTopic.objects.filter(handled_on__isnull=True).count() == 3
    assert client.get(reverse("admin:search_wantedtopic_add")).status_code == 403
    delete = reverse("admin:search_wantedtopic_delete", args=[topics[0].pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_what_was_asked_once_is_hidden_also_behind_its_own_address(client, editor, topics):
    editor("view", "change", "delete")
    once = topics[2]
    answer = client.get(reverse("admin:search_wantedtopic_change", args=[once.pk]))
    assert (answer.status_code, "once" in answer.content.decode()) == (302, False)
    act(client, "export", [once])
    assert "once" not in act(client, "export", topics).content.decode()


def test_they_are_exported_as_a_sheet(client, editor, topics):
    editor("view")
    answer = act(client, "export", topics)
    assert (answer["Content-Type"], "wanted-topics.csv" in answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        True,
    )
    head, *rows = csv.reader(answer.content.decode().splitlines())
    assert head == ["words", "language", "asked", "last asked", "handled on", "search"]
    assert rows[1] == ["zebra", "fr", "5", "2026-01-05", "", "http://testserver/fr/?q=zebra"]
    assert rows[0][4] == "2026-01-02"


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(admin_client, django_assert_num_queries, size):
    for number in range(size):
        WantedTopic.objects.create(
            key=f"w{number}", words="w", language="en", count=3, last_asked=date(2026, 1, 1 + number)
        )
    admin_client.get(reverse(LIST))
    with django_assert_num_queries(7):
        assert admin_client.get(reverse(LIST)).status_code == 200
