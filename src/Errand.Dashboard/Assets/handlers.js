// Pages that list handlers: signs of life that do not come turn amber, then red. The server tells of no sign that comes, so the page looks
// again before one seems late.
"use strict";

(() => {
  const late = 7000;
  const lost = 12000;
  /** Signs come every 5 seconds: when the last one is this old, there must be another. */
  const old = 5500;
  const pause = 3000;
  let lookedAt = Date.now();

  /** @param {HTMLElement} beat @returns {number} */
  const ageOf = (beat) => errand.now() - Date.parse(beat.dataset.beat ?? "");

  const tell = () => {
    if (document.hidden || errand.isPaused()) { return; } // What is not up to date is not late.
    const beats = [...document.querySelectorAll("[data-beat]")].map((beat) => /** @type {HTMLElement} */ (beat));
    for (const beat of beats) {
      const age = ageOf(beat);
      beat.classList.toggle("late", age > late && age <= lost);
      beat.classList.toggle("lost", age > lost);
      beat.querySelector(".takeover")?.toggleAttribute("hidden", age <= late);
    }
    if (beats.some((beat) => ageOf(beat) > old) && Date.now() - lookedAt > pause) {
      lookedAt = Date.now();
      errand.lookSoon();
    }
  };

  document.addEventListener("errand:shown", tell);
  setInterval(tell, 1000);
})();
