// Buttons, fields and links that stand alone and are lower or narrower than the given number of pixels.
(least) => {
  const standsAlone = (element) => !["inline"].includes(getComputedStyle(element).display);
  return [...document.querySelectorAll("a, button, input:not([type=hidden]), summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen") && standsAlone(one))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width < least || box.height < least)
    .map(([one, box]) => `${one.localName}.${one.className} “${one.innerText}” ${Math.round(box.width)} × ${Math.round(box.height)}`);
};
