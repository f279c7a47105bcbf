// Paths in space and in the plane, drawn on a canvas: `errandPlots.path(frame)`. Three columns make a box that is turned, seen from far away
// (parallel lines stay parallel); two make a plane that is zoomed into. All that is drawn goes through an ink. There are two, with the same
// shapes: one for the canvas, and the pen of plotsvg.js. Places of points are shares: 0 at the low end of their axis, 1 at its high end.
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= {});

  const firstPoints = 20000;
  const mostPoints = 100000;
  const mostInFile = 50000;
  const runs = 64; // Colours along a ramp; one more is for points without a value.
  const restTime = 150;
  const reach = 24;
  const home = { az: -60, el: 25 };
  const margin = 0.04;

  /** @typedef {{ order: Int32Array, starts: number[] }} Binned Indexes of points, those of each colour together; -1 between two pieces. */
  /** @typedef {{ rows: ArrayLike<number>, columns: Float64Array[], places: Float64Array[], lines: Binned, dots: Binned, gaps: number,
   *   ends: [number, number] | null }} Path */
  /** @typedef {{ label: string, unit: string, name: string, low: number, high: number }} Side An axis, or the scale of colours. */
  /** @typedef {{ x: number, y: number, w: number, h: number }} Box */
  /** @typedef {{ matrix: number[], room: Box, low: number[], high: number[], toward: number[] }} Scene Where shares are on the canvas; `low`
   *   and `high` are the shares at the ends of the axes; `toward` points to the eye. */
  /** @typedef {Pick<Pen, "line" | "area" | "rect" | "dot" | "text" | "clip"> & { dots?(points: ArrayLike<number>, colour: string, radius: number): void }} Ink */
  /** @typedef {{ at: [number, number], text: string, x: number, y: number, box: Box }} Tick */

  // ---- The ink of the canvas -----------------------------------------------------------------------------------------------------

  /** @param {CanvasRenderingContext2D} context @param {string} font @returns {Ink} */
  const inkOf = (context, font) => {
    let isClipped = false;
    const trace = (/** @type {ArrayLike<number>} */ points) => {
      context.beginPath();
      let isOpen = false;
      for (let i = 0; i < points.length; i += 2) {
        const x = /** @type {number} */ (points[i]);
        if (x !== x) { isOpen = false; continue; }
        if (isOpen) { context.lineTo(x, /** @type {number} */ (points[i + 1])); } else { context.moveTo(x, /** @type {number} */ (points[i + 1])); }
        isOpen = true;
      }
    };
    const finish = (/** @type {string} */ fill, /** @type {string | undefined} */ stroke) => {
      context.fillStyle = fill;
      context.fill();
      if (!stroke) { return; }
      Object.assign(context, { strokeStyle: stroke, lineWidth: 1 });
      context.setLineDash([]);
      context.stroke();
    };
    return {
      line(points, colour, width, dash) {
        Object.assign(context, { strokeStyle: colour, lineWidth: width, lineJoin: "round" });
        context.setLineDash(dash ?? []);
        trace(points);
        context.stroke();
      },
      area(points, colour, opacity) {
        trace(points);
        context.globalAlpha = opacity;
        finish(colour, undefined);
        context.globalAlpha = 1;
      },
      rect(x, y, w, h, fill, stroke) {
        context.beginPath();
        context.rect(x, y, w, h);
        finish(fill, stroke);
      },
      dot(x, y, radius, fill, stroke) {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        finish(fill, stroke);
      },
      dots(points, colour, radius) {
        context.fillStyle = colour;
        for (let i = 0; i < points.length; i += 2) {
          const x = /** @type {number} */ (points[i]);
          const y = /** @type {number} */ (points[i + 1]);
          context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        }
      },
      text(x, y, text, { colour, size, align, turn, bold }) {
        const textAlign = align === "middle" ? "center" : align ?? "start";
        Object.assign(context, { font: `${bold ? "600 " : ""}${size}px ${font}`, fillStyle: colour, textAlign });
        context.save();
        context.translate(x, y);
        if (turn) { context.rotate(turn * Math.PI / 180); }
        context.fillText(text, 0, size * 0.36);
        context.restore();
      },
      clip(x, y, w, h) {
        if (isClipped) { context.restore(); isClipped = false; }
        if (x === undefined || y === undefined || w === undefined || h === undefined) { return; }
        isClipped = true;
        context.save();
        context.beginPath();
        context.rect(x, y, w, h);
        context.clip();
      },
    };
  };

  // ---- Data ----------------------------------------------------------------------------------------------------------------------

  /** @param {ArrayLike<number>} values @returns {[number, number]} NaN, NaN when there is no number. */
  const rangeOf = (values) => {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < values.length; i++) {
      const value = /** @type {number} */ (values[i]);
      if (value < low && value !== -Infinity) { low = value; }
      if (value > high && value !== Infinity) { high = value; }
    }
    return low <= high ? [low, high] : [NaN, NaN];
  };

  // Halves, since the length of an axis may be more than a number can say.
  const half = (/** @type {{ low: number, high: number }} */ side) => side.high / 2 - side.low / 2;
  const shareOf = (/** @type {number} */ value, /** @type {Side} */ side) => (value / 2 - side.low / 2) / half(side);
  const valueAt = (/** @type {number} */ share, /** @type {Side} */ side) => side.low * (1 - share) + side.high * share;

  /** @param {number[][]} lists @returns {Binned} */
  const binned = (lists) => {
    const starts = [0];
    for (const list of lists) { starts.push(/** @type {number} */ (starts.at(-1)) + list.length); }
    return { order: Int32Array.from(lists.flat()), starts };
  };

  /** @param {Float64Array[]} places @param {(i: number) => number} runOf @param {boolean} isJoined */
  const sorted = (places, runOf, isJoined) => {
    const count = places[0]?.length ?? 0;
    const isGap = (/** @type {number} */ i) => i < 0 || i >= count || places.some((axis) => !Number.isFinite(axis[i]));
    const lists = () => Array.from({ length: runs + 1 }, () => /** @type {number[]} */ ([]));
    const [lines, dots] = [lists(), lists()];
    let gaps = 0;
    /** @type {[number, number] | null} */
    let ends = null;
    for (let i = 0; i < count; i++) {
      if (isGap(i)) { gaps += i > 0 && isGap(i - 1) ? 0 : 1; continue; }
      ends = [ends ? ends[0] : i, i];
      const run = runOf(i);
      const isLast = isGap(i + 1);
      if (!isJoined || (isLast && isGap(i - 1))) { dots[run]?.push(i); }
      if (!isJoined || isLast) { continue; }
      const list = lines[run] ?? [];
      if (list.at(-1) !== i) { list.push(-1, i); }
      list.push(i + 1);
    }
    return { lines: binned(lines), dots: binned(dots), gaps, ends };
  };

  // ---- Axes ----------------------------------------------------------------------------------------------------------------------

  /** @param {Box} a @param {Box} b @param {number} space */
  const meet = (a, b, space) => a.x < b.x + b.w + space && b.x < a.x + a.w + space && a.y < b.y + b.h + space && b.y < a.y + a.h + space;

  /** @param {Box} inner @param {Box} outer */
  const isWithin = (inner, outer) => inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w
    && inner.y + inner.h <= outer.y + outer.h;

  const around = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ w, /** @type {number} */ h) => ({ x: x - w / 2, y: y - h / 2, w, h });

  const tickSize = 11;
  const titleSize = 12;

  /** One axis along an edge of the box, with what is written outside of it.
   * @param {Side} side @param {number} low Of what is seen. @param {number} high @param {[number, number]} from @param {[number, number]} to
   * @param {[number, number]} out A step of 1 away from the box. @param {(text: string, size: number) => number} widthOf */
  const axisAlong = (side, low, high, from, to, out, widthOf) => {
    const { words } = plots;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    let note = "";
    let depth = 0;
    /** @type {{ share: number, tick: Tick }[]} */
    let ticks = [];
    for (let count = Math.min(9, Math.round(Math.abs(dx) / 72 + Math.abs(dy) / 44)) || 1; count > 0 && length > 28; count--) {
      const values = words.ticks(low, high, count);
      const labels = words.labels(values);
      note = labels.note;
      ticks = values.map((value, i) => {
        const share = (value / 2 - low / 2) / (high / 2 - low / 2);
        const text = labels.texts[i] ?? "";
        const width = widthOf(text, tickSize);
        /** @type {[number, number]} */
        const at = [from[0] + dx * share, from[1] + dy * share];
        const [x, y] = [at[0] + out[0] * (8 + width / 2), at[1] + out[1] * (8 + tickSize / 2)];
        return { share: shareOf(value, side), tick: { at, text, x, y, box: around(x, y, width, tickSize) } };
      });
      if (ticks.every(({ tick }, i) => i === 0 || !meet(tick.box, /** @type {Box} */ (ticks[i - 1]?.tick.box), 6))) { break; }
      if (count === 1) { ticks = ticks.slice(0, 1); }
    }
    for (const { tick } of ticks) { depth = Math.max(depth, Math.abs(out[0]) * tick.box.w + Math.abs(out[1]) * tickSize); }
    const far = 8 + depth + 4 + titleSize / 2;
    const angle = Math.atan2(dy, dx) * 180 / Math.PI;
    const turn = angle > 89 ? angle - 180 : angle <= -91 ? angle + 180 : angle;
    const room = Math.max(64, length) - (note === "" ? 0 : widthOf(`  ${note}`, titleSize));
    const text = `${words.fit(side.name, Math.max(24, room), (part) => widthOf(part, titleSize))}${note === "" ? "" : `  ${note}`}`;
    const width = widthOf(text, titleSize);
    return {
      length, out, ticks,
      title: { text, turn, width, x: from[0] + dx / 2 + out[0] * far, y: from[1] + dy / 2 + out[1] * far },
    };
  };

  /** @typedef {ReturnType<typeof axisAlong>} Axis3 */

  /** Writes what does not run into another text, nor out of the sheet. The titles come first.
   * @param {Ink} ink @param {Axis3[]} axes @param {Box} sheet @param {Colours} tone */
  const writeAxes = (ink, axes, sheet, tone) => {
    const taken = /** @type {Box[]} */ ([]);
    for (const { title, length } of axes) {
      const rad = title.turn * Math.PI / 180;
      const [cos, sin] = [Math.cos(rad), Math.sin(rad)];
      const [w, h] = [Math.abs(cos) * title.width + Math.abs(sin) * titleSize, Math.abs(sin) * title.width + Math.abs(cos) * titleSize];
      const x = Math.min(sheet.x + sheet.w - w / 2, Math.max(sheet.x + w / 2, title.x));
      const y = Math.min(sheet.y + sheet.h - h / 2, Math.max(sheet.y + h / 2, title.y));
      const count = Math.max(1, Math.ceil(title.width / titleSize));
      const boxes = Array.from({ length: count }, (_, i) => {
        const along = ((i + 0.5) / count - 0.5) * title.width;
        return around(x + cos * along, y + sin * along, titleSize, titleSize);
      });
      const isFar = Math.hypot(x - title.x, y - title.y) > 24;
      if (title.text === "" || length < 28 || isFar || boxes.some((box) => taken.some((other) => meet(box, other, 2)))) { continue; }
      taken.push(...boxes);
      ink.text(x, y, title.text, { colour: tone.text, size: titleSize, align: "middle", turn: title.turn });
    }
    for (const { ticks, out } of axes) {
      for (const { tick } of ticks) {
        ink.line([tick.at[0], tick.at[1], tick.at[0] + out[0] * 4, tick.at[1] + out[1] * 4], tone.muted, 1);
        if (!isWithin(tick.box, sheet) || taken.some((other) => meet(tick.box, other, 3))) { continue; }
        taken.push(tick.box);
        ink.text(tick.x, tick.y, tick.text, { colour: tone.muted, size: tickSize, align: "middle" });
      }
    }
  };

  /** @param {number[]} matrix @param {ArrayLike<number>} at @returns {[number, number]} */
  const project = (matrix, at) => {
    const [u, v, w] = [at[0] ?? 0, at[1] ?? 0, at[2] ?? 0];
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = matrix;
    return [a * u + b * v + c * w + d, e * u + f * v + g * w + h];
  };

  /** The three walls behind the path, their grid, and the axes.
   * @param {Ink} ink @param {Scene} scene @param {Side[]} sides @param {Box} sheet @param {Colours} tone @param {(text: string, size: number) => number} widthOf */
  const drawWalls = (ink, scene, sides, sheet, tone, widthOf) => {
    const back = scene.toward.map((part) => (part >= 0 ? 0 : 1));
    const corner = (/** @type {number} */ i, /** @type {number} */ ti, /** @type {number} */ j, /** @type {number} */ tj, /** @type {number} */ k, /** @type {number} */ tk) => {
      const at = [0, 0, 0];
      at[i] = ti; at[j] = tj; at[k] = tk;
      return project(scene.matrix, at);
    };
    const middle = project(scene.matrix, [0.5, 0.5, 0.5]);
    const axes = [0, 1, 2].map((k) => {
      const [i, j] = [(k + 1) % 3, (k + 2) % 3];
      const [bi, bj] = [back[i] ?? 0, back[j] ?? 0];
      // On the outline of the box, an edge has one face in front and one behind. There are two of them for each axis.
      const edges = [[1 - bi, bj], [bi, 1 - bj]].map(([ti = 0, tj = 0]) => ({ from: corner(k, 0, i, ti, j, tj), to: corner(k, 1, i, ti, j, tj) }));
      const score = (/** @type {{ from: [number, number], to: [number, number] }} */ edge) => (k === 2 ? -edge.from[0] - edge.to[0] : edge.from[1] + edge.to[1]);
      const [one, other] = /** @type {[typeof edges[0], typeof edges[0]]} */ (edges);
      const { from, to } = score(one) >= score(other) - 0.01 ? one : other;
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
      let out = /** @type {[number, number]} */ ([(to[1] - from[1]) / length, (from[0] - to[0]) / length]);
      if (out[0] * ((from[0] + to[0]) / 2 - middle[0]) + out[1] * ((from[1] + to[1]) / 2 - middle[1]) < 0) { out = [-out[0], -out[1]]; }
      return { ...axisAlong(/** @type {Side} */ (sides[k]), sides[k]?.low ?? 0, sides[k]?.high ?? 1, from, to, out, widthOf), from, to };
    });
    for (let k = 0; k < 3; k++) {
      const [i, j] = [(k + 1) % 3, (k + 2) % 3];
      const at = (/** @type {number} */ ti, /** @type {number} */ tj) => corner(k, back[k] ?? 0, i, ti, j, tj);
      ink.area([...at(0, 0), ...at(1, 0), ...at(1, 1), ...at(0, 1)], tone.surface, 1);
      const grid = [...at(0, 0), ...at(1, 0), ...at(1, 1), ...at(0, 1), ...at(0, 0), NaN, NaN];
      for (const { share } of axes[i]?.ticks ?? []) { grid.push(...at(share, 0), ...at(share, 1), NaN, NaN); }
      for (const { share } of axes[j]?.ticks ?? []) { grid.push(...at(0, share), ...at(1, share), NaN, NaN); }
      ink.line(grid, tone.line, 1);
    }
    for (const { from, to } of axes) { ink.line([...from, ...to], tone.muted, 1); }
    writeAxes(ink, axes, sheet, tone);
  };

  /** @param {Ink} ink @param {Scene} scene @param {Side[]} sides @param {Box} sheet @param {Colours} tone @param {(text: string, size: number) => number} widthOf */
  const drawPlane = (ink, scene, sides, sheet, tone, widthOf) => {
    const { x, y, w, h } = scene.room;
    const along = (/** @type {number} */ k, /** @type {[number, number]} */ to, /** @type {[number, number]} */ out) => {
      const side = /** @type {Side} */ (sides[k]);
      return axisAlong(side, valueAt(scene.low[k] ?? 0, side), valueAt(scene.high[k] ?? 1, side), [x, y + h], to, out, widthOf);
    };
    const axes = [along(0, [x + w, y + h], [0, 1]), along(1, [x, y], [-1, 0])];
    const grid = [];
    for (const { tick } of axes[0]?.ticks ?? []) { grid.push(tick.at[0], y, tick.at[0], y + h, NaN, NaN); }
    for (const { tick } of axes[1]?.ticks ?? []) { grid.push(x, tick.at[1], x + w, tick.at[1], NaN, NaN); }
    ink.rect(x, y, w, h, tone.surface);
    ink.line(grid, tone.line, 1);
    ink.line([x, y, x, y + h, x + w, y + h], tone.muted, 1);
    writeAxes(ink, axes, sheet, tone);
  };

  // ---- The plot ------------------------------------------------------------------------------------------------------------------

  /** @param {string} name @returns {HTMLElement} */
  const part = (name, tag = "div") => {
    const element = document.createElement(tag);
    element.className = name;
    return element;
  };

  plots.path = (frame) => {
    const { words } = plots;
    const { view, source, place } = frame;
    const isFlat = view.y.length < 3;
    const isJoined = view.connect !== false;
    const columns = view.y.slice(0, 3);
    const stop = new AbortController();
    const { signal } = stop;

    const stage = part(`path3d-stage${isFlat ? " is-flat" : ""}`);
    const sheet = /** @type {HTMLCanvasElement} */ (part("path3d-sheet", "canvas"));
    const over = /** @type {HTMLCanvasElement} */ (part("path3d-over", "canvas"));
    const walk = part("path3d-walk");
    const slider = /** @type {HTMLInputElement} */ (part("path3d-row", "input"));
    const told = part("path3d-told", "output");
    Object.assign(slider, { type: "range", min: "0", max: "0", value: "0", disabled: true });
    slider.setAttribute("aria-label", "Row of the path");
    walk.append(slider, told);
    stage.append(sheet, over);
    const whole = part("path3d");
    whole.append(stage, walk);
    place.append(whole);
    const context = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d", { alpha: false, willReadFrequently: true }));
    const upper = /** @type {CanvasRenderingContext2D} */ (over.getContext("2d", { willReadFrequently: true }));

    // ---- What is known

    let tone = frame.colours();
    let hues = /** @type {string[]} */ ([]);
    /** @type {Series | null} */
    let series = null;
    /** @type {Path | null} */
    let path = null;
    /** @type {Path | null} The path of the first answer, for its shadow. */
    let rough = null;
    let sides = /** @type {Side[]} */ ([]);
    /** @type {Side | null} */
    let scale = null;
    /** @type {Scene} */
    let scene = { matrix: [], room: { x: 0, y: 0, w: 1, h: 1 }, low: [], high: [], toward: [] };
    let flat = new Float32Array(0);
    let trail = new Float32Array(0);

    const window0 = [-margin, -margin, 1 + margin, 1 + margin];
    const first = { ...home, zoom: 1, pan: [0, 0], isEqual: view.equal === true, window: window0, row: -1 };
    let look = { ...first };
    /** @type {{ row: number, values: number[], at: number[] } | null} */
    let spot = null;
    let hover = -1;
    let isMoving = false;
    let frames = 0;
    let rest = 0;

    const round = (/** @type {number} */ value, /** @type {number} */ digits) => Number(value.toFixed(digits));

    const restore = () => {
      const numbers = (/** @type {string} */ name, /** @type {number} */ count) => {
        const parts = (frame.state[name] ?? "").split(",").map((text) => (text.trim() === "" ? NaN : Number(text)));
        return parts.length === count && parts.every(Number.isFinite) ? parts : null;
      };
      const [az = home.az, el = home.el] = numbers("eye", 2) ?? [];
      const [zoom = 1] = numbers("zoom", 1) ?? [];
      const [row = -1] = numbers("row", 1) ?? [];
      const [equal = first.isEqual ? 1 : 0] = numbers("equal", 1) ?? [];
      look = { ...first, az, el: Math.min(90, Math.max(-90, el)), zoom: Math.min(500, Math.max(0.25, zoom)), pan: numbers("pan", 2) ?? [0, 0], isEqual: equal === 1, row };
    };

    // The window of a plane is kept in shares, and said in values: it can be read only when the axes are known.
    const restoreWindow = () => {
      if (!isFlat) { return; }
      look.window = ["x0", "y0", "x1", "y1"].map((name, i) => {
        const text = frame.state[name];
        const share = text ? shareOf(Number(text), /** @type {Side} */ (sides[i % 2])) : NaN;
        return Number.isFinite(share) ? share : window0[i] ?? 0;
      });
      if (!((look.window[2] ?? 0) > (look.window[0] ?? 0) && (look.window[3] ?? 0) > (look.window[1] ?? 0))) { look.window = window0; }
    };

    const report = () => {
      /** @type {Record<string, string>} */
      const state = {};
      if (look.az !== home.az || look.el !== home.el) { state.eye = `${round(look.az, 1)},${round(look.el, 1)}`; }
      if (look.zoom !== 1) { state.zoom = String(round(look.zoom, 3)); }
      if (look.pan.some((part) => part !== 0)) { state.pan = look.pan.map((part) => round(part, 4)).join(","); }
      if (look.isEqual !== first.isEqual) { state.equal = look.isEqual ? "1" : "0"; }
      if (look.row >= 0) { state.row = String(look.row); }
      if (look.window !== window0) {
        ["x0", "y0", "x1", "y1"].forEach((name, i) => { state[name] = String(Number(valueAt(look.window[i] ?? 0, /** @type {Side} */ (sides[i % 2])).toPrecision(9))); });
      }
      frame.changed(state);
    };

    // ---- Data

    /** @param {Series} answer */
    const take = (answer) => {
      series = answer;
      const isFirst = sides.length === 0;
      sides = columns.map((column, k) => {
        const [low, high] = rangeOf(answer.y[k] ?? []);
        const [a, b] = words.bounds(low, high);
        return { label: words.label(column.label, column.column), unit: column.unit ?? "", name: words.name(column.label, column.column, column.unit), low: a, high: b };
      });
      const shade = answer.with[0];
      const [low, high] = shade ? rangeOf(shade) : [NaN, NaN];
      scale = null;
      if (view.color && low <= high) {
        const [a, b] = words.bounds(low, high);
        const { label, column, unit } = view.color;
        scale = { label: words.label(label, column), unit: unit ?? "", name: words.name(label, column, unit), low: a, high: b };
      }
      const ramp = scale;
      const runOf = (/** @type {number} */ i) => {
        const share = ramp && shade ? shareOf(/** @type {number} */ (shade[i]), ramp) : 0;
        return Number.isFinite(share) ? Math.min(runs - 1, Math.floor(share * runs)) : runs;
      };
      const places = answer.y.slice(0, columns.length).map((values, k) => values.map((value) => shareOf(value, /** @type {Side} */ (sides[k]))));
      path = { rows: answer.rows, columns: [...answer.y, ...answer.with], places, ...sorted(places, runOf, isJoined) };
      rough ??= path;
      flat = new Float32Array(2 * answer.rows.length);
      Object.assign(slider, { max: String(Math.max(0, answer.length - 1)), disabled: answer.length < 1 });
      if (isFirst) { restoreWindow(); }
      dye();
      frame.tell(caption());
      goTo(look.row);
    };

    const dye = () => {
      const ground = words.isDark(tone.ground) ? "dark" : "light";
      const plain = tone.series[0] ?? tone.accent;
      hues = Array.from({ length: runs }, (_, i) => (scale ? words.hex(words.ramp((i + 0.5) / runs, ground)) : plain));
      hues.push(tone.muted);
    };

    const caption = () => {
      if (!series || !path) { return ""; }
      const gaps = path.gaps === 0 ? "" : path.gaps === 1 ? " · 1 gap" : ` · ${words.count(path.gaps)} gaps`;
      if (series.drawn >= series.length) { return `${series.length === 1 ? "1 point" : `all ${words.count(series.length)} points`}${gaps}`; }
      const part = series.tolerance === null ? 0 : Math.min(100000, Math.floor(1 / series.tolerance + 1e-9));
      const within = part > 1 ? ` · within 1/${words.count(part)} of each axis` : "";
      return `${words.count(series.drawn)} of ${words.count(series.length)} points drawn${within}${gaps}`;
    };

    /** @param {number} points */
    const ask = (points) => source.series({
      y: columns.map(({ column }) => column), with: view.color ? [view.color.column] : [], points, method: "path", signal,
    });

    const load = async () => {
      frame.busy(true);
      try {
        take(await ask(firstPoints));
        frame.busy(false);
        draw();
      } catch (error) {
        frame.busy(false);
        if (!signal.aborted) { frame.failed(error); }
        return;
      }
      if (series && series.drawn < series.length && series.length <= mostPoints) { idly(loadAll); }
    };

    const idly = (/** @type {() => void} */ run) => { if (globalThis.requestIdleCallback) { requestIdleCallback(run, { timeout: 2000 }); } else { setTimeout(run, 200); } };

    const loadAll = async () => {
      if (signal.aborted) { return; }
      try {
        const answer = await ask(mostPoints);
        idly(() => { if (!signal.aborted) { take(answer); soon(); } });
      } catch {
        if (!signal.aborted) { frame.tell(`${caption()} · the others could not be had`); } // What is drawn stays.
      }
    };

    // ---- Where everything is

    const size = () => ({ w: Math.max(1, stage.clientWidth), h: Math.max(1, stage.clientHeight) });
    const legendHeight = () => (isJoined || scale ? 24 : 8);

    const widthOf = (/** @type {string} */ text, /** @type {number} */ px) => {
      context.font = `${px}px ${tone.font}`;
      return context.measureText(text).width;
    };

    const lengths = () => {
      const halves = sides.map(half);
      const longest = Math.max(...sides.map((side, k) => (isConstant(k) ? 0 : halves[k] ?? 0)));
      return look.isEqual && longest > 0 ? halves.map((value, k) => (isConstant(k) ? 0.1 : value / longest)) : [1, 1, isFlat ? 1 : 0.75];
    };
    const isConstant = (/** @type {number} */ k) => { const [low, high] = rangeOf(series?.y[k] ?? []); return low === high; };

    /** @returns {Scene} */
    const spaceOf = (/** @type {number} */ w, /** @type {number} */ h) => {
      const [sx = 1, sy = 1, sz = 1] = lengths();
      const [az, el] = [look.az * Math.PI / 180, look.el * Math.PI / 180];
      const top = legendHeight();
      const [mx, my] = w < 480 ? [52, 44] : [84, 52];
      const across = Math.hypot(sx, sy);
      // It does not change while the box is turned around: only higher and lower.
      const fit = Math.min(Math.max(40, w - 2 * mx) / across, Math.max(40, h - top - 2 * my) / (across * Math.abs(Math.sin(el)) + sz * Math.cos(el)));
      const s = fit * look.zoom;
      const right = [-Math.sin(az) * sx * s, Math.cos(az) * sy * s, 0];
      const down = [Math.sin(el) * Math.cos(az) * sx * s, Math.sin(el) * Math.sin(az) * sy * s, -Math.cos(el) * sz * s];
      const center = [w / 2 + (look.pan[0] ?? 0) * s, top + (h - top) / 2 + (look.pan[1] ?? 0) * s];
      const offset = (/** @type {number[]} */ row) => -row.reduce((sum, value) => sum + value, 0) / 2;
      return {
        matrix: [...right, (center[0] ?? 0) + offset(right), ...down, (center[1] ?? 0) + offset(down)],
        room: { x: 0, y: top, w, h: h - top }, low: [0, 0, 0], high: [1, 1, 1],
        toward: [Math.cos(el) * Math.cos(az), Math.cos(el) * Math.sin(az), Math.sin(el)],
      };
    };

    /** @returns {Scene} */
    const planeOf = (/** @type {number} */ w, /** @type {number} */ h) => {
      const top = legendHeight();
      const bottom = 44;
      let [x0 = 0, y0 = 0, x1 = 1, y1 = 1] = look.window;
      const labels = words.labels(words.ticks(valueAt(y0, /** @type {Side} */ (sides[1])), valueAt(y1, /** @type {Side} */ (sides[1])), 6)).texts;
      const left = Math.min(w / 3, 34 + Math.max(24, ...labels.map((text) => widthOf(text, tickSize))));
      const room = { x: left, y: top, w: Math.max(20, w - left - 20), h: Math.max(20, h - top - bottom) };
      if (look.isEqual) {
        const [sx = 1, sy = 1] = lengths();
        const ratio = (room.w / ((x1 - x0) * sx)) / (room.h / ((y1 - y0) * sy));
        const wide = ratio > 1 ? (x1 - x0) * (ratio - 1) / 2 : 0;
        const high = ratio < 1 ? (y1 - y0) * (1 / ratio - 1) / 2 : 0;
        [x0, x1, y0, y1] = [x0 - wide, x1 + wide, y0 - high, y1 + high];
      }
      const [kx, ky] = [room.w / (x1 - x0), -room.h / (y1 - y0)];
      return {
        matrix: [kx, 0, 0, room.x - kx * x0, 0, ky, 0, room.y + room.h - ky * y0], room, low: [x0, y0], high: [x1, y1], toward: [],
      };
    };

    // ---- Drawing

    /** @param {Path} of @param {number | null} floor Instead of the third place. @param {Float32Array} into */
    const projectAll = (of, floor, into) => {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = scene.matrix;
      const [u = [], v = [], w = []] = /** @type {ArrayLike<number>[]} */ (of.places);
      const isDeep = floor === null && w.length > 0;
      for (let i = 0, j = 0; i < u.length; i++) {
        const x = /** @type {number} */ (u[i]);
        const y = /** @type {number} */ (v[i]);
        const z = isDeep ? /** @type {number} */ (w[i]) : floor ?? 0;
        into[j++] = a * x + b * y + c * z + d;
        into[j++] = e * x + f * y + g * z + h;
      }
    };

    /** The points of one colour, without those that are nearer to the one before than the eye can tell.
     * @param {Float32Array} points @param {Binned} bins @param {number} run */
    const pick = (points, bins, run) => {
      const { order, starts } = bins;
      const [start = 0, end = 0] = [starts[run], starts[run + 1]];
      if (trail.length < 2 * (end - start)) { trail = new Float32Array(2 * (end - start)); }
      let length = 0;
      let [lastX, lastY] = [NaN, NaN];
      for (let i = start; i < end; i++) {
        const index = /** @type {number} */ (order[i]);
        if (index < 0) {
          if (length > 0) { trail[length++] = NaN; trail[length++] = NaN; }
          lastX = NaN;
          continue;
        }
        const x = /** @type {number} */ (points[2 * index]);
        const y = /** @type {number} */ (points[2 * index + 1]);
        if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.4 && i + 1 < end && order[i + 1] !== -1) { continue; }
        [lastX, lastY] = [x, y];
        trail[length++] = x;
        trail[length++] = y;
      }
      return trail.subarray(0, length);
    };

    /** @param {Ink} ink @param {Path} of @param {Float32Array} points @param {(run: number) => string} hue @param {number} width */
    const drawPath = (ink, of, points, hue, width) => {
      for (let run = 0; run <= runs; run++) {
        const line = pick(points, of.lines, run);
        if (line.length > 0) { ink.line(line, hue(run), width); }
        const dots = pick(points, of.dots, run);
        if (ink.dots && dots.length > 0) { ink.dots(dots, hue(run), 1.5); }
        for (let i = 0; i < dots.length && !ink.dots; i += 2) { ink.rect((dots[i] ?? 0) - 1.5, (dots[i + 1] ?? 0) - 1.5, 3, 3, hue(run)); }
      }
    };

    /** @param {Ink} ink @param {number} w */
    const drawLegend = (ink, w) => {
      let left = 12;
      if (isJoined && path?.ends && path.ends[0] !== path.ends[1]) {
        for (const [index, word] of ["start", "end"].entries()) {
          ink.dot(left, 12, 3.5, index === 0 ? tone.ground : tone.text, tone.text);
          ink.text(left + 8, 12, word, { colour: tone.muted, size: tickSize });
          left += 20 + widthOf(word, tickSize);
        }
      }
      if (!scale) { return; }
      const bar = w < 480 ? 64 : 128;
      const high = words.number(scale.high, 2 * half(scale));
      const low = words.number(scale.low, 2 * half(scale));
      let x = w - 12 - widthOf(high, tickSize);
      ink.text(x, 12, high, { colour: tone.muted, size: tickSize });
      x -= 6 + bar;
      for (let i = 0; i < runs; i++) { ink.rect(x + bar * i / runs, 8, bar / runs + (i < runs - 1 ? 0.5 : 0), 8, hues[i] ?? ""); }
      x -= 6 + widthOf(low, tickSize);
      ink.text(x, 12, low, { colour: tone.muted, size: tickSize });
      const name = words.fit(scale.name, x - 10 - left, (text) => widthOf(text, titleSize));
      ink.text(x - 10, 12, name, { colour: tone.text, size: titleSize, align: "end" });
    };

    /** @param {Ink} ink @param {number} w @param {number} h @param {number} width Of the path. */
    const paint = (ink, w, h, width) => {
      ink.rect(0, 0, w, h, tone.ground);
      if (!series || !path) { return; }
      if (!path.ends) {
        const why = series.length === 0 ? "There are no points: the columns are empty." : "There is nothing to draw: no row has a number in each column.";
        ink.text(w / 2, h / 2, words.fit(why, w - 24, (text) => widthOf(text, 14)), { colour: tone.muted, size: 14, align: "middle" });
        return;
      }
      const edge = { x: 4, y: legendHeight(), w: w - 8, h: h - legendHeight() - 4 };
      scene = isFlat ? planeOf(w, h) : spaceOf(w, h);
      (isFlat ? drawPlane : drawWalls)(ink, scene, sides, edge, tone, widthOf);
      ink.clip(scene.room.x, scene.room.y, scene.room.w, scene.room.h);
      if (rough && !isFlat && look.el > 0) {
        const shadow = words.mix(tone.surface, tone.muted, 0.4);
        projectAll(rough, 0, flat);
        drawPath(ink, rough, flat, () => shadow, Math.min(1, width));
      }
      projectAll(path, null, flat);
      drawPath(ink, path, flat, (run) => hues[run] ?? tone.muted, width);
      const [start, end] = path.ends;
      if (isJoined && start !== end) { drawEnd(ink, start, tone.ground); }
      if (isJoined || start === end) { drawEnd(ink, end, tone.text); }
      ink.clip();
      drawLegend(ink, w);
    };

    /** @param {Ink} ink @param {number} i @param {string} fill */
    const drawEnd = (ink, i, fill) => ink.dot(flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0, 3.5, fill, tone.text);

    /** The row that is looked at, and the one under the pointer.
     * @param {Ink} ink @param {number} w @param {number} h */
    const paintOver = (ink, w, h) => {
      if (!path?.ends) { return; }
      const hovered = hover < 0 ? null : spotOf(hover);
      for (const one of [spot, hovered]) {
        if (!one || one.at.some((part) => !Number.isFinite(part))) { continue; }
        const [x, y] = project(scene.matrix, one.at);
        if (x < scene.room.x || y < scene.room.y || x > scene.room.x + scene.room.w || y > scene.room.y + scene.room.h) { continue; }
        const ends = isFlat ? [[scene.low[0] ?? 0, one.at[1] ?? 0], [one.at[0] ?? 0, scene.low[1] ?? 0]] : [[one.at[0] ?? 0, one.at[1] ?? 0, 0]];
        for (const end of ends) { ink.line([x, y, ...project(scene.matrix, end)], tone.muted, 1, [3, 3]); }
        ink.dot(x, y, 5, tone.ground, tone.accent);
        ink.dot(x, y, 3, tone.accent);
        if (one === hovered) { drawTip(ink, x, y, linesOf(one), w, h); }
      }
    };

    /** @param {Ink} ink @param {number} x @param {number} y @param {string[]} lines @param {number} w @param {number} h */
    const drawTip = (ink, x, y, lines, w, h) => {
      const fitted = lines.map((line) => words.fit(line, Math.min(260, w - 32), (text) => widthOf(text, titleSize)));
      const width = Math.max(...fitted.map((line) => widthOf(line, titleSize))) + 16;
      const height = 16 * fitted.length + 12;
      const left = x + 14 + width < w ? x + 14 : Math.max(2, x - 14 - width);
      const top = Math.min(h - height - 2, Math.max(2, y - height / 2));
      ink.rect(Math.round(left) + 0.5, Math.round(top) + 0.5, width, height, tone.ground, tone.muted);
      fitted.forEach((line, i) => ink.text(left + 8, top + 14 + 16 * i, line, { colour: i === 0 ? tone.muted : tone.text, size: titleSize }));
    };

    /** @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2D} on @param {number} w @param {number} h @param {number} ratio */
    const prepare = (canvas, on, w, h, ratio) => {
      const [wide, high] = [Math.round(w * ratio), Math.round(h * ratio)];
      if (canvas.width !== wide || canvas.height !== high) { canvas.width = wide; canvas.height = high; }
      on.setTransform(wide / w, 0, 0, high / h, 0, 0);
    };

    const ratioNow = () => Math.min(3, globalThis.devicePixelRatio || 1);

    const draw = () => {
      cancelAnimationFrame(frames);
      frames = 0;
      const { w, h } = size();
      prepare(sheet, context, w, h, ratioNow());
      paint(inkOf(context, tone.font), w, h, isMoving ? 1 / ratioNow() : 1.5);
      drawOver();
    };

    const drawOver = () => {
      over.hidden = hover < 0 && !spot && !box;
      if (over.hidden) { return; }
      const { w, h } = size();
      prepare(over, upper, w, h, ratioNow());
      upper.clearRect(0, 0, w, h);
      const ink = inkOf(upper, tone.font);
      paintOver(ink, w, h);
      if (box) { ink.area([box.x, box.y, box.x + box.w, box.y, box.x + box.w, box.y + box.h, box.x, box.y + box.h], tone.accent, 0.2); }
    };

    const soon = () => { frames = frames || requestAnimationFrame(draw); };

    /** Thin lines are drawn many times faster than wide ones: wide ones come when it rests. */
    const move = () => {
      isMoving = true;
      hover = -1;
      clearTimeout(rest);
      rest = setTimeout(() => { isMoving = false; soon(); }, restTime);
      soon();
      report();
    };

    // ---- Rows

    /** @param {number} i */
    const spotOf = (i) => ({
      row: path?.rows[i] ?? 0,
      values: (path?.columns ?? []).map((column) => column[i] ?? NaN),
      at: (path?.places ?? []).map((column) => column[i] ?? NaN),
    });

    const named = () => [...sides, ...(scale ? [scale] : [])];

    /** @param {{ row: number, values: number[] }} one */
    const linesOf = (one) => {
      const isGap = one.values.slice(0, sides.length).some((value) => !Number.isFinite(value));
      const values = named().map((side, k) => {
        const value = one.values[k] ?? NaN;
        const text = Number.isFinite(value) ? words.number(value, 2 * half(side)) : "none";
        return `${side.label} ${text}${side.unit && Number.isFinite(value) ? ` ${words.clean(side.unit)}` : ""}`;
      });
      return [`row ${words.count(one.row)}${isGap ? ", a gap" : ""}`, ...values];
    };

    /** @param {number} row @returns {number} The index of the last drawn row at or before it. */
    const indexOf = (row) => {
      let low = 0;
      let high = (path?.rows.length ?? 1) - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((path?.rows[middle] ?? 0) <= row) { low = middle; } else { high = middle - 1; }
      }
      return low;
    };

    let fetching = 0;
    /** @type {AbortController | null} */
    let asked = null;

    /** @param {number} row Below 0: none. @param {boolean} [isSaid] */
    const goTo = (row, isSaid) => {
      clearTimeout(fetching);
      asked?.abort();
      if (row < 0 || !path || !series || series.length === 0) { look.row = -1; spot = null; tellSpot(false); return; }
      look.row = Math.min(series.length - 1, Math.round(row));
      const index = indexOf(look.row);
      spot = spotOf(index);
      if (spot.row === look.row) { tellSpot(isSaid === true); return; }
      fetching = setTimeout(() => void fetchRow(look.row, isSaid === true), 60);
      told.textContent = `row ${words.count(look.row)}`;
      slider.value = String(look.row);
    };

    /** @param {number} row @param {boolean} isSaid */
    const fetchRow = async (row, isSaid) => {
      asked = new AbortController();
      const { signal: given } = asked;
      try {
        const answer = await source.series({
          y: columns.map(({ column }) => column), with: view.color ? [view.color.column] : [], from: row, to: row, points: 2, method: "none", signal: given,
        });
        if (given.aborted || signal.aborted || answer.rows.length === 0) { return; }
        const values = [...answer.y, ...answer.with].map((column) => column[0] ?? NaN);
        spot = { row: answer.rows[0] ?? row, values, at: sides.map((side, k) => shareOf(values[k] ?? NaN, side)) };
        tellSpot(isSaid);
        drawOver();
      } catch {
        if (!given.aborted && !signal.aborted) { told.textContent = `row ${words.count(row)} could not be had`; }
      }
    };

    /** @param {boolean} isSaid */
    const tellSpot = (isSaid) => {
      const text = spot ? linesOf(spot).join(" · ") : "";
      told.textContent = spot ? text : "Walk along the path: move the slider, or press , and .";
      told.classList.toggle("muted", !spot);
      slider.value = String(Math.max(0, look.row));
      slider.setAttribute("aria-valuetext", text);
      if (isSaid && spot && series) { frame.say(text.replace(" · ", ` of ${words.count(series.length)} · `).replace(/ · /g, ", ")); }
    };

    /** @param {number} row */
    const walkTo = (row) => {
      goTo(Math.max(0, row), true);
      drawOver();
      report();
    };

    slider.addEventListener("input", () => walkTo(Number(slider.value)));
    slider.addEventListener("keydown", (event) => { if (/^(Arrow|Home|End|Page)/.test(event.key)) { event.stopPropagation(); } });

    // ---- Turning, zooming, moving

    /** @param {number} dx In degrees. @param {number} dy */
    const turn = (dx, dy) => {
      look.az = (look.az + dx + 540) % 360 - 180;
      look.el = Math.min(90, Math.max(-90, look.el + dy));
      move();
    };

    /** @param {number} dx In CSS pixels. @param {number} dy */
    const shift = (dx, dy) => {
      if (isFlat) {
        const [wx, wy] = [(scene.high[0] ?? 1) - (scene.low[0] ?? 0), (scene.high[1] ?? 1) - (scene.low[1] ?? 0)];
        const [sx, sy] = [dx / scene.room.w * wx, dy / scene.room.h * wy];
        look.window = [look.window[0], look.window[1], look.window[2], look.window[3]].map((value, i) => (value ?? 0) + (i % 2 === 0 ? -sx : sy));
      } else {
        const s = unit();
        look.pan = [(look.pan[0] ?? 0) + dx / s, (look.pan[1] ?? 0) + dy / s];
      }
      move();
    };

    // How many pixels a length of 1 has: the rows of the matrix are turned lengths.
    const unit = () => {
      const { matrix } = scene;
      const [sx = 1, sy = 1] = lengths();
      const [a = 0, b = 0] = matrix;
      return Math.hypot(a / sx, b / sy) || 1;
    };

    /** @param {number} factor @param {number} [x] What stays where it is, in CSS pixels. @param {number} [y] */
    const zoom = (factor, x, y) => {
      const { room } = scene;
      const [px, py] = [x ?? room.x + room.w / 2, y ?? room.y + room.h / 2];
      if (isFlat) {
        const at = [(scene.low[0] ?? 0) + (px - room.x) / room.w * ((scene.high[0] ?? 1) - (scene.low[0] ?? 0)),
          (scene.high[1] ?? 1) - (py - room.y) / room.h * ((scene.high[1] ?? 1) - (scene.low[1] ?? 0))];
        const next = look.window.map((value, i) => (at[i % 2] ?? 0) + (value - (at[i % 2] ?? 0)) / factor);
        const width = (next[2] ?? 1) - (next[0] ?? 0);
        if (width > 1e-9 && width < 50) { look.window = next; }
      } else {
        const s = unit();
        const next = Math.min(500, Math.max(0.25, look.zoom * factor));
        const change = next / look.zoom;
        const [ox, oy] = [px - room.x - room.w / 2, py - room.y - room.h / 2];
        look.pan = [(look.pan[0] ?? 0) + ox / s * (1 / change - 1), (look.pan[1] ?? 0) + oy / s * (1 / change - 1)];
        look.zoom = next;
      }
      move();
    };

    const reset = () => {
      look = { ...first };
      goTo(-1);
      move();
    };

    // ---- The pointer

    /** @type {Box | null} */
    let box = null;
    /** @type {{ x: number, y: number, lastX: number, lastY: number, isFar: boolean, isShift: boolean } | null} */
    let held = null;

    const within = (/** @type {{ clientX: number, clientY: number }} */ event) => {
      const { left, top } = stage.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };

    /** @param {number} x @param {number} y @returns {number} The nearest point that is near, or -1. */
    const nearestTo = (x, y) => {
      let best = reach * reach;
      let index = -1;
      for (let i = 0, j = 0; j < flat.length; i++, j += 2) {
        const dx = /** @type {number} */ (flat[j]) - x;
        const dy = /** @type {number} */ (flat[j + 1]) - y;
        const far = dx * dx + dy * dy;
        if (far < best) { best = far; index = i; }
      }
      return index;
    };

    stage.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button !== 0) { return; }
      const { x, y } = within(event);
      held = { x, y, lastX: x, lastY: y, isFar: false, isShift: event.shiftKey };
      stage.setPointerCapture(event.pointerId);
    });

    stage.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") { return; }
      const { x, y } = within(event);
      if (!held) {
        const index = isMoving ? -1 : nearestTo(x, y);
        if (index !== hover) { hover = index; drawOver(); }
        return;
      }
      if (!held.isFar && Math.hypot(x - held.x, y - held.y) < 4) { return; }
      held.isFar = true;
      stage.classList.add("is-held");
      if (held.isShift) { shift(x - held.lastX, y - held.lastY); }
      else if (isFlat) { box = { x: Math.min(x, held.x), y: Math.min(y, held.y), w: Math.abs(x - held.x), h: Math.abs(y - held.y) }; hover = -1; drawOver(); }
      else { turn((held.lastX - x) * 0.4, (y - held.lastY) * 0.4); }
      [held.lastX, held.lastY] = [x, y];
    });

    const release = (/** @type {PointerEvent} */ event) => {
      if (event.pointerType === "touch" || !held) { return; }
      const { isFar } = held;
      held = null;
      stage.classList.remove("is-held");
      if (box) { zoomInto(box); box = null; drawOver(); }
      if (!isFar && event.type === "pointerup") { pin(event); }
    };
    stage.addEventListener("pointerup", release);
    stage.addEventListener("pointercancel", release);
    stage.addEventListener("pointerleave", () => { if (hover >= 0) { hover = -1; drawOver(); } });
    stage.addEventListener("dblclick", () => reset());

    const pin = (/** @type {MouseEvent} */ event) => {
      const { x, y } = within(event);
      const index = nearestTo(x, y);
      if (index >= 0) { walkTo(path?.rows[index] ?? 0); }
    };

    /** @param {Box} area */
    const zoomInto = (area) => {
      if (area.w < 6 || area.h < 6) { return; }
      const { low, high, room } = scene;
      const across = (/** @type {number} */ x) => (low[0] ?? 0) + (x - room.x) / room.w * ((high[0] ?? 1) - (low[0] ?? 0));
      const up = (/** @type {number} */ y) => (high[1] ?? 1) - (y - room.y) / room.h * ((high[1] ?? 1) - (low[1] ?? 0));
      look.window = [across(area.x), up(area.y + area.h), across(area.x + area.w), up(area.y)];
      move();
    };

    stage.addEventListener("wheel", (event) => {
      const group = place.closest("[tabindex='0']");
      if (!group?.contains(document.activeElement)) { return; }
      event.preventDefault();
      const { x, y } = within(event);
      const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
      zoom(Math.exp(-Math.max(-200, Math.min(200, pixels)) * 0.002), x, y);
    }, { passive: false });

    // One finger is the page's. Two turn and pinch; three, or two in a plane, move.
    /** @type {{ x: number, y: number, size: number, count: number } | null} */
    let pinch = null;
    const pinchOf = (/** @type {TouchEvent} */ event) => {
      const points = [...event.touches].map(within);
      const [x, y] = [points.reduce((sum, point) => sum + point.x, 0) / points.length, points.reduce((sum, point) => sum + point.y, 0) / points.length];
      return { x, y, size: Math.max(1, ...points.map((point) => Math.hypot(point.x - x, point.y - y))), count: points.length };
    };

    const touched = (/** @type {TouchEvent} */ event) => {
      if (event.touches.length < 2) { pinch = null; return; }
      if (event.cancelable) { event.preventDefault(); }
      const next = pinchOf(event);
      if (pinch && pinch.count === next.count && event.type === "touchmove") {
        if (Math.abs(next.size / pinch.size - 1) > 0.002) { zoom(next.size / pinch.size, next.x, next.y); }
        if (isFlat || next.count > 2) { shift(next.x - pinch.x, next.y - pinch.y); } else { turn((pinch.x - next.x) * 0.4, (next.y - pinch.y) * 0.4); }
      }
      pinch = next;
    };
    for (const name of /** @type {("touchstart" | "touchmove" | "touchend" | "touchcancel")[]} */ (["touchstart", "touchmove", "touchend", "touchcancel"])) {
      stage.addEventListener(name, touched, { passive: false });
    }
    stage.addEventListener("click", (event) => { if (/** @type {PointerEvent} */ (event).pointerType === "touch") { pin(event); } });

    // ---- The keyboard

    const looks = [["1", 0, 0, "x"], ["2", -90, 0, "y"], ["3", -90, 90, "z"]];

    /** @param {string} key @param {boolean} isShift */
    const press = (key, isShift) => {
      if (!path?.ends) { return false; }
      const step = isShift ? 10 : 1;
      const row = Math.max(0, look.row);
      const [dx, dy] = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] })[key] ?? [0, 0];
      const view = isFlat ? undefined : looks.find(([name]) => name === key);
      if (view) {
        Object.assign(look, { az: view[1], el: view[2] });
        frame.say(`along ${sides[Number(key) - 1]?.label}`);
        move();
      } else if (isFlat && (dx || dy)) { walkTo(row + (dx || -dy) * step); }
      else if (dx || dy) { if (isShift) { shift(-40 * dx, -40 * dy); } else { turn(5 * dx, -5 * dy); } }
      else if (key === "+" || key === "=") { zoom(1.25); }
      else if (key === "-" || key === "_") { zoom(0.8); }
      else if (key === "0") { reset(); }
      else if (key === "," || key === "<" || key === ";") { walkTo(row - step); }
      else if (key === "." || key === ">" || key === ":") { walkTo(look.row < 0 ? 0 : row + step); }
      else if (key === "Home") { walkTo(0); }
      else if (key === "End") { walkTo((series?.length ?? 1) - 1); }
      else { return false; }
      return true;
    };

    // ---- What viewer.js asks

    const sentence = () => {
      if (!series || !path?.ends) { return "Path without points"; }
      const ranges = named().map((side, k) => {
        const [low, high] = rangeOf(path?.columns[k] ?? []);
        const texts = [words.number(low, 2 * half(side)), words.number(high, 2 * half(side))];
        const unit = side.unit ? ` ${words.clean(side.unit)}` : "";
        return `${side === scale ? "coloured by " : ""}${side.label} ${low === high ? `always ${texts[0]}` : `from ${texts[0]} to ${texts[1]}`}${unit}`;
      });
      const points = series.length === 1 ? "1 point" : `${words.count(series.length)} points`;
      const gaps = path.gaps === 0 ? "" : path.gaps === 1 ? ", 1 gap" : `, ${words.count(path.gaps)} gaps`;
      return `${isJoined ? "Path of " : ""}${points} ${isFlat ? "in the plane" : "in space"}, ${ranges.join(", ")}${gaps}`;
    };

    const watch = new ResizeObserver(() => { if (!signal.aborted) { draw(); } });
    watch.observe(stage);
    restore();
    tellSpot(false);

    return {
      ready: load(),
      sentence,
      reset,
      key: press,
      keys: isFlat
        ? [["← →", "Walk along the path, with Shift ten rows"], [", .", "The same"], ["+ −", "Zoom"], ["0", "Everything"]]
        : [["← → ↑ ↓", "Turn, with Shift move"], [", .", "Walk along the path, with Shift ten rows"], ["+ −", "Zoom"], ["1 2 3", "Look along an axis"],
          ["0", "As at first"]],
      themed() { tone = frame.colours(); dye(); draw(); },
      canvas(ratio) {
        const { w, h } = size();
        const canvas = document.createElement("canvas");
        const on = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
        prepare(canvas, on, w, h, ratio);
        const ink = inkOf(on, tone.font);
        paint(ink, w, h, 1.5);
        paintOver(ink, w, h);
        return canvas;
      },
      svg() {
        if (!series || series.drawn > mostInFile) { return ""; }
        const { w, h } = size();
        const pen = plots.pen(w, h, tone.font);
        paint(pen, w, h, 1.5);
        paintOver(pen, w, h);
        return pen.svg(sentence());
      },
      rows() {
        const names = [...columns, ...(view.color ? [view.color] : [])].map(({ label, column, unit }) => words.name(label, column, unit));
        return { names: ["row", ...names], columns: [path?.rows ?? [], ...(path?.columns ?? [])] };
      },
      tools: () => [{ name: "equal", label: "Equal scale", pressed: look.isEqual, run() { look.isEqual = !look.isEqual; move(); } }],
      end() {
        stop.abort();
        asked?.abort();
        watch.disconnect();
        cancelAnimationFrame(frames);
        clearTimeout(rest);
        clearTimeout(fetching);
        whole.remove();
      },
    };
  };
})();
