// Comfort on top of pages that work without it: nothing lost, nothing sent twice, keys for those who want them.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const waiting = new Map(); // saves that did not get through: form → how to send it again
  const say = (text) => { $("#live").textContent = text; };

  // A form is unsaved from the first key until the server has answered well. Only drafts warn.
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-draft]");
    if (form) form.dataset.unsaved = "yes";
  });
  addEventListener("beforeunload", (event) => { if ($("form[data-unsaved]")) event.preventDefault(); });

  // One click, one effect. The name of the button must still be sent, so it is blocked a moment later.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog" || event.defaultPrevented) return;
    if (form.hasAttribute("aria-busy")) { event.preventDefault(); return; }
    delete form.dataset.unsaved;
    if (form.method !== "post") return;
    form.setAttribute("aria-busy", "true");
    setTimeout(() => all("button", form).forEach((button) => button.setAttribute("aria-busy", "true")));
  });
  addEventListener("pageshow", () => all("[aria-busy]").forEach((busy) => busy.removeAttribute("aria-busy")));

  // htmx: a save that fails is told at once, what was typed stays, drafts are sent again.
  const formOf = (event) => event.detail.ctx.sourceElement.closest?.("form");
  document.addEventListener("htmx:after:request", (event) => {
    const form = formOf(event);
    const sent = event.detail.ctx.request.method !== "GET";
    if (!form || !sent || event.detail.ctx.response.status >= 400) return;
    delete form.dataset.unsaved;
    $("#alerts")?.replaceChildren();
    if (waiting.delete(form)) say($("#saved-text").content.textContent);
  });
  document.addEventListener("htmx:error", (event) => {
    const ctx = event.detail.ctx;
    if (!ctx || ctx.request.method === "GET") return;
    const form = formOf(event);
    $("#alerts")?.replaceChildren($("#offline-text").content.cloneNode(true));
    if (form?.matches("[data-draft]")) waiting.set(form, () => htmx.ajax(ctx.request.method, ctx.request.action, { source: ctx.sourceElement }));
  });
  const again = () => waiting.forEach((send, form) => (form.isConnected ? send() : waiting.delete(form)));
  addEventListener("online", again);
  setInterval(again, 15000);

  // After a swap: a reason to read gets the focus if the reader lost theirs; typing is never interrupted.
  document.addEventListener("htmx:after:swap", () => {
    if (document.activeElement === document.body) $("main [role=alert]")?.focus();
    const news = $("main [data-announce]");
    if (news) say(news.dataset.announce);
  });
  addEventListener("DOMContentLoaded", () => $("#errors")?.focus());
  document.addEventListener("click", (event) => { // a reason leads to its field, not only near it
    const link = event.target.closest(".errors a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (field?.offsetParent) { event.preventDefault(); (field.matches("fieldset") ? $("input, select", field) : field).focus(); }
  });

  // Keys: / searches, j and k walk through a list, a letter shown on a button goes to it, arrows move between days.
  const step = (list, from, by) => list[Math.min(Math.max(list.indexOf(from) + by, 0), list.length - 1)];
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const typing = target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("[data-days]") && /^Arrow/.test(key)) {
      const days = all("[data-days] :is(input, a)");
      const next = step(days, target, { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key]);
      event.preventDefault();
      next.focus();
    } else if (typing || document.documentElement.dataset.keys === "off") {
      return;
    } else if (key === "/") {
      const box = $("input[type=search]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if (key === "j" || key === "k") {
      const links = all("[data-keys] a");
      if (!links.length) return;
      const from = links.includes(target) ? target : $("[data-keys] a[aria-current]");
      const next = from ? step(links, from, key === "j" ? 1 : -1) : links[0];
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    } else {
      $(`button[data-key="${CSS.escape(key)}"]`)?.focus();
    }
  });

  document.addEventListener("click", ({ target }) => { // a number to copy, such as the communication of a payment
    const { copy, said } = target.closest("[data-copy]")?.dataset ?? {};
    if (copy) navigator.clipboard?.writeText(copy).then(() => say(said));
  });
  // The name of a chosen photo replaces the words on its button.
  document.addEventListener("change", ({ target }) => {
    const words = target.type === "file" && $(`[data-file="${target.id}"]`);
    if (words && target.files[0]) words.textContent = target.files[0].name;
  });
})();
