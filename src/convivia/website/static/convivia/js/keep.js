/* Practices that a reader keeps: their ids, in this browser alone. Without scripts the boxes are sent by the form. */
(() => {
  "use strict";
  const NAME = "convivia-kept", MOST = 50, ID = /^[2-9a-z]{7}$/;

  // Where the browser keeps nothing (a private window, a full disk), the boxes still work as a form.
  const read = () => {
    try {
      const found = JSON.parse(localStorage.getItem(NAME) || "[]");
      return Array.isArray(found) ? [...new Set(found.filter((one) => ID.test(one)))].slice(0, MOST) : [];
    } catch {
      return [];
    }
  };
  const write = (ids) => {
    try {
      if (ids.length) localStorage.setItem(NAME, JSON.stringify(ids));
      else localStorage.removeItem(NAME);
      return true;
    } catch {
      return false;
    }
  };
  const query = (ids) => ids.map((id) => `id=${id}`).join("&");

  const show = () => {
    const ids = read();
    document.querySelectorAll(".keep input").forEach((box) => { box.checked = ids.includes(box.value); });
    document.querySelectorAll("[data-keep='link']").forEach((link) => {
      link.hidden = !ids.length;
      link.search = query(ids);
      link.querySelector("[data-keep='count']").textContent = ids.length;
    });
    document.querySelectorAll("[data-keep='with']").forEach((link) => {
      const own = link.dataset.id;
      link.search = query([...ids.filter((id) => id !== own), own].slice(-5));
    });
    document.querySelectorAll("[data-keep='bar']").forEach((bar) => {
      const words = bar.querySelector("[data-keep='words']");
      words.dataset.none ??= words.textContent;
      const told = { 0: words.dataset.none, 1: words.dataset.one }[ids.length] ?? words.dataset.many.replace("{n}", ids.length);
      if (words.textContent !== told) words.textContent = told;
      bar.classList.toggle("is-kept", ids.length > 0);
      bar.querySelector("[data-keep='clear']").hidden = !ids.length;
    });
  };

  document.addEventListener("change", (event) => {
    const box = event.target.closest(".keep input");
    if (!box) return;
    const others = read().filter((id) => id !== box.value);
    if (write(box.checked ? [...others, box.value].slice(-MOST) : others)) show();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keep='clear']")) return;
    const bar = event.target.closest("[data-keep='bar']");
    write([]);
    show();
    bar.querySelector("[type='submit']").focus();
  });
  // What was kept on other pages goes along, in the order of keeping.
  document.addEventListener("submit", (event) => {
    const bar = event.target;
    const ids = read();
    if (!bar.matches("[data-keep='bar']") || !ids.length) return;
    event.preventDefault();
    const asked = event.submitter && event.submitter.getAttribute("formaction");
    location.assign(`${asked || bar.action}?${query(ids)}`);
  });
  // A whole collection is kept at once.
  document.querySelectorAll("[data-keep='all']").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (!write([...new Set([...read(), ...button.dataset.ids.split(" ")])].slice(0, MOST))) return;
      button.textContent = button.dataset.done;
      show();
    });
  });
  // Of records that were made one since they were kept, this page names the one that is left: it takes their place.
  document.querySelectorAll("[data-keep='merged']").forEach(({ dataset: { gone, kept } }) => {
    const ids = read();
    if (ids.includes(gone)) write([...new Set(ids.map((id) => (id === gone ? kept : id)))]);
  });
  // A box without a form beside it is shown only where it works.
  document.querySelectorAll("[data-keep='only']").forEach((one) => { one.hidden = false; });
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", show);
  document.addEventListener("htmx:afterSettle", show);
  show();
})();
