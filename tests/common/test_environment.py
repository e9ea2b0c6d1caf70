import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from convivia.common import environment


def test_a_text_comes_from_the_variable_a_file_or_the_default(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVIVIA_X", "here")
    assert (environment.text("CONVIVIA_X"), environment.text("CONVIVIA_Y", "else")) == ("here", "else")
    (tmp_path / "x").write_text("from a file\n")
    monkeypatch.setenv("CONVIVIA_X_FILE", str(tmp_path / "x"))
    assert environment.text("CONVIVIA_X") == "from a file"


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("", False)])
def test_a_flag_says_yes_or_no(monkeypatch, value, meant):
    monkeypatch.setenv("CONVIVIA_X", value)
    assert environment.flag("CONVIVIA_X", default=not meant) is meant


def test_words_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("CONVIVIA_X", " a, b ,,c")
    assert environment.words("CONVIVIA_X") == ["a", "b", "c"]


def test_a_secret_is_made_once_and_only_its_owner_reads_it(monkeypatch, tmp_path):
    monkeypatch.delenv("CONVIVIA_X", raising=False)
    kept = tmp_path / "deep" / "secret"
    first = environment.secret("CONVIVIA_X", kept_in=kept)
    assert (environment.secret("CONVIVIA_X", kept_in=kept), len(first) > 40) == (first, True)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_secret_that_is_set_is_used_and_not_written(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVIVIA_X", "given")
    assert environment.secret("CONVIVIA_X", kept_in=tmp_path / "secret") == "given"
    assert list(tmp_path.iterdir()) == []


def test_a_whole_number_is_read_or_refused(monkeypatch):
    assert environment.whole_number("CONVIVIA_SAMPLE", 2) == 2
    monkeypatch.setenv("CONVIVIA_SAMPLE", " 10 ")
    assert environment.whole_number("CONVIVIA_SAMPLE", 2) == 10
    for wrong in ("-1", "two", "1.5", "²", "", "9999999"):
        monkeypatch.setenv("CONVIVIA_SAMPLE", wrong)
        with pytest.raises(ImproperlyConfigured, match="whole number"):
            environment.whole_number("CONVIVIA_SAMPLE", 2)


@pytest.mark.parametrize(
    ("address", "origins"),
    [
        ("", []),
        ("https://tiles.example.org/{z}/{x}/{y}.png", ["https://tiles.example.org"]),
        ("https://tiles.example.org:8443/t?z={z}&x={x}&y={y}", ["https://tiles.example.org:8443"]),
        ("/tiles/{z}/{x}/{y}.png", []),
    ],
)
def test_tiles_come_from_one_host_or_this_one(monkeypatch, address, origins):
    monkeypatch.setenv("CONVIVIA_X", address)
    assert environment.tiles("CONVIVIA_X") == address
    assert environment.origins(address) == origins


@pytest.mark.parametrize(
    "address",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org/{z}/{x}.png", "tiles/{z}/{x}/{y}.png",
        "//tiles.example.org/{z}/{x}/{y}", "https:///{z}/{x}/{y}", "javascript:{z}{x}{y}",
        "https://{z}.{x}.{y}/", "https://tiles.example.org; script-src */{z}/{x}/{y}", "https://a@b/{z}/{x}/{y}",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_a_tile_server_stops_the_start(monkeypatch, address):
    monkeypatch.setenv("CONVIVIA_X", address)
    with pytest.raises(ImproperlyConfigured, match="CONVIVIA_X must be like"):
        environment.tiles("CONVIVIA_X")


def test_a_value_is_one_of_those_there_are_and_the_first_where_none_is_set(monkeypatch, tmp_path):
    values = ("joint", "use", "none")
    monkeypatch.delenv("CONVIVIA_X", raising=False)
    assert environment.one_of("CONVIVIA_X", values) == "joint"
    for written in ("use", " USE\n"):
        monkeypatch.setenv("CONVIVIA_X", written)
        assert environment.one_of("CONVIVIA_X", values) == "use"
    for wrong in ("", "us", "use,none", "0"):
        monkeypatch.setenv("CONVIVIA_X", wrong)
        with pytest.raises(ImproperlyConfigured, match=r"CONVIVIA_X is .*; it can be joint, use, none\."):
            environment.one_of("CONVIVIA_X", values)
    (tmp_path / "x").write_text("none\n")
    monkeypatch.setenv("CONVIVIA_X_FILE", str(tmp_path / "x"))
    assert environment.one_of("CONVIVIA_X", values) == "none"


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("", ("console", "localhost", 25, "", "", False, False)),
        ("console:", ("console", "localhost", 25, "", "", False, False)),
        ("smtp://mail.example.org", ("smtp", "mail.example.org", 25, "", "", False, False)),
        ("smtp+tls://a%40b:p%3Aw@mail.example.org", ("smtp", "mail.example.org", 587, "a@b", "p:w", True, False)),
        ("smtp+ssl://user@mail.example.org:2465/", ("smtp", "mail.example.org", 2465, "user", "", False, True)),
    ],
)
def test_a_mail_server_is_told_by_one_address(monkeypatch, address, server):
    monkeypatch.setenv("CONVIVIA_X", address)
    told = environment.mail_server("CONVIVIA_X")
    kind = told.backend.split(".")[-2]
    assert (kind, told.host, told.port, told.user, told.password, told.use_tls, told.use_ssl) == server


@pytest.mark.parametrize(
    "address",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://u:secret@h:99999",
        "smtp://h/path",
        "smtp://h?x=1",
    ],
)
def test_what_is_no_mail_server_stops_the_start_and_tells_no_password(monkeypatch, address):
    monkeypatch.setenv("CONVIVIA_X", address)
    with pytest.raises(ImproperlyConfigured) as caught:
        environment.mail_server("CONVIVIA_X")
    assert ("CONVIVIA_X" in str(caught.value), "secret" in str(caught.value)) == (True, False)
