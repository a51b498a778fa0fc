// The second recount, written from docs/voting-format.md and from nothing else. It runs in any
// browser, also without network: open recount.html and choose the published files.
"use strict";

const ids = (question) => question.options.map((option) => option.id);
const zeros = (names) => Object.fromEntries(names.map((name) => [name, 0]));

/** The tiers of "3>1=2", the options that it leaves out apart. */
function tiers(choice, names) {
  const ranked = choice.split(">").map((tier) => tier.split("="));
  const named = new Set(ranked.flat());
  return { ranked, left: names.filter((name) => !named.has(name)) };
}

function majority(question, ballots) {
  const found = { yes: 0, no: 0, abstain: 0 };
  for (const choice of ballots) found[{ y: "yes", n: "no", a: "abstain" }[choice]] += 1;
  const { yes, no } = found, sum = yes + no;
  const enough = {
    simple: yes > no,
    two_thirds: 3 * yes >= 2 * sum,
    three_quarters: 4 * yes >= 3 * sum,
    four_fifths: 5 * yes >= 4 * sum,
  }[question.majority];
  return { ...found, adopted: sum > 0 && enough };
}

/** The seats of those with most votes; a tie at the last seat stops there. */
function seated(question, votes, eligible) {
  const order = ids(question).filter(eligible).sort((a, b) => votes[b] - votes[a] || a - b);
  const seats = question.seats;
  if (order.length <= seats) return { elected: order, tie: null, vacant: seats - order.length };
  const last = votes[order[seats - 1]];
  if (votes[order[seats]] !== last) return { elected: order.slice(0, seats), tie: null, vacant: 0 };
  const elected = order.filter((name) => votes[name] > last);
  const among = order.filter((name) => votes[name] === last), left = seats - elected.length;
  if (question.keys) {
    const first = [...among].sort((a, b) => (question.keys[a] < question.keys[b] ? -1 : 1));
    if (question.keys[first[left - 1]] !== question.keys[first[left]])
      return { elected: [...elected, ...first.slice(0, left)], tie: null, vacant: 0 };
  }
  return { elected, tie: { among, seats_left: seats - elected.length }, vacant: 0 };
}

function approval(question, ballots) {
  const votes = zeros(ids(question));
  for (const choice of ballots) for (const name of choice.split(";")) votes[name] += 1;
  return { votes, ...seated(question, votes, (name) => votes[name] > 0) };
}

function each(question, ballots) {
  const yes = zeros(ids(question)), no = zeros(ids(question));
  for (const choice of ballots)
    for (const [name, said] of choice.split(";").map((part) => part.split("=")))
      if (said === "y") yes[name] += 1; else no[name] += 1;
  return { yes, no, ...seated(question, yes, (name) => yes[name] > no[name]) };
}

/** Tiers by a score, the highest first. */
function ranked(names, score) {
  const values = [...new Set(names.map(score))].sort((a, b) => b - a);
  return values.map((value) => names.filter((name) => score(name) === value));
}

function borda(question, ballots) {
  const names = ids(question), doubled = zeros(names); // twice the points: ties make halves
  for (const choice of ballots) {
    const { ranked: order, left } = tiers(choice, names);
    let above = 0;
    for (const tier of left.length ? [...order, left] : order) {
      const mean = 2 * (names.length - 1 - above) - (tier.length - 1);
      for (const name of tier) doubled[name] += mean;
      above += tier.length;
    }
  }
  const points = Object.fromEntries(
    names.map((name) => [name, doubled[name] % 2 ? `${doubled[name]}/2` : doubled[name] / 2]),
  );
  const ranking = ranked(names, (name) => doubled[name]);
  return { points, ranking, winners: ranking[0] };
}

function points(question, ballots) {
  const names = ids(question), sums = zeros(names);
  for (const choice of ballots)
    for (const [name, given] of choice.split(";").map((part) => part.split(":")))
      sums[name] += Number(given);
  const ranking = ranked(names, (name) => sums[name]);
  return { points: sums, ranking, winners: ranking[0] };
}

function schulze(question, ballots) {
  const names = ids(question), pairwise = {};
  const pairs = names.flatMap((a) => names.filter((b) => b !== a).map((b) => [a, b]));
  for (const [a, b] of pairs) pairwise[`${a}>${b}`] = 0;
  for (const choice of ballots) {
    const { ranked: order } = tiers(choice, names);
    const place = Object.fromEntries(names.map((name) => [name, order.length]));
    order.forEach((tier, at) => tier.forEach((name) => (place[name] = at)));
    for (const [a, b] of pairs) if (place[a] < place[b]) pairwise[`${a}>${b}`] += 1;
  }
  const paths = {};
  for (const [a, b] of pairs)
    paths[`${a}>${b}`] = pairwise[`${a}>${b}`] > pairwise[`${b}>${a}`] ? pairwise[`${a}>${b}`] : 0;
  for (const via of names)
    for (const [a, b] of pairs)
      if (a !== via && b !== via)
        paths[`${a}>${b}`] = Math.max(
          paths[`${a}>${b}`], Math.min(paths[`${a}>${via}`], paths[`${via}>${b}`]));
  const ranking = [];
  for (let rest = names; rest.length; rest = rest.filter((name) => !ranking.flat().includes(name)))
    ranking.push(rest.filter((a) =>
      rest.every((b) => a === b || paths[`${a}>${b}`] >= paths[`${b}>${a}`])));
  return { pairwise, paths, ranking, winners: ranking[0] };
}

