// Ranking by buttons, by keyboard and by dragging; the numbers beside each option stay what is sent.
"use strict";
for (const list of document.querySelectorAll("[data-ranking=places]")) {
  const live = document.getElementById("live");
  const items = () => [...list.children];
  const place = (item) => Number(item.querySelector("select").value);
  const nameOf = (item) => item.querySelector("label").textContent.trim();

  /** What stands in the form, best first: groups of equals; whoever has no place is left out. */
  function tiers() {
    const placed = items().filter(place), numbers = [...new Set(placed.map(place))].sort((a, b) => a - b);
    return numbers.map((number) => placed.filter((item) => place(item) === number));
  }

  /** Number the groups from 1, the others not at all, and show them in that order. */
  function write(groups) {
    const placed = groups.flat(), others = items().filter((item) => !placed.includes(item));
    groups.forEach((group, at) => { for (const item of group) item.querySelector("select").value = at + 1; });
    for (const item of others) item.querySelector("select").value = "";
    list.append(...placed, ...others);
    mark();
  }
  const mark = () => { for (const item of items()) item.classList.toggle("unplaced", !place(item)); };

  function say(item) {
    const text = place(item) ? list.dataset.placed : list.dataset.unplaced;
    live.textContent = text.replace("{name}", nameOf(item)).replace("{place}", place(item));
  }

  /** One step up (-1) or down (1): past the next group, out of a group of equals, or off the list. */
  function move(item, step) {
    const groups = tiers(), at = groups.findIndex((group) => group.includes(item));
    if (at < 0) { if (step < 0) groups.push([item]); }
    else {
      const equals = groups[at].filter((one) => one !== item);
      const last = at === groups.length - 1 && !equals.length && step > 0;
      groups.splice(at, 1, ...(equals.length ? [equals] : []));
      const to = equals.length ? at + (step > 0 ? 1 : 0) : Math.max(0, at + step);
      if (!last) groups.splice(to, 0, [item]);
    }
    write(groups);
    say(item);
  }

  /** Where it was dropped: after so many that have a place, or below one that has none. */
  function drop(item) {
    const above = items().slice(0, items().indexOf(item));
    const groups = tiers().map((group) => group.filter((one) => one !== item)).filter((group) => group.length);
    if (above.every(place)) groups.splice(groups.filter((group) => group.some((one) => above.includes(one))).length, 0, [item]);
    write(groups);
    say(item);
  }

  function drag(item, grip) {
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      item.classList.add("dragged");
    });
    grip.addEventListener("pointermove", (event) => {
      if (!item.classList.contains("dragged")) return;
      const middle = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
      const next = items().filter((one) => one !== item).find((one) => event.clientY < middle(one)) ?? null;
      if (next !== item.nextElementSibling) list.insertBefore(item, next);
    });
    const end = () => { if (item.classList.contains("dragged")) { item.classList.remove("dragged"); drop(item); } };
    for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end);
  }

  for (const item of items()) {
    const movers = document.getElementById("movers").content.cloneNode(true);
    for (const button of movers.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${button.title}: ${nameOf(item)}`);
      button.addEventListener("click", () => { move(item, Number(button.dataset.step)); button.focus(); });
    }
    drag(item, movers.querySelector("[data-grip]"));
    item.append(movers);
  }
  mark();
}
