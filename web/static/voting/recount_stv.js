// Transferable votes, for the second recount: a part of recount.js, loaded before it.
"use strict";

/** Scottish rules, in hundred-thousandths of a vote (exact: BigInt); a tie that stays ends it. */
function stv(question, ballots) {
  const one = 100000n, names = ids(question), seats = question.seats;
  const piles = new Map(names.map((name) => [name, []]));
  const elected = [], rounds = [];
  let waiting = [], tie = [];
  const give = (papers) => {
    for (const paper of papers) {
      const left = paper.names.filter((name) => piles.has(name) && !elected.includes(name));
      if (left.length) piles.get(left[0]).push({ ...paper, names: left });
    }
  };
  const pick = (among, votes, most) => {
    for (const table of [votes, ...rounds.map((round) => round.votes).reverse()]) {
      const of = (name) => table.get(name) ?? 0n;
      const best = among.map(of).reduce((a, b) => ((most ? b > a : b < a) ? b : a));
      among = among.filter((name) => of(name) === best);
    }
    return byKey(question, among, most);
  };
  for (const choice of ballots) {
    const { ranked } = tiers(choice, names), tied = ranked.findIndex((tier) => tier.length > 1);
    const sure = (tied < 0 ? ranked : ranked.slice(0, tied)).flat();
    give([{ value: one, names: sure }]);
  }
  const papers = [...piles.values()].reduce((sum, pile) => sum + pile.length, 0);
  const quota = Math.floor(papers / (seats + 1)) + 1, enough = BigInt(quota) * one;
  const open = () => [...piles.keys()].filter((name) => !elected.includes(name));
  while (!tie.length && elected.length < seats && open().length) {
    const votes = new Map([...piles].map(([name, pile]) =>
      [name, pile.reduce((sum, paper) => sum + paper.value, 0n)]));
    let fresh = open().sort((a, b) => (votes.get(b) > votes.get(a) ? 1 : votes.get(b) < votes.get(a) ? -1 : 0));
    if (elected.length + fresh.length > seats) fresh = fresh.filter((name) => votes.get(name) >= enough);
    elected.push(...fresh);
    waiting.push(...fresh.filter((name) => votes.get(name) > enough));
    const rest = open();
    let out = "", among = [];
    if (elected.length < seats && rest.length) {
      among = waiting.length ? pick(waiting, votes, true) : pick(rest, votes, false);
      const none = waiting.length ? [] : rest.filter((name) => votes.get(name) === 0n);
      if (none.length && rest.length - none.length >= seats - elected.length) among = [none[0]]; // all go
      if (among.length > 1) tie = among;
      else if (!waiting.length) out = among[0];
    }
    rounds.push({ votes, elected: fresh, excluded: out });
    if (out) {
      const pile = piles.get(out);
      piles.delete(out);
      give(pile);
    } else if (elected.length < seats && rest.length && !tie.length) {
      const [name] = among, pile = piles.get(name), sum = votes.get(name);
      waiting = waiting.filter((other) => other !== name);
      piles.set(name, []);
      give(pile.map((paper) => ({ ...paper, value: ((sum - enough) * paper.value) / sum })));
    }
  }
  const left = seats - elected.length;
  return {
    quota, elected, vacant: tie.length ? 0 : left,
    tie: tie.length ? { among: tie, seats_left: left } : null,
    rounds: rounds.map((round) => ({ ...round, votes: Object.fromEntries(
      [...round.votes].map(([name, votes]) => [name, exact(votes, one)])) })),
  };
}

/** A whole number, else a fraction in its lowest terms. */
function exact(above, below) {
  const common = (a, b) => (b ? common(b, a % b) : a);
  if (above % below === 0n) return Number(above / below);
  const by = common(above, below);
  return `${above / by}/${below / by}`;
}
