// Lines, points and bars: what is drawn of columns, on the ground of plotchart.js. The first look has all extremes of all rows; whoever
// zooms in gets more rows of that part, between those of the first look.
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));
  const { words } = plots;

  /** @typedef {[number, number]} Range */
  /** @typedef {"lines" | "scatter" | "bars"} Kind */
  /** @typedef {ChartEntry & { line: ViewLine, label: string, head: string, scale: ChartScale, panel: number, batch: Batch, at: number, low: number,
      high: number, error: number }} Line Where its numbers are in a piece: `at` in y; low, high and error in with, −1: not there. */
  /** @typedef {{ y: string[], with: string[], colour: number, isWanted: boolean, whole: Piece | null, now: Piece | null }} Batch */
  /** @typedef {{ rows: Float64Array, x: Float64Array, y: Float64Array[], with: Float64Array[], length: number, first: number, last: number,
      drawn: number, gaps: number[] }} Piece Rows first to last are drawn of length; rows around them may be there too. */

  /** The server reads as many columns at a time. */
  const mostColumns = 16;
  const mostPoints = 4000;
  const mostDots = 20000;
  const mostTexts = 1000;
  const manySeries = 16;
  const firstSeries = 8;
  const mostErrorBars = 200;
  /** Requests at the same time. */
  const mostAtOnce = 4;
  const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3]];
  /** Colours of points are so many. */
  const shades = 64;

  /** @param {Piece} whole @param {Piece} part @returns {Piece} The part, and what lies around it. */
  const spliced = (whole, part) => {
    const before = whole.rows.findIndex((row) => row >= part.first);
    const after = whole.rows.findIndex((row) => row > part.last);
    const join = (/** @type {Float64Array} */ outer, /** @type {Float64Array} */ inner) => {
      const head = outer.subarray(0, before < 0 ? outer.length : before);
      const tail = after < 0 ? outer.subarray(outer.length) : outer.subarray(after);
      const all = new Float64Array(head.length + inner.length + tail.length);
      all.set(head);
      all.set(inner, head.length);
      all.set(tail, head.length + inner.length);
      return all;
    };
    return {
      ...part, rows: join(whole.rows, part.rows), x: join(whole.x, part.x),
      y: part.y.map((column, i) => join(/** @type {Float64Array} */ (whole.y[i]), column)),
      with: part.with.map((column, i) => join(/** @type {Float64Array} */ (whole.with[i]), column)),
    };
  };

  /** @template T @param {T[]} items @param {(item: T) => Promise<void>} run Runs some at a time. */
  const inTurns = async (items, run) => {
    const left = [...items];
    const go = async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) { await run(item); }
    };
    await Promise.all(Array.from({ length: mostAtOnce }, go));
  };

  /** Whether a column is an element of an array of arrays, which may be of any length. @param {string} column */
  const isElement = (column) => /\/\d+$/.test(column) && !column.includes("*");

  /**
   * Adds a piece of a line as far as it is near the box: a canvas draws points that are far away inexactly (Liang and Barsky's way).
   * @param {number[]} out @param {number} ax @param {number} ay @param {number} bx @param {number} by @param {ChartBox} box
   * @param {boolean} isJoined Whether the last point that was added is the first of this piece. @returns {boolean} The same for the next.
   */
  const addPiece = (out, ax, ay, bx, by, box, isJoined) => {
    const [dx, dy, room] = [bx - ax, by - ay, 20];
    const sides = [
      -dx, ax - box.left + room, dx, box.left + box.width + room - ax,
      -dy, ay - box.top + room, dy, box.top + box.height + room - ay,
    ];
    let from = 0;
    let to = 1;
    for (let i = 0; i < 8; i += 2) {
      const pace = sides[i] ?? 0;
      const left = sides[i + 1] ?? 0;
      if (pace === 0 && left < 0) { return false; }
      if (pace < 0) { from = Math.max(from, left / pace); }
      if (pace > 0) { to = Math.min(to, left / pace); }
    }
    if (from > to) { return false; }
    if (!isJoined || from > 0) { out.push(NaN, NaN, ax + from * dx, ay + from * dy); }
    out.push(ax + to * dx, ay + to * dy);
    return to === 1;
  };

  /** @param {Kind} kind @returns {(chart: Chart) => ChartLayer} */
  const layerOf = (kind) => (chart) => {
    const { view, source, state, item } = chart.frame;
    const overColumn = view.x?.scale === "category" ? null : view.x ?? null;
    const factor = view.x?.unit === "ms since 1970" ? 1e-3 : 1;
    const isCategory = view.x?.scale === "category";
    const ys = view.y ?? [];
    const isLong = ys.length > manySeries;
    const isGrouped = kind === "scatter" && view.color?.scale === "category";
    /** What points are in, where colours are categories. @type {ChartEntry[]} */
    let groups = [];
    const xName = view.x ? words.label(view.x.label, view.x.column) : "row";

    Object.assign(chart.x, {
      kind: factor !== 1 ? "time" : view.x?.scale ?? "linear",
      isWhole: !view.x,
      label: !view.x ? "row" : words.name(view.x.label, view.x.column, factor !== 1 || view.x.scale === "time" ? null : view.x.unit),
    });

    // ---- Which line stands on which axis, and comes with which request

    /** @type {ChartScale[][]} */
    const panels = [];
    /** @type {Batch[]} */
    const batches = [];

    /** Phases have a field of their own, from \u2212\u03c0 to \u03c0. @param {ViewLine} line */
    const isPhase = (line) => line.column.startsWith("arg(");

    /** @param {ViewLine} line @returns {ChartScale} */
    const scaleOf = (line) => {
      const unit = line.unit ?? "";
      const asked = line.scale ?? "linear";
      const axisKind = asked === "category" ? "linear" : asked;
      const known = panels.flat().find((scale) => scale.unit === unit && scale.kind === axisKind && scale.isTurn === isPhase(line));
      if (known) { return known; }
      const wantsRight = line.side === "right";
      const last = panels.at(-1);
      const room = last && last.length < 2 && !isPhase(line) && !last.some((scale) => scale.isTurn) ? last : null;
      const isRight = room?.some((scale) => scale.isRight === wantsRight) ? !wantsRight : wantsRight;
      const scale = chart.scale({ key: `y${panels.flat().length}`, unit, kind: axisKind, isRight, isTurn: isPhase(line) });
      if (room) { room.push(scale); } else { panels.push([scale]); }
      return scale;
    };

    /** @param {string} column @param {string[]} extras @returns {Batch} One with room for a column and what comes with it. */
    const batchOf = (column, extras) => {
      const last = !view.x && isElement(column) ? undefined : batches.at(-1);
      const used = last ? last.y.length + last.with.length + (overColumn ? 1 : 0) : mostColumns;
      if (last && used + 1 + extras.length <= mostColumns && !(isLong && last.y.length >= firstSeries)) { return last; }
      const colour = view.color ? [view.color.column] : [];
      const batch = { y: [], with: colour, colour: colour.length - 1, isWanted: false, whole: null, now: null };
      batches.push(batch);
      return batch;
    };

    const hidden = new Set((state.hide ?? "").split("_").filter((part) => /^\d+$/.test(part)).map(Number));
    const picked = new Set((state.show ?? "").split("_").filter((part) => /^\d+$/.test(part)).map(Number));
    const isFirst = (/** @type {number} */ index) => !isLong || index < firstSeries;

    const isOneName = ys.every(({ title }) => title === ys[0]?.title);

    /** The name of a line in the legend, beside the cursor and above its numbers. @param {ViewLine} line */
    const namesOf = (line) => {
      const label = words.label(line.label, line.column);
      const name = words.name(line.label, line.column, line.unit);
      if (!line.title) { return { name, label, head: name }; }
      const own = isOneName ? label : `${words.clean(line.title)} ${label}`;
      return { name: own, label: own, head: `${words.name(line.title, line.column, line.unit)} ${label}` };
    };

    /** @type {Line[]} */
    const lines = ys.map((line, index) => {
      const scale = scaleOf(line);
      const pointers = [line.low, line.high, line.error];
      const extras = pointers.flatMap((pointer) => (pointer ? [pointer] : []));
      const batch = batchOf(line.column, extras);
      const [low = -1, high = -1, error = -1] = pointers.map((pointer) => (pointer ? batch.with.push(pointer) - 1 : -1));
      return {
        ...namesOf(line), line, colour: (line.tone ?? index) % 5,
        dash: dashes[(line.stroke ?? Math.floor(index / 5)) % dashes.length] ?? [], scale, panel: panels.findIndex((panel) => panel.includes(scale)),
        batch, at: batch.y.push(line.column) - 1, low, high, error,
        isShown: isLong && picked.size > 0 ? picked.has(index) : isFirst(index) && (isGrouped || !hidden.has(index)),
      };
    });
    if (panels.length === 0) { scaleOf({ column: "" }); }

    const nameScales = () => {
      for (const scale of panels.flat()) {
        const all = lines.filter((line) => line.scale === scale);
        const own = all.some((line) => line.isShown) ? all.filter((line) => line.isShown) : all;
        const each = [...new Set(own.map(({ line, label }) => (line.title ? words.clean(line.title) : label)))];
        const names = each.join(", ");
        const unit = words.clean(scale.unit);
        scale.label = each.length === 1 || (each.length <= 4 && names.length <= 40) ? `${names}${unit ? ` (${unit})` : ""}` : unit;
        scale.colour = own.length === 1 && lines.length > 1 ? own[0]?.colour ?? null : null;
      }
    };
    nameScales();

    const shown = () => lines.filter((line) => line.isShown && line.batch.now);

    /** @param {Line} line @param {Piece} piece @param {number} i @returns {ChartEntry | undefined} The group of a point. */
    const groupOf = (line, piece, i) => groups[piece.with[line.batch.colour]?.[i] ?? -1];

    /** @param {Line} line @param {Piece} piece @param {number} i */
    const isInShown = (line, piece, i) => !isGrouped || groupOf(line, piece, i)?.isShown === true;

    /** @param {Line} line @param {Piece} piece @returns {Float64Array} Those of hidden groups are gaps. */
    const valuesOf = (line, piece) => {
      const values = piece.y[line.at] ?? new Float64Array();
      return groups.every((group) => group.isShown) ? values : values.map((value, i) => (isInShown(line, piece, i) ? value : NaN));
    };

    // ---- Numbers

    /** @type {Map<string, number>} */
    const places = new Map();
    /** @type {number[]} */
    let placeOfRow = [];
    /** @type {Range} */
    let all = [0, 1];
    /** The first and the last value. @type {Range} */
    let ends = [0, 1];
    let longest = 0;
    /** How far bars are apart. */
    let apart = 1;
    /** The kind of the axis that the range is for. */
    let measuredAs = "";

    /** @param {Batch} batch @param {Series} series @returns {Piece} */
    const pieceOf = (batch, series) => {
      const rows = Float64Array.from(series.rows);
      const x = isCategory ? rows.map((row) => placeOfRow[row] ?? NaN)
        : !series.x ? rows : factor === 1 ? series.x : series.x.map((value) => value * factor);
      const gaps = series.gaps.slice(0, batch.y.length).map((gap) => gap.nonFinite + gap.nulls);
      return {
        rows, x, y: series.y, with: series.with, length: series.length, first: rows.length > 0 ? series.first : 0,
        last: rows.length > 0 ? series.last : -1, drawn: rows.length, gaps,
      };
    };

    const isThinned = (/** @type {Piece} */ piece) => piece.drawn < piece.last - piece.first + 1;

    /** @param {Batch} batch */
    const pointsFor = (batch) => (kind === "scatter" ? mostDots
      : Math.max(200, Math.min(mostPoints, Math.round(2 * chart.pixels() * batch.y.length))));

    /** @param {Batch} batch @param {{ from?: number, to?: number, signal?: AbortSignal }} [range] */
    const ask = async (batch, range = {}) => {
      /** @type {SeriesAsk} */
      const wanted = { y: batch.y, with: batch.with, points: pointsFor(batch), method: "minmax", ...range };
      if (overColumn) { wanted.x = overColumn.column; }
      return pieceOf(batch, await source.series(wanted));
    };

    /**
     * The rows within, and one more to each side.
     * @param {Batch} batch @param {Piece} within @param {AbortSignal} signal @returns {Promise<Piece>}
     */
    const withNeighbours = async (batch, within, signal) => {
      const column = overColumn?.column;
      const points = pointsFor(batch);
      if (!column || within.drawn === 0 || within.drawn + 2 > points || isThinned(within)) { return within; }
      const series = await source.series({
        y: [column, ...batch.y], with: batch.with, from: within.first - 1, to: within.last + 1, points, method: "minmax", signal,
      });
      const [x = new Float64Array(), ...y] = series.y;
      return pieceOf(batch, { ...series, x, y, gaps: series.gaps.slice(1) });
    };

    /** @param {Batch} batch */
    const loadWhole = async (batch) => {
      batch.isWanted = true;
      batch.whole = batch.now = await ask(batch, isCategory ? { from: 0, to: Math.max(0, placeOfRow.length - 1) } : {});
      longest = Math.max(longest, batch.whole.length);
    };

    const loadTexts = async () => {
      if (isGrouped && view.color) {
        const { column, tones } = view.color;
        const names = await source.texts(column, manySeries);
        groups = names.map((name, i) => ({ name: words.clean(name), colour: tones?.[i] ?? i % 5, dash: [], isDot: true, isShown: !hidden.has(i) }));
      }
      if (!isCategory || !view.x) { return; }
      const texts = await source.texts(view.x.column, Math.min(source.length ?? mostTexts, mostTexts));
      placeOfRow = texts.map((text) => {
        if (!places.has(text)) { places.set(text, places.size); }
        return places.get(text) ?? 0;
      });
      chart.x.texts = [...places.keys()];
    };

    const measure = () => {
      let low = Infinity;
      let high = -Infinity;
      for (const { whole } of batches) {
        for (const value of whole?.x ?? []) {
          if (Number.isFinite(value) && (chart.x.kind !== "log" || value > 0)) { low = Math.min(low, value); high = Math.max(high, value); }
        }
      }
      ends = low > high ? [0, 1] : [low, high];
      apart = step();
      measuredAs = chart.x.kind;
      const isLog = chart.x.kind === "log";
      all = isCategory ? [-0.5, Math.max(1, places.size) - 0.5]
        : low > high ? (isLog ? [1, 10] : [0, 1])
          : kind === "bars" ? [low - apart / 2, high + apart / 2]
            : low === high ? (view.x ? padded(low, high, chart.x, 0) : [low - 0.5, high + 0.5])
              : kind === "scatter" ? padded(low, high, chart.x, 0.03) : [low, high];
    };

    /** @param {number} low @param {number} high @param {ChartAxis} axis @param {number} share @returns {Range} */
    const padded = (low, high, axis, share) => {
      // Five hundredths of an instant would be years.
      if (!(high > low)) { return axis.kind === "time" ? [low - 1, high + 1] : words.bounds(low, high); }
      const isLog = axis.kind === "log";
      const room = isLog ? (high / low) ** share : (high - low) * share;
      return isLog ? [low / room, high * room] : [low - room, high + room];
    };

    /** @returns {number} How far bars are apart. */
    const step = () => {
      if (isCategory || !overColumn) { return 1; }
      const sorted = [...batches[0]?.now?.x ?? []].filter(Number.isFinite).sort((a, b) => a - b);
      const gaps = sorted.slice(1).map((value, i) => value - (sorted[i] ?? value)).filter((gap) => gap > 0);
      return gaps.length > 0 ? Math.min(...gaps) : 1;
    };

    /** @param {number} value @param {ChartScale} scale */
    const isDrawn = (value, scale) => Number.isFinite(value) && (scale.kind !== "log" || value > 0);

    /** @param {Line} line @param {Piece} piece @param {number} i @returns {Range} The ends of its error bar. */
    const span = (line, piece, i) => {
      const value = piece.y[line.at]?.[i] ?? NaN;
      const of = (/** @type {number} */ index) => piece.with[index]?.[i] ?? NaN;
      const error = Math.abs(of(line.error));
      return [line.low >= 0 ? of(line.low) : value - error, line.high >= 0 ? of(line.high) : value + error];
    };

    const hasSpan = (/** @type {Line} */ line) => line.low >= 0 || line.high >= 0 || line.error >= 0;

    // ---- Painting

    /** @param {ChartPen} pen @param {ChartPanel} panel @param {Line} line */
    const paintLine = (pen, panel, line) => {
      const { box } = panel;
      const piece = /** @type {Piece} */ (line.batch.now);
      const values = piece.y[line.at] ?? new Float64Array();
      const colour = chart.colours.series[line.colour] ?? chart.colours.text;
      const isLine = kind === "lines" && view.connect !== false;
      const out = /** @type {number[]} */ ([]);
      let inView = 0;
      let isJoined = false;
      let [ax, ay] = [NaN, NaN];
      for (let i = 0; i < values.length; i++) {
        const value = values[i] ?? NaN;
        const x = panel.toX(piece.x[i] ?? NaN);
        if (!isDrawn(value, line.scale)) {
          if (Math.abs(value) === Infinity) { paintEdge(pen, box, x, value > 0, colour); }
          isJoined = false;
          ax = NaN;
          continue;
        }
        const y = panel.toY(line.scale, value);
        if (x >= box.left - 1 && x <= box.left + box.width + 1) { inView++; }
        if (isLine && ax === ax) { isJoined = addPiece(out, ax, ay, x, y, box, isJoined); }
        [ax, ay] = [x, y];
      }
      if (hasSpan(line) && inView > mostErrorBars) { paintSpans(pen, panel, line, piece, colour, true); }
      pen.line(out, colour, chart.isMoving ? 1 : 1.5, line.dash);
    };

    /** @param {ChartPen} pen @param {ChartPanel} panel @param {Line} line */
    const paintDots = (pen, panel, line) => {
      const { box } = panel;
      const piece = /** @type {Piece} */ (line.batch.now);
      const values = piece.y[line.at] ?? new Float64Array();
      const colour = chart.colours.series[line.colour] ?? chart.colours.text;
      const isLine = view.connect !== false;
      const isThere = (/** @type {number} */ i) => isDrawn(values[i] ?? NaN, line.scale);
      const dots = /** @type {number[]} */ ([]);
      const lone = /** @type {number[]} */ ([]);
      let inView = 0;
      for (let i = 0; i < values.length; i++) {
        const x = panel.toX(piece.x[i] ?? NaN);
        if (!isThere(i) || !(x >= box.left - 1 && x <= box.left + box.width + 1)) { continue; }
        inView++;
        const y = panel.toY(line.scale, values[i] ?? NaN);
        if (y < box.top - 1 || y > box.top + box.height + 1) { continue; }
        dots.push(x, y);
        if (!isThere(i - 1) && !isThere(i + 1)) { lone.push(x, y); }
      }
      if (hasSpan(line) && inView <= mostErrorBars) { paintSpans(pen, panel, line, piece, colour, false); }
      const seen = !isLine || inView * 7 < box.width ? dots : lone;
      for (let i = 0; i < seen.length; i += 2) { pen.dot(seen[i] ?? 0, seen[i + 1] ?? 0, isLine ? 2.5 : 3, colour); }
    };

    /** Marks an infinite value. @param {ChartPen} pen @param {ChartBox} box @param {number} x @param {boolean} isUp
     * @param {string} colour */
    const paintEdge = (pen, box, x, isUp, colour) => {
      const [tip, base] = isUp ? [box.top + 1, box.top + 8] : [box.top + box.height - 1, box.top + box.height - 8];
      pen.area([x, tip, x - 4, base, x + 4, base], colour, 1);
    };

    /** @param {number} value @param {number} low @param {number} size @returns {number} Near the field, if it is far away. */
    const within = (value, low, size) => Math.max(low - 20, Math.min(low + size + 20, value));

    /**
     * @param {ChartPen} pen @param {ChartPanel} panel @param {Line} line @param {Piece} piece @param {string} colour
     * @param {boolean} isBand
     */
    const paintSpans = (pen, panel, line, piece, colour, isBand) => {
      const { box } = panel;
      const toY = (/** @type {number} */ value) => (line.scale.kind === "log" && value <= 0 ? box.top + box.height + 20
        : within(panel.toY(line.scale, value), box.top, box.height));
      const bars = /** @type {number[]} */ ([]);
      let upper = /** @type {number[]} */ ([]);
      let lower = /** @type {number[]} */ ([]);
      const close = () => {
        if (upper.length > 2) { pen.area([...upper, ...lower], colour, 0.2); }
        upper = [];
        lower = [];
      };
      for (let i = 0; i < piece.rows.length; i++) {
        const [low, high] = span(line, piece, i);
        const x = within(panel.toX(piece.x[i] ?? NaN) + offsetOf(line, panel), box.left, box.width);
        if (!Number.isFinite(low + high + x)) { close(); continue; }
        const [top, bottom] = [toY(high), toY(low)];
        if (isBand) { upper.push(x, top); lower.unshift(x, bottom); continue; }
        if (x < box.left - 1 || x > box.left + box.width + 1) { continue; }
        const [from, to] = [Math.max(box.top, top), Math.min(box.top + box.height, bottom)];
        if (from > to) { continue; }
        bars.push(x, from, x, to, NaN, NaN);
        for (const end of [top, bottom]) { if (end >= from && end <= to) { bars.push(x - 3, end, x + 3, end, NaN, NaN); } }
      }
      close();
      pen.line(bars, kind === "bars" ? chart.colours.text : colour, 1);
    };

    /** @param {ChartPanel} panel @returns {number} Pixels that the bars of one place are wide together. */
    const slot = (panel) => Math.max(1, Math.abs(panel.toX(all[0] + apart) - panel.toX(all[0])) * 0.8);

    /** @param {Line} line @param {ChartPanel} panel @returns {number} Pixels that its bars stand right of their place. */
    const offsetOf = (line, panel) => {
      if (kind !== "bars") { return 0; }
      const beside = shown();
      return slot(panel) * ((beside.indexOf(line) + 0.5) / beside.length - 0.5);
    };

    /** @param {ChartPen} pen @param {ChartPanel} panel @param {Line} line */
    const paintBars = (pen, panel, line) => {
      const { box } = panel;
      const piece = /** @type {Piece} */ (line.batch.now);
      const colour = chart.colours.series[line.colour] ?? chart.colours.text;
      const width = Math.max(1, slot(panel) / shown().length - (shown().length > 1 && slot(panel) > 12 ? 1 : 0));
      const shift = offsetOf(line, panel) - width / 2;
      const [top, bottom] = [box.top - 2, box.top + box.height + 2];
      const base = line.scale.kind === "log" ? bottom : Math.max(top, Math.min(bottom, panel.toY(line.scale, 0)));
      (piece.y[line.at] ?? []).forEach((value, i) => {
        const x = panel.toX(piece.x[i] ?? NaN) + shift;
        if (Math.abs(value) === Infinity) { paintEdge(pen, box, x + width / 2, value > 0, colour); }
        if (!isDrawn(value, line.scale) || !(x > box.left - width && x < box.left + box.width)) { return; }
        const y = Math.max(top, Math.min(bottom, panel.toY(line.scale, value)));
        pen.rect(x, Math.min(y, base), width, Math.abs(base - y), colour);
      });
      if (line.scale.kind !== "log") { pen.line([box.left, base, box.left + box.width, base], chart.colours.muted, 1); }
      if (hasSpan(line)) { paintSpans(pen, panel, line, piece, colour, false); }
    };

    /** @param {ChartPen} pen @param {ChartPanel} panel @param {Line} line */
    const paintPoints = (pen, panel, line) => {
      const { box } = panel;
      const piece = /** @type {Piece} */ (line.batch.now);
      const values = valuesOf(line, piece);
      const shade = hasShades ? piece.with[line.batch.colour] : undefined;
      const one = chart.colours.series[line.colour] ?? chart.colours.text;
      const ramp = shadesNow();
      const [low, high] = shadeRange();
      const r = values.length > 5000 ? 1.5 : values.length > 500 ? 2.5 : 3.5;
      if (hasSpan(line)) { paintSpans(pen, panel, line, piece, words.mix(chart.colours.ground, one, 0.6), false); }
      for (let i = 0; i < values.length; i++) {
        const value = values[i] ?? NaN;
        const x = panel.toX(piece.x[i] ?? NaN);
        const plain = isGrouped ? chart.ink(groupOf(line, piece, i)?.colour ?? -1) : one;
        if (Math.abs(value) === Infinity) { paintEdge(pen, box, x, value > 0, plain); }
        if (!isDrawn(value, line.scale) || !(x > box.left - r && x < box.left + box.width + r)) { continue; }
        const y = panel.toY(line.scale, value);
        if (y < box.top - r || y > box.top + box.height + r) { continue; }
        const t = shade ? ((shade[i] ?? NaN) - low) / (high - low) : NaN;
        const colour = !shade ? plain : t === t ? ramp[Math.min(shades - 1, Math.floor(t * shades))] ?? one : chart.colours.muted;
        if (r < 2) { pen.rect(x - r, y - r, 2 * r, 2 * r, colour); } else { pen.dot(x, y, r, colour); }
      }
    };

    const painters = { lines: paintLine, scatter: paintPoints, bars: paintBars };

    const shadesNow = () => Array.from({ length: shades }, (_, i) =>
      words.hex(words.ramp(i / (shades - 1), words.isDark(chart.colours.ground) ? "dark" : "light")));

    /** @returns {Range} */
    const shadeRange = () => {
      let [low, high] = [Infinity, -Infinity];
      for (const batch of batches) {
        for (const value of batch.whole?.with[batch.colour] ?? []) {
          if (Number.isFinite(value)) { low = Math.min(low, value); high = Math.max(high, value); }
        }
      }
      return low > high ? [0, 1] : words.bounds(low, high);
    };

    const hasShades = kind === "scatter" && Boolean(view.color) && !isGrouped;
    const shadeName = view.color ? words.name(view.color.label, view.color.column, view.color.unit) : "";

    /** Whether there is room for the name of each line at its end. */
    const canLabel = () => kind === "lines" && chart.breadth() > 520 && panels.flat().every((scale) => !scale.isRight)
      && panels.some((_, index) => shown().filter((line) => line.panel === index).length > 1) && shown().length <= 8 * panels.length;

    const labelRoom = () => (chart.breadth() > 900 ? 160 : 120);

    /** @param {ChartPen} pen @param {ChartPanel} panel @param {number} index */
    const paintLabels = (pen, panel, index) => {
      const { box } = panel;
      const labels = shown().filter((line) => line.panel === index).flatMap((line) => {
        const piece = /** @type {Piece} */ (line.batch.now);
        const values = piece.y[line.at] ?? new Float64Array();
        let i = values.length - 1;
        while (i >= 0 && !(isDrawn(values[i] ?? NaN, line.scale) && (piece.x[i] ?? NaN) <= chart.x.now[1])) { i--; }
        // Of lines of unequal length, one that ends before has no name at the edge.
        const isShort = piece.length < longest && panel.toX(piece.x[i] ?? NaN) < box.left + box.width - 8;
        const y = i < 0 || isShort ? NaN : panel.toY(line.scale, values[i] ?? NaN);
        return y >= box.top - 1 && y <= box.top + box.height + 1 ? [{ line, y }] : [];
      }).sort((a, b) => a.y - b.y);
      if (labels.length < 2 || labels.length * 14 > box.height) { return; }
      for (let i = 1; i < labels.length; i++) {
        const [above, own] = [labels[i - 1], labels[i]];
        if (above && own) { own.y = Math.max(own.y, above.y + 14); }
      }
      let limit = box.top + box.height - 4;
      for (const label of labels.toReversed()) {
        label.y = Math.min(label.y, limit);
        limit = label.y - 14;
      }
      for (const { line, y } of labels) {
        const text = words.fit(line.label, labelRoom(), chart.width);
        pen.text(box.left + box.width + 8, y, text, { colour: chart.colours.series[line.colour] ?? chart.colours.text, size: 12 });
      }
    };

    // ---- The cursor

    let active = 0;

    /** @param {Piece} piece @param {(i: number) => number} distance @returns {number} The index of what is nearest, or −1. */
    const nearest = (piece, distance) => {
      let best = -1;
      let least = Infinity;
      for (let i = 0; i < piece.rows.length; i++) {
        const own = distance(i);
        if (own < least) { least = own; best = i; }
      }
      return best;
    };

    /** @param {ViewColumn | null | undefined} column */
    const unitOf = (column) => (column?.unit && column.unit !== "ms since 1970" ? ` ${words.clean(column.unit)}` : "");

    /** @param {Line} main @param {number} i @returns {ChartSpot | null} */
    const spotOf = (main, i) => {
      const piece = main.batch.now;
      const panel = chart.panels[main.panel];
      if (!piece || !panel || i < 0) { return null; }
      const value = piece.x[i] ?? NaN;
      const row = piece.rows[i] ?? 0;
      const others = kind === "scatter" ? [main] : [main, ...shown().filter((line) => line !== main)];
      const lines = others.map((line) => {
        const own = line.batch.now;
        const at = own === piece || !own ? i : nearest(own, (k) => Math.abs((own.x[k] ?? NaN) - value));
        const number = own?.y[line.at]?.[at] ?? NaN;
        const [low, high] = own && hasSpan(line) ? span(line, own, at) : [NaN, NaN];
        const range = low === low && high === high ? ` (${chart.text(line.scale, low)} to ${chart.text(line.scale, high)})` : "";
        const text = number === number ? `${chart.text(line.scale, number)}${unitOf(line.line)}${range}` : "gap";
        const there = chart.panels[line.panel];
        return {
          entry: (own && isGrouped ? groupOf(line, own, at) : null) ?? line, name: line.label, text, panel: line.panel,
          y: there && isDrawn(number, line.scale) ? there.toY(line.scale, number) : NaN,
        };
      });
      const [first] = lines;
      const ordered = kind === "scatter" ? lines : shown().flatMap((line) => lines.filter(({ entry }) => entry === line));
      const own = shade(piece, main, i);
      const where = `row ${words.count(row)}`;
      const over = `${xName} ${chart.text(chart.x, value)}${unitOf(view.x)}`;
      return {
        panel: main.panel, row, x: panel.toX(value), y: first?.y === first?.y ? first?.y ?? 0 : panel.box.top + panel.box.height / 2,
        title: item ? `#${item.id(row)} \u00b7 ${over}` : view.x ? `${over} \u00b7 ${where}` : where,
        lines: own === null ? ordered : [...ordered, { entry: null, ...own, panel: main.panel, y: NaN }],
      };
    };

    /** What gives a point its colour. @param {Piece} piece @param {Line} line @param {number} i */
    const shade = (piece, line, i) => {
      const value = piece.with[line.batch.colour]?.[i];
      if (kind !== "scatter" || !view.color || value === undefined) { return null; }
      const text = isGrouped ? groups[value]?.name ?? "" : `${words.number(value)}${unitOf(view.color)}`;
      return { name: words.label(view.color.label, view.color.column), text };
    };

    // ---- What is said

    const caption = () => {
      const main = shown()[0];
      const piece = main?.batch.now;
      if (longest === 0) { return "no rows: there is nothing to draw"; }
      if (!piece) { return "nothing is chosen"; }
      const [low, high] = chart.x.now;
      // Lines of one length share their rows; others are counted together.
      const each = [...new Set(shown().flatMap((line) => (line.batch.now ? [line.batch.now] : [])))];
      const pieces = each.every(({ length }) => length === piece.length) ? [piece] : each;
      const total = (/** @type {(piece: Piece) => number} */ count) => pieces.reduce((sum, own) => sum + count(own), 0);
      const inView = total((own) => own.x.reduce((sum, value, i) => sum + (value >= low && value <= high && isInShown(main, own, i) ? 1 : 0), 0));
      const whole = total((own) => own.length);
      const points = (/** @type {number} */ count) => `${words.count(count)} point${count === 1 ? "" : "s"}`;
      const many = pieces.length > 1 ? ` of ${pieces.length} lines` : "";
      const parts = pieces.some(isThinned)
        ? [`${words.count(total((own) => own.drawn))} of ${points(total((own) => own.last - own.first + 1))}${many} drawn`, "every extreme kept", "zoom for more"]
        : chart.x.set && inView < whole ? [`${words.count(inView)} of ${points(whole)}${many} in view`]
          : [inView === 1 ? "1 point" : `all ${points(inView)}${many}`];
      const texts = placeOfRow.length;
      if (isCategory && piece.length > texts) { parts.push(`of the first ${words.count(texts)} of ${words.count(piece.length)} rows`); }
      const least = shown().some((line) => line.batch.now && isThinned(line.batch.now)) ? "at least " : "";
      const gaps = shown().reduce((sum, line) => sum + (line.batch.now?.gaps[line.at] ?? 0), 0);
      if (gaps > 0) { parts.push(`${least}${words.count(gaps)} gap${gaps === 1 ? "" : "s"} where there is no finite number`); }
      const below = shown().filter((line) => line.scale.kind === "log").reduce((sum, line) =>
        sum + (line.batch.now?.y[line.at] ?? new Float64Array()).reduce((own, value) => own + (value <= 0 ? 1 : 0), 0), 0);
      if (below > 0) { parts.push(`${least}${words.count(below)} value${below === 1 ? "" : "s"} \u2264 0, which have no logarithm`); }
      return parts.join(" \u00b7 ");
    };

    const sentence = () => {
      const some = shown();
      const noun = kind === "scatter" ? "Points" : kind === "bars" ? "Bars" : some.length === 1 ? "Line" : `${some.length} lines`;
      if (longest === 0 || some.length === 0) { return `${noun}: no values`; }
      const [from, to] = ends.map((value) => chart.text(chart.x, value));
      const over = !view.x ? `over ${words.count(longest)} row${longest === 1 ? "" : "s"}`
        : isCategory ? `over ${chart.x.label} with ${words.count(places.size)} values`
          : `over ${xName} from ${from} to ${to}${unitOf(view.x)}`;
      const said = some.slice(0, 4).map((line) => {
        const values = [...line.batch.whole?.y[line.at] ?? []].filter((value) => Number.isFinite(value));
        if (values.length === 0) { return `${line.name} without values`; }
        const low = values.reduce((a, b) => Math.min(a, b));
        const high = values.reduce((a, b) => Math.max(a, b));
        const isTime = line.scale.kind === "time";
        const number = (/** @type {number} */ value) => (isTime ? chart.text(line.scale, value) : words.number(value, high - low));
        const last = some.length === 1 && kind === "lines" ? `, last ${number(values.at(-1) ?? NaN)}` : "";
        return `${line.label} from ${number(low)} to ${number(high)}${unitOf(line.line)}${last}`;
      });
      const more = some.length > 4 ? `; ${some.length - 4} more` : "";
      return `${noun}, ${words.count(longest)} point${longest === 1 ? "" : "s"}, ${said.join("; ")}${more}, ${over}`;
    };

    /** @returns {PlotRows} What is in view; lines that have rows of their own leave others empty. */
    const rows = () => {
      const [low, high] = chart.x.now;
      const used = [...new Set(shown().map((line) => line.batch))];
      /** @type {Map<number, number>} */
      const xOf = new Map();
      for (const line of shown()) {
        const piece = /** @type {Piece} */ (line.batch.now);
        piece.rows.forEach((row, i) => {
          const x = piece.x[i] ?? NaN;
          if (!(x < low || x > high) && isInShown(line, piece, i)) { xOf.set(row, x); }
        });
      }
      const order = [...xOf.keys()].sort((a, b) => a - b);
      const found = new Map(used.map(({ now }) => [now, new Map([...now?.rows ?? []].map((row, i) => [row, i]))]));
      /** @param {Piece | null} piece @param {Float64Array | undefined} values */
      const column = (piece, values) => order.map((row) => {
        const value = values?.[found.get(piece)?.get(row) ?? -1];
        return value === undefined ? "" : value;
      });
      const names = [item ? item.kind : "row"];
      /** @type {(number | string)[][]} */
      const columns = [item ? order.map((row) => item.id(row)) : order];
      if (view.x) {
        names.push(words.name(view.x.label, view.x.column, isCategory || chart.x.kind === "time" ? null : view.x.unit));
        columns.push(order.map((row) => {
          const x = xOf.get(row) ?? NaN;
          return isCategory ? chart.x.texts[x] ?? "" : chart.x.kind === "time" ? chart.instant(x, 1e-6) : x;
        }));
      }
      for (const { batch, at, head, line, low: lowAt, high: highAt, error } of shown()) {
        names.push(head);
        columns.push(column(batch.now, batch.now?.y[at]));
        for (const [index, pointer] of /** @type {const} */ ([[lowAt, line.low], [highAt, line.high], [error, line.error]])) {
          if (index >= 0 && pointer) { names.push(words.label(null, pointer)); columns.push(column(batch.now, batch.now?.with[index])); }
        }
      }
      if (kind === "scatter" && view.color) {
        const values = column(used[0]?.now ?? null, used[0]?.now?.with[0]);
        names.push(shadeName);
        columns.push(isGrouped ? values.map((value) => groups[Number(value)]?.name ?? "") : values);
      }
      return { names, columns };
    };

    // ---- Closer

    /** @param {Batch} batch @param {AbortSignal} signal */
    const lookCloser = async (batch, signal) => {
      if (!batch.whole) { await loadWhole(batch); measure(); }
      const { whole } = batch;
      const [low, high] = chart.x.now;
      if (!whole || !chart.x.set || isCategory || !isThinned(whole)) { batch.now = whole; return; }
      for (let room = 0.125; ; room *= 8) {
        const [a, b] = padded(low, high, chart.x, room);
        const [from, to] = overColumn ? [a / factor, b / factor] : [Math.floor(a) - 1, Math.ceil(b) + 1];
        const part = await withNeighbours(batch, await ask(batch, { from, to, signal }), signal);
        if (signal.aborted) { return; }
        if (part.drawn > 0) { batch.now = spliced(whole, part); return; }
        if (a <= all[0] && b >= all[1]) { batch.now = whole; return; }
      }
    };

    return {
      panels,
      get entries() { return isGrouped ? groups : lines; },
      isFreeY: kind === "scatter", canLog: true,
      async load() {
        await loadTexts();
        const first = batches.filter((batch) => lines.some((line) => line.batch === batch && line.isShown));
        await inTurns(first.length > 0 ? first : batches.slice(0, 1), loadWhole);
        measure();
      },
      closer(signal) {
        const isZoomed = chart.x.set !== null && !isCategory;
        const wanted = batches.filter(({ isWanted, whole }) => isWanted && (!whole || (isZoomed && isThinned(whole))));
        for (const batch of batches) { if (!wanted.includes(batch)) { batch.now = batch.whole; } }
        return wanted.length === 0 ? null : inTurns(wanted, (batch) => lookCloser(batch, signal));
      },
      all() {
        if (measuredAs !== chart.x.kind) { measure(); }
        return all;
      },
      isEmpty: () => longest === 0,
      fit(scale) {
        const isLog = scale.kind === "log";
        if (scale.isTurn && !isLog) { return padded(-Math.PI, Math.PI, scale, 0.03); }
        const [from, to] = chart.x.now;
        let [low, high] = kind === "bars" && !isLog ? [0, 0] : [Infinity, -Infinity];
        const take = (/** @type {number} */ value) => {
          if (isDrawn(value, scale)) { low = Math.min(low, value); high = Math.max(high, value); }
        };
        for (const line of shown()) {
          const piece = line.batch.now;
          if (line.scale !== scale || !piece) { continue; }
          const values = valuesOf(line, piece);
          let [px, py] = [NaN, NaN];
          for (let i = 0; i < values.length; i++) {
            const [x, y] = [piece.x[i] ?? NaN, values[i] ?? NaN];
            if (x >= from && x <= to) {
              take(y);
              if (hasSpan(line)) { for (const end of span(line, piece, i)) { take(end); } }
            }
            // What comes in from outside crosses the edge somewhere.
            if (kind === "lines" && isDrawn(y, scale) && isDrawn(py, scale)) {
              for (const edge of chart.x.now) { if ((px < edge) !== (x < edge)) { take(py + (y - py) * (edge - px) / (x - px)); } }
            }
            [px, py] = [x, y];
          }
        }
        if (low > high) { return isLog ? [1, 10] : [0, 1]; }
        // Bars stand on their axis.
        if (kind === "bars" && !isLog && high > low) {
          const room = 0.06 * (high - low);
          return [low < 0 ? low - room : 0, high > 0 ? high + room : 0];
        }
        return padded(low, high, scale, 0.06);
      },
      margin() {
        if (hasShades) { return chart.barWidth(shadeRange(), false, shadeName); }
        return canLabel() ? 16 + Math.max(...shown().map((line) => Math.min(labelRoom(), chart.width(line.label)))) : 0;
      },
      paint(pen, panel, index) {
        for (const line of shown()) {
          if (line.panel === index) { painters[kind](pen, panel, line); }
        }
      },
      marks(pen, panel, index) {
        for (const line of kind === "lines" ? shown() : []) {
          if (line.panel === index) { paintDots(pen, panel, line); }
        }
      },
      around(pen, panel, index) {
        if (hasShades) {
          chart.bar(pen, panel, shadesNow(), shadeRange(), false, shadeName);
        } else if (canLabel()) {
          paintLabels(pen, panel, index);
        }
      },
      near(index, x, y) {
        const some = shown().filter((line) => line.panel === index);
        const main = some[0] ?? (kind === "scatter" ? undefined : shown()[0]);
        const panel = chart.panels[index];
        if (!main || !panel) { return null; }
        if (kind !== "scatter") {
          const piece = /** @type {Piece} */ (main.batch.now);
          const found = spotOf(main, nearest(piece, (i) => Math.abs(panel.toX(piece.x[i] ?? NaN) - x)));
          return found && Math.abs(found.x - x) <= panel.box.width ? { ...found, panel: index, y } : null;
        }
        /** @type {{ spot: ChartSpot | null, distance: number }} */
        let best = { spot: null, distance: 30 };
        for (const line of some) {
          const piece = /** @type {Piece} */ (line.batch.now);
          const values = valuesOf(line, piece);
          const distance = (/** @type {number} */ i) => {
            const value = values[i] ?? NaN;
            return isDrawn(value, line.scale) ? Math.hypot(panel.toX(piece.x[i] ?? NaN) - x, panel.toY(line.scale, value) - y) : Infinity;
          };
          const i = nearest(piece, distance);
          if (i >= 0 && distance(i) < best.distance) { best = { spot: spotOf(line, i), distance: distance(i) }; }
        }
        return best.spot;
      },
      step(spot, count, across) {
        const some = shown();
        if (some.length === 0) { return null; }
        active = Math.max(0, Math.min(some.length - 1, active + across));
        const main = /** @type {Line} */ (some[active]);
        const piece = /** @type {Piece} */ (main.batch.now);
        const [low, high] = chart.x.now;
        // A line tells of its gaps, but where no point is, nothing is.
        const values = valuesOf(main, piece);
        const places = Array.from(piece.rows, (_, i) => i).filter((i) => kind !== "scatter" || isDrawn(values[i] ?? NaN, main.scale));
        const distance = (/** @type {number} */ i) => Math.abs((piece.rows[i] ?? 0) - (spot?.row ?? 0));
        const from = spot ? places.reduce((best, i, place) => (distance(i) < distance(places[best] ?? 0) ? place : best), 0)
          : places.findIndex((i) => (piece.x[i] ?? NaN) >= low && (piece.x[i] ?? NaN) <= high);
        const to = from + (spot || Math.abs(count) === Infinity ? count : 0);
        return spotOf(main, places[Math.max(0, Math.min(places.length - 1, to))] ?? -1);
      },
      spot(row) {
        const main = shown()[Math.min(active, shown().length - 1)];
        const piece = main?.batch.now;
        return main && piece ? spotOf(main, nearest(piece, (i) => Math.abs((piece.rows[i] ?? 0) - row))) : null;
      },
      show(index, isShown) {
        const group = groups[index];
        if (group) { group.isShown = isShown; return; }
        const line = lines[index];
        if (!line) { return; }
        line.isShown = isShown;
        if (isShown) { line.batch.isWanted = true; }
        nameScales();
      },
      caption, sentence, rows,
      points: () => shown().reduce((sum, line) => sum + (line.batch.now?.rows.length ?? 0), 0),
      tools: () => [],
      state() {
        const entries = isGrouped ? groups : lines;
        const list = (/** @type {boolean} */ isShown) => entries.flatMap((entry, i) => (entry.isShown === isShown ? [i] : [])).join("_");
        /** @type {Record<string, string>} */
        const told = {};
        if (entries.some((entry, i) => entry.isShown !== isFirst(i))) { told[isLong ? "show" : "hide"] = list(isLong); }
        return told;
      },
      reset() {
        lines.forEach((line, i) => { line.isShown = isFirst(i); });
        nameScales();
        for (const group of groups) { group.isShown = true; }
      },
    };
  };

  plots.lines = (frame) => plots.chart(frame, layerOf("lines"));
  plots.scatter = (frame) => plots.chart(frame, layerOf("scatter"));
  plots.bars = (frame) => plots.chart(frame, layerOf("bars"));
})();
