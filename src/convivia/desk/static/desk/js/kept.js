/* What is typed into a form, kept on this device until the server has it. Nothing leaves the browser from here. */
window.convivia = window.convivia || {};
window.convivia.kept = (form) => {
  "use strict";
  const KEY = form.dataset.key;
  const OWN = new Set(["csrfmiddlewaretoken", "do"]);
  // What the form says about itself, beside what somebody typed.
  const isTyped = ([name]) => name !== "version" && !name.endsWith("-was");

  // Values in the order of the page, as pairs: checkboxes count only where they are ticked.
  function values() {
    return [...new FormData(form)].filter(([name, value]) => !OWN.has(name) && typeof value === "string");
  }

  const typed = () => values().filter(isTyped);

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), values: values() }));
    } catch {
      // full, or not allowed here: the form still saves to the server
    }
  }

  function forget() {
    try {
      localStorage.removeItem(KEY);
    } catch { /* not allowed here */ }
  }

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY));
      return found && Array.isArray(found.values) ? found : null;
    } catch {
      return null;
    }
  }

  const differs = (found) =>
    JSON.stringify(found.values.filter(isTyped)) !== JSON.stringify(typed());

  // Puts kept values back: what is not among them is empty, as it was when they were kept.
  function putBack(found) {
    const wanted = new Map();
    for (const [name, value] of found.values) wanted.set(name, [...(wanted.get(name) || []), value]);
    for (const field of form.elements) {
      if (!field.name || OWN.has(field.name) || field.type === "submit") continue;
      const given = wanted.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else if (given.length) field.value = given[0];
    }
    // Places that were added meanwhile have no box on this page: they go along unseen.
    for (const name of ["place", "country"]) {
      for (const value of wanted.get(name) || []) {
        if ([...form.elements].some((field) => field.name === name && field.value === value)) continue;
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
    }
  }

  return { keep, forget, read, differs, putBack, typed };
};
