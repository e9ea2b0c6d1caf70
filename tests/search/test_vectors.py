"""Vectors in files: what is near is found, by every worker, whatever happened to the files or to who wrote them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.search.engines import vectors as room
from convivia.search.engines.port import IndexBusy, IndexMissing
from convivia.search.engines.vectors import EXACT, Near, VectorStore, exactly_near, to_bytes

SIZE = 16
NONE = np.empty((0, SIZE), np.int8)


def rows(count, seed=0, size=SIZE):
    """Return `count` rows of unit length as bytes, the same for the same seed."""
    made = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return to_bytes(made / np.linalg.norm(made, axis=1, keepdims=True) / 2)


@pytest.fixture
def root(tmp_path):
    return tmp_path / "vectors"


@pytest.fixture
def store(root):
    """A store with ten practices of two passages each."""
    made = VectorStore(root, "form", SIZE)
    made.rebuild(((pk, rows(2, pk)) for pk in range(1, 11)), wait=1)
    return made


def another(root, **values):
    """A store of the same files, as another worker has it."""
    return VectorStore(root, "form", SIZE, **values)


def owners(store, asked, limit=1):
    return [near.pk for near in store.near(asked, limit)]


def cosines(all_rows, asked):
    exact = all_rows.astype(np.float64)
    return exact @ asked / np.linalg.norm(exact, axis=1) / np.linalg.norm(asked.astype(np.float64))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=30),
    st.integers(0, 2**32 - 1),
    st.integers(1, 40),
    st.sets(st.integers(1, 30), max_size=5),
)
def test_the_nearest_are_those_by_the_cosine(tmp_path_factory, counts, seed, limit, changed):
    store = VectorStore(tmp_path_factory.mktemp("vectors"), "form", SIZE)
    kept = {pk: rows(count, seed + pk) for pk, count in enumerate(counts, 1)}
    store.rebuild(kept.items(), wait=1)
    changes = {pk: rows(pk % 3, seed + 100 + pk) for pk in changed}  # some replaced, some added, some taken away
    store.put(changes, wait=1)
    held = {(pk, number): row for pk, own in (kept | changes).items() for number, row in enumerate(own)}
    asked = rows(1, seed + 1000)[0]
    found = store.near(asked, limit)
    best = cosines(np.array(list(held.values())).reshape(-1, SIZE), asked)
    exact = dict(zip(held, best, strict=True))
    assert len(found) == min(limit, len(held))
    assert [near.likeness for near in found] == pytest.approx(sorted(best, reverse=True)[:limit], abs=1e-5)
    assert [near.likeness for near in found] == pytest.approx([exact[near[:2]] for near in found], abs=1e-5)
    assert len({near[:2] for near in found}) == len(found)
    store.merge(wait=1)
    assert [near.likeness for near in store.near(asked, limit)] == pytest.approx([n.likeness for n in found], abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_bytes_keep_the_cosine_within_a_hundredth(seed):
    made = np.random.default_rng(seed).normal(size=(2, 896)).astype(np.float32)
    made[1] += made[0]
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    first, second = to_bytes(made)
    assert cosines(first[None], second)[0] == pytest.approx(float(made[0] @ made[1]), abs=0.01)


def test_equally_near_passages_stand_in_the_order_of_their_numbers(root):
    store = another(root)
    same = rows(1)[0]
    store.rebuild([(7, np.array([same, same])), (3, same[None])], wait=1)
    store.put({5: same[None]}, wait=1)
    assert [near[:2] for near in store.near(same, 10)] == [(3, 0), (5, 0), (7, 0), (7, 1)]
    assert [near.likeness for near in store.near(same, 10)] == pytest.approx([1] * 4, abs=1e-6)


def clustered(practices, seed=1):
    """Return vectors in clusters, as texts of a field lie: a hundred topics, and practices around them."""
    random = np.random.default_rng(seed)
    topics = random.normal(size=(100, 64))
    made = (topics[random.integers(0, 100, practices)] + random.normal(size=(practices, 64)) * 0.5).astype(np.float32)
    return to_bytes(made / np.linalg.norm(made, axis=1, keepdims=True))


def test_a_large_stock_is_searched_by_a_graph_that_misses_little(root):
    made = clustered(3000)
    graph, exact = VectorStore(root / "graph", "form", 64, exact=0), VectorStore(root / "exact", "form", 64)
    for store in (graph, exact):
        store.rebuild(((pk, made[pk : pk + 1]) for pk in range(3000)), wait=1)
        store.put({pk: clustered(1, seed=pk) for pk in range(0, 3000, 100)}, wait=1)
    assert [len(list((root / kind).rglob("graph"))) for kind in ("graph", "exact")] == [1, 0]
    met = [len({*owners(graph, asked, 20)} & {*owners(exact, asked, 20)}) / 20 for asked in clustered(100, seed=2)]
    assert np.mean(met) >= 0.97
    assert EXACT == 20_000
    changed = clustered(1, seed=100)
    assert (owners(graph, changed[0]), graph.near(made[100], 50).count(Near(100, 0, 1.0))) == ([100], 0)


def test_all_rows_can_be_compared_at_once():
    made = rows(50)
    numbers, found = exactly_near(made, made[7], 100)
    assert (int(numbers[0]), len(numbers), float(found[0])) == (7, 50, pytest.approx(1, abs=1e-6))
    assert list(found) == pytest.approx(sorted(cosines(made, made[7]), reverse=True), abs=1e-5)


def test_changes_are_seen_by_another_worker_at_once(store, root):
    other = another(root)
    fresh, newer = rows(1, 50), rows(1, 51)
    assert owners(other, fresh[0]) != [99]
    store.put({99: fresh}, wait=1)
    assert (owners(other, fresh[0]), other.size(), len(other.of(99))) == ([99], 21, 1)
    other.put({99: newer, 1: newer}, wait=1)
    assert sorted(owners(store, newer[0], 2)) == [1, 99]
    assert store.near(fresh[0], 100) == other.near(fresh[0], 100)
    store.put({99: NONE, 1: NONE}, wait=1)
    assert {*owners(other, newer[0], 100)} == {*range(2, 11)}
    assert (len(other.of(99)), len(other.of(1)), len(other.of(2))) == (0, 0, 2)


def test_a_stock_that_was_made_anew_is_seen_by_another_worker(store, root):
    other = another(root)
    assert owners(other, rows(2, 4)[0]) == [4]
    store.put({4: rows(2, 40)}, wait=1)
    store.merge(wait=1)
    assert (owners(other, rows(2, 40)[0]), other.size()) == ([4], 20)
    store.rebuild([(1, rows(1, 60))], wait=1)
    assert (owners(other, rows(1, 60)[0], 9), other.size()) == ([1], 1)
    assert len([path for path in root.iterdir() if path.is_dir()]) == 1


def test_a_long_log_becomes_part_of_the_stock(store, root, monkeypatch):
    monkeypatch.setattr(room, "LOG", 3)
    asked = rows(1, 71)[0]
    store.put({20: rows(1, 70), 1: rows(2, 71)}, wait=1)
    (log,) = root.rglob("log")
    assert log.stat().st_size > 0
    before = store.near(asked, 100)
    store.put({21: rows(1, 72), 2: NONE}, wait=1)
    (log,) = root.rglob("log")
    assert (log.stat().st_size, owners(store, rows(1, 72)[0]), len(store.of(2))) == (0, [21], 0)
    kept = [near for near in store.near(asked, 100) if near.pk != 21]
    assert kept == [near for near in before if near.pk != 2]
    assert another(root).near(asked, 100) == store.near(asked, 100)


def test_of_gives_the_passages_of_a_practice_in_their_order(store):
    assert store.of(3).tolist() == rows(2, 3).tolist()
    store.put({3: rows(3, 30)}, wait=1)
    assert store.of(3).tolist() == rows(3, 30).tolist()
    assert store.of(999).shape == (0, SIZE)
    store.merge(wait=1)
    assert (store.of(3).tolist(), store.of(4).tolist()) == (rows(3, 30).tolist(), rows(2, 4).tolist())


def test_without_a_stock_nothing_is_found_and_nothing_can_be_put(root):
    store = another(root)
    assert (store.near(rows(1)[0], 5), store.of(1).shape, store.size(), store.is_whole()) == ([], (0, SIZE), 0, False)
    store.merge(wait=0)
    with pytest.raises(IndexMissing):
        store.put({1: rows(1)}, wait=0)


def test_a_stock_of_nothing_is_whole_and_takes_changes(root):
    store = another(root, exact=0)
    store.rebuild([(1, NONE)], wait=1)
    assert (store.is_whole(), store.near(rows(1)[0], 5), store.size()) == (True, [], 0)
    store.put({1: rows(1)}, wait=1)
    assert owners(store, rows(1)[0]) == [1]


def test_another_form_sees_nothing_of_this_one(store, root):
    assert not VectorStore(root, "other", SIZE).is_whole()
    assert not VectorStore(root, "form", SIZE + 1).is_whole()


@pytest.mark.parametrize(
    "end", [b"x", b"\x05" + b"\0" * 7 + b"\x02\0\0\0", b"\x05" + b"\0" * 7 + b"\x02\0\0\0" + b"1" * 31]
)
def test_what_a_killed_writer_left_unfinished_is_passed_over_and_cut_off(store, root, end):
    store.put({20: rows(1, 20)}, wait=1)
    (log,) = root.rglob("log")
    whole = log.read_bytes()
    log.write_bytes(whole + end)
    other = another(root)
    for each in (store, other):
        assert (owners(each, rows(1, 20)[0]), len(each.of(5)), each.size()) == ([20], 2, 21)
    other.put({21: rows(1, 21)}, wait=1)
    assert log.read_bytes()[: len(whole)] == whole
    assert len(log.read_bytes()) == len(whole) + 12 + SIZE
    for each in (store, other, another(root)):
        assert (owners(each, rows(1, 21)[0]), each.size()) == ([21], 22)


@pytest.mark.parametrize("exact", [EXACT, 0])
def test_threads_search_while_another_writes(root, exact):
    store = another(root, exact=exact)
    store.rebuild(((pk, rows(2, pk)) for pk in range(1, 300)), wait=1)
    asked = rows(100, 1000)
    alone = [store.near(each, 5) for each in asked]

    def search(number):
        return store.near(asked[number % 100], 5) == alone[number % 100]

    def write(number):
        store.put({1000 + number: rows(1, 2000 + number)}, wait=5)
        return store.of(1000 + number).shape == (1, SIZE)

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda number: search(number), range(2000)))
        written = pool.map(write, range(100))
        mixed = list(pool.map(lambda number: len(store.near(asked[number % 100], 5)) == 5, range(2000)))
    assert (all(done), all(written), all(mixed)) == (True, True, True)
    assert store.size() == 598 + 100


def test_one_writes_at_a_time(store, root):
    other = another(root)
    with store._folders.lock(0):
        for write in (
            lambda: other.put({1: NONE}, wait=0.05),
            lambda: other.merge(wait=0.05),
            lambda: other.rebuild([], wait=0.05),
        ):
            with pytest.raises(IndexBusy):
                write()
        assert len(other.near(rows(1)[0], 100)) == 20
    other.put({1: NONE}, wait=0)
    assert len(store.near(rows(1)[0], 100)) == 18


def damage(root, file, how):
    """Damage a file of the stock."""
    (path,) = root.rglob(file)
    if how == "gone":
        path.unlink() if path.is_file() else shutil.rmtree(path)
    elif how == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "empty":
        path.write_bytes(b"")
    else:
        path.write_bytes(b"\x93NUMPY\x01\x00v\x00{'descr': '|i1', 'fortran_order': False, 'shape': (" + b"\xff" * 90)


NEEDED = [(file, how) for file in ("keys.npy", "rows.npy", "form.now") for how in ("gone", "cut", "empty", "junk")]
NEEDED += [
    ("form-*", "gone"),
    ("log", "gone"),
    ("graph", "gone"),
    ("graph", "cut"),
    ("graph", "empty"),
    ("graph", "junk"),
]


@pytest.mark.parametrize(("file", "how"), NEEDED)
def test_without_a_file_that_is_needed_nothing_is_found_until_all_is_made_anew(root, file, how):
    exact = 1000 if file == "rows.npy" else 0
    store = another(root, exact=exact)
    kept = {pk: rows(2, pk) for pk in range(1, 200)}
    store.rebuild(kept.items(), wait=1)
    damage(root, file, how)
    other = another(root, exact=exact)
    asked = rows(2, 3)[0]
    assert (other.near(asked, 5), len(other.of(3)), other.size(), other.is_whole()) == ([], 0, 0, False)
    other.rebuild(kept.items(), wait=1)
    for each in (store, other, another(root, exact=exact)):
        assert (owners(each, asked), each.size(), each.is_whole()) == ([3], 398, True)


@pytest.mark.parametrize(("file", "how"), [("log", "cut"), ("log", "empty"), ("log", "junk")])
def test_without_a_file_that_is_of_help_all_else_is_found(root, file, how):
    store = another(root, exact=0)
    store.rebuild(((pk, rows(2, pk)) for pk in range(1, 200)), wait=1)
    store.put({3: rows(2, 300)}, wait=1)
    damage(root, file, how)
    other = another(root, exact=0)
    assert (owners(other, rows(2, 4)[0]), other.is_whole()) == ([4], True)
    other.put({3: rows(2, 400)}, wait=1)
    assert (owners(other, rows(2, 400)[0]), other.of(3).tolist()) == ([3], rows(2, 400).tolist())


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["keys.npy", "rows.npy", "log"]), st.lists(st.tuples(st.integers(0, 127), st.integers(0, 255))))
def test_no_byte_of_a_file_makes_a_search_fail(tmp_path_factory, file, changes):
    root = tmp_path_factory.mktemp("vectors")
    store = another(root)
    store.rebuild([(1, rows(3)), (2, rows(4))], wait=1)
    store.put({3: rows(9)}, wait=1)
    (path,) = root.rglob(file)
    data = bytearray(path.read_bytes())
    for at, value in changes:
        data[at] = value
    path.write_bytes(data)
    seen = another(root)
    assert len(seen.near(rows(1)[0], 5)) <= 5
    assert seen.of(3).shape[1] == SIZE


READER = """
import sys, time
import numpy as np
from pathlib import Path
from convivia.search.engines.vectors import VectorStore
store = VectorStore(Path(sys.argv[1]), "form", 16)
asked = np.frombuffer(bytes.fromhex(sys.argv[2]), np.int8)
print(store.near(asked, 1)[0].pk, flush=True)
until = time.monotonic() + 10
while time.monotonic() < until and store.near(asked, 1)[0].pk != 77:
    time.sleep(0.01)
