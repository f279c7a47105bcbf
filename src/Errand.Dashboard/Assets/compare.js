// Plots of several results in one. Each result is asked for by itself; here they are laid over one another, or subtracted.
"use strict";

(() => {
  const { errand, errandResult } = globalThis;

  /** What parts the number of a task from the pointer of its column. */
  const mark = "|";

  /** The rows of a result, as they were read. @typedef {{ x: Float64Array, columns: Map<string, Float64Array> }} Part */

  /** @param {string} name @returns {{ task: number, column: string }} */
  const split = (name) => ({ task: Number(name.slice(0, name.indexOf(mark))), column: name.slice(name.indexOf(mark) + 1) });

  /** @param {ArrayLike<number>} values */
  const rises = (values) => {
    for (let i = 1; i < values.length; i++) { if (!(Number(values[i]) >= Number(values[i - 1]))) { return false; } }
    return true;
  };

  /** All values of all lists, rising, each once. @param {Float64Array[]} lists @returns {Float64Array} */
  const union = (lists) => {
    const all = new Float64Array(lists.reduce((length, list) => length + list.length, 0));
    let length = 0;
    for (const list of lists) { all.set(list, length); length += list.length; }
    all.sort();
    let kept = 0;
    for (let i = 0; i < all.length; i++) { if (i === 0 || all[i] !== all[i - 1]) { all[kept++] = /** @type {number} */ (all[i]); } }
    return all.subarray(0, kept);
  };

  /** The values of a line at other places: as they are at its own, straight in between, gaps outside.
   * @param {Float64Array} x @param {Float64Array} y @param {Float64Array} places @returns {Float64Array} */
  const lineAt = (x, y, places) => {
    const values = new Float64Array(places.length).fill(NaN);
    let i = 0;
    for (let p = 0; p < places.length; p++) {
      const place = /** @type {number} */ (places[p]);
      while (i < x.length && /** @type {number} */ (x[i]) < place) { i++; }
      if (i === x.length) { break; }
      const [right, above] = [/** @type {number} */ (x[i]), /** @type {number} */ (y[i])];
      if (right === place) { values[p] = above; continue; }
      if (i === 0) { continue; }
      const [left, below] = [/** @type {number} */ (x[i - 1]), /** @type {number} */ (y[i - 1])];
      values[p] = below + (above - below) * ((place - left) / (right - left));
    }
    return values;
  };

  /** @param {ArrayLike<number>[]} lists */
  const areSame = (lists) => lists.every((list) => list.length === lists[0]?.length && Array.prototype.every.call(list, (value, i) => value === lists[0]?.[i]));

  const noteOthers = () => {
    for (const note of document.querySelectorAll("[data-compare-note]")) { /** @type {HTMLElement} */ (note).hidden = false; }
  };

  const mostNames = 1000;

  /** Rows are compared one by one, so they must have the same names. @param {Source[]} sources @param {string} column */
  const checkNames = async (sources, column) => {
    const lists = await Promise.all(sources.map((source) => source.texts(column, mostNames)));
    if (!lists.every((list) => list.length === lists[0]?.length && list.every((name, i) => name === lists[0]?.[i]))) {
      throw { title: "The names differ", detail: "These results have other names, or the same in another order: compare them side by side.", traceId: "" };
    }
  };

  /** Lines of several results over one x. A column is called "1|/r/*\/2": of the second result.
   * @param {Source[]} sources @param {boolean} isDifference @param {string | null} namesAt The column of names that they stand over; null: numbers.
   * @returns {Source} */
  const linesOf = (sources, isDifference, namesAt) => ({
    length: null,
    series: async ({ x, y, with: others = [], from, to, points, method, signal }) => {
      if (namesAt !== null) { await checkNames(sources, namesAt); }
      const names = [...y, ...others];
      const tasks = [...new Set([...(isDifference ? [0] : []), ...names.map((name) => split(name).task)])];
      const parts = await Promise.all(tasks.map(async (task) => {
        const columns = [...new Set(names.filter((name) => isDifference || split(name).task === task).map((name) => split(name).column))];
        const source = /** @type {Source} */ (sources[task]);
        const series = await source.series({
          ...(x === undefined ? {} : { x }), y: columns, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }),
          points: Math.max(2, isDifference ? points : Math.floor(points / tasks.length)), method, ...(signal ? { signal } : {}),
        });
        const over = series.x ?? Float64Array.from(series.rows);
        if (!rises(over)) { throw { title: "These lines go back", detail: "Their x does not always rise, so they are compared side by side only.", traceId: "" }; }
        return { task, series, over, columns: new Map(columns.map((column, i) => [column, /** @type {Float64Array} */ (series.y[i])])) };
      }));
      const lists = parts.map((part) => part.over);
      if (x !== undefined && !areSame(lists)) { noteOthers(); }
      const places = union(lists);
      /** @type {Map<string, Float64Array>} */
      const known = new Map();
      const at = (/** @type {number} */ task, /** @type {string} */ column) => {
        const key = `${task}${mark}${column}`;
        const part = parts.find((each) => each.task === task);
        const values = known.get(key) ?? lineAt(part?.over ?? new Float64Array(), part?.columns.get(column) ?? new Float64Array(), places);
        known.set(key, values);
        return values;
      };
      const valuesOf = (/** @type {string} */ name) => {
        const { task, column } = split(name);
        if (!isDifference) { return at(task, column); }
        const reference = at(0, column);
        return at(task, column).map((value, i) => value - /** @type {number} */ (reference[i]));
      };
      // An x value that several tasks have counts as one point.
      const isWhole = parts.every(({ series }) => series.drawn === series.length);
      const length = isWhole ? places.length : parts.reduce((sum, { series }) => sum + series.length, 0);
      return {
        length, first: 0, last: length - 1, drawn: places.length, method, tolerance: null,
        rows: Float64Array.from({ length: places.length }, (_, row) => row), x: places,
        y: y.map(valuesOf), with: others.map(valuesOf),
        gaps: names.map((name) => {
          const { task, column } = split(name);
          const part = parts.find((each) => each.task === task);
          return part?.series.gaps[[...part.columns.keys()].indexOf(column)] ?? { nonFinite: 0, nulls: 0 };
        }),
      };
    },
    matrix: () => Promise.reject(new Error("Lines have no matrix.")),
    histogram: () => Promise.reject(new Error("Lines have no histogram.")),
    texts: (column, rows) => /** @type {Source} */ (sources[0]).texts(column, rows),
  });

  /** Paths of several results one after the other: the rows of one follow those of the one before.
   * @param {Source[]} sources @param {string[]} names @returns {Source} */
  const pathsOf = (sources, names) => {
    /** How many rows each has, once it is known. @type {number[]} */
    let lengths = [];
    const firstOf = (/** @type {number} */ task) => lengths.slice(0, task).reduce((sum, length) => sum + length, 0);

    /** @param {{ part: Series, task: number }[]} parts @param {string[]} y @returns {Series} */
    const joined = (parts, y) => {
      const join = (/** @type {(part: Series, task: number) => ArrayLike<number>} */ valuesOf) =>
        Float64Array.from(parts.flatMap(({ part, task }) => Array.from(valuesOf(part, task))));
      const length = lengths.reduce((sum, own) => sum + own, 0);
      const tolerances = parts.flatMap(({ part }) => (part.tolerance === null ? [] : [part.tolerance]));
      const rows = join((part, task) => Array.from(part.rows, (row) => firstOf(task) + row));
      return {
        length, first: rows[0] ?? 0, last: rows.at(-1) ?? -1, drawn: rows.length, method: "path",
        tolerance: tolerances.length === 0 ? null : Math.max(...tolerances), rows, x: null,
        y: y.map((_, i) => join((part) => /** @type {Float64Array} */ (part.y[i]))),
        with: [join((part, task) => new Float64Array(part.rows.length).fill(task)), join((part) => part.rows)],
        gaps: [...y, "", ""].map(() => ({ nonFinite: 0, nulls: 0 })),
      };
    };

    return {
      length: null,
      series: async ({ y, from, points, signal }) => {
        const stop = signal ? { signal } : {};
        if (from !== undefined) {
          // One row, of one of them.
          const task = Math.max(0, lengths.findIndex((_, each) => from < firstOf(each + 1)));
          const row = from - firstOf(task);
          return joined([{ part: await /** @type {Source} */ (sources[task]).series({ y, from: row, to: row, points, method: "none", ...stop }), task }], y);
        }
        const parts = await Promise.all(sources.map((source) =>
          source.series({ y, points: Math.max(2, Math.floor(points / sources.length)), method: "path", ...stop })));
        lengths = parts.map((part) => part.length);
        return joined(parts.map((part, task) => ({ part, task })), y);
      },
      matrix: () => Promise.reject(new Error("Paths have no matrix.")),
      histogram: () => Promise.reject(new Error("Paths have no histogram.")),
      texts: () => Promise.resolve(names),
    };
  };

  /** One matrix minus another of the same size. @param {Source} reference @param {Source} other @returns {Source} */
  const matrixOf = (reference, other) => ({
    length: null,
    series: () => Promise.reject(new Error("A matrix has no lines.")),
    matrix: async (ask) => {
      const [a, b] = await Promise.all([reference.matrix(ask), other.matrix(ask)]);
      if (a.rows !== b.rows || a.columns !== b.columns) {
        throw { title: "The matrices differ in size", detail: `${a.rows} × ${a.columns} and ${b.rows} × ${b.columns} cells: compare them side by side.`, traceId: "" };
      }
      const mean = b.mean.map((value, i) => value - /** @type {number} */ (a.mean[i]));
      const finite = mean.filter((value) => !Number.isNaN(value));
      return { ...b, mean, min: finite.reduce((low, value) => Math.min(low, value), Infinity), max: finite.reduce((high, value) => Math.max(high, value), -Infinity) };
    },
    histogram: () => Promise.reject(new Error("A matrix has no histogram.")),
    texts: () => Promise.resolve([]),
  });

  /** A line of one task: in the colour of the line, dashed as the task is.
   * @param {ViewLine} line @param {number} tone @param {number} task @returns {ViewLine} */
  const lineOf = (line, tone, task) => ({ ...line, tone, stroke: task, column: `${task}${mark}${line.column}` });

  /** @param {ViewLine} line @returns {string} */
  const labelOf = ({ label, column }) => label ?? column.split("/").filter((step) => step !== "*" && step !== "").join(".");

  /** @param {View} view @param {string[]} ids @param {string[]} names What tells the tasks apart. @param {string} mode @returns {View} */
  const viewOf = (view, ids, names, mode) => {
    if (view.kind === "path") {
      return { ...view, color: { column: "task", label: "task", scale: "category", tones: ids.map((_, task) => task) } };
    }
    const all = view.y ?? [];
    /** @param {ViewLine} line @param {number} tone @param {number} task @returns {ViewLine} */
    const overlaid = (line, tone, task) => {
      const of = (/** @type {string | null | undefined} */ column) => (column ? `${task}${mark}${column}` : null);
      return { ...lineOf(line, tone, task), title: labelOf(line), label: names[task] ?? "", error: of(line.error), low: of(line.low), high: of(line.high) };
    };
    /** @param {ViewLine} line @param {number} tone @param {number} task @returns {ViewLine} */
    const subtracted = (line, tone, task) =>
      ({ ...lineOf(line, tone, task), label: `${labelOf(line)} #${ids[task]} − #${ids[0]}`, error: null, low: null, high: null });
    const lines = all.flatMap((line, index) => ids.flatMap((_, task) => {
      const tone = all.length === 1 ? task : index;
      return mode !== "difference" ? [overlaid(line, tone, task)] : task > 0 ? [subtracted(line, tone, task)] : [];
    }));
    return { ...view, y: lines };
  };

  errand.part("[data-compare]", (figure) => {
    const view = /** @type {View} */ (JSON.parse(figure.dataset.view ?? ""));
    const ids = (figure.dataset.ids ?? "").split(",");
    const names = /** @type {string[]} */ (JSON.parse(figure.dataset.names ?? "[]"));
    const mode = figure.dataset.compare ?? "";
    const sources = ids.map((id) => errandResult.sourceOf(`${figure.dataset.api}/${id}/result`));
    const [first, second] = /** @type {[Source, Source]} */ (sources);
    if (ids.length === 1) { errandResult.start(figure, view, first); }
    else if (view.kind === "heatmap") { errandResult.start(figure, view, matrixOf(first, second)); }
    else if (view.kind === "path") { errandResult.start(figure, viewOf(view, ids, names, mode), pathsOf(sources, names)); }
    else { errandResult.start(figure, viewOf(view, ids, names, mode), linesOf(sources, mode === "difference", view.x?.scale === "category" ? view.x.column : null)); }
  });
})();
