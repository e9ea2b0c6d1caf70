// For each visible text: what it is, and its contrast against the ground that is drawn behind it (WCAG 2.2).
() => {
  const number = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const ground = (start) => {
    for (let one = start; one; one = one.parentElement) {
      const colour = number(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    throw new Error("no ground is drawn");
  };
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Map();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest("svg, .unseen")) continue;
    const isForReading = Boolean(element.closest(".lead, .prose, .summary, .intro, .message")) && !element.closest("a");
    const [dark, light] = [luminance(number(getComputedStyle(element).color)), luminance(ground(element))].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    found.set(`${isForReading}${ratio}`, [isForReading, ratio, `${element.localName}.${element.className} “${walker.currentNode.data.trim().slice(0, 40)}”`]);
  }
  return [...found.values()];
};
