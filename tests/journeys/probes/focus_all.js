// What can have the focus but does not show it, or is covered then: the keyboard was used last, and each one is given
// the focus in turn. `window.measureFocus` is the probe "focus".
([leastOutline, leastContrast]) => {
  const measure = window.measureFocus;
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(can)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
    .map((one) => { one.focus({ preventScroll: false }); return document.activeElement === one ? measure() : null; })
    .filter((seen) => seen && (seen.outline < leastOutline || seen.contrast < leastContrast || !seen.isOnTop))
    .map((seen) => `${seen.name}: ${seen.outline} px, ${seen.contrast.toFixed(1)}${seen.isOnTop ? "" : ", covered"}`);
};
