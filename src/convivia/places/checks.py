"""What Django's checks (and so `convivia doctor`) find wrong with the settings of this room."""

from typing import Any

from django.core.checks import CheckMessage, Error

from convivia.places.bands import bands
from convivia.places.likeness import BandsError


def check_bands(**options: Any) -> list[CheckMessage]:
    """Return an error where the file of classes that `CONVIVIA_BANDS` names is of no use."""
    try:
        bands()
    except BandsError as error:
        hint = "Correct the file that CONVIVIA_BANDS names, or unset it."
        return [Error(f"The classes of cities: {error}", hint=hint, id="places.E001")]
    return []
