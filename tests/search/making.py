"""Small makers of documents and questions for tests of an engine without a database."""

from convivia.search import ranking
from convivia.search.asked import read_query
from convivia.search.engines.port import Document
from convivia.search.words import read_text, spelt_terms


def document(
    pk, text="", *, title="", names="", year=None, status="running", languages=("en",), sort_title=None, **facets
):
    """Return a document with these texts, its terms made as for practices in English and French."""
    tongues = ("en", "fr")
    read_title, read_body, read_names = (read_text(part, tongues) for part in (title, text, names))
    return Document(
        pk=pk,
        words=" ".join([read_title.forms] * ranking.TITLE_TIMES + [read_body.forms]),
        in_title=read_title.forms,
        in_names=read_names.forms,
        title_order=read_title.ordered,
        text_order=f"{read_body.ordered} ¶ {read_names.ordered}",
        titles=(read_title.ordered,),
        facets={"status": (status,), "language": languages} | facets,
        year=year,
        sort_titles={"en": sort_title or title.lower(), "fr": sort_title or title.lower()},
        spelt=" ".join(sorted(set().union(*(spelt_terms(part.forms, "en") for part in (read_title, read_body))))),
    )


def question(text, reader="en", languages=("en", "fr")):
    """Return the question that `text` comes to."""
    return ranking.question(read_query(text), reader, languages)


def fill(engine, *documents):
    """Make an index of `documents`."""
    with engine.rebuilding(wait=1) as writing:
        writing.put(documents)
