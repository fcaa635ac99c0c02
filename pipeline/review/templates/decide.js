// Decisions: asked for in a dialog; sent to the server if there is one, else kept here until they are downloaded.
const served = Boolean($("#deciding [name=token]"));
const dialog = $("#deciding");
const form = $("form", dialog);
const written = data.decisions.map(([table, id, verdict, field, value, by, why, applied]) => (
  { table, id, verdict, field, value, by, why, applied }));
const PLACE = "decisions " + location.pathname;
const own = served ? [] : kept.get(PLACE, []);

/** Whether a field of a row can be corrected: of mentions, the value of those that write it as a name or a code. */
function mendable({ row, id }) {
  return row === "mentions" ? data.plain.includes(row_of(id)[KIND]) : data.fields[row].length > 0;
}
function row_of(id) { return data.mentions.find((row) => row[ID] === id); }

/** Give the rows that are shown their buttons; there may be too many rows to do it for all. */
function equip(where) {
  for (const item of $$("[data-row]", where)) {
    if ($(".acts", item)) continue;
    const acts = [["accepted", "Accept"], ["rejected", "Reject"], ...(mendable(item.dataset) ? [["correct", "Correct"]] : [])];
    const buttons = acts.map(([act, name]) => make("button", { type: "button", textContent: name }));
    buttons.forEach((button, i) => { button.dataset.do = acts[i][0]; });
    const row = make("span", { className: "acts" }, ...buttons);
    item.matches(".decide") ? $(".state", item).before(row) : item.append(row);
  }
}

function labels(item) { return item.matches(".decide") ? $("#about .words, .sheet.open h2 bdi").textContent : $("strong", item).textContent; }

/** The fields of a row that may be corrected, with what they are now. */
function fields(item) {
  if (item.dataset.row === "mentions") return [["value", row_of(item.dataset.id)[VALUE]]];
  return data.fields[item.dataset.row].map((name, i) => [name, data.claims[item.dataset.id][3][i] || ""]);
}

/** Ask for a decision on a row: `act` is accepted, rejected or correct. */
function ask(item, act) {
  if (!item || (act === "correct" && !$("[data-do=correct]", item))) return;
  const correct = act === "correct";
  const { row, id } = item.dataset;
  form.elements.table.value = row;
  form.elements.id.value = id;
  form.elements.verdict.value = correct ? "accepted" : act;
  $(".correct", form).hidden = !correct;
  const options = correct ? fields(item) : [];
  form.elements.field.replaceChildren(...options.map(([name, value]) => make("option", { textContent: name, value: name, title: value })));
  form.elements.field.disabled = form.elements.value.disabled = !correct;
  form.elements.value.value = correct ? options[0][1] : "";
  form.elements.by.value ||= kept.get("by", "");
  form.elements.why.value = "";
  $(".error", form).textContent = "";
  $("h2", form).textContent = correct ? "Correct" : act === "accepted" ? "Accept" : "Reject";
  $(".what", form).textContent = labels(item);
  form.item = item;
  dialog.showModal();
  (correct ? form.elements.value : form.elements.why).focus();
}
form.elements.field.addEventListener("change", ({ target }) => { form.elements.value.value = target.selectedOptions[0].title; });

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-do]");
  if (button) ask(button.closest("[data-row]"), button.dataset.do);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = { field: "", value: "", ...Object.fromEntries(new FormData(form)) };
  kept.set("by", given.by);
  if (served) {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(given), redirect: "manual" })
      .catch(() => null);
    if (answer?.type !== "opaqueredirect") {
      $(".error", form).textContent = answer ? await answer.text() : "The server is gone: start rollcall review again.";
      return;
    }
    written.push(given);
  } else {
    const { doc } = form.item.dataset;
    own.push({ ...given, when: today(), doc, ...memory(form.item) });
    kept.set(PLACE, own);
  }
  dialog.close();
  states(document);
});

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

/** What a decision keeps of the row it is made on. */
function memory(item) {
  const { row, id } = item.dataset;
  if (row === "documents") return { said: data.memories[id].said, evidence: data.memories[id].evidence };
  if (row !== "mentions") return { said: data.claims[id][1], evidence: data.claims[id][2] };
  const own = row_of(id);
  return { said: own[SAID] || `${own[KIND]} ${own[VALUE]}`, evidence: own[PRINT] };
}

/** Say on every row what was decided on it and is not yet in the tables. */
function states(where) {
  // Only documents don't say themselves what was decided on them.
  const told = written.filter((given) => !given.applied || given.table === "documents");
  const last = new Map([...told, ...own].map((given) => [given.table + " " + given.id, given]));
  for (const item of $$("[data-row]", where)) {
    const given = last.get(item.dataset.row + " " + item.dataset.id);
    const what = !given ? "" : given.field ? `${given.field} corrected to ${given.value || "nothing"}` : given.verdict;
    $(".state", item).textContent = given ? `${what} by ${given.by}` : "";
    if (given) item.title = given.why;
  }
  const n = written.filter((given) => !given.applied).length + own.length;
  $(".ledger").hidden = !n;
  $("#count").textContent = `${n} decision${n === 1 ? "" : "s"} not yet in the tables`;
  for (const button of $$(".ledger button")) button.hidden = !own.length;
}

const CELLS = ["id", "table", "field", "value", "verdict", "by", "when", "why", "doc", "said", "evidence"];
function line(given) {
  const cell = (name) => String(given[name] ?? "").trim().replace(/\s+/g, " ");
  return CELLS.map(cell).map((text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",") + "\n";
}
$("#download")?.addEventListener("click", () => {
  const file = new Blob(own.map(line), { type: "text/csv" });
  const link = make("a", { href: URL.createObjectURL(file), download: "decisions-to-add.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
$("#forget")?.addEventListener("click", () => {
  if (!confirm("Forget the decisions made on this page?")) return;
  own.length = 0;
  kept.set(PLACE, own);
  states(document);
});

// A decision that the file holds already needs no second line.
for (const given of [...own]) {
  const same = (other) => CELLS.slice(0, 6).every((name) => (other[name] ?? "") === (given[name] ?? ""));
  if (written.some(same)) own.splice(own.indexOf(given), 1);
}
kept.set(PLACE, own);
document.addEventListener("shown", () => {
  const shown = sheet() ?? view();
  if (shown.id !== "documents") equip(shown);
});
show();
states(document);
