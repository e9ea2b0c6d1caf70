import fcntl
import json
import os
import re
import shutil

import pytest
from django.http import HttpResponse

from convivia.console import COMMANDS, main
from convivia.console.serve_command import warm_up
from tests.conftest import convivia

SAMPLE = """Un exemple de conseil

Norvège Bergen depuis 2014

But : Un conseil pour les habitants. Processus : Les habitants se réunissent chaque mois et...

Read More
"""


def test_without_a_command_the_list_is_shown(capsys):
    assert main([]) == 2
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in shown] == []


def test_an_unknown_command_is_refused_in_one_line(capsys):
    assert main(["dance"]) == 2
    assert "there is no command 'dance'" in capsys.readouterr().err


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "manage"])
def test_every_command_says_what_it_does(command, tmp_path):
    result = convivia(tmp_path / "home", command, "--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert f"convivia {command}" in result.stdout


@pytest.mark.parametrize(
    "arguments", [["search", "women"], ["reindex"], ["serve"], ["import", "pyproject.toml", "--format", "listing"]]
)
def test_before_setup_a_command_says_what_to_do(arguments, tmp_path):
    result = convivia(tmp_path / "home", *arguments)
    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert "Run: convivia setup" in result.stderr.replace("\n", " ")


def test_setup_can_be_run_again_and_changes_nothing(library_home):
    before = convivia(library_home, "search", "", "--json", "--limit", "100").stdout
    result = convivia(library_home, "setup")
    assert (result.returncode, re.findall(r"[\d,]+ practices", result.stdout)) == (0, ["170 practices"])
    assert convivia(library_home, "search", "", "--json", "--limit", "100").stdout == before


def test_an_empty_library_has_vocabularies_and_places_but_no_practices(tmp_path):
    result = convivia(tmp_path / "home", "setup", "--empty")
    assert (result.returncode, "0 practices" in result.stdout) == (0, True)
    assert convivia(tmp_path / "home", "doctor").returncode == 0


def test_search_finds_and_filters(shipped_home):
    result = convivia(shipped_home, "search", "participatory budget", "--json")
    assert json.loads(result.stdout)["results"][0]["external_id"] == "p017"
    french = convivia(shipped_home, "search", "budget", "--language", "fr", "--filter", "city=paris", "--json")
    assert [row["language"] for row in json.loads(french.stdout)["results"]] == ["fr"]


def test_search_says_why(shipped_home):
    shown = convivia(shipped_home, "search", "peace bilbao").stdout
    assert "(from the keywords)" in shown
    assert "Why: Word: Bilbao (English); By place: Bilbao" in shown
    (row, *_) = json.loads(convivia(shipped_home, "search", "bilbao women", "--json").stdout)["results"]
    assert "By place: Bilbao" in row["reasons"]
    assert "Bilbao" in row["passage"]


def test_search_says_how_words_were_read(shipped_home):
    shown = convivia(shipped_home, "search", "neigbourhood xyzzyx mediaton").stdout
    assert "  neigbourhood → neighbourhood\n  mediaton → mediation\n  No practice has: xyzzyx\n" in shown
    offered = convivia(shipped_home, "search", '"mediaton"').stdout
    assert 'Did you mean: "mediation"' in offered
    read = json.loads(convivia(shipped_home, "search", "mediaton", "--json").stdout)
    assert read["read_as"] == [{"written": "mediaton", "read_as": "mediation"}]


def test_search_compares_with_a_city_and_says_what_it_cannot_use(shipped_home):
    found = convivia(shipped_home, "search", "", "--filter", "like=oslo", "--filter", "alike=country", "--json")
    norwegian = convivia(shipped_home, "search", "", "--filter", "country=NO", "--json")
    assert json.loads(found.stdout)["total"] == json.loads(norwegian.stdout)["total"] > 0
    unknown = convivia(shipped_home, "search", "", "--filter", "like=nowhere", "--json")
    assert (unknown.returncode, "not used: like=nowhere" in unknown.stderr) == (0, True)


def test_search_refuses_a_filter_that_is_none(shipped_home):
    result = convivia(shipped_home, "search", "women", "--filter", "colour=blue")
    assert (result.returncode, "'colour=blue' is no filter" in result.stderr) == (1, True)


def test_a_check_says_what_to_look_at_again_and_saves_nothing(library_home, tmp_path):
    listing = tmp_path / "one.jsonl"
    record = {
        "title": "A house",
        "language": "en",
        "summary": "The best house. Ask jane.sample@city.gov for a place in it.",
    }
    listing.write_text(json.dumps(record))
    shown = convivia(library_home, "import", str(listing), "--check")
    assert "This is the e-mail address of a person." in shown.stdout
    assert "This word praises." in shown.stdout
    assert "nothing was saved" in shown.stderr
    (line,) = convivia(library_home, "import", str(listing), "--check", "--json").stdout.splitlines()
    assert {one["kind"] for one in json.loads(line)["advice"]} >= {"personal", "promotion", "missing"}


def test_a_dry_run_can_be_piped_back_in_and_twice_changes_nothing(library_home, tmp_path):
    listing = tmp_path / "listing.txt"
    listing.write_text(SAMPLE)
    shown = convivia(library_home, "import", str(listing), "--dry-run", "--json")
    draft = json.loads(shown.stdout)
    assert (draft["title"], draft["language"]) == ("Un exemple de conseil", "fr")
    assert draft["places"] == [{"country": "NO", "name": "Bergen"}]
    assert (draft["period"]["start"], draft["period"]["end"], draft["period"]["ongoing"]) == (2014, None, True)
    kinds = ("created", "updated", "unchanged")
    first = convivia(library_home, "import", "-", "--format", "jsonl", "--json", input=shown.stdout)
    again = convivia(library_home, "import", "-", "--format", "jsonl", "--json", input=shown.stdout)
    assert [json.loads(first.stdout)[kind] for kind in kinds] == [1, 0, 0]
    assert [json.loads(again.stdout)[kind] for kind in kinds] == [0, 0, 1]
    found = convivia(library_home, "search", "exemple conseil habitants", "--json")
    assert json.loads(found.stdout)["results"][0]["title"] == "Un exemple de conseil"


def test_a_changed_file_says_what_changed(library_home, tmp_path):
    listing = tmp_path / "listing.txt"
    listing.write_text(SAMPLE)
    convivia(library_home, "import", str(listing))
    listing.write_text(SAMPLE.replace("depuis 2014", "2014-2020"))
    report = json.loads(convivia(library_home, "import", str(listing), "--json").stdout)
    assert (report["created"], report["updated"]) == (0, 1)
    assert report["changes"] == [
        {"title": "Un exemple de conseil", "changes": {"period": ["depuis 2014", "2014-2020"]}}
    ]


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_file_that_cannot_be_read_is_a_clear_error(tmp_path, name):
    result = convivia(tmp_path / "home", "import", str(tmp_path / name), "--dry-run")
    assert (result.returncode, "Traceback" in result.stderr, result.stderr.startswith("convivia: ")) == (1, False, True)


def test_doctor_finds_nothing_wrong_with_a_fresh_library(shipped_home):
    result = convivia(shipped_home, "doctor")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, "All is well."), result.stdout


