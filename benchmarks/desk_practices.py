"""Practices at the desk of a library, and an editor who has signed in. Run by the benchmark as a program.

`python -m benchmarks.desk_practices` writes them into the library at `CONVIVIA_HOME`: drafts, practices that were
handed in, and practices in review with two readers each. It prints the cookie of the editor's session.
"""

import json
import os
import sys
from contextlib import redirect_stdout
from datetime import date, timedelta
from importlib import import_module
from typing import Any

DRAFTS, HANDED_IN, IN_REVIEW = 100, 50, 50
READERS, TITLE = 4, "Invented practice"


def main() -> None:
    """Write the practices, and print the session."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "convivia.settings"
    import_module("django").setup()
    with redirect_stdout(sys.stderr):  # mails are printed where nothing else is set
        editor = _fill()
    client = import_module("django.test").Client()
    client.force_login(editor)
    print(json.dumps({"cookie": "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())}))


def _fill() -> Any:
    """Write practices as their editor, who comes back."""
    import_module("convivia.reviews.criteria_actions").load_criteria(by="benchmark")
    editor = _account("editor", "editor")
    readers = [_account(f"reader-{number}", "reviewer") for number in range(READERS)]
    city = import_module("convivia.places.models").Place.objects.order_by("pk").first()
    for number in range(DRAFTS + HANDED_IN + IN_REVIEW):
        practice = _written(number, city, editor)
        if number >= DRAFTS:
            _handed_in(practice, editor)
        if number >= DRAFTS + HANDED_IN:
            _asked(practice, editor, [readers[number % READERS], readers[(number + 1) % READERS]])
    return editor


def _account(name: str, role: str) -> Any:
    """Return an account that holds `role`, with a second factor."""
    user = import_module("django.contrib.auth.models").User.objects.create_user(name, f"{name}@example.org")
    import_module("convivia.people.models").HeldRole.objects.create(user=user, role=role, given_by="benchmark")
    codes = import_module("allauth.mfa.models").Authenticator
    codes.objects.create(user=user, type=codes.Type.TOTP, data={"secret": "A" * 32})
    return user


def _written(number: int, city: Any, editor: Any) -> Any:
    """Return a practice whose draft lacks nothing."""
    writing, snapshots = (import_module(f"convivia.practices.{name}") for name in ("writing_actions", "snapshots"))
    practice = writing.begin(by=editor, language="en", edition="1", city=city)
    content = snapshots.empty_content("en")
    content["texts"]["en"] |= {"title": f"{TITLE} {number}", "summary": "What the benchmark invented. " * 8}
    content["period"] |= {"text": "2019", "start": "2019", "precision": "year"}
    content["places"], content["concepts"] = [city.key], ["mediation"]
    content["contact"]["email"] = "office@example.org"
    writing.save_draft(practice=practice, content=content, version=practice.working_copy.version, by=editor)
    return practice


def _handed_in(practice: Any, editor: Any) -> None:
    step = import_module("convivia.practices.workflow").Step.SUBMIT
    import_module("convivia.practices.workflow_actions").take_step(practice=practice, step=step, by=editor)


def _asked(practice: Any, editor: Any, readers: list[Any]) -> None:
    due = date.today() + timedelta(days=21)  # noqa: DTZ011 (a day is enough)
    import_module("convivia.reviews.round_actions").open_round(practice=practice, due=due, by=editor, readers=readers)


if __name__ == "__main__":
    main()
