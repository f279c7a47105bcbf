// The form that runs a task: it works without this too. What it adds to itself, the server draws.
"use strict";

(() => {
  const { part, say, copy, parseMain } = globalThis.errand;

  /** A page that was only looked at again brings no key. @param {HTMLFormElement} form */
  const makeKey = (form) => {
    const key = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("key"));
    const shown = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("/idempotencyKey"));
    if (key && shown && key.value === "") {
      key.value = `form-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
      shown.value = key.value;
    }
  };

  /** @param {Element | null | undefined} button */
  const press = (button) => {
    if (button instanceof HTMLButtonElement) { button.form?.requestSubmit(button); }
  };

  /** Goes to what is typed, once something is. @param {HTMLElement} radio */
  const begin = (radio) => {
    const value = radio.closest(".entry")?.querySelector(":scope > .value");
    const opening = value?.querySelector(":scope > [data-open]");
    if (opening) { press(opening); return; }
    /** @type {HTMLElement | null | undefined} */ (value?.querySelector("input:not([type=hidden], [type=radio]), textarea, select"))?.focus();
  };

  /** Asks the server for the call with what the form holds now. @param {HTMLFormElement} form */
  const copyCall = async (form) => {
    const body = new FormData(form);
    body.set("do", "calls");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "Errand-Fragment": "main" } });
      const call = parseMain(await answer.text())?.querySelector("#call-curl")?.textContent;
      if (call) { await copy(call); } else { press(form.querySelector("button[value=calls]")); }
    } catch {
      say("The server does not answer.");
    }
  };

  part("[data-form]", (element) => {
    const form = /** @type {HTMLFormElement} */ (element);
    makeKey(form);
    form.addEventListener("change", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.hasAttribute("data-kind")) { press(target.closest(".value, .run")?.querySelector("[data-show]")); }
      if (target.hasAttribute("data-state") && /** @type {HTMLInputElement} */ (target).value === "value") { begin(target); }
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener("click", (event) => {
      if (/** @type {HTMLElement} */ (event.target).closest("[data-copy-call]")) { void copyCall(form); }
    });
  });
})();
