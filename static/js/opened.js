// What is shown was opened: say so. Without this file the button beside it does.
(() => {
  "use strict";

  const form = document.querySelector("form[data-opened]");
  if (!form) return;
  fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" })
    .then(() => { form.remove(); })
    .catch(() => { /* the button stays */ });
})();
