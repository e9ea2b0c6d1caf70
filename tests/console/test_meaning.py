"""What the console says and does about search by meaning."""

import shutil
import subprocess
import sys

import pytest

from convivia.console import doctor_command, reindex_command, serve_command
from convivia.console.doctor_command import Finding
from convivia.practices.models import Practice, Text
from convivia.search import encoding
from convivia.search.actions import index_pending
from convivia.search.encoding import encode_pending, needs_encoding
from convivia.search.meaning import near
from tests.conftest import convivia, environment_of
from tests.making import make_practice, text_record
from tests.search.fake_encoders import FakeEncoder, use_encoder

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake_encoder(settings, monkeypatch, tmp_path):
    settings.SEARCH_INDEX, settings.SEARCH_VECTORS = tmp_path / "index", tmp_path / "vectors"
    made = FakeEncoder(f"fake-{tmp_path.name}")
    use_encoder(settings, monkeypatch, made)
    return made


@pytest.fixture
def started(monkeypatch, settings, tmp_path):
    """The commands that were started in processes of their own; none is."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    commands = []
    monkeypatch.setattr(serve_command.subprocess, "Popen", lambda command, **how: commands.append((command, how)))
    return commands


def make(title):
    return make_practice(text_record(title=title)).pk


def test_doctor_tells_how_many_practices_can_be_found_by_meaning(settings, fake_encoder):
    remedy = "Run: convivia reindex --pending"
    told = f"of 2 practices, by {fake_encoder.name}"
    make("One")
    make("Two")
    assert doctor_command.meaning() == Finding(False, f"search by meaning: 0 {told}", remedy)
    encode_pending()
    assert doctor_command.meaning() == Finding(True, f"search by meaning: 2 {told}", remedy)
    Practice.objects.filter(texts__title="One").update(revision=2)
    assert doctor_command.meaning() == Finding(False, f"search by meaning: 1 {told}", remedy)
    shutil.rmtree(settings.SEARCH_VECTORS)
    assert doctor_command.meaning() == Finding(False, f"search by meaning: 0 {told}", remedy)
    settings.SEARCH_ENCODER = "none"
    assert doctor_command.meaning() == Finding(True, "search by meaning is switched off (CONVIVIA_ENCODER)")
    assert doctor_command.meaning in doctor_command.LIBRARY_CHECKS


def test_before_serving_what_waits_is_encoded_by_a_process_of_its_own(fake_encoder, started):
    make("One")
    serve_command.make_ready()
    assert started == [([sys.executable, "-m", "convivia", "reindex", "--pending"], {"stderr": subprocess.DEVNULL})]
    assert (fake_encoder.read, near("One")) == ([], {})


def test_before_serving_nothing_is_started_where_nothing_waits(settings, fake_encoder, started):
    make("One")
    index_pending()
    encode_pending()
    serve_command.make_ready()
    settings.SEARCH_ENCODER = "none"
    Practice.objects.update(revision=2)
    serve_command.make_ready()
    assert started == []


def test_reindex_takes_what_waits_or_all(settings, fake_encoder, monkeypatch, capsys):
    monkeypatch.setattr(reindex_command, "demand_database", lambda: None)
    monkeypatch.setattr(reindex_command, "use_all_cores", lambda: None)
    one = make("One")
    assert reindex_command.run(["--pending"]) == 0
    assert (list(near("One")), len(fake_encoder.read), needs_encoding()) == ([one], 1, False)
    Text.objects.update(title="Another")
    Practice.objects.update(revision=2)
    assert reindex_command.run(["--pending"]) == 0
    assert (list(near("Another")), encoding.Encoding.objects.count()) == ([one], 2)
    shutil.rmtree(settings.SEARCH_VECTORS)
    assert reindex_command.run([]) == 0
    assert (list(near("Another")), encoding.Encoding.objects.count(), len(fake_encoder.read)) == ([one], 1, 2)


def test_an_encoder_that_there_is_not_is_a_clear_error(shipped_home):
    result = convivia(shipped_home, "search", "women", env=environment_of(shipped_home, CONVIVIA_ENCODER="gpt"))
    assert result.returncode != 0
    assert "CONVIVIA_ENCODER is 'gpt'; it can be joint, e5, use, none." in result.stderr


def test_a_library_without_an_encoder_is_searched_by_words(shipped_home):
    without = environment_of(shipped_home, CONVIVIA_ENCODER="none")
    assert '"total": 0' not in convivia(shipped_home, "search", "women", "--json", env=without).stdout
    assert "search by meaning is switched off" in convivia(shipped_home, "doctor", env=without).stdout
