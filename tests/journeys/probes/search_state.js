// The state of the search as a reader sees it.
() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.innerText.replace(/\s+/g, " ").trim());
  return {
    address: location.pathname + location.search,
    title: document.title,
    sentence: texts("#results-title").join(),
    field: document.getElementById("q").value,
    parts: texts(".filters .filter"),
    chosen: [...document.querySelectorAll("#facet-list [aria-current]")].map((one) => one.id),
    counts: [...document.querySelectorAll("#facet-list .value")].map((one) => one.textContent.replace(/\s+/g, " ").trim()),
    order: texts(".sort [aria-current]"),
    cards: texts(".card .title"),
    pages: texts(".pager .count"),
    languages: [...document.querySelectorAll("#languages a")].map((one) => one.getAttribute("href")),
  };
};
