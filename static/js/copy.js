// A text beside a button: the button copies it. Without this file the text itself is there to select.
(() => {
  "use strict";

  async function copied(text) {
    if (navigator.clipboard && window.isSecureContext) {
      try {
        await navigator.clipboard.writeText(text.value);
        return true;
      } catch { /* the browser may refuse: the older way follows */ }
    }
    text.focus();
    text.select();
    return document.execCommand("copy");
  }

  for (const box of document.querySelectorAll("[data-copy]")) {
    const button = box.querySelector("button");
    const shown = box.querySelector("details");
    const told = box.querySelector("[role=status]");
    const text = box.querySelector("textarea");
    button.hidden = false;
    shown.hidden = true;
    button.addEventListener("click", async () => {
      shown.hidden = false;
      shown.open = true;
      const done = await copied(text);
      text.select();
      told.textContent = done ? "Đã sao chép." : "Hãy chép nội dung đã chọn.";
      if (done) {
        shown.hidden = true;
        button.focus();
      }
    });
  }
})();
