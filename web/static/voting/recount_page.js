// Shows what recount.js finds in the files that somebody chose.
"use strict";

const node = (name, text = "", kind = "") => {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
};

/** A table of what was counted, with the names of the options. */
function table(question, found) {
  const names = Object.fromEntries(question.options.map((one) => [one.id, one.label.en]));
  const said = (value) => {
    if (Array.isArray(value)) return value.map(said).join(", ") || "–";
    if (value === null || typeof value !== "object") return names[value] ?? String(value);
    return Object.entries(value).map(([key, one]) =>
      `${key.split(">").map((part) => names[part] ?? part).join(" > ")}: ${typeof one === "number" ? one : said(one)}`).join("; ");
  };
  const made = node("table");
  for (const [key, value] of Object.entries(found)) {
    const row = made.insertRow();
    const head = node("th", key);
    head.scope = "row";
    row.append(head, node("td", typeof value === "number" ? String(value) : said(value)));
  }
  return made;
}

document.getElementById("files").addEventListener("change", async (event) => {
  const files = new Map();
  for (const file of event.target.files) files.set(file.name, await file.arrayBuffer());
  const told = await recount(files);
  const agrees = told.length > 0 && told.every((one) => one.wrong.length === 0);
  const place = document.getElementById("told");
  place.replaceChildren(node("p", agrees ? "RECOUNT AGREES" : "RECOUNT DISAGREES", agrees ? "agrees" : "disagrees"));
  for (const { board, head, found, wrong } of told) {
    place.append(node("h2", head ? `${head.question.number} ${head.question.title.en}` : board));
    for (const why of wrong) place.append(node("p", why, "disagrees"));
    if (found) place.append(table(head.question, found));
  }
});
