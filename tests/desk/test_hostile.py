"""What nobody types but a program may send: zero bytes, numbers beyond all columns, addresses of other sites."""

import pytest

from tests.making import make_practice, text_record

pytestmark = pytest.mark.django_db
HUGE = "9" * 30


@pytest.fixture
def client(signed_in, editor, vocabularies):
    return signed_in(editor)


@pytest.mark.parametrize(
    "address",
    [
        "?city=%00", "?state=%00", "?q=%00", f"?page={HUGE}", "people/?q=%00", "people/?role=%00&city=%00",
        "reviews/?waits=%00", f"reviews/?page={HUGE}", f"doubles/?page={HUGE}", "quality/?page=%00",
    ],
)  # fmt: skip
def test_lists_are_shown_whatever_the_address_says(client, draft, contributor, address):
    draft(by=contributor)
    assert client.get(f"/en/desk/{address}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        f"doubles/merges/{HUGE}/",
        f"imports/{HUGE}/",
        f"reviews/{HUGE}/",
        f"reviews/rounds/{HUGE}/",
        "quality/no-such-key/",
    ],
)
def test_numbers_that_no_column_holds_name_nothing(client, address):
    assert client.get(f"/en/desk/{address}").status_code == 404


def test_a_practice_page_takes_any_parameter(client, draft, contributor):
    base = f"/en/desk/practices/{draft(by=contributor).public_id}/"
    for address in (
        "history/?kind=%00",
        "preview/?text=%00",
        f"compare/?from={HUGE}&to=%00",
        "write/?text=%00",
    ):
        assert client.get(base + address).status_code in (200, 302, 400, 404), address


def test_forms_refuse_what_cannot_be_kept(client, draft, contributor):
    base = f"/en/desk/practices/{draft(by=contributor).public_id}/"
    for address, values in (
        (f"{base}advice/", {"do": "set-aside", "mark": "\0"}),
        (f"{base}steps/", {"step": "submit", "version": HUGE, "reason": "\0"}),
        ("/en/desk/new/", {"language": "en", "owner": "city:\0", "city-name": "\0"}),
        ("/en/desk/new/", {"language": "\0", "owner": f"network:{HUGE}"}),
    ):
        assert client.post(address, values).status_code in (302, 400, 404, 409, 422), address


def test_nobody_is_led_to_another_site(client, draft, contributor):
    base = f"/en/desk/practices/{draft(by=contributor).public_id}/"
    for back in ("https://evil.example/", "//evil.example/", "/\\evil.example", f"{base}//evil.example@x"):
        answer = client.post(f"{base}advice/", {"do": "set-aside", "mark": "x", "back": back})
        assert not answer.get("Location", "/").startswith(("http", "//", "/\\")), back


def test_a_merge_wants_numbers_it_can_read(client, city):
    one, other = (make_practice(text_record(external_id=key), place_ids=(city.pk,)) for key in "ab")
    for seen in ("\0", "9" * 5000, "", "²"):
        values = {
            "action": "merge",
            "kept": one.public_id,
            f"seen-{one.public_id}": seen,
            f"seen-{other.public_id}": seen,
        }
        answer = client.post(f"/en/desk/doubles/{one.public_id}/{other.public_id}/", values)
        assert answer.status_code in (400, 409, 422), seen[:5]
    one.refresh_from_db()
    assert one.merged_into is None