def test_a_lost_index_heals_by_itself_and_by_reindex(library_home):
    for mend in (["search", "women", "--json"], ["reindex"]):
        shutil.rmtree(library_home / "index")
        assert convivia(library_home, *mend).returncode == 0
        assert convivia(library_home, "doctor").returncode == 0


def test_doctor_finds_what_is_missing(tmp_path):
    result = convivia(tmp_path / "home", "doctor")
    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert result.stdout.count("Run: convivia setup") == 2


def test_two_imports_at_once_are_refused(library_home):
    with (library_home / "import.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = convivia(library_home, "import", "-", "--format", "jsonl", input="{}")
    assert (result.returncode, "another import is running" in result.stderr) == (1, True)


def test_a_port_that_is_taken_is_a_clear_error(shipped_home, served):
    port = served.rsplit(":", 1)[1]
    result = convivia(shipped_home, "serve", "--port", port)
    assert (result.returncode, "PORT=8080" in result.stderr) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_the_first_pages_are_asked_for_before_the_workers_part():
    asked = []

    class Application:
        def get_response(self, request):
            asked.append((request.path, request.get_host()))
            return HttpResponse()

    warm_up(Application())
    assert asked == [(f"/{page}", "testserver") for page in ("en/", "en/map/", "en/", "fr/", "fr/map/", "fr/")]


@pytest.mark.parametrize("variable", ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"])
def test_commands_compute_on_one_core_unless_told_otherwise(monkeypatch, variable):
    monkeypatch.setattr("convivia.console.search_command.run", lambda arguments: 0)
    monkeypatch.delenv(variable, raising=False)
    assert (main(["search"]), os.environ.get(variable)) == (0, "1")
    monkeypatch.setenv(variable, "3")
    assert (main(["search"]), os.environ[variable]) == (0, "3")
