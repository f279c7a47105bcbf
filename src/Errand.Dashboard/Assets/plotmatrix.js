// Heat maps: the means of the blocks of a matrix as colours, on the ground of plotchart.js, with the row and the column at the cursor as
// lines beside it. Zooming in loads smaller blocks of that part.
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));
  const { words } = plots;

  /** @typedef {[number, number]} Range */
  /** @typedef {"" | "log" | "symmetric"} Colouring */
  /** @typedef {Matrix & { top: number, left: number, picture: HTMLCanvasElement | null }} Part It begins at that row and column. */
  /** @typedef {{ axis: ChartAxis, count: number, first: number, step: number, column: ViewColumn | null }} Side A column stands at
      first + its number × step; column says what these places are. */

  /** @typedef {{ value: number, rows: Range, columns: Range }} Cell A block: its first row, and the one after the last. */

  const mostBlocks = 1024;
  const mostRows = 100000;
  const shades = 256;
  const profileSize = 56;
  const blockPause = 150;

  /** @param {Chart} chart @returns {ChartLayer} */
  const layerOf = (chart) => {
    const { view, source, state } = chart.frame;
    const atPointer = view.at ?? "";
    const unit = view.color?.unit ? ` ${words.clean(view.color.unit)}` : "";
    const name = view.color?.label ? words.clean(view.color.label) : "value";
    const leading = (chart.frame.sizes ?? []).slice(0, -2);
    const slice = leading.map((size, axis) => {
      const asked = Number((state.slice ?? "").split("_")[axis] || 0);
      return Number.isInteger(asked) && asked >= 0 && asked < size ? asked : 0;
    });

    const down = chart.scale({ key: "y0", label: "row", isWhole: true, isDown: true });
    Object.assign(chart.x, { label: "column", isWhole: true });

    /** @type {Side} */
    const across = { axis: chart.x, count: 0, first: 0, step: 1, column: null };
    /** @type {Side} */
    const upwards = { axis: down, count: 0, first: 0, step: 1, column: null };
    /** @type {Part | null} */
    let whole = null;
    /** @type {Part | null} */
    let part = null;
    /** @type {Colouring} */
    let colouring = state.colour === "log" || state.colour === "symmetric" ? state.colour : "";
    let hasProfiles = state.profile !== "off";
    /** @type {{ row: number, column: number } | null} */
    let cursor = null;
    /** @type {{ row: number, column: number, min: number, max: number } | null} */
    let block = null;
    /** @type {number | undefined} */
    let blockTimer;
    /** @type {AbortController | null} */
    let asking = null;

    // ---- Data

    /** @param {{ rows?: Range, columns?: Range, width: number, height: number, signal?: AbortSignal }} wanted @returns {Promise<Part>} */
    const ask = async (wanted) => {
      const matrix = await source.matrix({ at: atPointer, ...(leading.length > 0 ? { slice: [...slice] } : {}), ...wanted });
      return { ...matrix, top: wanted.rows?.[0] ?? 0, left: wanted.columns?.[0] ?? 0, picture: null };
    };

    const blocks = () => Math.min(mostBlocks, Math.ceil(chart.pixels()));

    /** @param {Side} side @param {ViewColumn | null | undefined} column */
    const place = async (side, column) => {
      if (!column || side.count === 0 || side.count > mostRows) { return; }
      const series = await source.series({ y: [column.column], points: Math.max(2, side.count), method: "none" });
      const values = series.y[0] ?? new Float64Array();
      if (values.length !== side.count) { return; }
      const isTime = column.scale === "time";
      side.axis.label = words.name(column.label, column.column, isTime ? null : column.unit);
      side.axis.isWhole = false;
      side.column = column;
      const first = values[0] ?? 0;
      const step = values.length > 1 ? ((values.at(-1) ?? 0) - first) / (values.length - 1) : 1;
      const isEven = step !== 0 && values.every((value, i) => Math.abs(value - first - i * step) <= 1e-3 * Math.abs(step));
      if (isEven) {
        Object.assign(side, { first, step });
        if (isTime) { side.axis.kind = "time"; }
        if (side.axis === down) { down.isDown = false; }
        return;
      }
      // Places that are not evenly apart are written at their rows and columns.
      side.axis.kind = "category";
      side.axis.texts = Array.from(values, (value) => words.number(value));
    };

    /** @param {Side} side @param {number} from @param {number} to The one after the last. @returns {Range} On its axis, the lower first. */
    const edges = (side, from, to) => {
      const [a, b] = [side.first + (from - 0.5) * side.step, side.first + (to - 0.5) * side.step];
      return a < b ? [a, b] : [b, a];
    };

    /** @param {Side} side @param {number} value @returns {number} The number of the row or column. */
    const indexOf = (side, value) => Math.max(0, Math.min(side.count - 1, Math.round((value - side.first) / side.step)));

    /** @param {Side} side @returns {Range} The rows or columns that are shown: the first, and the one after the last. */
    const shownOf = ({ axis, first, step, count }) => {
      const [a = 0, b = 0] = axis.now.map((value) => (value - first) / step).sort((low, high) => low - high);
      const from = Math.max(0, Math.min(count - 1, Math.floor(a + 0.5 + 1e-9)));
      return [from, Math.max(from + 1, Math.min(count, Math.ceil(b + 0.5 - 1e-9)))];
    };

    /** @param {number} row @param {number} column @returns {Cell | null} */
    const valueAt = (row, column) => {
      for (const own of [part, whole]) {
        if (own && row >= own.top && row < own.top + own.rows && column >= own.left && column < own.left + own.columns) {
          const [high, wide] = [Math.floor((row - own.top) / own.block[0]), Math.floor((column - own.left) / own.block[1])];
          const top = own.top + high * own.block[0];
          const left = own.left + wide * own.block[1];
          return {
            value: own.mean[high * own.shape[1] + wide] ?? NaN,
            rows: /** @type {Range} */ ([top, Math.min(top + own.block[0], own.top + own.rows)]),
            columns: /** @type {Range} */ ([left, Math.min(left + own.block[1], own.left + own.columns)]),
          };
        }
      }
      return null;
    };

    // ---- Colours

    /** @returns {Range} What the colours reach from and to. */
    const range = () => {
      let [low, high] = [Infinity, -Infinity];
      const take = (/** @type {number} */ value) => {
        if (Number.isFinite(value) && (colouring !== "log" || value > 0)) { low = Math.min(low, value); high = Math.max(high, value); }
      };
      // One scale for all pictures of a grid: they can be compared.
      for (const value of chart.frame.extremes ?? []) { take(value); }
      if (!(low < high)) { whole?.mean.forEach(take); }
      if (low > high) { return colouring === "log" ? [1, 10] : [0, 1]; }
      if (colouring === "symmetric") { const most = Math.max(Math.abs(low), Math.abs(high)) || 1; return [-most, most]; }
      return words.bounds(low, high);
    };

    /** @returns {string[]} */
    const ramp = () => {
      const [cold = "", warm = ""] = chart.colours.series;
      const middle = words.isDark(chart.colours.ground) ? "#2a2f37" : "#f3f4f6";
      return Array.from({ length: shades }, (_, i) => {
        const t = i / (shades - 1);
        if (colouring !== "symmetric") { return words.hex(words.ramp(t)); }
        return t < 0.5 ? words.mix(cold, middle, 2 * t) : words.mix(middle, warm, 2 * t - 1);
      });
    };

    /** @param {number} value @param {Range} from @returns {number} From 0 to 1. */
    const shareOf = (value, [low, high]) =>
      (colouring === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));

    /** @param {Part} own @returns {HTMLCanvasElement} A pixel a block, the first row where its axis has it. */
    const pictureOf = (own) => {
      if (own.picture) { return own.picture; }
      const [rows, columns] = own.shape;
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, columns);
      canvas.height = Math.max(1, rows);
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const data = ctx.createImageData(canvas.width, canvas.height);
      const colours = ramp().map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
      const from = range();
      const isFlipped = down.isDown === upwards.step < 0;
      for (let i = 0; i < rows * columns; i++) {
        const share = shareOf(own.mean[i] ?? NaN, from);
        if (!(share > -Infinity && share < Infinity)) { continue; }
        const row = isFlipped ? rows - 1 - Math.floor(i / columns) : Math.floor(i / columns);
        const column = across.step < 0 ? columns - 1 - (i % columns) : i % columns;
        const colour = colours[Math.max(0, Math.min(shades - 1, Math.floor(share * shades)))] ?? [];
        const at = 4 * (row * columns + column);
        data.data.set([colour[0] ?? 0, colour[1] ?? 0, colour[2] ?? 0, 255], at);
      }
      ctx.putImageData(data, 0, 0);
      own.picture = canvas;
      return canvas;
    };

    const repaint = () => {
      for (const own of [whole, part]) { if (own) { own.picture = null; } }
      chart.draw();
      chart.note();
    };

    /** @param {ChartPen} pen @param {ChartPanel} panel @param {Part} own */
    const paintPart = (pen, panel, own) => {
      // Blocks at the end may be larger than what is left of the matrix.
      const columns = edges(across, own.left, own.left + own.shape[1] * own.block[1]);
      const rows = edges(upwards, own.top, own.top + own.shape[0] * own.block[0]);
      const [left = 0, right = 0] = columns.map(panel.toX);
      const [top = 0, bottom = 0] = rows.map((value) => panel.toY(down, value)).sort((a, b) => a - b);
      const picture = pictureOf(own);
      if (pen.picture) {
        pen.picture(picture, left, top, right - left, bottom - top);
      } else {
        pen.image?.(left, top, right - left, bottom - top, picture.toDataURL());
      }
    };

    // ---- The lines beside it

    const areProfiles = () => hasProfiles && chart.pixels() / devicePixelRatio > 360;

    /** @param {ChartPen} pen @param {ChartPanel} panel */
    const paintProfiles = (pen, panel) => {
      if (!areProfiles()) { return; }
      const { box } = panel;
      const { colours } = chart;
      const top = box.top - profileSize;
      const left = box.left + box.width + 8;
      const size = profileSize - 8;
      pen.line([box.left, box.top - 4, box.left + box.width, box.top - 4], colours.line, 1);
      pen.line([left, box.top, left, box.top + box.height], colours.line, 1);
      if (!cursor) {
        const hint = "the row and the column at the cursor";
        pen.text(box.left + box.width / 2, top + size / 2, hint, { colour: colours.muted, size: 12, align: "middle" });
        return;
      }
      const { row, column } = cursor;
      const toX = (/** @type {number} */ value) => clamped(panel.toX(value), box.left, box.width);
      const toY = (/** @type {number} */ value) => clamped(panel.toY(down, value), box.top, box.height);
      const along = profile(across, (i) => valueAt(row, i), (cell) => cell.columns, toX);
      const up = profile(upwards, (i) => valueAt(i, column), (cell) => cell.rows, toY);
      pen.line(along.flatMap(([place, share]) => [place, top + size * (1 - share)]), colours.accent, 1);
      pen.line(up.flatMap(([place, share]) => [left + size * share, place]), colours.accent, 1);
    };

    /**
     * @param {Side} side @param {(i: number) => Cell | null} find @param {(cell: Cell) => Range} cellsOf
     * @param {(value: number) => number} place
     * @returns {Range[]} Where the steps of the line are, and how high, from 0 to 1 of what it reaches itself.
     */
    const profile = (side, find, cellsOf, place) => {
      const [first, end] = shownOf(side);
      const steps = /** @type {Range[]} */ ([]);
      for (let i = first; i < end;) {
        const cell = find(i);
        if (!cell) { break; }
        const ends = edges(side, ...cellsOf(cell)).map((value) => /** @type {Range} */ ([place(value), cell.value]));
        steps.push(...(side.step > 0 ? ends : ends.reverse()));
        i = cellsOf(cell)[1];
      }
      const values = steps.map(([, value]) => value).filter((value) => Number.isFinite(value) && (colouring !== "log" || value > 0));
      const reach = values.length > 0 ? words.bounds(Math.min(...values), Math.max(...values)) : /** @type {Range} */ ([0, 1]);
      return steps.map(([at, value]) => { const share = shareOf(value, reach); return [at, Number.isFinite(share) ? share : NaN]; });
    };

    /** @param {number} value @param {number} low @param {number} size */
    const clamped = (value, low, size) => Math.max(low, Math.min(low + size, value));

    // ---- The cursor

    /** @param {Side} side @param {Range} cells @param {string} word */
    const whereOf = (side, [from, to], word) => {
      const number = to - from === 1 ? `${word} ${words.count(from)}` : `${word}s ${words.count(from)} to ${words.count(to - 1)}`;
      const { axis, first, step, column } = side;
      if (!column) { return number; }
      const text = chart.text(axis, axis.kind === "category" ? from : first + ((from + to - 1) / 2) * step);
      const measure = column.unit && axis.kind !== "time" ? ` ${words.clean(column.unit)}` : "";
      return `${words.label(column.label, column.column)} ${text}${measure} (${number})`;
    };

    /** @param {number} row @param {number} column @returns {ChartSpot | null} */
    const spotOf = (row, column) => {
      const panel = chart.panels[0];
      const cell = valueAt(row, column);
      if (!panel || !cell) { return null; }
      const middle = (/** @type {Side} */ side, /** @type {Range} */ cells) => side.first + ((cells[0] + cells[1] - 1) / 2) * side.step;
      const isOne = (cell.rows[1] - cell.rows[0]) * (cell.columns[1] - cell.columns[0]) === 1;
      const say = (/** @type {number} */ value) => `${words.number(value)}${unit}`;
      const lines = [{ name: isOne ? name : `${name}, mean`, text: cell.value === cell.value ? say(cell.value) : "gap" }];
      if (!isOne && block && block.row === cell.rows[0] && block.column === cell.columns[0]) {
        lines.push({ name: "lowest", text: say(block.min) }, { name: "highest", text: say(block.max) });
      }
      return {
        panel: 0, row: row * across.count + column,
        x: panel.toX(middle(across, cell.columns)), y: panel.toY(down, middle(upwards, cell.rows)),
        title: `${whereOf(upwards, cell.rows, "row")}, ${whereOf(across, cell.columns, "column")}`,
        lines: lines.map((line) => ({ ...line, entry: null, panel: 0, y: NaN })),
      };
    };

    /** @param {number} row @param {number} column @returns {ChartSpot | null} Moves the lines beside it there. */
    const go = (row, column) => {
      if (cursor?.row !== row || cursor.column !== column) {
        cursor = { row, column };
        if (areProfiles()) { chart.draw(); }
        clearTimeout(blockTimer);
        blockTimer = setTimeout(() => { void lookInto(row, column); }, blockPause);
      }
      return spotOf(row, column);
    };

    /** Finds the extremes of the block at the cursor. @param {number} row @param {number} column */
    const lookInto = async (row, column) => {
      const cell = valueAt(row, column);
      if (!cell || (cell.rows[1] - cell.rows[0]) * (cell.columns[1] - cell.columns[0]) === 1) { return; }
      asking?.abort();
      const own = asking = new AbortController();
      try {
        const { min, max } = await ask({ rows: cell.rows, columns: cell.columns, width: 1, height: 1, signal: own.signal });
        if (own.signal.aborted) { return; }
        block = { row: cell.rows[0], column: cell.columns[0], min, max };
        chart.show(spotOf(row, column));
      } catch (error) {
        if (!own.signal.aborted) { chart.frame.failed(error); }
      }
    };

    // ---- Sliders of the leading axes

    leading.forEach((size, axis) => {
      const label = document.createElement("label");
      label.className = "plot-slider";
      const slider = document.createElement("input");
      slider.type = "range";
      slider.min = "0";
      slider.max = String(size - 1);
      slider.value = String(slice[axis] ?? 0);
      const text = document.createElement("span");
      const tell = () => { text.textContent = `axis ${axis}, index ${words.count(Number(slider.value))} (0 to ${words.count(size - 1)})`; };
      slider.addEventListener("input", () => {
        slice[axis] = Number(slider.value);
        tell();
        whole = part = null;
        chart.look();
        chart.note();
      });
      tell();
      label.append(text, slider);
      chart.controls.append(label);
    });

    // ---- What is said

    const loadWhole = async (/** @type {AbortSignal | undefined} */ signal) => {
      const own = await ask({ width: blocks(), height: blocks(), ...(signal ? { signal } : {}) });
      if (signal?.aborted) { return; }
      whole = own;
      across.count = own.columns;
      upwards.count = own.rows;
    };

    const size = (/** @type {Part} */ own) => `${words.count(own.rows)} \u00d7 ${words.count(own.columns)}`;

    const isThinned = (/** @type {Part} */ own) => own.block[0] * own.block[1] > 1;

    const caption = () => {
      const own = part ?? whole;
      if (!own || own.rows * own.columns === 0) { return "no rows: there is nothing to draw"; }
      const parts = isThinned(own)
        ? [`${size(own)} values`, `a colour is the mean of ${own.block[0]} \u00d7 ${own.block[1]}`, "zoom for more"]
        : [`all ${size(own)} values`];
      if (Number.isFinite(own.min)) { parts.push(`from ${words.number(own.min)} to ${words.number(own.max)}${unit}`); }
      const gaps = own.nonFinite + (own.nulls ?? 0);
      if (gaps > 0) { parts.push(`${words.count(gaps)} gap${gaps === 1 ? "" : "s"}`); }
      if (colouring === "log") { parts.push("values \u2264 0 have no colour"); }
      return parts.join(" \u00b7 ");
    };

    const switchTo = (/** @type {Colouring} */ next) => { colouring = colouring === next ? "" : next; repaint(); };

    const barLabel = view.color ? words.name(view.color.label, view.color.column, view.color.unit) : "";

    return {
      panels: [[down]], entries: [], isFreeY: true, canLog: false,
      async load() {
        await loadWhole(undefined);
        await Promise.all([place(across, view.x), place(upwards, view.y?.[0])]);
      },
      closer(signal) {
        if (!whole) { return loadWhole(signal); }
        part = chart.x.set || down.set ? part : null;
        if (!isThinned(whole) || (!chart.x.set && !down.set)) { return null; }
        const wanted = { rows: shownOf(upwards), columns: shownOf(across), width: blocks(), height: blocks(), signal };
        return ask(wanted).then((own) => { if (!signal.aborted) { part = own; } });
      },
      all: () => edges(across, 0, Math.max(1, across.count)),
      fit: () => edges(upwards, 0, Math.max(1, upwards.count)),
      isEmpty: () => across.count * upwards.count === 0,
      margin: () => (areProfiles() ? profileSize : 0) + chart.barWidth(range(), colouring === "log", barLabel),
      head: () => (areProfiles() ? profileSize + 4 : 12),
      paint(pen, panel) {
        const { box } = panel;
        pen.rect(box.left, box.top, box.width, box.height, chart.colours.surface);
        for (const own of [whole, part]) { if (own) { paintPart(pen, panel, own); } }
      },
      around(pen, panel) {
        paintProfiles(pen, panel);
        const shift = areProfiles() ? profileSize : 0;
        chart.bar(pen, { ...panel, box: { ...panel.box, width: panel.box.width + shift } }, ramp(), range(), colouring === "log", barLabel);
      },
      near(_, x, y) {
        const panel = chart.panels[0];
        if (!panel) { return null; }
        const { box } = panel;
        const shareX = (x - box.left) / box.width;
        const shareY = (y - box.top) / box.height;
        const [low, high] = down.now;
        const value = down.isDown ? low + shareY * (high - low) : high - shareY * (high - low);
        return go(indexOf(upwards, value), indexOf(across, chart.x.now[0] + shareX * (chart.x.now[1] - chart.x.now[0])));
      },
      step(spot, count, lines) {
        const [rows, columns] = [shownOf(upwards), shownOf(across)];
        const [row, column] = spot ? [Math.floor(spot.row / across.count), spot.row % across.count] : [rows[0], columns[0]];
        const cell = valueAt(row, column);
        const within = (/** @type {number} */ index, /** @type {number} */ most) => Math.max(0, Math.min(most - 1, index));
        const pace = spot ? 1 : 0;
        const wide = cell ? cell.columns[1] - cell.columns[0] : 1;
        const high = cell ? cell.rows[1] - cell.rows[0] : 1;
        const turn = down.isDown === upwards.step > 0 ? 1 : -1;
        return go(within(row + pace * lines * turn * high, upwards.count),
          within(Math.abs(count) === Infinity ? (count < 0 ? 0 : across.count - 1) : column + pace * count * wide, across.count));
      },
      spot: (index) => (across.count > 0 ? go(Math.min(upwards.count - 1, Math.floor(index / across.count)), index % across.count) : null),
      caption,
      sentence() {
        if (!whole || whole.rows * whole.columns === 0) { return "Heat map: no values"; }
        const reach = Number.isFinite(whole.min) ? `, ${name} from ${words.number(whole.min)} to ${words.number(whole.max)}${unit}`
          : ", no numbers";
        return `Heat map, ${words.count(whole.rows)} rows and ${words.count(whole.columns)} columns${reach}`;
      },
      rows() {
        const own = part ?? whole;
        const names = own && isThinned(own) ? ["first row", "first column", `${name} (mean)`] : ["row", "column", name];
        const columns = /** @type {[number[], number[], number[]]} */ ([[], [], []]);
        for (let i = 0; own && i < own.mean.length; i++) {
          const value = own.mean[i] ?? NaN;
          columns[0].push(own.top + Math.floor(i / own.shape[1]) * own.block[0]);
          columns[1].push(own.left + (i % own.shape[1]) * own.block[1]);
          columns[2].push(value);
        }
        return { names, columns };
      },
      points: () => 0,
      tools: () => [
        { name: "log-colour", label: "log colour", pressed: colouring === "log", run: () => { switchTo("log"); } },
        { name: "symmetric", label: "symmetric colour", pressed: colouring === "symmetric", run: () => { switchTo("symmetric"); } },
        {
          name: "profiles", label: "row and column", pressed: hasProfiles,
          run: () => { hasProfiles = !hasProfiles; chart.build(); chart.note(); },
        },
      ],
      state() {
        /** @type {Record<string, string>} */
        const told = {};
        if (slice.some((index) => index > 0)) { told.slice = slice.join("_"); }
        if (colouring) { told.colour = colouring; }
        if (!hasProfiles) { told.profile = "off"; }
        return told;
      },
      themed() { for (const own of [whole, part]) { if (own) { own.picture = null; } } },
      reset() { part = null; },
    };
  };

  plots.heatmap = (frame) => plots.chart(frame, layerOf);
})();
