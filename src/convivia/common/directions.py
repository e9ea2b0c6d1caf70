"""The direction in which languages are written. Pure."""

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """Return "rtl" for languages written from right to left, else "ltr" (the values of HTML's `dir`)."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
