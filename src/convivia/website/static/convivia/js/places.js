/* Suggests places while a name is typed. Without it any name can be typed as well: the page behind the form finds it. */
(() => {
  "use strict";
  const PAUSE = 150;
  let waiting = 0;
  let asking = null;

  async function suggest(field) {
    const list = field.list;
    if (asking) asking.abort();
    asking = new AbortController();
    const address = new URL(field.dataset.places, location.href);
    address.search = new URLSearchParams({ q: field.value.trim(), page_size: 8 });
    const headers = { "Accept-Language": document.documentElement.lang };
    try {
      const answer = await fetch(address, { headers, signal: asking.signal });
      if (!answer.ok) return;
      const { results } = await answer.json();
      const names = new Set(results.map((place) => `${place.label}, ${place.country_name}`));
      list.replaceChildren(...[...names].map((name) => Object.assign(document.createElement("option"), { value: name })));
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren();
    }
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches("[data-places]")) return;
    clearTimeout(waiting);
    const isChosen = [...field.list.options].some((option) => option.value === field.value);
    if (isChosen || field.value.trim().length < 2) return;
    waiting = setTimeout(() => suggest(field), PAUSE);
  });
})();
