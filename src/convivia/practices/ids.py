"""Public ids: short, permanent, easy to read aloud. Pure."""

import re
import secrets

# No vowels (no words by accident), no 0, 1, l, y (no mistaken signs).
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 7
_FORM = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_public_id() -> str:
    """Return a new random public id (27^7, ten thousand million of them)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_public_id(text: str) -> bool:
    """Return whether `text` has the form of a public id."""
    return bool(_FORM.fullmatch(text))
