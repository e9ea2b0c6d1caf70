"""The engine in its folder: several processes, kills, deleted and damaged files."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from convivia.search.engines import tantivy_engine, tantivy_writing
from convivia.search.engines.folders import Folders
from convivia.search.engines.port import (
    VALUE_FACETS,
    Counts,
    IndexBusy,
    IndexMissing,
    IndexUnavailable,
    Order,
    Question,
)
from convivia.search.engines.tantivy_engine import TantivyEngine
from tests.search.making import document, fill, question

NEWEST = Order("newest")
EVERYTHING = Question()


def ids(engine, text=""):
    return engine.find(question(text) if text else EVERYTHING, NEWEST, offset=0, limit=1000)


def in_process(code, root, *arguments):
    """Start Python on `code` beside us; `engine` and `document` are there, and `say` tells us that it got somewhere."""
    start = (
        "import sys; from pathlib import Path\n"
        "from convivia.search.engines.tantivy_engine import TantivyEngine\n"
        "from tests.search.making import document, fill\n"
        "say = lambda text: print(text, flush=True)\n"
        "engine = TantivyEngine(Path(sys.argv[1]), ('en', 'fr'))\n"
    )
    command = [sys.executable, "-c", start + code, str(root), *map(str, arguments)]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"src{os.pathsep}."}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def test_documents_are_found_counted_and_listed(bare_engine):
    fill(
        bare_engine,
        document(1, "one", year=2019, area=("a", "b"), city=("x",), languages=("en", "fr")),
        document(2, "two", year=2019, area=("b",), status="ended"),
        document(3, "three"),
    )
    assert (bare_engine.size(), bare_engine.ids(), sorted(bare_engine.languages())) == (3, {1, 2, 3}, ["en", "fr"])
    assert bare_engine.count(EVERYTHING, [*VALUE_FACETS, "year"]) == Counts(
        3,
        {
            "area": {"a": 1, "b": 2},
            "principle": {},
            "theme": {},
            "country": {},
            "city": {"x": 1},
            "network": {},
            "language": {"en": 3, "fr": 1},
            "status": {"running": 2, "ended": 1},
            "evidence": {},
            "size": {},
            "diversity": {},
            "profile": {},
            "year": {"2019": 2},
        },
    )
    assert bare_engine.count(question("two"), []) == Counts(1, {})


def test_orders(bare_engine):
    fill(
        bare_engine,
        document(1, year=2001, sort_title="beta"),
        document(2, year=2019, sort_title="alpha"),
        document(3, sort_title="alpha"),
        document(4, year=2019, sort_title="żeta"),
        document(5, sort_title=""),
    )
    assert bare_engine.find(EVERYTHING, Order("newest"), offset=0, limit=9) == [4, 2, 1, 5, 3]
    assert bare_engine.find(EVERYTHING, Order("title", "en"), offset=0, limit=9) == [5, 2, 3, 1, 4]
    assert bare_engine.find(EVERYTHING, Order("title", "xx"), offset=0, limit=9) == [5, 2, 3, 1, 4]
    assert bare_engine.find(EVERYTHING, Order("relevance"), offset=0, limit=9) == [4, 2, 1, 5, 3]
    assert bare_engine.find(EVERYTHING, Order("title", "fr"), offset=3, limit=9) == [1, 4]
    assert bare_engine.find(EVERYTHING, Order("title", "fr"), offset=5, limit=9) == []


def test_pages_cover_the_list_once(bare_engine):
    fill(bare_engine, *(document(pk, "same words", title="same") for pk in range(50)))
    for order in (Order("relevance"), Order("newest"), Order("title", "en")):
        pages = [bare_engine.find(question("same"), order, offset=start, limit=7) for start in range(0, 56, 7)]
        assert sorted(pk for page in pages for pk in page) == list(range(50))


@pytest.mark.parametrize("page_size", [1, 7, 20, 200])
def test_titles_are_in_order_on_every_page_also_those_that_begin_alike(bare_engine, page_size):
    starts = ["", "inter", "intercultural city ", "intercultural day ", "μεσολάβηση ", "міжкультурне місто "]
    titles = {pk: f"{starts[pk * 7 % 6]}{pk * 37 % 101:03}" for pk in range(120)}
    fill(bare_engine, *(document(pk, "same words", sort_title=title) for pk, title in titles.items()))
    in_order = [pk for _, pk in sorted((title.encode(), pk) for pk, title in titles.items())]
    for asked in (question("same"), EVERYTHING):
        pages = [
            bare_engine.find(asked, Order("title", "en"), offset=start, limit=page_size)
            for start in range(0, 120, page_size)
        ]
        assert [pk for page in pages for pk in page] == in_order


def test_sets_of_values_are_counted_value_by_value(bare_engine):
    fill(
        bare_engine,
        document(1, area=("mediation", "education"), network=("programme",)),
        document(2, area=("education", "mediation"), languages=("fr", "en")),
        document(3, area=("education",), principle=("real-equality",)),
        document(4),
    )
    counted = bare_engine.count(EVERYTHING, ["area", "principle", "network", "language"])
    assert counted == Counts(
        4,
        {
            "area": {"education": 3, "mediation": 2},
            "principle": {"real-equality": 1},
            "network": {"programme": 1},
            "language": {"en": 4, "fr": 1},
        },
    )


def test_counts_of_the_whole_library_follow_every_change(bare_engine):
    fill(bare_engine, document(1, area=("mediation",)), document(2, area=("education",), year=2019))
    first = bare_engine.count(EVERYTHING, ["area", "year"])
    assert first == Counts(2, {"area": {"mediation": 1, "education": 1}, "year": {"2019": 1}})
    assert bare_engine.count(EVERYTHING, ["area", "year"]) == first
    assert bare_engine.count(EVERYTHING, ["status"]) == Counts(2, {"status": {"running": 2}})
    with bare_engine.writing(wait=1) as writing:
        writing.put([document(3, area=("mediation",))])
        writing.remove([2])
        writing.commit()
    assert bare_engine.count(EVERYTHING, ["area", "year"]) == Counts(2, {"area": {"mediation": 2}, "year": {}})
    fill(bare_engine, document(7))
    assert bare_engine.count(EVERYTHING, ["area"]) == Counts(1, {"area": {}})


def test_putting_replaces_and_removing_removes(bare_engine):
    fill(bare_engine, document(1, "old"), document(2, "other"))
    with bare_engine.writing(wait=0) as writing:
        writing.put([document(1, "new"), document(3, "more")])
        writing.remove([2, 99])
        writing.commit()
    assert (ids(bare_engine), ids(bare_engine, "old"), ids(bare_engine, "new")) == ([3, 1], [], [1])
    assert bare_engine.size() == 2


def test_what_is_not_committed_is_lost(bare_engine):
    fill(bare_engine, document(1))
    with pytest.raises(KeyError), bare_engine.writing(wait=0) as writing:
        writing.put([document(2)])
        raise KeyError
    with bare_engine.writing(wait=0) as writing:
        writing.put([document(3)])
    assert ids(bare_engine) == [1]


def test_an_interrupted_making_leaves_the_old_index(bare_engine, index_folder):
    fill(bare_engine, document(1))
    before = bare_engine.making()
    with pytest.raises(KeyError), bare_engine.rebuilding(wait=0) as writing:
        writing.put([document(2)])
        raise KeyError
    assert (ids(bare_engine), bare_engine.making()) == ([1], before)
    assert [path.name for path in index_folder.iterdir() if path.is_dir()] == [before]


def test_the_old_index_serves_until_the_new_one_is_whole(bare_engine, index_folder):
    fill(bare_engine, document(1))
    with bare_engine.rebuilding(wait=0) as writing:
        writing.put([document(2)])
        writing.commit()
        assert ids(bare_engine) == [1]
    assert ids(bare_engine) == [2]
    assert len([path for path in index_folder.iterdir() if path.is_dir()]) == 1


def test_there_is_no_index_at_first(bare_engine):
    with pytest.raises(IndexMissing):
        bare_engine.size()
    with pytest.raises(IndexMissing), bare_engine.writing(wait=0):
        pass


def test_an_index_of_another_form_is_none(bare_engine, index_folder):
    fill(bare_engine, document(1))
    other = TantivyEngine(index_folder, ("en", "fr", "de"))
    with pytest.raises(IndexMissing):
        other.size()
    fill(other, document(2))
    assert ids(other) == [2]
    with pytest.raises(IndexMissing):
        TantivyEngine(index_folder, ("en", "fr")).size()


@pytest.mark.parametrize("pointer", ["", "../elsewhere", "/etc", "{form}-../..", "{form}-gone", "\xff"])
def test_a_damaged_pointer_points_nowhere(tmp_path, pointer):
    folders = Folders(tmp_path, "abc")
    folders.pointer.write_text(pointer.format(form="abc"), encoding="latin-1")
    assert folders.current() is None


def test_one_writer_at_a_time(bare_engine):
    fill(bare_engine, document(1))
    with bare_engine.writing(wait=0):
        with pytest.raises(IndexBusy), bare_engine.writing(wait=0.05):
            pass
        with pytest.raises(IndexBusy), bare_engine.rebuilding(wait=0):
            pass
    with bare_engine.writing(wait=0):
        pass


def test_a_writer_waits_for_the_one_before(bare_engine):
    fill(bare_engine)

    def write(pk):
        with bare_engine.writing(wait=30) as writing:
            writing.put([document(pk)])
            writing.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(8)))
    assert bare_engine.ids() == set(range(8))


def test_threads_search_while_another_writes(bare_engine):
    fill(bare_engine, *(document(pk, "word") for pk in range(20)))

    def read(_):
        return len(ids(bare_engine, "word"))

    with ThreadPoolExecutor(4) as pool:
        counts = pool.map(read, range(200))
        for pk in range(20, 25):
            with bare_engine.writing(wait=9) as writing:
                writing.put([document(pk, "word")])
                writing.commit()
        seen = list(counts)
    assert set(seen) <= set(range(20, 26))
    assert read(0) == 25


def test_other_processes_see_what_is_written_within_a_second(bare_engine, index_folder):
    fill(bare_engine, document(1, "first"))
    code = (
        "import time\n"
        "from convivia.search.engines.port import Order, Question\n"
        "seen = None\n"
        "until = time.monotonic() + 60\n"
        "while time.monotonic() < until and (seen is None or 4 not in seen):\n"
        "    now = sorted(engine.find(Question(), Order('newest'), offset=0, limit=9))\n"
        "    if now != seen:\n"
        "        say(f'{now} {time.time()}')\n"
        "    seen = now\n"
    )
    with in_process(code, index_folder) as reader:
        seen = [reader.stdout.readline().rsplit(" ", 1)[0]]
        delays = []
        for pk in (2, 3):
            with bare_engine.writing(wait=1) as writing:
                writing.put([document(pk)])
                writing.commit()
                written = time.time()
            listed, moment = reader.stdout.readline().rsplit(" ", 1)
            seen.append(listed)
            delays.append(float(moment) - written)
        fill(bare_engine, document(4))
        seen.append(reader.stdout.readline().rsplit(" ", 1)[0])
    assert seen == ["[1]", "[1, 2]", "[1, 2, 3]", "[4]"]
    assert max(delays) < 1


def test_a_lock_is_free_again_when_its_holder_is_killed(bare_engine, index_folder):
    fill(bare_engine, document(1))
    code = (
        "with engine.writing(wait=1) as writing:\n"
        "    writing.put([document(2)])\n"
        "    say('here')\n"
        "    import time; time.sleep(60)\n"
    )
    with in_process(code, index_folder) as writer:
        assert writer.stdout.readline() == "here\n"
        with pytest.raises(IndexBusy), bare_engine.writing(wait=0.1):
            pass
        writer.kill()
    with bare_engine.writing(wait=1) as writing:
        writing.put([document(3)])
        writing.commit()
    assert ids(bare_engine) == [3, 1]


@pytest.mark.parametrize("delay", [0.0, 0.003, 0.01, 0.03, 0.1])
def test_a_kill_in_a_commit_leaves_the_old_or_the_new_state(bare_engine, index_folder, delay):
    fill(bare_engine, *(document(pk, "old") for pk in range(200)))
    code = (
        "from tests.search.making import document\n"
        "with engine.writing(wait=1) as writing:\n"
        "    for turn in range(1000):\n"
        "        writing.put(document(pk, f'turn{turn}') for pk in range(200))\n"
        "        say(turn)\n"
        "        writing.commit()\n"
    )
    with in_process(code, index_folder) as writer:
        assert writer.stdout.readline() == "0\n"
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        turns = [0, *map(int, writer.stdout.read().split())]
    states = {turn: len(ids(bare_engine, f'"turn{turn}"')) for turn in turns}
    states["old"] = len(ids(bare_engine, "old"))
    assert [count for count in states.values() if count] == [200]
    assert bare_engine.size() == 200
    with bare_engine.writing(wait=1) as writing:
        writing.put([document(1000)])
        writing.commit()
    assert bare_engine.size() == 201


def test_a_kill_while_an_index_is_made_leaves_the_old_one(bare_engine, index_folder):
    fill(bare_engine, document(1))
    code = (
        "with engine.rebuilding(wait=1) as writing:\n"
        "    writing.put(document(pk) for pk in range(500))\n"
        "    writing.commit()\n"
        "    say('here')\n"
        "    import time; time.sleep(60)\n"
    )
    with in_process(code, index_folder) as writer:
        assert writer.stdout.readline() == "here\n"
        writer.kill()
    assert ids(bare_engine) == [1]
    fill(bare_engine, document(2))
    assert ids(bare_engine) == [2]
    assert len([path for path in index_folder.iterdir() if path.is_dir()]) == 1


def index_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "writer.lock")


def full_index(folder):
    fill(TantivyEngine(folder, ("en", "fr")), *(document(pk, "word", area=("a",)) for pk in range(20)))
    return index_files(folder)


def answers_or_says_why_not(reader):
    try:
        assert len(ids(reader, "word")) == 20
        assert reader.count(EVERYTHING, ["area"]).values == {"area": {"a": 20}}
    except IndexUnavailable:
        pass


def test_whatever_file_is_lost_no_other_error_comes(index_folder):
    for number in range(len(full_index(index_folder))):
        files = full_index(index_folder)
        is_open, is_new = (TantivyEngine(index_folder, ("en", "fr")) for _ in range(2))
        assert is_open.size() == 20
        files[number].unlink()
        answers_or_says_why_not(is_open)
        answers_or_says_why_not(is_new)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\x00" * 40, os.urandom(5000)], ids=["empty", "short", "zeros", "noise"]
)
def test_whatever_file_is_damaged_no_other_error_comes(index_folder, content):
    for number in range(len(full_index(index_folder))):
        full_index(index_folder)[number].write_bytes(content)
        answers_or_says_why_not(TantivyEngine(index_folder, ("en", "fr")))


def test_a_lost_folder_is_noticed_by_an_open_index(bare_engine, index_folder):
    fill(bare_engine, document(1))
    assert ids(bare_engine) == [1]
    for path in index_files(index_folder):
        path.unlink()
    with pytest.raises(IndexUnavailable):
        ids(bare_engine)
    fill(bare_engine, document(2))
    assert ids(bare_engine) == [2]


def test_a_damaged_index_is_unavailable(bare_engine, index_folder):
    fill(bare_engine, document(1))
    next(index_folder.rglob("meta.json")).write_text("{")
    with pytest.raises(IndexUnavailable):
        ids(bare_engine)
    with pytest.raises(IndexUnavailable), bare_engine.writing(wait=0):
        pass


class PanicException(BaseException):
    __module__ = "pyo3_runtime"


def test_a_panic_of_tantivy_is_an_unavailable_index_and_an_interrupt_is_none(bare_engine, monkeypatch):
    fill(bare_engine, document(1))
    for error, told in ((PanicException("boom"), IndexUnavailable), (KeyboardInterrupt(), KeyboardInterrupt)):
        monkeypatch.setattr(bare_engine, "_newest", Mock(side_effect=error))
        with pytest.raises(told):
            bare_engine.size()


def test_a_question_without_words_about_some_practices(bare_engine):
    fill(bare_engine, document(1), document(2), document(3))
    assert bare_engine.find(Question(also=(1, 3), first=(3, 1)), Order("relevance"), offset=0, limit=9) == [3, 1]
    assert bare_engine.best(Question(nothing=True), limit=9) == []
    for asked, total in ((Question(only=(1, 3)), 2), (Question(also=(1, 2), only=(2, 3)), 1), (Question(only=()), 0)):
        assert bare_engine.count(asked, ()).total == total


@pytest.mark.parametrize("is_replaced", [True, False])
def test_an_index_that_is_replaced_while_it_is_opened_is_opened_again(index_folder, monkeypatch, is_replaced):
    fill(TantivyEngine(index_folder, ("en", "fr")), document(1))
    reader = TantivyEngine(index_folder, ("en", "fr"))

    def fail(folder):
        monkeypatch.undo()
        if is_replaced:
            fill(TantivyEngine(index_folder, ("en", "fr")), document(2))
        raise ValueError("the folder is gone")

    monkeypatch.setattr(tantivy_engine, "opened", fail)
    if is_replaced:
        assert ids(reader) == [2]
    else:
        with pytest.raises(IndexUnavailable):
            ids(reader)


def test_a_large_new_index_is_merged_before_it_serves(bare_engine, index_folder, monkeypatch):
    monkeypatch.setattr(tantivy_writing, "MANY", 20)
    fill(bare_engine, *(document(pk) for pk in range(40)))
    described = json.loads(next(index_folder.rglob("meta.json")).read_text())
    assert max(segment["max_doc"] for segment in described["segments"]) > 32
    assert ids(bare_engine) == sorted(range(40), reverse=True)
