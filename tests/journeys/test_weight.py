"""The first view of every page is light and needs nobody else: for a reader who was never here, on a slow line."""

import pytest

from tests.journeys.kinds import KINDS, MAIN

MOST_BYTES = 60_000
MOST_BLOCKING = 3
# A tab of the library remembers where it is, so that the way back works; the page about privacy says so.
OWN_ADDRESS = "htmx-current-path-for-history"
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""
# The browser's own word on what the first paint had to wait for.
BLOCKING = """
performance.getEntriesByType("resource").filter((one) => one.renderBlockingStatus === "blocking").map((one) => one.name)
"""


@pytest.mark.parametrize(("language", "kind"), [*(("en", kind) for kind in KINDS), *(("fr", kind) for kind in MAIN)])
def test_the_first_view(visits, language, kind):
    page = visits.open()
    page.add_init_script(VIOLATIONS)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    path = f"/{language}/{KINDS[kind]}"
    page.goto(visits.address + path, wait_until="load")
    blocking = page.evaluate(BLOCKING)
    assert sum(sizes) < MOST_BYTES
    assert [name for name in blocking if not name.endswith(".css")] == []
    assert len(blocking) <= MOST_BLOCKING
    assert page.evaluate("window.violations") == []
    assert page.context.cookies() == []
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") in ([[], []], [[], [OWN_ADDRESS]])


def test_a_second_page_costs_little(visits):
    page = visits.open("/en/")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{visits.address}/en/areas/")
    assert sum(sizes) < MOST_BYTES / 4


def test_what_a_page_must_not_do_is_noticed(visits):
    page = visits.open()
    page.add_init_script(VIOLATIONS)
    page.goto(f"{visits.address}/en/about/")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=https://example.org/x.png><p style=color:red>')"
    )
    page.wait_for_function("window.violations.length === 2")
    for _ in range(20):
        page.wait_for_timeout(50)
        if len(visits.troubles) == 3:
            break
    assert sorted(trouble.partition(":")[0] for trouble in visits.troubles) == ["another host", "console", "console"]
    visits.troubles.clear()
