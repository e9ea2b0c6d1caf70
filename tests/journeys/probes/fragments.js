// Every block of running text with the language that it says it is in. Names of places and of languages are left out.
() => {
  const blocks = "h1, h2, h3, h4, p, li, dt, dd, a, button, caption, th, td, figcaption, summary, blockquote";
  const found = [];
  for (const one of document.querySelectorAll(blocks)) {
    if (one.querySelector(blocks) || one.closest("bdi")) continue;
    const parts = new Map(); // a block may hold words in several languages: each is looked at by itself
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const language = walker.currentNode.parentElement.closest("[lang]").lang;
      parts.set(language, (parts.get(language) || "") + walker.currentNode.data);
    }
    for (const [language, text] of parts) found.push([language, text.replace(/\s+/g, " ").trim()]);
  }
  return found;
};