print(store.near(asked, 1)[0].pk, time.time(), flush=True)
"""
KILLED = """
import os, signal, sys, time
import numpy as np
from pathlib import Path
from convivia.search.engines import vectors
def stop(*args):
    print("writing", flush=True)
    time.sleep(60)
def half(path, entries, dimensions):
    with path.open("ab") as file:
        for pk, rows in entries:
            file.write((vectors._HEAD.pack(pk, len(rows)) + rows.tobytes())[:-5])
            file.flush()
    stop()
store = vectors.VectorStore(Path(sys.argv[1]), "form", 16)
if sys.argv[2] == "put":
    vectors._append = half
    store.put({88: np.ones((3, 16), np.int8)}, wait=5)
else:
    vectors.Folders.serve = stop
    store.rebuild([(88, np.ones((3, 16), np.int8))], wait=5)
"""


def python(*arguments):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-c", *arguments], env=environment, stdout=subprocess.PIPE, text=True)


def test_another_process_sees_a_change_within_two_seconds(store, root):
    fresh = rows(1, 50)
    with python(READER, str(root), fresh.tobytes().hex()) as reader:
        assert int(reader.stdout.readline()) != 77
        store.put({77: fresh}, wait=1)
        written = time.time()
        pk, seen = reader.stdout.readline().split()
    assert (int(pk), float(seen) - written < 2) == (77, True)


@pytest.mark.parametrize("doing", ["put", "rebuild"])
def test_a_writer_that_is_killed_leaves_a_stock_that_is_read_and_written(store, root, doing):
    before = another(root).near(rows(1)[0], 100)
    with python(KILLED, str(root), doing) as writer:
        assert writer.stdout.readline() == "writing\n"
        with pytest.raises(IndexBusy):
            store.put({77: rows(1, 50)}, wait=0.05)
        writer.send_signal(signal.SIGKILL)
    assert store.near(rows(1)[0], 100) == another(root).near(rows(1)[0], 100) == before
    store.put({77: rows(1, 50)}, wait=1)
    for each in (store, another(root)):
        assert (owners(each, rows(1, 50)[0]), each.size(), len(each.of(88))) == ([77], 21, 0)
    store.merge(wait=1)
    assert len([path for path in Path(root).iterdir() if path.is_dir()]) == 1
