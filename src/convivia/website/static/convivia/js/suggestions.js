/* Suggestions beneath the search field: an editable combobox with a listbox, chosen by hand (WAI-ARIA practices).
   Without it, or where it fails, the field is a field. Enter searches, unless a suggestion was chosen by the arrows. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-suggestions]");
  if (!form || !window.AbortController) return;
  const field = form.querySelector("#q");
  const list = document.getElementById("suggestions");
  const news = document.getElementById("suggestions-news");
  const WAIT = 120; // milliseconds after the last letter
  const SAY = 500; // until the count is said: not between the letters
  const LONGEST = 100;
  let active = -1;
  let shownFor = ""; // what the list that is there was made for
  let asking = null;
  let asked, said; // timers

  // What only a script shows needs not be waited for by the page.
  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = list.dataset.styles;
  document.head.append(styles);

  // A list may hang on a text field, not on one of type "search", whose own ways (clear by Escape) would be in between.
  field.type = "text";
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-haspopup", "listbox"],
    ["aria-controls", list.id], ["aria-expanded", "false"], ["autocapitalize", "none"], ["spellcheck", "false"]]) {
    field.setAttribute(name, value);
  }

  const options = () => [...list.querySelectorAll("[role=option]")];
  const isOpen = () => !list.hidden;
  const typed = () => field.value.trim();

  function activate(index) {
    const all = options();
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    active = all[index] ? index : -1;
    if (active < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  function open() {
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  function close() {
    activate(-1);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    say("");
  }

  function say(text) {
    clearTimeout(said);
    if (!text) news.textContent = "";
    else said = setTimeout(() => { news.textContent = text; }, SAY);
  }

  function stop() {
    clearTimeout(asked);
    if (asking) asking.abort();
    asking = null;
  }

  async function ask(first = -1) {
    stop();
    const text = typed();
    if (!text || text.length > LONGEST) return close();
    const mine = asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(text)}`, { signal: mine.signal });
      const html = answer.ok ? await answer.text() : "";
      if (mine === asking && document.activeElement === field && typed() === text) show(html, text, first);
    } catch {
      if (mine === asking) close(); // no line, no suggestions
    }
  }

  function show(html, text, first) {
    const got = document.createElement("template");
    got.innerHTML = html;
    const found = got.content.querySelector("[data-news]");
    list.replaceChildren(...(found ? found.children : []));
    list.scrollTop = 0;
    shownFor = text;
    const all = options();
    if (!all.length) close();
    else {
      open();
      activate(first < 0 ? -1 : Math.min(first, all.length - 1));
    }
    say(found ? found.dataset.news : "");
  }

  function move(step) {
    const last = options().length - 1;
    if (isOpen()) return activate(active < 0 ? (step > 0 ? 0 : last) : (active + step + last + 1) % (last + 1));
    if (shownFor !== typed() || last < 0) return ask(step > 0 ? 0 : Infinity);
    open();
    activate(step > 0 ? 0 : last);
  }

  // A word goes into the field and is searched with the filters that are there; all else is a link.
  function choose(option) {
    close();
    if (!option.dataset.words) return window.location.assign(option.href);
    field.value = option.dataset.words;
    form.requestSubmit();
  }

  field.addEventListener("input", (event) => {
    activate(-1);
    stop();
    say("");
    if (!event.isComposing) asked = setTimeout(ask, WAIT);
  });
  field.addEventListener("compositionend", () => {
    stop();
    asked = setTimeout(ask, WAIT);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (event.altKey) {
        if (key === "ArrowUp") close();
        else if (!isOpen()) ask();
      } else move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && isOpen() && active >= 0) {
      event.preventDefault();
      choose(options()[active]);
    } else if (key === "Escape" && (isOpen() || field.value)) {
      event.preventDefault();
      stop();
      if (isOpen()) close();
      else field.value = "";
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) activate(-1);
  });

  form.addEventListener("submit", () => {
    stop();
    close();
  });
  field.addEventListener("blur", () => {
    stop();
    close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    choose(option);
  });
  window.addEventListener("pageshow", close);
})();
