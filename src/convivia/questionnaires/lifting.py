"""From an edition of a questionnaire to a newer one: what becomes of the answers. Pure. Nothing is lost."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# Where what no question asks is kept.
REST: Final = "description"


@dataclass(frozen=True, slots=True)
class Lifted:
    """The answers as the newer edition keeps them, and the keys of those that its source cuts off."""

    answers: dict[str, str]
    cut_off: list[str]


def lift(
    answers: Mapping[str, str],
    cut_off: Sequence[str],
    *,
    moves: Mapping[str, str],
    known: Collection[str],
    labels: Mapping[str, str],
) -> Lifted:
    """Return `answers` in a newer edition whose keys are `known`; `moves` says where the older keys go.

    A key that is not moved and not known goes to `REST`. Where two answers meet, they stand one below the other. What
    goes to `REST`, or meets another answer, keeps its label (`labels`, else its key in words) before it.
    """
    lifted: dict[str, str] = {}
    cut: list[str] = [key for key in cut_off if key not in answers]
    for key in sorted(answers, key=lambda one: new_key(one, moves, known) != one):
        new, text = new_key(key, moves, known), answers[key]
        if text.strip() and new != key and (new == REST or lifted.get(new)):
            text = f"{labels.get(key) or key.replace('_', ' ').capitalize()}: {text}"
        lifted[new] = "\n\n".join(filter(None, [lifted.get(new, ""), text]))
        if key in cut_off and new not in cut:
            cut.append(new)
    return Lifted(lifted, cut)


def new_key(key: str, moves: Mapping[str, str], known: Collection[str]) -> str:
    """Return the key under which a newer edition keeps the answer `key`."""
    new = moves.get(key, key)
    return new if new in known else REST
