"""Writing help with what the library knows beside the words: which addresses were asked and are dead."""

from convivia.practices.advice import Advice, advise
from convivia.practices.advice_links import addresses_of
from convivia.practices.links import dead_among
from convivia.practices.snapshots import Content


def advise_on(content: Content, *, language: str) -> list[Advice]:
    """Return the writing help on a practice that is written in `language` first; one query where it names addresses."""
    dead = dead_among({address for _key, _language, address in addresses_of(content)})
    return advise(content, language=language, dead={address: link.is_gone for address, link in dead.items()})
