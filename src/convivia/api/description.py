"""The OpenAPI document: what django-ninja writes, and what every address has in common."""

from typing import Any

from convivia.api.problems import INVALID_PARAMETERS, MEDIA_TYPE, ProblemDocument

UNCHANGED = "304"
ELSEWHERE = "307"
FOR_GOOD = "301"
EVERYWHERE = (UNCHANGED, "400", "412", "422", "500")

ABOUT = """\
Good practices of intercultural cities, as data. Everything can be read without a key; nothing can be written.

* **Languages.** Labels come in the language of `Accept-Language` that the library speaks (English or French), texts in
  the first language that it names, where a practice has a text in it, else in the language they were written in. Every
  text says its own language.
* **Caching.** Every answer carries an `ETag`; sent back in `If-None-Match`, it makes an unchanged answer empty (304).
* **Problems** are documents as RFC 9457 describes them, with a list of the parameters to blame; see `/api/v1/problems`.
* **Parameters.** An empty one counts as absent. An unknown one is a problem: nothing is ignored in silence.
* **Licence.** Each practice names the licence of its texts, and its source.
"""

TAGS = [
    {"name": "practices", "description": "Good practices: found by words and filters, and read whole."},
    {"name": "collections", "description": "Practices that editors gathered under a theme."},
    {
        "name": "vocabularies",
        "description": "What practices are described with: policy areas, principles, the template.",
    },
    {"name": "places", "description": "Cities, boroughs, regions, and the networks they belong to."},
    {"name": "about", "description": "The API itself."},
]

EXTRA = {
    "info": {"license": {"name": "European Union Public Licence 1.2", "identifier": "EUPL-1.2"}},
    "tags": TAGS,
}

_HEADERS = {
    "ETag": {"description": "Changes when the answer does.", "schema": {"type": "string"}},
    "Cache-Control": {"description": "How long the answer may be kept.", "schema": {"type": "string"}},
    "Content-Language": {"description": "The language of the labels.", "schema": {"type": "string"}},
}
_LINK = {"description": "self, next and prev (RFC 8288).", "schema": {"type": "string"}}
_RESPONSES = {
    UNCHANGED: "Unchanged since the ETag in If-None-Match.",
    FOR_GOOD: "This record was made one with another; use the address in Location from now on.",
    ELSEWHERE: "What you named is read at the address in Location.",
    "400": "The request cannot be read.",
    "404": "There is nothing at this address.",
    "410": "This practice was withdrawn.",
    "412": "The answer is not the one that If-Match names.",
    "422": "A parameter is unknown or cannot be understood.",
    "500": "Something went wrong on our side.",
    "503": "The search index is not ready; Retry-After says when to try again.",
}
_HEADERS_OF = {
    **{
        code: {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}
        for code in (ELSEWHERE, FOR_GOOD)
    },
    "503": {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}},
}
_EXAMPLE = {
    "type": "https://example.org/api/v1/problems#invalid-parameters",
    "title": INVALID_PARAMETERS.title,
    "status": INVALID_PARAMETERS.status,
    "detail": INVALID_PARAMETERS.advice,
    "instance": "/api/v1/practices?status=over",
    "errors": [
        {
            "parameter": "status",
            "detail": "“over” is none of the allowed values.",
            "allowed": ["running", "ended", "unknown"],
        }
    ],
}
_LANGUAGE_PARAMETER = {
    "in": "header",
    "name": "Accept-Language",
    "required": False,
    "schema": {"type": "string"},
    "description": "The languages you read, in the form of HTTP.",
    "example": "fr, en;q=0.5",
}


def complete(document: dict[str, Any]) -> None:
    """Add to `document` the problems, headers and request headers of every address; `document` itself is changed.

    What an operation declares for 404 and 503 is kept; that it is a problem document is said in one place.
    """
    components = document["components"]
    components["responses"] = {_name(code): _response(code) for code in _RESPONSES}
    components["headers"] = _HEADERS | {"Link": _LINK}
    components["parameters"] = {"AcceptLanguage": _LANGUAGE_PARAMETER}
    for methods in document["paths"].values():
        _complete_operation(methods["get"])
    for name in [name for name in components["schemas"] if name.endswith("Parameters")]:
        del components["schemas"][name]  # their fields stand as parameters already


def _name(code: str) -> str:
    return f"Status{code}"


def _response(code: str) -> dict[str, Any]:
    response: dict[str, Any] = {"description": _RESPONSES[code]}
    if code in _HEADERS_OF:
        response["headers"] = _HEADERS_OF[code]
    if code not in (UNCHANGED, ELSEWHERE, FOR_GOOD):
        content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}}
        response["content"] = {MEDIA_TYPE: content | ({"example": _EXAMPLE} if code == "422" else {})}
    return response


def _complete_operation(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        _tidy_parameter(parameter)
    declared = operation["responses"]
    is_paged = any(parameter["name"] == "page" for parameter in operation["parameters"])
    headers = [*_HEADERS, *(["Link"] if is_paged else [])]
    answer = declared[200] | {"headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers}}
    codes = sorted({*EVERYWHERE, *(str(code) for code in declared if code != 200)})
    refs = {code: {"$ref": f"#/components/responses/{_name(code)}"} for code in codes}
    operation["responses"] = {"200": answer, **refs}
    operation["parameters"].append({"$ref": "#/components/parameters/AcceptLanguage"})


def _tidy_parameter(parameter: dict[str, Any]) -> None:
    """Say each thing once, and the example as OpenAPI wants it; an empty default is no default."""
    schema = parameter["schema"]
    for name in ("title", "description", "example"):
        schema.pop(name, None)
    if schema.get("default") == "":
        del schema["default"]
    parameter.pop("examples", None)
    if examples := schema.pop("examples", []):
        parameter["example"] = examples[0]
