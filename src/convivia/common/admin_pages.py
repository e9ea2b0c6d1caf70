"""What the admin pages of all rooms share."""

from typing import Any

from django.db import models

# An address typed without its scheme is meant as https.
FORM_FIELDS: dict[Any, dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}
