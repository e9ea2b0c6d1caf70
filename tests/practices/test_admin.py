import pytest
from django.urls import reverse

from convivia.practices.models import Event, Practice
from tests.making import make_place, make_practice

pytestmark = pytest.mark.django_db


def form_of(response):
    """Return the fields of an admin page as a browser would send them back."""
    form = response.context["adminform"].form
    data = {f"{form.prefix}-{name}" if form.prefix else name: value for name, value in _values(form)}
    for formset in response.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        data |= {management.add_prefix(name): management[name].value() for name in management.fields}
        for row in formset.formset.forms:
            data |= {row.add_prefix(name): value for name, value in _values(row)}
    return data


def _values(form):
    for name in form.fields:
        value = form[name].value()
        if value is not None and value is not False:
            yield name, value


def test_only_staff_may_repair(client, django_user_model):
    practice = make_practice()
    address = reverse("admin:practices_practice_change", args=[practice.pk])
    client.force_login(django_user_model.objects.create_user("a reader"))
    assert client.get(address).status_code == 302
    assert "/admin/login/" in client.get(address).url


def test_a_period_is_read_again_when_its_print_is_mended(admin_client):
    practice = make_practice(period="2016", place_ids=(make_place().pk,))
    address = reverse("admin:practices_practice_change", args=[practice.pk])
    data = form_of(admin_client.get(address)) | {"period_text": "2016-2018"}
    response = admin_client.post(address, data)
    assert response.status_code == 302, response.context["errors"]
    practice = Practice.objects.get()
    assert (practice.period_text, practice.start_year, practice.end_year, practice.ongoing) == (
        "2016-2018",
        2016,
        2018,
        False,
    )
    assert (practice.revision, Event.objects.first().kind, Event.objects.first().by) == (2, "repaired", "admin")


def test_dates_that_are_set_by_hand_stay(admin_client):
    practice = make_practice(period="2016")
    address = reverse("admin:practices_practice_change", args=[practice.pk])
    data = form_of(admin_client.get(address)) | {"period_start": "2015-09", "ongoing": "true"}
    assert admin_client.post(address, data).status_code == 302
    practice = Practice.objects.get()
    assert (practice.period_text, practice.start_year, practice.period_start, practice.ongoing) == (
        "2016",
        2015,
        "2015-09",
        True,
    )


def test_a_date_of_another_form_is_refused(admin_client):
    practice = make_practice(period="2016")
    address = reverse("admin:practices_practice_change", args=[practice.pk])
    data = form_of(admin_client.get(address)) | {"period_start": "spring"}
    response = admin_client.post(address, data)
    assert response.context["adminform"].form.errors["period_start"] == ["Write 2016, 2016-09 or 2016-09-21."]


def test_deleting_leaves_an_event(admin_client):
    practice = make_practice()
    admin_client.post(reverse("admin:practices_practice_delete", args=[practice.pk]), {"post": "yes"})
    assert (Practice.objects.count(), Event.objects.first().kind) == (0, "deleted")


def test_the_log_cannot_be_changed(admin_client):
    make_practice()
    event = Event.objects.get()
    page = admin_client.get(reverse("admin:practices_event_change", args=[event.pk]))
    assert (page.status_code, page.context["has_change_permission"]) == (200, False)
    assert (
        admin_client.post(reverse("admin:practices_event_delete", args=[event.pk]), {"post": "yes"}).status_code == 403
    )


@pytest.mark.parametrize("model", ["practice", "text", "event"])
@pytest.mark.parametrize("size", [1, 3])
def test_lists_take_the_same_queries_for_one_and_for_three(admin_client, django_assert_max_num_queries, model, size):
    for number in range(size):
        make_practice(period=str(2000 + number), country_codes=())
    with django_assert_max_num_queries(9):
        assert admin_client.get(reverse(f"admin:practices_{model}_changelist")).status_code == 200
