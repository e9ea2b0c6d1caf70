"""The real encoders: what they make can be compared, and no text breaks them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from convivia.search.encoders import installed
from convivia.search.encoders.centres import centre, centred
from convivia.search.encoders.installed import ENCODERS, encoder
from convivia.search.encoders.port import unit
from convivia.search.meaning import near

ENGLISH = ["Women learn to ride a bicycle in the park.", "The city trains its officials against rumours."]
OTHERS = [
    ("de", ["Frauen lernen im Park Rad fahren.", "Die Stadt schult ihre Beamten gegen Gerüchte."]),
    ("el", ["Γυναίκες μαθαίνουν ποδήλατο στο πάρκο.", "Ο δήμος εκπαιδεύει τους υπαλλήλους του κατά των φημών."]),
]
HOSTILE = ["", " ", "\0", "a\0b", "\ud800", "x\udfff y", "😀" * 9, "\u202e" * 9, "word " * 20_000]


@pytest.fixture(scope="session", params=["use", "joint"])
def real(request):
    """An encoder of this installation, loaded once."""
    return ENCODERS[request.param]()


def test_a_real_encoder_makes_what_can_be_compared(real):
    rows = real.passages(ENGLISH)
    assert (rows.shape, rows.dtype) == ((2, real.dimensions), np.float32)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1], abs=1e-4)
    assert real.passages([]).shape == (0, real.dimensions)
    assert np.abs(rows - real.passages(ENGLISH)).max() < 1e-5
    assert np.abs(rows - np.vstack([real.passages([text]) for text in ENGLISH])).max() < 0.05
    for language, texts in OTHERS if "e5" in real.name else OTHERS[:1]:
        for number, text in enumerate(texts):
            asked = real.query(text, language)
            assert asked.shape == (real.dimensions,)
            likeness = rows @ asked / np.linalg.norm(asked)
            assert likeness[number] > 0.1 + max(0, likeness[1 - number]), (language, text, likeness)
    made = [*real.passages(HOSTILE), *(real.query(text, "") for text in HOSTILE[:-1])]
    assert all(np.isfinite(row).all() and np.linalg.norm(row) <= 1.0001 for row in made)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: real.query(ENGLISH[number % 2], "en"), range(16)))
    assert all(np.abs(row - found[number % 2]).max() < 1e-5 for number, row in enumerate(found))


def test_an_encoder_is_made_once_when_it_is_asked_for(settings, monkeypatch):
    made = []
    monkeypatch.setitem(ENCODERS, "sample", lambda: made.append("made") or "an encoder")
    settings.SEARCH_ENCODER = "sample"
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: encoder(), range(8))) == {"an encoder"}
    assert made == ["made"]
    monkeypatch.delitem(installed._made, "sample")
    settings.SEARCH_ENCODER = "none"
    assert (encoder(), ENCODERS["none"](), near("anything"), "none" in installed._made) == (None, None, {}, False)


@pytest.mark.parametrize(("name", "dimensions"), [("use", 512), ("e5", 384)])
def test_the_middle_of_the_field_is_known_for_each_encoder(name, dimensions):
    middle = centre(name)
    assert (middle.shape, middle.dtype) == ((dimensions,), np.float32)
    assert 0 < np.linalg.norm(middle) < 1
    rows = centred(np.array([middle, -middle], dtype=np.float32), name)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([0, 1], abs=1e-5)


def test_rows_of_zeros_stay_what_they_are():
    rows = unit(np.array([[3, 4], [0, 0]], dtype=np.float32))
    assert rows.tolist() == pytest.approx(np.array([[0.6, 0.8], [0, 0]]))
    assert unit(np.zeros(2, np.float32)).tolist() == [0, 0]


def test_what_is_foreseen_is_what_is_asked_also_from_several_threads(real):
    asked = real.query("A question of its own", "en")
    real.foresee("Another question of its own")
    real.foresee("A third one")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: real.query(text, "en"), ["Another question of its own", "A third one"] * 4))
    assert all((row == found[number % 2]).all() for number, row in enumerate(found))
    assert (real.query("A question of its own", "en") == asked).all()
    assert not (found[0] == found[1]).all()
