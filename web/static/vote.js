// The ballot sealed in the browser: the same form, but its choices never leave this page.
"use strict";
{
  const form = document.querySelector("[data-ballot]"), review = document.querySelector("[data-review]");
  const { chosen, choiceOf, seal, code } = sealing;

  /** One line of the review: the question, what was chosen in words, and a way back. */
  function row(screen) {
    const line = review.querySelector("[data-row]").content.cloneNode(true), { method } = screen.dataset;
    const named = (one) => one.tagName === "SELECT" ? `${one.value} · ${one.labels[0].textContent}`
      : method === "each" ? `${one.closest("fieldset").querySelector("legend").textContent}: ${one.labels[0].textContent}` : one.labels[0].textContent;
    const picked = chosen(screen).sort((a, b) => (a.tagName === "SELECT" ? a.value - b.value : 0));
    line.querySelector("dt").textContent = screen.querySelector("h2").textContent;
    line.querySelector("dd span").textContent = picked.map((one) => named(one).trim()).join(", ") || review.dataset.blank;
    line.querySelector("a").href = `#${screen.id}`;
    line.querySelector("a").setAttribute("aria-labelledby", `${screen.id}-change ${screen.id}-title`);
    line.querySelector("a").id = `${screen.id}-change`;
    return line;
  }

  async function send(target, data) {
    const answer = await fetch(target, { method: "POST", body: new URLSearchParams(data) });
    return [answer.ok, new DOMParser().parseFromString(await answer.text(), "text/html")];
  }

  function start() {
    const own = review.querySelector("#own-sealed"), sealed = review.querySelector("form"), problem = review.querySelector("[data-problem]");
    const screens = [...form.querySelectorAll("[data-question]")], button = review.querySelector("[data-cast]");
    const words = () => own.value.replace(/\s/g, "").toUpperCase();
    const show = (reviewing) => { form.hidden = reviewing; review.hidden = !reviewing; };
    const tell = (...parts) => { problem.replaceChildren(...parts); problem.focus(); };
    const lost = () => tell(review.querySelector("[data-lost]").content.cloneNode(true));
    const refuse = (page) => { // with its reason, above a review that stays as it is
      const parts = ["#main .lead, #main .notice, #main form", "#main p"].map((wanted) => page.querySelectorAll(wanted));
      const found = parts.find((one) => one.length);
      if (found) tell(...found); else lost();
    };
    const links = [...form.querySelectorAll("[data-overview] a")];
    const follow = () => links.forEach((link, at) => { // which question is asked, which have an answer
      if (link.hash === (location.hash || links[0].hash)) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current");
      link.classList.toggle("answered", choiceOf(screens[at]) !== "");
    });
    addEventListener("hashchange", follow);
    form.addEventListener("change", follow);
    form.addEventListener("click", () => setTimeout(follow));
    follow();
    let tracker = "";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const wrong = screens.filter((screen) => screen.dataset.method === "approval" && chosen(screen).length > Number(screen.dataset.most));
      for (const error of form.querySelectorAll("[data-too-many]")) error.hidden = true;
      for (const screen of wrong) {
        const error = screen.querySelector("[data-too-many]");
        error.lastElementChild.textContent = error.dataset.tooMany.replace("{chosen}", chosen(screen).length);
        error.hidden = false;
      }
      if (wrong.length) { location.hash = wrong[0].id; wrong[0].focus(); return; }
      review.querySelector("dl").replaceChildren(...screens.map(row));
      show(true);
      review.querySelector("h2").focus();
    });
    review.querySelector("dl").addEventListener("click", (event) => { if (event.target.closest("a")) show(false); });
    own.addEventListener("input", () => { review.querySelector("[data-own-shown]").textContent = words() || "????"; });
    button.addEventListener("click", async () => {
      const wrong = !/^[A-Z0-9]{4,12}$/.test(words());
      review.querySelector("#own-error").hidden = !wrong;
      own.setAttribute("aria-invalid", wrong);
      if (wrong) { own.focus(); return; }
      tracker = `${form.elements.half.value}-${words()}`;
      const { definition: d, poll: p, key } = form.dataset;
      sealed.elements.box.value = seal({ c: screens.map(choiceOf), d, p, s: "b", t: tracker }, key);
      button.disabled = true;
      try {
        const [done, page] = await send(sealed.action, new FormData(sealed));
        if (done) await receipt(page); else refuse(page);
      } catch { lost(); }
      button.disabled = false;
    });
    problem.addEventListener("submit", async (event) => { // the password, asked again: nothing on this page is lost
      event.preventDefault();
      const [done, page] = await send(event.target.action, new FormData(event.target)).catch(() => [false, new Document()]);
      if (done) { problem.replaceChildren(); button.focus(); } else refuse(page);
    });
    async function receipt(page) {
      for (const cell of page.querySelectorAll("[data-code]")) cell.textContent = await code(tracker, form.dataset.poll, cell.dataset.code);
      for (const place of page.querySelectorAll("[data-tracker]")) place.textContent = tracker;
      document.title = page.title;
      const main = document.getElementById("main");
      main.replaceChildren(...page.getElementById("main").childNodes);
      main.focus();
      scrollTo(0, 0);
    }
  }
  if (form && review && window.nacl && window.blake2b && window.crypto?.subtle) start();
}
