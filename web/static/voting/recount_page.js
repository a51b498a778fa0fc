// Shows what recount.js finds in the files that somebody chose, in the language of their browser.
"use strict";

const LANGUAGE = ["fr", "nl"].find((code) => navigator.language.startsWith(code)) ?? "en";
const LONG = ["pairwise", "paths", "rounds", "keys"];
const WORDS = {
  fr: { yes: "oui", no: "non", abstain: "abstentions", adopted: "adopté", blank: "blancs", invalid: "non valables", votes: "voix", elected: "élu·es", tie: "égalité", vacant: "sièges libres", points: "points", ranking: "ordre", winners: "en tête", pairwise: "deux à deux", paths: "chemins", rounds: "tours", true: "oui", false: "non", null: "–", "RECOUNT AGREES": "LE COMPTE EST LE MÊME (RECOUNT AGREES)", "RECOUNT DISAGREES": "LE COMPTE DIFFÈRE (RECOUNT DISAGREES)" },
  nl: { yes: "ja", no: "nee", abstain: "onthoudingen", adopted: "aangenomen", blank: "blanco", invalid: "ongeldig", votes: "stemmen", elected: "verkozen", tie: "gelijke stand", vacant: "vrije zetels", points: "punten", ranking: "volgorde", winners: "bovenaan", pairwise: "twee aan twee", paths: "paden", rounds: "rondes", true: "ja", false: "nee", null: "–", "RECOUNT AGREES": "DE TELLING KLOPT (RECOUNT AGREES)", "RECOUNT DISAGREES": "DE TELLING VERSCHILT (RECOUNT DISAGREES)" },
};
const word = (text) => WORDS[LANGUAGE]?.[text] ?? text;

const node = (name, text = "", kind = "") => {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
};

/** A table of what was counted, with the names of the options; long rows last, and folded. */
function table(question, found) {
  const names = Object.fromEntries(question.options.map((one) => [one.id, one.label[LANGUAGE]]));
  const said = (value) => {
    if (Array.isArray(value)) return value.map(said).join(", ") || "–";
    if (value === null || typeof value !== "object") return names[value] ?? word(String(value));
    return Object.entries(value).map(([key, one]) =>
      `${key.split(">").map((part) => names[part] ?? word(part)).join(" > ")}: ${typeof one === "number" ? one : said(one)}`).join("; ");
  };
  const folded = (text) => {
    const made = node("details"), cell = node("td");
    made.append(node("summary", "…"), ...text.split("; ").map((line) => node("div", line)));
    cell.append(made);
    return cell;
  };
  const made = node("table"), isLong = ([key]) => Number(LONG.includes(key));
  for (const [key, value] of Object.entries(found).sort((a, b) => isLong(a) - isLong(b))) {
    const row = made.insertRow(), head = node("th", word(key));
    const text = typeof value === "number" ? String(value) : said(value);
    head.scope = "row";
    row.append(head, isLong([key]) ? folded(text) : node("td", text));
  }
  return made;
}

document.documentElement.lang = LANGUAGE;
document.getElementById("files").addEventListener("change", async (event) => {
  const files = new Map();
  for (const file of event.target.files) files.set(file.name, await file.arrayBuffer());
  const told = await recount(files), place = document.getElementById("told");
  const agrees = told.length > 0 && told.every((one) => one.wrong.length === 0);
  const at = (one) => Number(one.head?.question.id.slice(1) ?? Infinity);
  place.replaceChildren(node("p", word(agrees ? "RECOUNT AGREES" : "RECOUNT DISAGREES"), agrees ? "agrees" : "disagrees"));
  for (const { board, head, found, wrong } of told.sort((a, b) => at(a) - at(b) || 0)) {
    place.append(node("h2", head ? `${head.question.number} ${head.question.title[LANGUAGE]}` : board));
    for (const why of wrong) place.append(node("p", why, "disagrees"));
    if (found) place.append(table(head.question, found));
  }
});
