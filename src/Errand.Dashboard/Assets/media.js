// A picture in a result: how large it is, and a click that shows each of its pixels.
"use strict";

(() => {
  const { errand } = globalThis;

  errand.part("[data-picture]", (element) => {
    const picture = /** @type {HTMLImageElement} */ (element);
    const facts = document.querySelector("[data-pixels]");
    const tell = () => {
      if (facts) { facts.textContent = picture.naturalWidth > 0 ? `${picture.naturalWidth} × ${picture.naturalHeight} pixels` : ""; }
    };
    const fail = () => { if (facts) { facts.textContent = "The browser cannot read this picture."; } };
    picture.addEventListener("load", tell);
    picture.addEventListener("error", fail);
    picture.addEventListener("click", () => picture.classList.toggle("whole"));
    if (picture.complete) { if (picture.naturalWidth > 0) { tell(); } else { fail(); } }
  });
})();
