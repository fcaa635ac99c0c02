"use strict";
// Views, filters, the theme. Text that came from documents is only ever put in as text.
const $ = (what, where = document) => where.querySelector(what);
const $$ = (what, where = document) => [...where.querySelectorAll(what)];
const data = JSON.parse($("#data").textContent);
document.documentElement.classList.add("js");

/** Make an element with classes, text and children. */
function make(name, about = {}, ...inside) {
  const made = Object.assign(document.createElement(name), about);
  made.append(...inside.filter((part) => part !== null));
  return made;
}

/** What is kept in this browser from one visit to the next; without storage, nothing is. */
const kept = {
  get(name, otherwise) {
    try { return JSON.parse(localStorage.getItem("rollcall " + name)) ?? otherwise; } catch { return otherwise; }
  },
  set(name, value) {
    try { localStorage.setItem("rollcall " + name, JSON.stringify(value)); } catch { /* none */ }
  },
};

function view() { return $(".view.open"); }
function sheet() { return $(".sheet.open"); }

/** Show what the address names: a view, a document (#d7) or a claim in its document (#c-...). */
function show() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1))) ?? $("#overview");
  const shown = target.closest(".view") ?? $("#overview");
  const opened = target.closest(".sheet");
  for (const each of $$(".view")) each.classList.toggle("open", each === shown);
  for (const each of $$(".sheet.open")) if (each !== opened) each.classList.remove("open");
  opened?.classList.add("open");
  for (const each of $$("nav a, #document-list a")) {
    const here = each.hash === "#" + shown.id || (opened && each.hash === "#" + opened.id);
    here ? each.setAttribute("aria-current", "true") : each.removeAttribute("aria-current");
  }
  if (target.matches(".view, .sheet")) window.scrollTo(0, 0);
  else { target.scrollIntoView({ block: "center" }); target.focus({ preventScroll: true }); }
  document.dispatchEvent(new Event("shown"));
}
addEventListener("hashchange", show);

/** Hide what a filter's words and choices leave out, and say how much is left. */
function filter(form) {
  const { q = "", ...choices } = Object.fromEntries(new FormData(form));
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const items = [...document.getElementById(form.dataset.for).children].filter((item) => item.matches("li, article"));
  let left = 0;
  for (const item of items) {
    const fits = Object.entries(choices).every(([name, choice]) => {
      const own = item.dataset[name] ?? "";
      return !choice || own === choice || own.split(" ").includes(choice);
    });
    item.hidden = !(fits && words.every((word) => text(item).includes(word)));
    left += !item.hidden;
  }
  $("output", form).value = left < items.length ? `${left} of ${items.length}` : "";
}
/** An item's words; those of a document are in its sheet. */
function text(item) {
  item.words ??= (item.textContent + " " + (item.dataset.text ? $("#" + item.dataset.text).textContent : "")).toLowerCase();
  return item.words;
}
for (const form of $$(".filters")) {
  form.addEventListener("input", () => filter(form));
  form.addEventListener("submit", (event) => event.preventDefault());
}

function theme(name) {
  if (name) document.documentElement.dataset.theme = name;
  kept.set("theme", name);
}
theme(kept.get("theme", ""));
$("#theme").addEventListener("click", () => {
  const now = document.documentElement.dataset.theme
    || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  theme(now === "dark" ? "light" : "dark");
});

for (const point of $$(".chart [data-claim]")) {
  point.addEventListener("click", () => { location.hash = "c-" + point.dataset.claim; });
}
for (const button of $$("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
$("#help").addEventListener("click", () => $("#keys").showModal());
