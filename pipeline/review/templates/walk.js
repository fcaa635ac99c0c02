// Marks and what is said about them, and the keys that walk.
const [ID, DOC, KIND, VALUE, RULE, VERDICT, CLAIMS, SAID, PRINT] = Array(9).keys();

/** What a mark stands for. */
function mention(mark) { return data.mentions[mark.dataset.m]; }

/** Say beside the text what the mark in focus means, which rule made it, and what is claimed because of it. */
function tell(mark) {
  const row = mention(mark);
  const words = $$(`mark[data-m="${mark.dataset.m}"]`, sheet()).map((piece) => piece.textContent).join("");
  const facts = make("dl");
  const said = [["kind", row[KIND]], ["value", row[VALUE]], ["rule", row[RULE]]];
  if (row[VERDICT]) said.push(["verdict", row[VERDICT] + ", decision"]);
  for (const [name, value] of said) {
    facts.append(make("dt", { textContent: name }), make("dd", { textContent: value }));
  }
  const decide = make("div", { className: "decide" }, make("span", { className: "state" }));
  Object.assign(decide.dataset, { row: "mentions", id: row[ID], doc: data.docs[row[DOC]] });
  const claims = row[CLAIMS].map((id) => document.getElementById("c-" + id)?.cloneNode(true)).filter(Boolean);
  for (const claim of claims) claim.removeAttribute("id");
  $("#about").replaceChildren(make("p", { className: "words", textContent: words }), facts, decide,
    claims.length ? make("ul", { className: "plain" }, ...claims) : "");
  equip($("#about"));
  states($("#about"));
}

for (const kind of ["mouseover", "focusin"]) {
  $(".sheets").addEventListener(kind, (event) => {
    const mark = event.target.closest("mark");
    // A mark that has the focus keeps it, whatever the pointer crosses on its way to the buttons beside the text.
    if (kind === "mouseover" && document.activeElement.closest("mark, #about")) return;
    if (mark && !mark.classList.contains("off")) tell(mark);
  });
}
$(".legend").open = matchMedia("(min-width: 46rem)").matches;
$(".legend").addEventListener("change", ({ target }) => {
  for (const mark of $$("mark.k-" + target.value)) {
    mark.classList.toggle("off", !target.checked);
    mark.classList.contains("on") || (mark.tabIndex = target.checked ? 0 : -1);
  }
});

/** What j and k walk here: the marks of an open document, else the claims, changes, documents or issues of the view. */
function steps() {
  const where = sheet() ? "mark[tabindex='0']" : "[data-item]";
  return $$(where, sheet() ?? view()).filter((item) => item.checkVisibility({ contentVisibilityAuto: false }));
}
function at() { return $(".at", sheet() ?? view()); }
function go(by) {
  const all = steps();
  const now = all.indexOf(at());
  const next = all[Math.max(0, Math.min(all.length - 1, now < 0 ? 0 : now + by))];
  if (!next) return;
  $$(".at").forEach((item) => item.classList.remove("at"));
  next.classList.add("at");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}
document.addEventListener("focusin", ({ target }) => {
  const item = target.closest("[data-item], mark");
  if (!item || !view().contains(item) || item.closest("#about")) return;
  $$(".at").forEach((each) => each.classList.remove("at"));
  item.classList.add("at");
});

/** What a, r and c decide on: the first claim that the mark in focus made, else the mark itself; else the item. */
function subject() {
  const item = at();
  if (item?.matches("mark")) return $("#about .claim") ?? $("#about .decide");
  return item?.dataset.row ? item : null;
}

const KEYS = {
  j: () => go(1), k: () => go(-1),
  a: () => ask(subject(), "accepted"), r: () => ask(subject(), "rejected"), c: () => ask(subject(), "correct"),
  "?": () => $("#keys").showModal(),
  "/": () => $("input[type=search]", view())?.focus(),
  Enter: () => { const link = at()?.matches("li") && $("a[href^='#d']", at()); if (link) location.hash = link.hash; },
  Escape: () => { if (sheet()) location.hash = "documents"; },
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
  if (event.target.matches("input:not([type=checkbox]), select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "Enter" && event.target.matches("a, button, summary")) return;
  const tab = /^[1-9]$/.test(event.key) && $$("nav a")[event.key - 1];
  const act = tab ? () => { location.hash = tab.hash; } : KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
});
