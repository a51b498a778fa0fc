// Equal votes decided after a count, for the second recount: a part of recount.js.
"use strict";

/** Everything about tie-q1.json that does not follow from its rule and the ballots. */
async function tieDecided(files, name, question, choices, wrong) {
  const hash = (bytes) => sha256(bytes), text = (bytes) => new TextDecoder().decode(bytes);
  const told = JSON.parse(text(files.get(name)));
  const check = (right, why) => right || wrong.push(`${name}: ${why}`);
  const found = outcome({ ...question, keys: told.keys }, choices);
  check(told.question === question.id, "it is of another question");
  check(told.rule === question.tie && ["lot", "seniority"].includes(told.rule), "it follows another rule");
  check(!found.tie && canonical(told.outcome) === canonical(found), "its outcome differs from this count");
  if (told.rule === "lot")
    for (const [one, key] of Object.entries(told.keys)) {
      const drawn = await hash(new TextEncoder().encode(`${told.result_sha256}|${told.number}|${one}`));
      check(drawn === key, "its lot was not drawn so");
    }
  if (files.has("result.json"))
    check(told.result_sha256 === await hash(files.get("result.json")), "it is of another result");
  if (files.has("definition.json")) {
    const asked = JSON.parse(text(files.get("definition.json")));
    const named = told.rule === "lot" ? asked.lot ?? "" : "";
    check(asked.poll === told.poll && named === told.named, "another number was named");
  }
  const order = Object.keys(told.keys).sort((a, b) => (told.keys[a] < told.keys[b] ? -1 : 1));
  return { by: `${told.rule} ${told.number}`.trim(), order, elected: found.elected };
}

/** Of several with equal votes, those with the lowest key (or the highest). */
function byKey(question, among, lowest) {
  if (!question.keys) return among;
  const of = (name) => question.keys[name];
  const best = among.map(of).reduce((a, b) => ((lowest ? b < a : b > a) ? b : a));
  return among.filter((name) => of(name) === best);
}
