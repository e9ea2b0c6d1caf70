/* Long work is done in steps, each by a button. Where scripts run, the button is pressed by itself. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-go-on]");
  if (form) setTimeout(() => form.requestSubmit(), 300);
})();
