// The screen of the room counts down by itself, and keeps what it shows while there is no network.
(() => {
  "use strict";
  const $ = (selector) => document.querySelector(selector);
  let shown = null; // the countdown on the page, and the moment at which it ends
  let ends = 0;
  let lost = null; // since when nothing is heard of the server
  const two = (count) => String(count).padStart(2, "0");

  const tick = () => {
    const timer = $("[data-left]");
    if (timer !== shown) { shown = timer; ends = timer ? Date.now() + timer.dataset.left * 1000 : 0; }
    if (timer) {
      const left = Math.max(Math.round((ends - Date.now()) / 1000), 0);
      timer.textContent = `${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
      timer.classList.toggle("soon", left < 60);
    }
    const note = $("[data-lost]");
    if (!note) return;
    note.hidden = !lost;
    if (lost) note.querySelector("time").textContent = `${two(lost.getHours())}:${two(lost.getMinutes())}`;
  };
  const heard = () => { lost = null; tick(); };
  const unheard = () => { lost ??= new Date(); tick(); };

  document.addEventListener("htmx:after:request", ({ detail }) => (detail.ctx.response.status < 500 ? heard() : unheard()));
  document.addEventListener("htmx:error", unheard);
  addEventListener("offline", unheard);
  document.addEventListener("htmx:after:swap", tick);
  document.addEventListener("keydown", ({ key, target, altKey, ctrlKey, metaKey }) => {
    if (altKey || ctrlKey || metaKey || target.matches("input, select, textarea")) return;
    if (key === "ArrowLeft" || key === "PageUp") $("a[rel=prev]")?.click();
    if (key === "ArrowRight" || key === "PageDown") $("a[rel=next]")?.click();
  });
  setInterval(tick, 500);
  tick();
})();
