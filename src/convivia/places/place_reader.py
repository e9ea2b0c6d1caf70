"""Reads the places of one country out of one text, segment by segment. Pure; used by the gazetteer alone."""

from itertools import groupby, pairwise

from convivia.common.folding import fold_name
from convivia.places.name_index import NameIndex, PlaceRow, kilometres
from convivia.places.spans import (
    CONJUNCTIONS,
    CONNECTORS,
    COUNTRY_GUESSED,
    CUT_OFF,
    MISSPELT,
    PARENT_GUESSED,
    UNKNOWN,
    PlaceRef,
    Unread,
    Word,
    folded_text,
    looks_like_a_name,
    printed,
)

LONGEST_SEGMENT = 60
LARGE_CITY = 300_000
PART_WITHIN = 20.0  # kilometres from the middle of a city to a part of it

Piece = tuple[list[Word], PlaceRow | None]


class PlaceReader:
    """Collects the places and the unread words of `text`; `country` "" means that the index spans all countries."""

    def __init__(self, text: str, country: str, index: NameIndex) -> None:
        self.text, self.country, self.index = text, country, index
        self.places: list[PlaceRef] = []
        self.unread: list[Unread] = []

    def read(self, part: list[Word], *, cut: bool = False) -> None:
        """Read one segment, whose words stand side by side without separators."""
        if len(part) > LONGEST_SEGMENT:
            self.leave(part)
            return
        half = len(part) // 2
        if folded_text(part[:half]) == folded_text(part[half:]) and not self.index.whole(folded_text(part)):
            part = part[:half]  # the place is printed twice
        whole = self.index.whole(folded_text(part))
        pieces: list[Piece] = [(part, whole)] if whole else self._joined(self._cover(part))
        if all(row for _, row in pieces):
            self._add_all(pieces)
        elif cut and self._read_cut(part):
            return
        elif len(pieces) > 1:
            self._read_mixed(part, pieces)
        elif not self.one(part):
            self._add_unknown_or_leave(part)

    def one(self, part: list[Word]) -> bool:
        """Read `part` as one place: by name, misspelt, or as a part of a city. Tell whether that succeeded."""
        folded = folded_text(part)
        if row := self.index.whole(folded):
            self.add(part, row)
        elif row := self.index.misspelling(folded):
            self.add(part, row, MISSPELT)
        else:
            return self._read_hyphenated(part)
        return True

    def add(self, part: list[Word], row: PlaceRow, *warnings: str) -> None:
        """Note that `part` names the place of `row`."""
        shown, start, end = printed(self.text, part)
        wrong = (MISSPELT,) if folded_text(part) in self.index.misspelt and MISSPELT not in warnings else ()
        guessed = () if self.country else (COUNTRY_GUESSED,)
        self.places.append(
            PlaceRef(
                row.key, row.country, row.name, shown, start, end, (*warnings, *wrong, *guessed), row.parent or None
            )
        )

    def add_unknown(self, part: list[Word], parent: PlaceRow | None = None) -> None:
        """Note that `part` names a place that nobody knows, perhaps a part of `parent`."""
        shown, start, end = printed(self.text, part)
        warnings = (UNKNOWN, PARENT_GUESSED) if parent else (UNKNOWN,)
        key = parent.key if parent else None
        self.places.append(PlaceRef(None, self.country, shown, shown, start, end, warnings, key))

    def leave(self, part: list[Word]) -> None:
        """Note that `part` was not read."""
        self.unread.append(Unread(*printed(self.text, part)))

    def places_once(self) -> list[PlaceRef]:
        """Return the places, each once, without a city that only says where its part lies ("Neukölln, Berlin")."""
        once: dict[str, PlaceRef] = {}
        for place in self.places:
            once.setdefault(place.key or fold_name(place.name), place)
        found = list(once.values())
        told = {b.key for a, b in pairwise(found) if a.parent == b.key and self._only_comma(a, b)}
        return [place for place in found if place.key is None or place.key not in told]

    def _only_comma(self, a: PlaceRef, b: PlaceRef) -> bool:
        return self.text[a.end : b.start].strip() in {",", "("}

    def _cover(self, part: list[Word]) -> list[Piece]:
        """Return `part` cut into known names and runs of unknown words: fewest words unread, then fewest places."""
        count = len(part)
        best: list[tuple[int, int, int]] = [(0, 0, 0)] * (count + 1)
        step: list[tuple[int, PlaceRow | None]] = [(0, None)] * count
        for start in range(count - 1, -1, -1):
            unread, places, foreign = best[start + 1]
            best[start] = (unread + self._is_word(part[start]), places, foreign)
            step[start] = (start + 1, None)
            for end, row in self._names_from(part, start):
                unread, places, foreign = best[end]
                cost = (unread, places + 1, foreign + (not row.is_programme))
                if cost < best[start]:
                    best[start], step[start] = cost, (end, row)
        pieces: list[Piece] = []
        start = 0
        while start < count:
            end, known = step[start]
            pieces.append((part[start:end], known))
            start = end
        return _runs(pieces)

    @staticmethod
    def _is_word(word: Word) -> bool:
        return bool(word.folded) and word.folded not in CONJUNCTIONS

    def _names_from(self, part: list[Word], start: int) -> list[tuple[int, PlaceRow]]:
        """Return the known names that begin at word `start`, each with the number of the word after it."""
        found: list[tuple[int, PlaceRow]] = []
        if not part[start].folded:
            return found
        joined = ""
        for end in range(start, min(len(part), start + self.index.longest)):
            if part[end].folded:
                joined = f"{joined} {part[end].folded}" if joined else part[end].folded
                row = self.index.names.get(joined) or self.index.misspelt.get(joined)
                if row and (row.is_programme or not part[start].text[0].islower()):
                    found.append((end + 1, row))
        return found

    def _joined(self, pieces: list[Piece]) -> list[Piece]:
        """Return `pieces` with cities and their parts made one: "London Hackney" is one place."""
        done: list[Piece] = []
        for part, row in pieces:
            city = done[-1][1] if done else None
            if city and row and row.parent == city.key:
                done[-1] = (done[-1][0] + part, row)
            elif city and city.key in self.index.parents and self._may_be_part(city, part, row):
                done[-1] = (done[-1][0] + part, PlaceRow("", self.country, "", parent=city.key, is_programme=True))
            else:
                done.append((part, row))
        return done

    def _may_be_part(self, city: PlaceRow, part: list[Word], row: PlaceRow | None) -> bool:
        """Tell whether what stands behind `city` may be a part of it: unknown and named like a place, or close by."""
        if row is None:
            return part[0].folded not in CONJUNCTIONS | CONNECTORS and looks_like_a_name(part)
        is_near = bool(row.point and city.point) and kilometres(row.point or (0, 0), city.point or (0, 0)) < PART_WITHIN
        return not row.is_programme and is_near

    def _add_all(self, pieces: list[Piece]) -> None:
        """Add pieces that are all known, or joined to a known city."""
        for part, row in pieces:
            if row and row.key:
                self.add(part, row)
            elif row:
                self.add_unknown(part, self.index.parents[row.parent])

    def _add_unknown_or_leave(self, part: list[Word]) -> None:
        if self.country and looks_like_a_name(part):
            self.add_unknown(part)
        else:
            self.leave(part)

    def _read_mixed(self, part: list[Word], pieces: list[Piece]) -> None:
        """Read a segment with some known words: perhaps misspelt, perhaps one unknown name with a known word in it."""
        if row := self.index.misspelling(folded_text(part)):
            self.add(part, row, MISSPELT)
            return
        slips = {id(p): self.index.misspelling(folded_text(_bare(p))) for p, row in pieces if row is None and _bare(p)}
        if self._is_one_name(pieces, slips):
            self._add_unknown_or_leave(part)
            return
        for piece, row in pieces:
            if row:
                self._add_all([(piece, row)])
            elif slip := slips.get(id(piece)):
                self.add(_bare(piece), slip, MISSPELT)
            elif len(_bare(piece)) < len(piece):  # "Turin and Somewhere": set apart, so a place of its own
                self._add_unknown_or_leave(_bare(piece))
            else:
                self.leave(piece)

    def _is_one_name(self, pieces: list[Piece], slips: dict[int, PlaceRow | None]) -> bool:
        """Tell whether known and unknown words make one unknown name: joined by "sur", "di" …, or by chance."""
        unknown = [piece for piece, row in pieces if row is None and not slips.get(id(piece)) and _bare(piece) == piece]
        if not unknown or not self.country:
            return False
        for number, (piece, row) in enumerate(pieces):
            if row is None and piece in unknown:
                before, after = number > 0, number + 1 < len(pieces)
                if (before and piece[0].folded in CONNECTORS) or (after and piece[-1].folded in CONNECTORS):
                    return True
        known = [row for _, row in pieces if row]
        return len(known) == 1 and not known[0].is_programme

    def _read_cut(self, part: list[Word]) -> bool:
        """Read a segment whose last name breaks off; tell whether one place of the programme begins like that."""
        for start in range(len(part)):
            row = self.index.cut_off(folded_text(part[start:]))
            before = self._cover(part[:start])
            if row and all(known for _, known in before):
                self._add_all(before)
                self.add(part[start:], row, CUT_OFF)
                return True
        return False

    def _read_hyphenated(self, part: list[Word]) -> bool:
        """Read "City-Part" as one place within a known city, and "City-City" as two places of the programme."""
        shown, start, _ = printed(self.text, part)
        for place, sign in enumerate(shown):
            city = self.index.names.get(fold_name(shown[:place])) if sign in "-–" else None
            rest = shown[place + 1 :].strip()
            if not city or not rest or rest[0].islower() or not (city.is_programme or city.population >= LARGE_CITY):
                continue
            other = self.index.names.get(fold_name(rest))
            if other and other.is_programme and other.parent != city.key:
                left = Word(shown[:place], start, start + place, fold_name(shown[:place]))
                right = Word(rest, start + len(shown) - len(rest), start + len(shown), fold_name(rest))
                self.add([left], city)
                self.add([right], other)
            elif other and other.parent == city.key:
                self.add(part, other)
            elif self.country:
                self.add_unknown(part, city)
            else:
                continue
            return True
        return False


def _runs(pieces: list[Piece]) -> list[Piece]:
    """Return `pieces` with neighbouring unknown words as one piece; lone conjunctions and dashes between names go."""
    done: list[Piece] = []
    for is_unknown, group in groupby(pieces, key=lambda piece: piece[1] is None):
        run = list(group)
        if not is_unknown:
            done.extend(run)
            continue
        part = [word for piece, _ in run for word in piece]
        if any(word.folded and word.folded not in CONJUNCTIONS for word in part):
            done.append((part, None))
    return done


def _bare(part: list[Word]) -> list[Word]:
    """Return unknown words without the conjunctions and dashes at their edges."""
    while part and (not part[0].folded or part[0].folded in CONJUNCTIONS):
        part = part[1:]
    while part and (not part[-1].folded or part[-1].folded in CONJUNCTIONS):
        part = part[:-1]
    return part
