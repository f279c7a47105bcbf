// The first page: a type that is chosen is shown at once.
"use strict";

errand.part("[data-choose]", (element) => {
  const form = /** @type {HTMLFormElement} */ (element);
  form.addEventListener("change", () => { form.requestSubmit(); });
});
