// Keeps what is typed on the server, so that it returns on any device. A comfort only: without
// network the draft on the device (app.js) stays.
(() => {
  "use strict";
  const REST_MS = 3000;
  const LONGEST_MS = 20000;
  const SKIPPED = ["hidden", "file", "submit", "button", "password"];

  const kept = (field) => field.name && !SKIPPED.includes(field.type) && !field.name.endsWith("_held");
  const isBox = (field) => field.type === "checkbox" || field.type === "radio";

  function watch(form) {
    let dirty = new Set();
    let timer = 0;
    let since = 0;
    let at = 0;
    let sent = false;
    let running = null;
    const told = form.querySelector("[data-draft-told]");

    const fieldsOf = (part) => [...form.elements].filter((one) => kept(one) && part.contains(one));

    function typed(parts) {
      const fields = {};
      for (const field of [...parts].flatMap(fieldsOf)) {
        fields[field.name] ??= [];
        if (!isBox(field) || field.checked) fields[field.name].push(field.value);
      }
      return fields;
    }

    function body(parts) {
      const data = new FormData();
      data.set("csrf_token", form.elements.csrf_token.value);
      data.set("khoa", form.dataset.draft);
      data.set("noi-dung", JSON.stringify({ at, fields: typed(parts) }));
      return data;
    }

    async function save() {
      clearTimeout(timer);
      timer = since = 0;
      if (sent || !dirty.size) return;
      const parts = dirty;
      dirty = new Set();
      running = new AbortController();
      try {
        const answer = await fetch(form.dataset.draftUrl, {
          method: "POST", body: body(parts), signal: running.signal, redirect: "error",
        });
        if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
        const time = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
        if (told) told.textContent = answer.ok ? `Đã giữ bản nháp lúc ${time}.` : (await answer.json()).loi;
      } catch {
        parts.forEach((part) => dirty.add(part)); // tried again with the next key, or on leaving
      }
      running = null;
    }

    function leave() {
      if (!sent && dirty.size && navigator.sendBeacon(form.dataset.draftUrl, body(dirty))) {
        dirty = new Set();
      }
    }

    function later(event) {
      if (!kept(event.target)) return;
      at = Date.now();
      dirty.add(event.target.closest("[data-draft-row]") || form);
      since ||= at;
      clearTimeout(timer);
      timer = setTimeout(save, Math.max(0, Math.min(REST_MS, since + LONGEST_MS - at)));
    }

    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => {
      sent = true;
      clearTimeout(timer);
      if (running) running.abort();
    });
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
    window.addEventListener("pageshow", () => { sent = false; });
  }

  document.querySelectorAll("form[data-draft-url]").forEach(watch);

  // A draft that is dropped is dropped on the device too.
  for (const form of document.querySelectorAll("form[data-draft-drop]")) {
    form.addEventListener("submit", () => {
      try {
        const person = document.body.dataset.person || "anonymous";
        localStorage.removeItem(`draft:${person}:${form.dataset.draftDrop}`);
      } catch { /* the device keeps no drafts */ }
    });
  }
})();
