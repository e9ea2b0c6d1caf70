"""All that is kept of one person, from every room: each row of a table that points at the account."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet

from convivia.people.models import PeopleEvent
from convivia.practices.models import Event, Revision

# What would let somebody in who reads the file, and what is there for the machine alone.
SECRET_FIELDS = frozenset(["password", "token_digest", "session_key", "token", "token_secret", "key"])
SECRET_TABLES = frozenset(["mfa.authenticator", "admin.logentry"])


def own_data(person: User) -> dict[str, Any]:
    """Return what is kept of `person`, table by table; no passwords, keys and tokens."""
    names = {person.get_username(), person.email} - {""}
    return {
        "account": _row(person),
        **dict(_tables(person)),
        "people.peopleevent": [_row(one) for one in PeopleEvent.objects.filter(person__in=names).order_by("id")]
        + [_row(one) for one in PeopleEvent.objects.filter(by__in=names).exclude(person__in=names).order_by("id")],
        "practices.event": [_row(one) for one in Event.objects.filter(by__in=names).order_by("id")],
        "practices.revision": [
            {"practice": practice, "number": number, "made_at": made_at}
            for practice, number, made_at in Revision.objects.filter(made_by__in=names)
            .order_by("id")
            .values_list("practice__public_id", "number", "made_at")
        ],
    }


def _tables(person: User) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the rows of each table that has a key to the account, under the name of the table and of the key."""
    for relation in User._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or model._meta.label_lower in SECRET_TABLES or model._meta.auto_created:
            continue
        rows: QuerySet[Model] = model._default_manager.filter(**{relation.field.name: person}).order_by("pk")
        found = [_row(row) for row in rows]
        if found:
            yield f"{model._meta.label_lower}.{relation.field.name}", found


def _row(row: Model) -> dict[str, Any]:
    fields = (field for field in row._meta.concrete_fields if field.name not in SECRET_FIELDS)
    return {field.name: field.value_from_object(row) for field in fields}
