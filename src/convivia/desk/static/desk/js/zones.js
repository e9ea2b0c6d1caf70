/* A planned moment on the clock of this computer, beside the one in the practice's zone. */
(() => {
  "use strict";
  const language = document.documentElement.lang;
  document.querySelectorAll("[data-here]").forEach((line) => {
    const moment = new Date(line.dataset.here);
    const said = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(moment);
    line.textContent = `${line.dataset.words} ${said} (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
    line.hidden = false;
  });
})();
