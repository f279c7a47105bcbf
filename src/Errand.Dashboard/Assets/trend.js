// A value of the summaries of many tasks, as points: each is a task, and leads to it.
"use strict";

(() => {
  const { errand, errandPlots, errandResult } = globalThis;

  /** @typedef {{ id: number, x: unknown, y: unknown, outcome: string, tags: string[] }} Value */
  /** @typedef {{ value: Value, x: number, y: number }} Point */
  /** @typedef {{ names: string[], tones: number[], of: number[] }} Groups The number of the group of each point. */

  const mostColours = 5;
  const mutedTone = -1;
  const longestName = 60;
  /** The server lists no more. */
  const mostValues = 5000;
  /** Colours of outcomes are like those of their badges. */
  const tones = /** @type {Record<string, number>} */ ({ succeeded: 2, failed: 1, cancelled: mutedTone });

  const count = (/** @type {number} */ number) => number.toLocaleString("en");

  /** Instants are seconds since 1970. @param {unknown} value @param {ViewColumn | null | undefined} axis @returns {number} NaN: none. */
  const numberOf = (value, axis) => (typeof value === "number" ? value
    : typeof value === "string" && axis?.scale === "time" ? Date.parse(value) / 1000 : NaN);

  // ---- Groups

  /** @param {Point[]} points @returns {Groups} */
  const byOutcome = (points) => {
    const names = Object.keys(tones).filter((name) => points.some(({ value }) => value.outcome === name));
    return { names, tones: names.map((name) => tones[name] ?? mutedTone), of: points.map(({ value }) => names.indexOf(value.outcome)) };
  };

  /** The tags that most tasks have, without those that all of them have: they tell nothing apart. @param {Point[]} points @returns {Groups} */
  const byTag = (points) => {
    const counts = /** @type {Map<string, number>} */ (new Map());
    for (const tag of points.flatMap(({ value }) => [...new Set(value.tags)])) { counts.set(tag, (counts.get(tag) ?? 0) + 1); }
    const names = [...counts].filter(([, number]) => number < points.length || counts.size === 1)
      .sort(([a, most], [b, least]) => least - most || (a < b ? -1 : 1)).slice(0, mostColours).map(([tag]) => tag);
    const of = points.map(({ value }) => {
      const first = names.findIndex((name) => value.tags.includes(name));
      return first < 0 ? names.length : first;
    });
    const others = points.filter((_, i) => of[i] === names.length);
    const last = others.length === 0 ? [] : [others.every(({ value }) => value.tags.length === 0) ? "no tag" : "other"];
    return { names: [...names, ...last], tones: [...names.map((_, i) => i), ...last.map(() => mutedTone)], of };
  };

  // ---- What is drawn, and what is not

  /** @param {Value[]} values @param {View} view @returns {Point[]} From left to right. */
  const pointsOf = (values, view) => values
    .map((value) => ({ value, x: numberOf(value.x, view.x), y: numberOf(value.y, view.y?.[0]) }))
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
    .sort((a, b) => a.x - b.x || a.value.id - b.value.id);

  /** @param {ViewColumn | null | undefined} axis @returns {string} */
  const nameOf = (axis) => {
    const name = errandPlots.words.label(axis?.label, axis?.column ?? "");
    return name.length > longestName ? `${name.slice(0, longestName)}\u2026` : name;
  };

  /** @param {Value[]} values @returns {string} " (15 failed, 2 succeeded)" */
  const outcomesOf = (values) => {
    const parts = ["failed", "cancelled", "succeeded"].map((name) => ({ name, number: values.filter(({ outcome }) => outcome === name).length }))
      .filter(({ number }) => number > 0);
    return ` (${parts.map(({ name, number }) => `${count(number)} ${name}`).join(", ")})`;
  };

  /** @param {Value[]} values @param {number} drawn @param {View} view @param {string | null} searchedTo @param {string} matching @returns {string} */
  const wordsOf = (values, drawn, view, searchedTo, matching) => {
    const y = view.y?.[0];
    const without = values.filter((value) => !Number.isFinite(numberOf(value.y, y)));
    const unplaced = values.length - without.length - drawn;
    const isCut = values.length === mostValues;
    const have = (/** @type {number} */ number) => `${count(number)} ${number === 1 ? "has" : "have"}`;
    const share = drawn === values.length ? "all " : `${count(drawn)} of ${isCut ? "the " : ""}`;
    const tasks = `${isCut ? "newest " : ""}${count(values.length)} finished task${values.length === 1 ? "" : "s"}${matching}`;
    return [
      `${share}${tasks} drawn`,
      ...(without.length > 0 ? [`${have(without.length)} no value of ${nameOf(y)}${outcomesOf(without)}`] : []),
      ...(unplaced > 0 ? [`${have(unplaced)} none of ${nameOf(view.x)}`] : []),
      ...(isCut ? ["older ones left out"] : searchedTo ? [`searched back to ${searchedTo.slice(0, 19).replace("T", " ")} UTC`] : []),
    ].join(" \u00b7 ");
  };

  /** @param {Point[]} points @param {Groups} groups @returns {Source} */
  const sourceOf = (points, groups) => ({
    length: points.length,
    series: () => Promise.resolve({
      length: points.length, first: 0, last: points.length - 1, drawn: points.length, method: "none", tolerance: null,
      rows: points.map((_, row) => row), x: Float64Array.from(points, ({ x }) => x), y: [Float64Array.from(points, ({ y }) => y)],
      with: [Float64Array.from(groups.of)], gaps: [{ nonFinite: 0, nulls: 0 }, { nonFinite: 0, nulls: 0 }],
    }),
    matrix: () => Promise.reject(new Error("Points have no matrix.")),
    histogram: () => Promise.reject(new Error("Points have no histogram.")),
    texts: () => Promise.resolve(groups.names),
  });

  /** @param {Point[]} points @returns {FrameItem} */
  const itemOf = (points) => {
    const id = (/** @type {number} */ row) => points[row]?.value.id ?? 0;
    return {
      kind: "task", id,
      open: (row, isInNewTab) => {
        const address = `${errand.base}/tasks/${id(row)}`;
        if (isInNewTab) { window.open(address, "_blank", "noopener"); } else { location.assign(address); }
      },
    };
  };

  // ---- On the page

  errand.part("[data-trend]", (section) => {
    const { values: address = "", colour = "outcome" } = section.dataset;
    const view = /** @type {View} */ (JSON.parse(section.dataset.view ?? ""));
    const words = /** @type {HTMLElement} */ (section.querySelector("[data-words]"));
    const news = /** @type {HTMLElement} */ (section.querySelector("[data-trend-news]"));
    /** What is drawn or told to be left out. @type {Set<string>} */
    let known = new Set();
    /** The section as the server last wrote it. @type {Element | null} */
    let fresh = null;

    const listed = (/** @type {Element} */ place) =>
      [...place.querySelectorAll("[data-task]")].map((row) => /** @type {HTMLElement} */ (row).dataset.task ?? "");

    /** @param {HTMLButtonElement} button @param {string} text */
    const tell = (button, text) => {
      news.replaceChildren(...(text === "" ? [] : [document.createTextNode(text)]), button);
      news.hidden = false;
    };

    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.addEventListener("click", () => {
      void draw().then(() => { /** @type {HTMLElement | null} */ (section.querySelector(".plot-group"))?.focus({ preventScroll: true }); });
    });

    /** @param {Value[]} values @param {string | null} searchedTo @returns {Promise<void>} */
    const show = (values, searchedTo) => {
      const points = pointsOf(values, view);
      const groups = colour === "tag" ? byTag(points) : byOutcome(points);
      const old = /** @type {HTMLElement} */ (section.querySelector("figure"));
      const figure = /** @type {HTMLElement} */ (old.cloneNode(false));
      delete figure.dataset.drawn;
      old.replaceWith(figure);
      words.textContent = wordsOf(values, points.length, view, searchedTo, section.dataset.matching ?? "");
      return errandResult.start(figure, { ...view, color: { column: "colour", label: colour, scale: "category", tones: groups.tones } },
        sourceOf(points, groups), itemOf(points));
    };

    const draw = async () => {
      try {
        const list = await errandResult.bodyOf(await fetch(address));
        if (!section.isConnected) { return; }
        const table = fresh?.querySelector("[data-newest]");
        if (table) {
          const copied = document.importNode(table, true);
          errand.tellAges(copied);
          section.querySelector("[data-newest]")?.replaceWith(copied);
        }
        known = new Set([...list.items.map((/** @type {Value} */ { id }) => String(id)), ...listed(section)]);
        news.hidden = true;
        await show(list.items, list.searchedTo);
      } catch (error) {
        const { title = "The server does not answer", detail = "" } = /** @type {Partial<Problem>} */ (error);
        button.textContent = "Try again";
        tell(button, `The values could not be read. ${title}${detail ? `: ${detail}` : "."} `);
      }
    };

    // What is drawn stays as it is, and where it is, until somebody asks for more.
    section.addEventListener("errand:kept", (event) => {
      if (event.target !== section) { return; }
      fresh = /** @type {CustomEvent} */ (event).detail;
      const all = fresh ? listed(fresh) : [];
      const number = all.filter((id) => !known.has(id)).length;
      if (number === 0 || known.size === 0) { return; }
      const tasks = number === 1 ? "1 new task" : `${number}${number === all.length ? " or more" : ""} new tasks`;
      button.textContent = `${tasks}: show`;
      tell(button, "");
    });

    void draw();
  });

  // ---- What is chosen

  errand.part("[data-trend-form]", (element) => {
    const form = /** @type {HTMLFormElement} */ (element);
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    /** The search of what is shown. */
    let shown = input.value;
    const go = () => {
      shown = input.value;
      const query = new URLSearchParams();
      for (const [name, value] of new FormData(form)) { if (value !== "") { query.set(name, String(value)); } }
      void errand.visit(`${form.action}?${query}`, true);
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); go(); });
    form.addEventListener("change", (event) => { if (event.target instanceof HTMLSelectElement) { go(); } });
    // What is being typed stays when the page looks again.
    input.addEventListener("errand:kept", (event) => {
      const next = /** @type {HTMLInputElement} */ (/** @type {CustomEvent} */ (event).detail).getAttribute("value") ?? "";
      if (input.value === shown) { input.value = next; }
      shown = next;
    });
  });
})();
