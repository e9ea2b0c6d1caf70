/* Saves a practice as somebody types. Without it, or where it fails, the form is a form with a button that saves. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-writing]");
  if (!form || !window.fetch || !window.convivia) return;
  const kept = window.convivia.kept(form);
  const words = form.dataset;
  const at = (name) => document.querySelector(`[data-${name}]`);
  const KEEP = 300; // milliseconds after the last letter: onto this device
  const SAVE = 1500; // and to the server
  const AGAIN = 15000; // after a failure
  const HOLD = 240000; // a sign of life, so that nobody takes the practice for left
  let keeping, saving, running = null;
  let changes = 0; // grows with every letter: what is typed while a save is under way is not saved by it
  let last = JSON.stringify(kept.typed());
  let clash = null;
  let pressed = null; // a button that waits for the save that is under way
  let waiting = null; // and what a button saves beside, without leaving the page

  function show(text, said) {
    at("state").textContent = text;
    if (said) at("news").textContent = said;
  }

  function changed() {
    changes += 1;
    show(words.unsaved);
    clearTimeout(keeping);
    keeping = setTimeout(kept.keep, KEEP);
    later(SAVE);
  }

  function later(wait) {
    clearTimeout(saving);
    saving = setTimeout(save, wait);
  }

  // A half-typed name of a place is not looked up: only the buttons do that.
  function body(more) {
    const data = new FormData(form);
    data.delete("place-name");
    data.delete("picture-file");
    data.set("do", "save");
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    return data;
  }

  async function save(more = {}) {
    if (running && more.do) waiting = more; // a button's work is not lost behind a save that is under way
    if (running || (clash && !Object.keys(more).length)) return;
    const mine = changes;
    const typed = JSON.stringify(kept.typed());
    running = true;
    show(words.saving);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: body(more), headers: { Accept: "application/json" }, redirect: "manual",
      });
      await tell(answer, mine, typed);
    } catch {
      fail(words.offline);
    } finally {
      running = null;
    }
    const next = waiting;
    waiting = null;
    if (pressed) return goOn();
    if (next) save(next);
    else if (changes !== mine && !clash) later(SAVE);
  }

  function goOn() {
    const { button } = pressed;
    pressed = null;
    if (!clash) form.requestSubmit(button);
  }

  async function tell(answer, mine, typed) {
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (answer.ok && isJson) return saved(await answer.json(), mine, typed);
    if ((answer.status === 409 || answer.status === 423) && isJson) return showClash(await answer.json());
    kept.keep();
    if (answer.type === "opaqueredirect" || answer.status === 403) return show(words.signedOut, words.signedOut);
    return fail(words.failed);
  }

  function fail(text) {
    kept.keep();
    const isNews = at("state").dataset.failed !== text;
    at("state").dataset.failed = text;
    show(text, isNews ? text : "");
    later(AGAIN);
  }

  function saved(told, mine, typed) {
    form.elements.version.value = told.version;
    if (at("state").dataset.failed) at("news").textContent = words.back;
    delete at("state").dataset.failed;
    told.rows.forEach((place, number) => {
      const was = form.elements[`evidence-${number}-was`];
      if (was) was.value = place; // which statement the row has become: its other languages stay with it
    });
    showErrors(told.errors);
    showProgress(told);
    showAdvice(told.advice);
    last = typed;
    if (changes !== mine) return;
    show(told.saved);
    const waits = form.elements["place-name"] && form.elements["place-name"].value.trim();
    if (Object.keys(told.errors).length || waits) kept.keep();
    else {
      clearTimeout(keeping);
      kept.forget();
    }
  }

  function showProgress(told) {
    const bar = document.getElementById("progress");
    if (bar) bar.value = told.percent;
    if (at("percent")) at("percent").textContent = `${told.percent}%`;
    for (const count of document.querySelectorAll("[data-depth]")) {
      const percent = told.percents[count.dataset.depth];
      if (percent !== undefined) count.textContent = `${percent}%`;
    }
    const missing = at("missing");
    if (missing) {
      missing.hidden = at("needed").hidden = !told.missing.length;
      missing.querySelector("ul").replaceChildren(...told.missing.map(({ label, url }) => {
        const item = document.createElement("li");
        item.append(Object.assign(document.createElement("a"), { href: url, textContent: label }));
        return item;
      }));
    }
    const understood = at("understood");
    if (understood) understood.textContent = [told.period.said, ...told.period.warnings].filter(Boolean).join(" ");
  }

  // What is wrong is said at its field; an error that is mended goes.
  function showErrors(errors) {
    for (const note of form.querySelectorAll(".error")) {
      const name = note.id.replace(/-error$/, "");
      if (errors[name] || name === "place-name") continue;
      const field = document.getElementById(name);
      note.remove();
      if (field) field.removeAttribute("aria-invalid");
    }
    for (const [name, text] of Object.entries(errors)) {
      const field = document.getElementById(name);
      if (!field || field === document.activeElement) continue; // not while it is being typed
      let note = document.getElementById(`${name}-error`);
      if (!note) {
        note = Object.assign(document.createElement("p"), { className: "error", id: `${name}-error` });
        field.before(note);
        const about = [field.getAttribute("aria-describedby"), note.id].filter(Boolean).join(" ");
        field.setAttribute("aria-describedby", about);
      }
      note.textContent = text;
      field.setAttribute("aria-invalid", "true");
    }
  }

  // Writing help at the fields. The field that is being written waits until it is left, so that nothing moves there.
  let advice = null;

  function showAdvice(told) {
    advice = told;
    const news = [];
    for (const place of form.querySelectorAll("[data-advice]")) {
      const html = told[place.dataset.advice] || "";
      if (place.dataset.shown === html || place.parentElement.contains(document.activeElement)) continue;
      const before = place.querySelectorAll("li").length;
      place.innerHTML = html;
      place.dataset.shown = html;
      if (place.querySelectorAll("li").length > before) news.push(place.dataset.label);
    }
    if (news.length) at("news").textContent = words.newAdvice.replace("{field}", news.join(", "));
  }

  form.addEventListener("focusout", () => advice && setTimeout(() => showAdvice(advice), 0));

  // Leaves an advice as it is, and goes on at its field.
  function setAside(button) {
    const field = button.closest(".asked").querySelector("textarea, input:not([type=hidden]), select");
    button.closest(".field-advice").removeAttribute("data-shown");
    button.closest("li").remove();
    if (field) field.focus();
    save({ do: button.value });
  }

  function showClash(told) {
    clash = told;
    clearTimeout(saving);
    kept.keep();
    at("clash-said").textContent = told.said;
    at("clash-fields").textContent = told.fields.join(", ");
    at("clash").hidden = false;
    at("clash").scrollIntoView({ block: "nearest" });
    show(words.unsaved);
  }

  function unclash() {
    at("clash").hidden = true;
    clash = null;
  }

  at("clash-both").addEventListener("click", () => form.querySelector(".first-submit").click());
  at("clash-mine").addEventListener("click", () => {
    const more = { version: clash.version, do: clash.held ? "take-over" : "save" };
    unclash();
    save(more);
  });
  at("clash-theirs").addEventListener("click", () => {
    kept.keep(); // offered once more after the page is back: nothing is lost by a wrong click
    location.reload();
  });

  // Rows of evidence come and go without the server.
  function addRow() {
    const blank = at("blank");
    const rows = at("rows");
    const number = Number(rows.value);
    const made = blank.content.cloneNode(true);
    for (const node of made.querySelectorAll("*")) {
      for (const { name, value } of [...node.attributes]) {
        if (value.includes("__n__")) node.setAttribute(name, value.replaceAll("__n__", number));
      }
    }
    const row = made.firstElementChild;
    at("evidence").append(row);
    rows.value = number + 1;
    return row;
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-add]") && at("blank")) {
      event.preventDefault();
      addRow().querySelector("select").focus();
      changed();
    } else if (button.matches("[data-set-aside]")) {
      event.preventDefault();
      setAside(button);
    } else if (button.matches("[data-remove]")) {
      event.preventDefault();
      const row = button.closest("[data-row]");
      const next = at("add");
      row.querySelectorAll("select, textarea, input:not([type=hidden])").forEach((field) => { field.value = ""; });
      row.hidden = true;
      if (next) next.focus();
      changed();
    }
  });

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    clearTimeout(saving);
    kept.keep(); // until the page that comes back says that it is saved
    if (!running) return;
    event.preventDefault(); // else it would come after a save that it does not know of, and clash with it
    pressed = { button: event.submitter };
  });
  window.addEventListener("online", () => JSON.stringify(kept.typed()) !== last && save());
  window.addEventListener("pagehide", () => JSON.stringify(kept.typed()) !== last && kept.keep());
  setInterval(() => {
    if (document.hidden || clash) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("do", "hold");
    fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => {});
  }, HOLD);

  // What the last visit left here and the server has not got.
  const found = kept.read();
  const rowsOf = (values) => Number((values.find(([name]) => name === "evidence-rows") || [])[1] || 0);
  if (found && !kept.differs(found)) kept.forget();
  else if (found && !document.getElementById("errors")) {
    at("offer-when").textContent = new Date(found.at).toLocaleString(document.documentElement.lang);
    at("offer").hidden = false;
    at("offer-take").addEventListener("click", () => {
      while (at("blank") && Number(at("rows").value) < Math.min(rowsOf(found.values), 40)) addRow();
      kept.putBack(found);
      at("offer").hidden = true;
      changed();
      form.querySelector("input:not([type=hidden]), textarea").focus();
    });
    at("offer-leave").addEventListener("click", () => {
      kept.forget();
      at("offer").hidden = true;
    });
  }
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
})();
