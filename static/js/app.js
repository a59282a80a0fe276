// Comforts only: every page works without this file.
(() => {
  "use strict";
  const person = document.body.dataset.person || "anonymous";
  const PREFIX = "draft:";
  const SENT = "draft-sent";
  const KEPT_DAYS = 14;

  // The device may refuse storage; then there are simply no drafts.
  const store = (area, act) => {
    try { return act(window[area]); } catch { return null; }
  };

  const typed = (form) => [...form.elements].filter((field) =>
    field.name && field.name !== "csrf_token" &&
    (field.tagName === "TEXTAREA" || ["text", "date", "url", "number"].includes(field.type)));

  const keyOf = (form) => `${PREFIX}${person}:${form.dataset.draft}`;

  const kept = (key) => JSON.parse(store("localStorage", (s) => s.getItem(key)) || "null");

  // In a form that came back refused the default is what was typed before.
  function keep(form) {
    const before = refused && kept(keyOf(form))?.texts || {};
    const texts = {};
    for (const field of typed(form)) {
      if (field.value !== field.defaultValue || field.name in before) texts[field.name] = field.value;
    }
    const draft = JSON.stringify({ at: Date.now(), texts });
    store("localStorage", (s) => Object.keys(texts).length
      ? s.setItem(keyOf(form), draft) : s.removeItem(keyOf(form)));
  }

  function tell(form, at) {
    const note = document.createElement("p");
    note.className = "draft-note small text-secondary d-flex flex-wrap align-items-center gap-2";
    note.setAttribute("role", "status");
    const time = new Date(at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
    note.textContent = `Đã khôi phục nội dung đang soạn dở (${time}). `;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn-sm";
    drop.textContent = "Bỏ bản soạn dở";
    drop.addEventListener("click", () => {
      for (const field of typed(form)) field.value = field.defaultValue;
      store("localStorage", (s) => s.removeItem(keyOf(form)));
      note.remove();
    });
    note.append(drop);
    form.prepend(note);
  }

  function restore(form) {
    const draft = kept(keyOf(form));
    if (!draft || draft.at <= Number(form.dataset.draftAt || 0)) return;
    let changed = false;
    for (const field of typed(form)) {
      const text = draft.texts[field.name];
      if (text !== undefined && text !== field.value) { field.value = text; changed = true; }
    }
    if (changed) tell(form, draft.at);
  }

  // A draft is dropped when the page after sending says that the form was accepted; a page that
  // could not take the form says that the draft is there.
  function settle() {
    const sent = store("sessionStorage", (s) => s.getItem(SENT));
    const told = document.querySelector("[data-kept]");
    if (told) {
      told.hidden = !(sent && kept(sent));
      return;
    }
    if (sent && document.querySelector("[data-accepted]")) {
      store("localStorage", (s) => s.removeItem(sent));
    }
    store("sessionStorage", (s) => s.removeItem(SENT));
    const oldest = Date.now() - KEPT_DAYS * 86400000;
    store("localStorage", (s) => Object.keys(s).filter((key) => key.startsWith(PREFIX))
      .filter((key) => (JSON.parse(s.getItem(key)).at || 0) < oldest)
      .forEach((key) => s.removeItem(key)));
  }

  settle();
  const refused = document.getElementById("error-summary");
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (!refused) restore(form);
    form.addEventListener("input", () => keep(form));
  }

  // One click, one request.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    if (form.dataset.draft) store("sessionStorage", (s) => s.setItem(SENT, keyOf(form)));
    for (const button of form.querySelectorAll("[type=submit]")) {
      button.setAttribute("aria-disabled", "true");
    }
    // A download leaves the page as it is: let it be asked for again.
    setTimeout(() => release(form), 8000);
  });

  function release(form) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) {
      button.removeAttribute("aria-disabled");
    }
  }
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));

  // Open menus close with Escape and with a click elsewhere.
  const closeMenus = (except) => document.querySelectorAll("details.drop[open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.drop")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.drop[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  const rail = document.getElementById("rail-toggle");
  const wide = window.matchMedia("(min-width: 62rem)");
  if (rail) {
    if (!wide.matches) rail.checked = false;
    rail.addEventListener("change", () => {
      if (!wide.matches) return;
      document.cookie = `rail=${rail.checked ? "narrow" : "wide"};path=/;max-age=31536000;samesite=lax`;
    });
    rail.addEventListener("keydown", (event) => { if (event.key === "Enter") rail.click(); });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  if (refused) refused.focus();
})();
