"""The command that asks outside addresses: what it asks, what it keeps, what it says. No network is reached."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convivia.console import check_links_command as command
from convivia.practices.link_asking import Answer, Asker, Outcome
from convivia.practices.models import Link
from tests.making import make_practice, text_record

FINE, GONE, LOST = Answer(Outcome.ANSWERS, "200"), Answer(Outcome.GONE, "404"), Answer(Outcome.GONE, "no-host")


@pytest.fixture
def asked(monkeypatch):
    """What was asked; addresses that end on "gone" are."""
    made = []

    def ask(self, address):
        made.append(address)
        return GONE if address.endswith("gone") else FINE

    monkeypatch.setattr(Asker, "ask", ask)
    monkeypatch.setattr(command, "PAUSE", 0)
    monkeypatch.setattr(command, "demand_database", lambda: None)
    return made


@pytest.fixture
def library(db):
    for name in ("there", "gone"):
        make_practice(text_record(title=name, summary=name, source_url=f"https://{name}.gov/{name}"))


def test_asks_keeps_and_says(library, asked, capsys):
    assert command.run([]) == 0
    assert sorted(asked) == ["https://gone.gov/gone", "https://there.gov/there"]
    assert "1 answer; 1 are gone; 0 are silent; 0 may not be asked" in capsys.readouterr().out
    assert set(Link.objects.values_list("outcome", flat=True)) == {"answers", "gone"}


def test_asks_nothing_twice_on_one_day_and_finds_the_dead_on_the_next(library, asked, capsys, monkeypatch):
    command.run([])
    command.run([])
    assert len(asked) == 2
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(command.timezone, "localdate", lambda: tomorrow)
    command.run([])
    assert asked[2:] == ["https://gone.gov/gone"]
    assert "Dead links known: 1." in capsys.readouterr().out
    command.run(["--all", "--quiet"])
    assert len(asked) == 5
    assert capsys.readouterr().out == ""


def test_a_dry_run_asks_nothing(library, asked, capsys):
    assert command.run(["--dry-run", "--limit", "1"]) == 0
    assert "1 of 2 addresses would be asked." in capsys.readouterr().out
    assert asked == []


def test_off_asks_nothing(library, asked, settings, capsys):
    settings.CHECK_LINKS = False
    assert command.run([]) == 0
    assert (asked, "is off" in capsys.readouterr().out) == ([], True)


def test_a_machine_without_a_way_out_notes_nothing(db, asked, monkeypatch, capsys):
    for number in range(5):
        make_practice(text_record(title=f"No. {number}", source_url=f"https://city{number}.gov/"))
    monkeypatch.setattr(Asker, "ask", lambda self, address: LOST)
    assert command.run([]) == 1
    assert "seems to be offline" in capsys.readouterr().err
    assert set(Link.objects.values_list("asked_on", flat=True)) == {None}


def test_one_host_is_asked_a_few_addresses_in_a_row(db):
    links = [Link(address=f"https://{'a' if n < 15 else 'b'}.gov/{n}") for n in range(20)]
    assert [len(of_host) for of_host in command.by_host(links, 100)] == [10, 5]
    assert [len(of_host) for of_host in command.by_host(links, 12)] == [10, 2]


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_that_is_none(limit, capsys):
    with pytest.raises(SystemExit):
        command.run(["--limit", limit])
    assert "--limit" in capsys.readouterr().err


def test_says_who_asks(settings):
    settings.BASE_URL = "https://library.gov"
    assert command.asker().agent.endswith("(+https://library.gov)")
    settings.BASE_URL = settings.CONTACT = ""
    assert command.asker().agent.startswith("Convivia-check-links/")
