"""Printed periods in every family of forms, as skewed as real listings have them."""

from random import Random

FIRST, LAST = 1995, 2026
MONTHS = {
    "en": ("January", "March", "May", "June", "September", "November"),
    "fr": ("janvier", "mars", "mai", "juin", "septembre", "novembre"),
    "de": ("Januar", "März", "Mai", "Juni", "September", "November"),
}
# form → how often; {a} is the first year, {b} the last, {m} and {n} are months.
FORMS: dict[str, dict[str, float]] = {
    "en": {
        "{a}": 40, "": 9, "Since {a}": 9, "{a} onwards": 6, "{a}-": 5, "{a} - ongoing": 6, "Ongoing": 6, "{a}-{b}": 8,
        "{a} - {b}": 3, "{m} {a}": 3, "21 {m} {a}": 1, "8-11 {m} {a}": 1, "{m} to {n} {a}": 1, "On-going since {a}": 1,
        "{m} {a} until 31 {n} {b}": 1, "Every month since {a}": 1, "{a}-{b} (still in use)": 1, "Until {b}": 1,
        "Running for several decades": 0.3, "N/A": 0.3, "2nd half {a}": 0.3, "Three years - {a} to {b}": 0.3,
    },
    "fr": {"{a}": 40, "": 20, "Depuis {a}": 15, "à partir de {a}": 5, "{m} {a}": 6, "{a}-{b}": 8, "de {a} à {b}": 4},
    "de": {"{a}": 40, "": 10, "seit {a}": 18, "{m} {a}": 6, "{a}-{b}": 10, "laufend": 4},
}  # fmt: skip


def printed_period(random: Random, language: str) -> str:
    """Return the words of a period in `language`, in English where the language has none of its own here."""
    forms = FORMS.get(language, FORMS["en"])
    form = random.choices(list(forms), weights=list(forms.values()))[0]
    first = round(random.triangular(FIRST, LAST, 2019))
    first_month, last_month = sorted(random.sample(range(6), 2))
    months = MONTHS.get(language, MONTHS["en"])
    last = first + random.choice((1, 1, 2, 2, 3, 4, 6))
    return form.format(a=first, b=last, m=months[first_month], n=months[last_month])
