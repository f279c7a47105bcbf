// Plots of a result in the pages: their data come from the API, and what is zoomed, hidden or turned stands in the address.
"use strict";

(() => {
  /** @type {Box[]} */
  let boxes = [];

  /** Base64 of little-endian doubles. @param {string} text @returns {Float64Array} */
  const doubles = (text) => new Float64Array(bytesOf(text).buffer);

  /** @param {string} text @returns {Uint8Array} */
  const bytesOf = (text) => {
    const chars = atob(text);
    const bytes = new Uint8Array(chars.length);
    for (let i = 0; i < chars.length; i++) { bytes[i] = chars.charCodeAt(i); }
    return bytes;
  };

  /** @param {Response} answer @returns {Promise<any>} */
  const bodyOf = async (answer) => {
    if (answer.ok) { return answer.json(); }
    const problem = await answer.json().catch(() => ({}));
    throw { title: problem.title ?? `The server answered ${answer.status}`, detail: problem.detail ?? "", traceId: problem.traceId ?? "" };
  };

  /** The pages must not keep more than one way to ask: every question of a plot is one of these. @param {string} result Its address. @returns {Source} */
  const sourceOf = (result) => ({
    length: null,
    series: async ({ x, y, with: others = [], from, to, points, method, signal }) => {
      const query = new URLSearchParams({ points: String(points), method, encoding: "f64" });
      if (x !== undefined) { query.set("x", x); }
      for (const column of y) { query.append("y", column); }
      for (const column of others) { query.append("with", column); }
      if (from !== undefined) { query.set("from", String(from)); }
      if (to !== undefined) { query.set("to", String(to)); }
      const series = await bodyOf(await fetch(`${result}/series?${query}`, { signal }));
      return {
        ...series, first: series.first ?? 0, last: series.last ?? -1,
        x: series.x ? doubles(series.x.values) : null,
        y: series.series.map((/** @type {any} */ column) => doubles(column.values)),
        with: series.with.map((/** @type {any} */ column) => doubles(column.values)),
        gaps: [...series.series, ...series.with],
      };
    },
    matrix: async ({ at, slice = [], rows, columns, width, height, signal }) => {
      const query = new URLSearchParams({ at, width: String(width), height: String(height) });
      if (slice.length > 0) { query.set("slice", slice.join(",")); }
      if (rows) { query.set("rows", rows.join(":")); }
      if (columns) { query.set("columns", columns.join(":")); }
      const matrix = await bodyOf(await fetch(`${result}/matrix?${query}`, { signal }));
      return { ...matrix, mean: new Float32Array(bytesOf(matrix.mean).buffer) };
    },
    histogram: async ({ column, signal }) => bodyOf(await fetch(`${result}/histogram?${new URLSearchParams({ column })}`, { signal })),
    texts: async (column, rows) => {
      const query = new URLSearchParams({ select: column, limit: String(rows) });
      const values = await bodyOf(await fetch(`${result}?${query}`));
      return values.map((/** @type {unknown} */ value) => (typeof value === "string" ? value : value === null ? "" : JSON.stringify(value)));
    },
  });

  /** What the address says of a plot: all that is not of the page itself. */
  const pageParameters = [
    "view", "sort", "offset", "at", "told", "ask", "level", "try", "raw", "embed", "ids", "mode", "tab", "x", "y", "colour", "q",
  ];

  const readState = () => Object.fromEntries([...new URLSearchParams(location.search)].filter(([name]) => !pageParameters.includes(name)));

  /** What is written on a page must not wait for its plots. @param {HTMLElement} figure @param {View} view @param {Source} source
   * @param {FrameItem} [item] @returns {Promise<void>} Its frame is there. */
  const start = (figure, view, source, item) => new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(() => {
      if (figure.isConnected) { draw(figure, view, source, item); }
      resolve();
    }));
  });

  /** @param {HTMLElement} figure @param {View} view @param {Source} source @param {FrameItem} [item] */
  const draw = (figure, view, source, item) => {
    boxes.push(globalThis.errandPlots.box(figure, {
      view,
      source,
      name: figure.dataset.name ?? "result",
      size: figure.dataset.size,
      ...(item ? { item } : {}),
      ...(figure.dataset.sizes ? { sizes: figure.dataset.sizes.split(" ").map(Number) } : {}),
      ...(figure.dataset.extremes ? { extremes: /** @type {[number, number]} */ (figure.dataset.extremes.split(" ").map(Number)) } : {}),
      exportUrl: figure.dataset.export,
      state: readState(),
      say: errand.say,
      remember: (state) => {
        if (!figure.isConnected) { return; }
        /** @type {Record<string, string | null>} */
        const gone = Object.fromEntries(Object.keys(readState()).map((name) => [name, null]));
        errand.remember({ ...gone, ...state });
      },
    }));
  };

  globalThis.errandResult = { sourceOf, bodyOf, start };

  errand.part("[data-plot]", (figure) => start(figure, JSON.parse(figure.dataset.view ?? ""), sourceOf(figure.dataset.result ?? "")));

  document.addEventListener("errand:shown", () => {
    for (const box of boxes) { if (!box.figure.isConnected) { box.end(); } }
    boxes = boxes.filter((box) => box.figure.isConnected);
  });

  const paintAgain = () => { for (const box of boxes) { box.themed(); } };
  document.addEventListener("errand:theme", paintAgain);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paintAgain);
})();
