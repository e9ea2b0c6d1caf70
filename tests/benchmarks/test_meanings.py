"""Mixed meanings: always the same, of unit length, and the nearer the more they have in common."""

from itertools import islice

import numpy as np
from benchmarks.meanings import INVENTED, SHIPPED, mixed, pool

from convivia.search.encoders.port import unit

KNOWN = unit(np.random.default_rng(1).standard_normal((50, 896)).astype(np.float32))


def test_the_same_practice_always_means_the_same() -> None:
    assert np.array_equal(mixed(7, 3, KNOWN), mixed(7, 3, KNOWN))
    assert not np.array_equal(mixed(7, 3, KNOWN), mixed(8, 3, KNOWN))


def test_vectors_have_unit_length() -> None:
    assert np.allclose(np.linalg.norm(mixed(7, 5, KNOWN), axis=1), 1, atol=1e-5)
    assert mixed(7, 0, KNOWN).shape == (0, 896)


def test_passages_of_one_practice_are_nearer_to_each_other_than_to_others() -> None:
    own = np.mean([(rows @ rows.T)[0, 1] for number in range(50) if len(rows := mixed(number, 2, KNOWN))])
    other = np.mean([(mixed(number, 1, KNOWN) @ mixed(number + 100, 1, KNOWN).T)[0, 0] for number in range(50)])
    assert 0.3 < own < 0.9
    assert other < 0.2


def test_the_pool_is_of_shipped_and_invented_passages_in_many_languages() -> None:
    found = list(pool())
    assert len(found) == SHIPPED + INVENTED
    assert found == list(pool())
    assert len({passage.language for passage in islice(found, SHIPPED, None)}) > 5
    assert [passage for passage in found if not passage.text.strip()] == []
