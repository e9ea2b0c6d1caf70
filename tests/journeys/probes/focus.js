// What has the focus, and how it shows: the outline's width, its contrast against the ground, and whether it can be seen.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const number = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const ground = (start) => {
    for (let one = start; one; one = one.parentElement) {
      const colour = number(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const style = getComputedStyle(element);
  const boxes = [...element.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  const isOnTop = boxes.some((box) => {
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return top && (element.contains(top) || top.contains(element) && !top.matches(".sheet-foot"));
  });
  return {
    name: `${element.localName}#${element.id} ${(element.innerText || element.getAttribute("aria-label") || "").trim().slice(0, 40)}`,
    order: [...document.querySelectorAll("*")].indexOf(element),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: contrast(number(style.outlineColor), ground(element.parentElement)),
    isOnTop,
    sheet: element.closest(".sheet:popover-open")?.id || "",
  };
};
