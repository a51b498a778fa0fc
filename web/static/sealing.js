// What turns a filled form into a sealed ballot, as libsodium seals (crypto_box_seal), and a tracker into
// codes. It asks for nothing and sends nothing; docs/voting-format.md has the envelope.
"use strict";
const sealing = (() => {
  const hex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
  const bytes = (text) => new TextEncoder().encode(text);
  const chosen = (screen) => [...screen.querySelectorAll("input:checked, select")].filter((one) => Number(one.value) || /^[yna]$/.test(one.value));
  const optionOf = (control) => Number(control.name.split("-")[1]);

  /** The text of a choice, as the form stands now. */
  function choiceOf(screen) {
    const method = screen.dataset.method, picked = chosen(screen).sort((a, b) => optionOf(a) - optionOf(b));
    if (method === "majority") return picked.map((one) => one.value).join("");
    if (method === "approval") return picked.map((one) => one.value).sort((a, b) => a - b).join(";");
    const mark = { each: "=", points: ":" }[method];
    if (mark) return picked.map((one) => optionOf(one) + mark + one.value).join(";");
    const places = [...new Set(picked.map((one) => Number(one.value)))].sort((a, b) => a - b);
    return places.map((at) => picked.filter((one) => Number(one.value) === at).map(optionOf).join("=")).join(">");
  }

  function seal(text, key) {
    const plain = new Uint8Array(768), said = bytes(text), pair = nacl.box.keyPair();
    plain.set([said.length >> 8, said.length & 255]);
    plain.set(said, 2);
    const nonce = blake2b(new Uint8Array([...pair.publicKey, ...key]), undefined, 24);
    return new Uint8Array([...pair.publicKey, ...nacl.box(plain, nonce, key, pair.secretKey)]);
  }

  async function code(tracker, poll, question) {
    const key = await crypto.subtle.importKey("raw", bytes(tracker), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(`${poll}|${question}`)));
    const bits = [...mac].map((byte) => byte.toString(2).padStart(8, "0")).join("");
    return bits.match(/.{5}/g).slice(0, 10).map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[parseInt(five, 2)]).join("");
  }

  return { chosen, choiceOf, seal: (said, key) => btoa(String.fromCharCode(...seal(JSON.stringify(said), hex(key)))), code };
})();
