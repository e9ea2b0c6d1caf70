// What a reader would lose at this width: parts that reach beyond the window, that are cut off, or that lie on each other.
() => {
  const root = document.documentElement;
  const slack = 2;
  const name = (element) => {
    const own = element.id ? `#${element.id}` : [...element.classList].map((one) => `.${one}`).join("");
    return `${element.localName}${own} “${(element.innerText || element.textContent).trim().slice(0, 40)}”`;
  };
  const parents = (element) => {
    const found = [];
    for (let one = element; one; one = one.parentElement) found.push(one);
    return found;
  };
  // What is kept from eyes on purpose (the skip link, words for screen readers) takes no room.
  const isForEars = (element) => parents(element).some((one) => getComputedStyle(one).clipPath === "inset(50%)" || one.matches(".skip"));
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isForEars(element);
  const isBlock = (element) => !["inline", "contents"].includes(getComputedStyle(element).display);
  const words = (element) => element.textContent.trim() + (element.value || element.placeholder || "");
  const all = [...document.body.querySelectorAll("*")].filter((one) => !one.closest("svg *, .table-box") && isShown(one));
  const shown = new Set(all);

  const found = [];
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`);

  // The leaves of the layout: blocks with words and with no block inside.
  const leaves = all.filter((one) => isBlock(one) && words(one) &&
    ![...one.children].some((child) => shown.has(child) && isBlock(child) && words(child)));
  const boxes = leaves.map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 1 && box.height > 1);

  for (const [one, box] of boxes) {
    if (box.left < -slack || box.right > root.clientWidth + slack) found.push(`beyond the window: ${name(one)}`);
    for (const around of parents(one)) {
      const { overflowX, overflowY } = getComputedStyle(around);
      if (around.matches("input") || ![overflowX, overflowY].some((way) => ["hidden", "clip"].includes(way))) continue;
      const edge = around.getBoundingClientRect();
      const sticksOut = box.left < edge.left - slack || box.right > edge.right + slack || box.bottom > edge.bottom + slack;
      const holdsMore = one === around && (one.scrollWidth > one.clientWidth + slack || one.scrollHeight > one.clientHeight + slack);
      if (sticksOut || holdsMore) found.push(`cut off: ${name(one)} in ${name(around)}`);
    }
    if (one.scrollWidth > one.clientWidth + slack && !one.matches("input")) found.push(`too wide for its box: ${name(one)}`);
  }

  boxes.sort(([, one], [, other]) => one.top - other.top);
  boxes.forEach(([one, box], place) => {
    for (let next = place + 1; next < boxes.length && boxes[next][1].top < box.bottom - slack; next += 1) {
      const [other, second] = boxes[next];
      const across = Math.min(box.right, second.right) - Math.max(box.left, second.left);
      const down = Math.min(box.bottom, second.bottom) - second.top;
      if (across > slack && down > slack && !one.contains(other) && !other.contains(one)) {
        found.push(`on each other: ${name(one)} and ${name(other)}`);
      }
    }
  });
  return found;
};
