/* Everything here only adds comfort: each page is whole without it. */
(() => {
  "use strict";
  const wide = window.matchMedia("(min-width: 64em)");
  const isOpen = (sheet) => sheet.matches(":popover-open");

  // A sheet closes when the focus leaves it, so that nothing in focus is ever hidden behind it.
  if ("popover" in HTMLElement.prototype) {
    document.addEventListener("focusout", (event) => {
      const sheet = event.target.closest(".sheet");
      if (sheet && event.relatedTarget && isOpen(sheet) && !sheet.contains(event.relatedTarget)) sheet.hidePopover();
    });
    // Where the button that opened it was drawn anew meanwhile, its successor takes the focus back.
    document.addEventListener("toggle", (event) => {
      const sheet = event.target;
      if (event.newState !== "closed" || !sheet.matches(".sheet")) return;
      const focused = document.activeElement;
      if (focused !== document.body && !sheet.contains(focused)) return;
      const button = document.querySelector(`.sheet-button[popovertarget="${sheet.id}"]`);
      if (button) button.focus();
    }, true);
    wide.addEventListener("change", () => {
      document.querySelectorAll(".sheet").forEach((sheet) => isOpen(sheet) && sheet.hidePopover());
    });
  }

  // Filters that were unfolded stay unfolded when the list is drawn anew.
  let unfolded = [];
  document.addEventListener("htmx:beforeSwap", () => {
    unfolded = [...document.querySelectorAll("#facet-list details")].map((one) => [one.id, one.open]);
  });

  // After a swap: say the news to screen readers, keep the field as the search is, and the focus on the page.
  document.addEventListener("htmx:afterSettle", () => {
    unfolded.forEach(([id, open]) => {
      const details = document.getElementById(id);
      if (details) details.open = open;
    });
    unfolded = [];
    const title = document.getElementById("results-title");
    const news = document.getElementById("news");
    if (!title || !news) return;
    news.textContent = title.textContent;
    const field = document.getElementById("q");
    if (field && field !== document.activeElement) field.value = new URLSearchParams(location.search).get("q") || "";
    if (document.activeElement === document.body) title.focus({ preventScroll: true });
    // The head of the page stays; programs that look there for feeds are to find those of this search.
    document.querySelectorAll("head link[rel=alternate][type]").forEach((link) => {
      const shown = document.querySelector(`#results a[type="${link.type}"]`);
      if (shown) link.href = shown.href;
    });
  });

  // Where the swap fails, the browser goes there itself and shows what the server says.
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      const asked = event.detail.pathInfo && (event.detail.pathInfo.finalRequestPath || event.detail.pathInfo.requestPath);
      if (asked) window.location.assign(asked);
    });
  }

  // Buttons that print or copy are shown only where they work.
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText.trim());
        button.textContent = button.dataset.done;
      });
    });
  }
})();
