"""The fields of an object from outside, taken with the type that they should have; what does not fit is told. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from convivia.intake.cleaning import clean_line, clean_text, web_address
from convivia.intake.drafts import DraftWarning
from convivia.intake.limits import MAX_LINE
from convivia.intake.remarks import cleaning_warnings, warning

MAX_LIST: Final = 200
_SHOWN: Final = 60


class Repeating(dict[str, Any]):
    """An object in which some keys, `repeated`, came more than once."""

    def __init__(self, values: Mapping[str, Any], repeated: tuple[str, ...]) -> None:
        super().__init__(values)
        self.repeated = repeated


class Fields:
    """An object and the warnings that reading it left. `line` is where it stands in its file."""

    def __init__(self, data: Mapping[str, Any], line: int = 0) -> None:
        self._data = data
        self._taken: set[str] = set()
        self.line = line
        self.warnings: list[DraftWarning] = []
        for key in data.repeated if isinstance(data, Repeating) else ():
            self.warn("duplicate-field", key)

    def warn(self, code: str, words: str = "") -> None:
        """Note a warning, once."""
        found = warning(code, words, self.line)
        if found not in self.warnings:
            self.warnings.append(found)

    def names(self, key: str) -> bool:
        """Return whether the object has `key`, be it without a value."""
        return key in self._data

    def has(self, key: str) -> bool:
        """Return whether the object has a value for `key`."""
        return self._data.get(key) not in (None, "")

    def raw(self, *keys: str) -> Any:
        """Return the value of the first of `keys` that has one, else None; all of them count as taken."""
        self._taken.update(keys)
        return next((value for key in keys if (value := self._data.get(key)) not in (None, "")), None)

    def line_of_text(self, *keys: str) -> str:
        """Return a value as plain text on one line, "" for none."""
        return clean_line(self.text(*keys))[0]

    def text(self, *keys: str) -> str:
        """Return a value as plain text, "" for none."""
        return self.plain(self.raw(*keys), keys[0])

    def address(self, *keys: str) -> str:
        """Return a value as an address of the web, "" for none or for one that is not safe to follow."""
        given = self.raw(*keys)
        if given is None:
            return ""
        address = web_address(given) if isinstance(given, str) else ""
        if not address:
            self.warn("bad-address", _shown(given))
        return address

    def texts(self, *keys: str, separators: str = ";|\n") -> tuple[str, ...]:
        """Return a list of texts, each once; a single text is cut at its separators, objects stand for their id."""
        given = self.raw(*keys)
        if given is None:
            return ()
        if isinstance(given, str):
            for sign in separators[1:]:
                given = given.replace(sign, separators[0])
            given = given.split(separators[0])
        if not isinstance(given, (list, tuple)):
            self.warn("wrong-type", f"{keys[0]} = {_shown(given)}")
            return ()
        if len(given) > MAX_LIST:
            self.warn("clipped", keys[0])
        values = (
            value.get("id") or value.get("key") if isinstance(value, Mapping) else value for value in given[:MAX_LIST]
        )
        plain = (clean_line(self.plain(value, keys[0]))[0] for value in values)
        return tuple(dict.fromkeys(value for value in plain if value))

    def objects(self, *keys: str) -> Iterator[Any]:
        """Yield the members of a list; a single value counts as a list of one."""
        given = self.raw(*keys)
        members = given if isinstance(given, list) else [] if given is None else [given]
        if len(members) > MAX_LIST:
            self.warn("clipped", keys[0])
        yield from members[:MAX_LIST]

    def plain(self, given: Any, name: str) -> str:
        """Return `given` as plain text; numbers become text, other things are not taken."""
        if given is None:
            return ""
        if isinstance(given, bool) or not isinstance(given, (str, int, float)):
            self.warn("wrong-type", f"{name} = {_shown(given)}")
            return ""
        text = given if isinstance(given, str) else _number(given)
        if len(text) > MAX_LINE:
            self.warn("clipped", name)
            text = text[:MAX_LINE]
        cleaned, taken_out = clean_text(text)
        self.warnings += [found for found in cleaning_warnings(taken_out, self.line) if found not in self.warnings]
        return cleaned

    def untaken(self) -> Iterator[tuple[str, str]]:
        """Yield name and value of each field that nobody asked for."""
        for key, value in self._data.items():
            if key not in self._taken and value not in (None, "", [], {}):
                yield clean_line(key)[0], _shown(value)


def _number(value: float) -> str:
    """Return a number as a person writes it: 2016.0 → "2016"."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _shown(value: Any) -> str:
    """Return the beginning of a value for a message, whatever it is."""
    if isinstance(value, (list, dict)):
        return f"{type(value).__name__} of {len(value)}"
    text = clean_line(str(value)[: 4 * _SHOWN])[0]
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
