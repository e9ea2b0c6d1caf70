"""Reads JSON: lines of objects, one array of them, or the answer of an API with its `results`. Pure."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from convivia.intake.drafts import Draft
from convivia.intake.fields import Repeating
from convivia.intake.limits import MAX_RECORDS, IntakeError
from convivia.intake.objects import from_json

_LISTS: Final = ("results", "practices", "records", "items", "data")
_ADVICE: Final = "Nothing was taken in; mend the file and try again."
_SHOWN: Final = 60


class _NotANumber(ValueError):
    """NaN and Infinity are no JSON."""


def read_lines(text: str, name: str) -> Iterator[Draft]:
    """Yield the draft of each line of `text`; before the first, raise `IntakeError` for a line that is no object."""
    lines = text.split("\n")
    count = 0
    for number, line in enumerate(lines, start=1):
        if line.strip():
            _object(line, f"Line {number} of {name}")
            count += 1
            check_count(count, name)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield from_json(_object(line, f"Line {number} of {name}"), number)


def read_whole(text: str, name: str) -> Iterator[Draft]:
    """Yield the drafts of the one JSON value that `text` is; raise `IntakeError` where it holds no records."""
    value = _value(text, name)
    if isinstance(value, dict):
        listed = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        value = [value] if listed is None else listed
    if not isinstance(value, list):
        raise IntakeError(f"{name} holds {_kind(value)}, no list of records. {_ADVICE}")
    check_count(len(value), name)
    for number, member in enumerate(value, start=1):
        if not isinstance(member, dict):
            raise IntakeError(f"Record {number} of {name} is {_kind(member)}, no object in braces. {_ADVICE}")
    for member in value:
        yield from_json(member)


def check_count(count: int, name: str) -> None:
    """Raise `IntakeError` where `count` records are too many for one file."""
    if count > MAX_RECORDS:
        raise IntakeError(f"{name} holds more than {MAX_RECORDS:,} records. Split it into several files.")


def _object(line: str, where: str) -> dict[str, Any]:
    value = _value(line.strip("\ufeff \t\r"), where)
    if not isinstance(value, dict):
        raise IntakeError(f"{where} is {_kind(value)}, no object in braces. {_ADVICE}")
    return value


def _value(text: str, where: str) -> Any:
    """Return the JSON value of `text`; whatever is wrong with it becomes an `IntakeError` that says where."""
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_object_of)
    except json.JSONDecodeError as error:
        place = f", line {error.lineno}" if "\n" in text else ""
        near = text[max(0, error.pos - _SHOWN // 2) : error.pos + _SHOWN // 2].strip()
        raise IntakeError(
            f"{where} is not JSON: {error.msg}{place}, at character {error.colno}, near: {near}. {_ADVICE}"
        ) from error
    except RecursionError as error:
        raise IntakeError(f"{where} is nested too deep to be a record. {_ADVICE}") from error
    except _NotANumber as error:
        raise IntakeError(f"{where} holds {error}, which is no JSON number. Write null instead. {_ADVICE}") from error
    except ValueError as error:  # a whole number of thousands of figures
        raise IntakeError(f"{where} holds a number that is too long to be one. {_ADVICE}") from error


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; one in which a key comes twice remembers that, and the last value counts."""
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    counts = Counter(key for key, _ in pairs)
    return Repeating(made, tuple(key for key, count in counts.items() if count > 1))


def _refuse(constant: str) -> NoReturn:
    raise _NotANumber(constant)


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    kinds = {
        list: "a list",
        dict: "an object",
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return kinds.get(type(value), "something else")
