"""Write the descriptions of the open API and of the desk's to `tests/api/`, where tests compare them.

Run it when the API was changed on purpose, and read the difference before it is committed.
"""

import json
import os
from pathlib import Path

import django

SNAPSHOT = Path(__file__).resolve().parent.parent / "tests" / "api" / "openapi.json"
DESK_SNAPSHOT = SNAPSHOT.with_name("openapi-desk.json")


def described() -> str:
    """Return the description as the snapshot holds it; Django has to be set up."""
    from convivia.api.api import api  # noqa: PLC0415 - Django has to be set up first

    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def desk_described() -> str:
    """Return the description of the desk's API as its snapshot holds it; Django has to be set up."""
    from convivia.api.desk_api import desk_api  # noqa: PLC0415 - Django has to be set up first

    return json.dumps(desk_api.get_openapi_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    SNAPSHOT.write_text(described(), encoding="utf-8")
    DESK_SNAPSHOT.write_text(desk_described(), encoding="utf-8")
    print(f"Written: {SNAPSHOT}, {DESK_SNAPSHOT}")
