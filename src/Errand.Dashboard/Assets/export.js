// Starts the plots of an exported file. Their data are in the file.
"use strict";

(() => {
  /** @typedef {{ view: View, length: number, rows: string | null, ownRows: Record<string, string>, columns: Record<string, string>, texts: Record<string, string[]>, matrices: Record<string, any>, histogram: Histogram | null }} ExportedView */

  const data = /** @type {{ columns: Record<string, string>, views: ExportedView[] }} */ (JSON.parse(document.getElementById("data")?.textContent ?? ""));

  /** @param {string} text Base64. @returns {ArrayBuffer} */
  const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer;

  /** @type {Map<string, Float64Array>} */
  const columns = new Map();

  /** @param {string} key @returns {Float64Array} */
  const columnOf = (key) => {
    const known = columns.get(key);
    if (known) { return known; }
    const values = new Float64Array(bytesOf(data.columns[key] ?? ""));
    columns.set(key, values);
    return values;
  };

  /** The part of a matrix, as means of blocks: as the server makes them. @param {any} stored @param {MatrixAsk} ask @returns {Matrix} */
  const blocksOf = (stored, { rows = [0, stored.rows], columns: across = [0, stored.columns], width, height }) => {
    const mean = new Float32Array(bytesOf(stored.mean));
    const [blockRows, blockColumns] = stored.block;
    const [firstRow, firstColumn] = [Math.floor(rows[0] / blockRows), Math.floor(across[0] / blockColumns)];
    const endRow = Math.ceil(Math.min(rows[1], stored.rows) / blockRows);
    const endColumn = Math.ceil(Math.min(across[1], stored.columns) / blockColumns);
    const tall = Math.max(1, Math.ceil((endRow - firstRow) / height));
    const wide = Math.max(1, Math.ceil((endColumn - firstColumn) / width));
    const shape = /** @type {[number, number]} */ ([Math.ceil((endRow - firstRow) / tall), Math.ceil((endColumn - firstColumn) / wide)]);
    const part = new Float32Array(shape[0] * shape[1]);
    for (let row = 0; row < shape[0]; row++) {
      for (let column = 0; column < shape[1]; column++) {
        let sum = 0;
        let count = 0;
        for (let i = firstRow + row * tall; i < Math.min(firstRow + (row + 1) * tall, endRow); i++) {
          for (let j = firstColumn + column * wide; j < Math.min(firstColumn + (column + 1) * wide, endColumn); j++) {
            const value = mean[i * stored.shape[1] + j] ?? NaN;
            if (!Number.isNaN(value)) { sum += value; count++; }
          }
        }
        part[row * shape[1] + column] = count === 0 ? NaN : sum / count;
      }
    }
    return {
      rows: rows[1] - rows[0], columns: across[1] - across[0], block: [blockRows * tall, blockColumns * wide], shape, mean: part,
      min: stored.min, max: stored.max, nonFinite: stored.nonFinite,
    };
  };

  /** @param {ExportedView} stored @returns {Source} */
  const sourceOf = (stored) => {
    const column = (/** @type {string} */ pointer) => columnOf(stored.columns[pointer] ?? "");
    /** How many rows a column has in the result. @param {string} pointer */
    const lengthOf = (pointer) => {
      const own = stored.ownRows[pointer];
      return own ? (columnOf(own).at(-1) ?? -1) + 1 : stored.rows === null ? column(pointer).length : stored.length;
    };
    return {
      length: stored.length,
      series: async ({ x, y, with: others = [], from, to, method }) => {
        const rowsKey = stored.ownRows[y[0] ?? ""] ?? stored.rows;
        const rows = rowsKey === null ? null : columnOf(rowsKey);
        const over = x === undefined ? rows : column(x);
        const length = column(y[0] ?? "").length;
        let first = 0;
        let last = length - 1;
        // From the first row in the range to the last one, as the server has it; rows outside may lie between.
        const at = (/** @type {number} */ row) => (over ? over[row] ?? NaN : row);
        const isWithin = (/** @type {number} */ row) => at(row) >= (from ?? -Infinity) && at(row) <= (to ?? Infinity);
        if (from !== undefined || to !== undefined) {
          while (first <= last && !isWithin(first)) { first++; }
          while (last >= first && !isWithin(last)) { last--; }
        }
        const cut = (/** @type {Float64Array} */ values) => values.subarray(first, last + 1);
        const gapsOf = (/** @type {string} */ pointer) => ({ nonFinite: 0, nulls: cut(column(pointer)).reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0) });
        const numbers = rows ? cut(rows) : Float64Array.from({ length: last - first + 1 }, (_, row) => first + row);
        return {
          length: lengthOf(y[0] ?? ""), first: numbers[0] ?? 0, last: numbers.at(-1) ?? -1, drawn: numbers.length, method, tolerance: null, rows: numbers,
          x: x === undefined ? null : cut(column(x)), y: y.map((pointer) => cut(column(pointer))), with: others.map((pointer) => cut(column(pointer))),
          gaps: [...y, ...others].map(gapsOf),
        };
      },
      matrix: async (ask) => {
        const matrix = stored.matrices[(ask.slice ?? []).join(",")] ?? (ask.slice ? undefined : Object.values(stored.matrices)[0]);
        if (!matrix) { throw { title: "Not in this file", detail: "The file has only some slices: look at the others on the server.", traceId: "" }; }
        return blocksOf(matrix, ask);
      },
      histogram: async () => {
        if (!stored.histogram) { throw { title: "Not in this file", detail: "", traceId: "" }; }
        return stored.histogram;
      },
      texts: async (pointer, rows) => (stored.texts[pointer] ?? []).slice(0, rows),
    };
  };

  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);

  const boxes = [...document.querySelectorAll("[data-plot]")].flatMap((element) => {
    const figure = /** @type {HTMLElement} */ (element);
    const stored = data.views[Number(figure.dataset.plot)];
    return stored ? [globalThis.errandPlots.box(figure, {
      view: stored.view, source: sourceOf(stored), name: figure.dataset.name ?? "result", state: {}, remember: () => {},
      say: (text) => { said.textContent = text; },
    })] : [];
  });

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { for (const box of boxes) { box.themed(); } });
})();
