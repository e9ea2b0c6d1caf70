// Reviews: a judgement is saved as one types, and a comment is made on words that one has chosen.
"use strict";

const PAUSE = 1200;

function autosave(form) {
  const told = form.querySelector("[data-saved]");
  const version = form.querySelector("[name=version]");
  let waiting = 0;
  let running = false;
  let again = false;
  let stopped = false;
  let pressed = null; // a button that waits for the save that is under way

  async function save() {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, credentials: "same-origin",
      });
      const news = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? await answer.json() : null;
      if (news) told.textContent = news.message;
      if (answer.ok && news) version.value = news.version;
      else if (answer.status === 409) stopped = true; // saved elsewhere, or closed: the page has to be read again
      else if (!news) told.textContent = form.dataset.failed;
    } catch {
      told.textContent = form.dataset.failed;
    }
    running = false;
    if (pressed) {
      const { button } = pressed;
      pressed = null;
      form.requestSubmit(button);
    } else if (again) {
      again = false;
      save();
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    stopped = true;
    if (!running) return;
    event.preventDefault(); // else it would come after a save that it does not know of, and be refused
    pressed = { button: event.submitter };
  });
}

function commentOnWords(box) {
  const offer = box.querySelector("[data-choose]");
  let chosen = null;

  function look() {
    chosen = null;
    const selection = document.getSelection();
    const words = selection ? selection.toString().trim() : "";
    if (words && words.length <= 500 && selection.rangeCount) {
      const range = selection.getRangeAt(0);
      const start = range.startContainer.parentElement && range.startContainer.parentElement.closest("[data-passage]");
      if (start && start.contains(range.endContainer)) {
        const before = document.createRange();
        before.selectNodeContents(start);
        before.setEnd(range.startContainer, range.startOffset);
        chosen = { key: start.dataset.passage, words, offset: before.toString().length };
      }
    }
    const form = chosen && box.querySelector(`.comment-form[data-for="${CSS.escape(chosen.key)}"]`);
    offer.hidden = !form;
  }

  document.addEventListener("selectionchange", look);
  offer.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay chosen
  offer.querySelector("button").addEventListener("click", () => {
    if (!chosen) return;
    const form = box.querySelector(`.comment-form[data-for="${CSS.escape(chosen.key)}"]`);
    form.elements.quote.value = chosen.words;
    form.elements.offset.value = String(chosen.offset);
    form.closest("details").open = true;
    form.elements.text.focus();
    offer.hidden = true;
  });
}

document.querySelectorAll("form[data-autosave]").forEach(autosave);
document.querySelectorAll("[data-comments]").forEach(commentOnWords);