const COUNTS = { majority, approval, each, schulze, borda, points, stv };
const ID = /^[1-9][0-9]{0,3}$/;

/** Does a choice fit its question? */
function fits(question, choice) {
  const { method } = question, known = ids(question);
  if (method === "majority") return ["y", "n", "a"].includes(choice);
  const ranking = ["schulze", "borda", "stv"].includes(method);
  const pairs = ranking ? choice.split(/[>=]/).map((name) => [name]) : choice.split(";").map((part) =>
    method === "approval" ? [part] : part.split(method === "each" ? "=" : ":"));
  const names = pairs.map(([name]) => name);
  if (new Set(names).size !== names.length || !names.every((name) => known.includes(name))) return false;
  const rising = (list) => list.every((name, at) => !at || Number(list[at - 1]) < Number(name));
  if (ranking) return choice.split(">").every((tier) => rising(tier.split("=")));
  if (!rising(names)) return false;
  if (method === "approval") return names.length <= question.at_most;
  if (pairs.some((pair) => pair.length !== 2)) return false;
  if (method === "each") return pairs.every(([, said]) => said === "y" || said === "n");
  return pairs.every(([, said]) => ID.test(said) && Number(said) <= question.at_most);
}

/** Count one question from the texts of its choices. */
function outcome(question, choices) {
  const blank = choices.filter((choice) => choice === "").length;
  const good = choices.filter((choice) => choice !== "" && fits(question, choice));
  const invalid = choices.length - blank - good.length;
  return { ...COUNTS[question.method](question, good), blank, invalid };
}

/** JSON with sorted keys: the same value is the same text. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The head of a board and its rows. */
function rows(text, columns) {
  const [head, names, ...found] = text.replace(/\n$/, "").split("\n");
  const sorted = found.every((row, at) => !at || found[at - 1] <= row);
  if (!head.startsWith("#") || names !== columns || !sorted) throw new Error(`not a sorted board of ${columns}`);
  return { head: JSON.parse(head.slice(1)), found };
}

/** Everything that is wrong with the published files: a map from name to bytes. */
async function recount(files) {
  const text = (name) => new TextDecoder().decode(files.get(name));
  const read = (name) => (files.has(name) ? JSON.parse(text(name)) : null);
  const result = read("result.json"), definition = read("definition.json"), told = [];
  const boards = new Set([...files.keys()].filter((name) => /^board-.*\.csv$/.test(name))
    .map((name) => name.replace(/(-codes|-choices)?\.csv$/, "")));
  for (const board of boards) {
    const wrong = [];
    const check = (right, why) => right || wrong.push(why);
    let head, found;
    try {
      const whole = files.has(`${board}.csv`);
      const used = whole ? [`${board}.csv`] : [`${board}-codes.csv`, `${board}-choices.csv`];
      const first = rows(text(used[0]), whole ? "code,choice" : "code");
      const second = whole ? first : rows(text(used[1]), "choice");
      head = first.head;
      const codes = first.found.map((row) => row.slice(0, 10));
      const choices = whole ? first.found.map((row) => row.slice(11)) : second.found;
      check(canonical(head) === canonical(second.head), "two files do not belong together");
      check(!whole || first.found.every((row) => row[10] === ","), "a row is not a code and a choice");
      check(codes.length === head.counted && choices.length === head.counted, "there are not as many rows as announced");
      check(new Set(codes).size === codes.length, "a code stands here twice");
      check(codes.every((code) => /^[A-Z2-7]{10}$/.test(code)), "a code is wrong");
      found = outcome(head.question, choices);
      check(found.invalid === choices.filter((choice) => choice === "!").length, "a choice does not fit the question");
      if (definition) {
        check(await sha256(files.get("definition.json")) === head.definition_sha256 &&
          definition.questions.map(canonical).includes(canonical(head.question)), "the question is not the one of definition.json");
      }
      if (result) {
        for (const name of used) check(await sha256(files.get(name)) === result.files[name], "this is not the file of result.json");
        for (const key of ["poll", "definition_sha256", "cast", "counted"]) check(head[key] === result[key], "this is not the file of result.json");
        check(result.cast === result.counted + result.invalid.length && result.cast <= result.roll, "the numbers of result.json do not add up");
        const mine = result.questions.find((one) => one.id === head.question.id);
        check(mine && canonical(mine.outcome) === canonical(found), "the published outcome differs from this count");
      }
      const tie = `tie-${head.question.id}.json`;
      if (files.has(tie)) found = { ...found, "tie decided": await tieDecided(files, tie, head.question, choices, wrong) };
    } catch (error) {
      wrong.push(error.message);
    }
    told.push({ board, head, found, wrong });
  }
  return told;
}
