"""Facts about the repository itself, so that they stay facts."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    ROOT / name
    for name in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    if name and (ROOT / name).is_file()
]
PYTHON = [file for file in FILES if file.suffix == ".py" and "migrations" not in file.parts]


def test_the_repository_is_read():
    assert ROOT / "pyproject.toml" in FILES


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    bare = [line for line in lines if re.match(r'^    "[a-z][\w\-\[\],.]*[><=~]?.*",?\s*$', line) and "#" not in line]
    assert [line for line in bare if "convivia." not in line and "django." not in line] == []


@pytest.mark.parametrize(("lock", "groups"), [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))])
def test_every_dependency_is_locked(lock, groups):
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*told["project"]["dependencies"]]
    wanted += [name for group in groups for name in told["dependency-groups"][group]]
    names = {re.match(r"[\w-]+", name)[0].lower().replace("_", "-") for name in wanted}
    locked = set(re.findall(r"^([\w-]+)==", (ROOT / lock).read_text().lower().replace("_", "-"), re.M))
    assert names - locked == set()


def test_few_dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert len(project["dependencies"]) <= 30


def test_files_can_be_read_in_one_sitting():
    assert [str(f.relative_to(ROOT)) for f in PYTHON if len(f.read_text().splitlines()) > 500] == []


def test_no_room_is_a_lumber_room():
    names = {"utils", "helpers", "manager", "managers", "service", "services", "base"}
    assert [str(f.relative_to(ROOT)) for f in PYTHON if f.stem in names or set(f.parts) & names] == []


def test_every_setting_is_documented():
    read = re.findall(r'environment\.\w+\(\s*"(CONVIVIA_\w+)"', (ROOT / "src/convivia/settings.py").read_text())
    documented = (ROOT / "docs/run/settings.md").read_text()
    assert [name for name in read if f"`{name}`" not in documented] == []


@pytest.mark.parametrize("file", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/run/install.md"])
def test_links_in_the_documents_lead_somewhere(file):
    text = (ROOT / file).read_text()
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [link for link in links if not ((ROOT / file).parent / link).exists()] == []


def test_the_rooms_that_architecture_names_are_there():
    rooms = re.findall(r"^\| \d \| (.+?) \|", (ROOT / "ARCHITECTURE.md").read_text(), re.M)
    names = re.findall(r"`(\w+)`", " ".join(rooms))
    assert [name for name in names if not (ROOT / "src/convivia" / name).is_dir()] == []


DOMAIN_ROOMS = ("vocabularies", "places", "questionnaires", "practices", "intake", "reviews", "search")
HTTP = ("django.http", "django.views", "django.template", "django.shortcuts", "django.urls")


def imported_at_run_time(file: Path) -> set[str]:
    """Return the modules that `file` imports, but for those that only types need."""
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            node.body = []
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return froms | {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}


def test_domain_rooms_know_no_http():
    inside = [file for file in PYTHON if "src" in file.relative_to(ROOT).parts]
    files = [file for file in inside if set(file.relative_to(ROOT).parts) & set(DOMAIN_ROOMS)]
    assert len(files) > 40
    told = [
        f"{file.relative_to(ROOT)}: {module}"
        for file in files
        for module in imported_at_run_time(file)
        if module.startswith(HTTP)
    ]
    assert told == []


def test_functions_are_short():
    long = [
        f"{file.relative_to(ROOT)}:{node.name}"
        for file in PYTHON
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60
    ]
    assert long == []


def test_the_modules_that_architecture_names_are_there():
    named = set(re.findall(r"`(\w+/\w+\.(?:py|css))`", (ROOT / "ARCHITECTURE.md").read_text()))
    assert len(named) > 8
    assert [name for name in named if not (ROOT / "src/convivia" / name).exists()] == []
