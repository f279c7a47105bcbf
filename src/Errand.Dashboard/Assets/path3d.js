// Paths in space and in the plane: `errandPlots.path(frame)`. Three columns make a box that is turned, seen from far away, so that parallel
// lines stay parallel; two make a plane that is zoomed into. Needs plotwords.js, plotsvg.js, plotink.js and plotaxes.js.
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));

  const firstPoints = 20000;
  const mostPoints = 100000;
  const mostInFile = 50000;
  const runs = 64; // Colours along the ramp. One more, the last, is for points without a value.
  const fewPoints = 200; // If they are not connected, so few have room for larger dots.
  const restTime = 150;
  const restWidth = 1.5;
  const reach = 24; // Pixels from the pointer to a point that it may mean.
  const home = { az: -60, el: 25, zoom: 1, x: 0, y: 0 };
  const whole = { x0: -0.04, y0: -0.04, x1: 1.04, y1: 1.04 };
  const edges = /** @type {const} */ (["x0", "y0", "x1", "y1"]);

  /** @typedef {{ order: Int32Array, starts: number[] }} Binned Indexes of points, those of a colour together; -1 between two pieces. */
  /** @typedef {{ rows: ArrayLike<number>, columns: Float64Array[], places: Float64Array[], lines: Binned, dots: Binned, gaps: number,
   *   ends: [number, number][] }} Path The ends of each of the paths that it is. */
  /** @typedef {{ row: number, values: number[], place: number[] }} Spot One row of the path. */

  /** @template T @param {ArrayLike<T>} list @param {number} i @returns {T} One that is there. */
  const at = (list, i) => /** @type {T} */ (list[i]);

  /** @param {number} value @param {number} low @param {number} high */
  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

  // ---- Data ----------------------------------------------------------------------------------------------------------------------

  /** @param {ArrayLike<number>} values @returns {[number, number]} Both are NaN if there is no number. */
  const rangeOf = (values) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < values.length; i++) {
      const value = /** @type {number} */ (values[i]);
      if (value < low && value !== -Infinity) { low = value; }
      if (value > high && value !== Infinity) { high = value; }
    }
    return low <= high ? [low, high] : [NaN, NaN];
  };

  /** @param {number[][]} lists @returns {Binned} */
  const binned = (lists) => {
    const starts = [0];
    for (const list of lists) { starts.push(at(starts, starts.length - 1) + list.length); }
    return { order: Int32Array.from(lists.flat()), starts };
  };

  /** Lines of two points and more; the points that stand alone, or all of them, are dots.
   * @param {Float64Array[]} places @param {(i: number) => number} runOf @param {(i: number) => number} groupOf Which path it is of.
   * @param {boolean} isJoined */
  const sorted = (places, runOf, groupOf, isJoined) => {
    const count = at(places, 0).length;
    const isGap = (/** @type {number} */ i) => i < 0 || i >= count || places.some((axis) => !Number.isFinite(axis[i]));
    const isCut = (/** @type {number} */ i, /** @type {number} */ next) => isGap(next) || groupOf(i) !== groupOf(next);
    const lists = () => Array.from({ length: runs + 1 }, () => /** @type {number[]} */ ([]));
    const [lines, dots] = [lists(), lists()];
    let gaps = 0;
    /** @type {Map<number, [number, number]>} */
    const ends = new Map();
    for (let i = 0; i < count; i++) {
      if (isGap(i)) { gaps += i > 0 && isGap(i - 1) ? 0 : 1; continue; }
      ends.set(groupOf(i), [ends.get(groupOf(i))?.[0] ?? i, i]);
      const isLast = isCut(i, i + 1);
      const isAlone = isLast && isCut(i, i - 1);
      const list = at(isJoined && !isAlone ? lines : dots, runOf(i));
      if (!isJoined || isAlone) { list.push(i); }
      else if (!isLast) { if (list[list.length - 1] === i) { list.push(i + 1); } else { list.push(-1, i, i + 1); } }
    }
    return { lines: binned(lines), dots: binned(dots), gaps, ends: [...ends.values()] };
  };

  // Memory of the drawing, made once: it grows to the largest path.
  let trail = new Float32Array(0);

  /** The points of one colour, without those that are nearer to the one before than an eye can tell.
   * @param {Float32Array} pixels @param {Binned} bins @param {number} run */
  const pick = (pixels, { order, starts }, run) => {
    const [start, end] = [at(starts, run), at(starts, run + 1)];
    if (trail.length < 2 * (end - start)) { trail = new Float32Array(2 * (end - start)); }
    let length = 0;
    let [lastX, lastY] = [NaN, NaN];
    for (let i = start; i < end; i++) {
      const index = /** @type {number} */ (order[i]);
      const x = index < 0 ? NaN : /** @type {number} */ (pixels[2 * index]);
      const y = index < 0 ? NaN : /** @type {number} */ (pixels[2 * index + 1]);
      if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.4 && i + 1 < end && order[i + 1] !== -1) { continue; }
      [lastX, lastY] = [x, y];
      trail[length++] = x;
      trail[length++] = y;
    }
    return trail.subarray(0, length);
  };

  /** @param {PlotScene["matrix"]} matrix @param {Float64Array[]} places @param {boolean} isOnFloor @param {Float32Array} pixels */
  const projectAll = (matrix, places, isOnFloor, pixels) => {
    const [a, b, c, d, e, f, g, h] = matrix;
    const [u, v] = [at(places, 0), at(places, 1)];
    const w = places[2] && !isOnFloor ? places[2] : null;
    for (let i = 0, j = 0; i < u.length; i++) {
      const x = /** @type {number} */ (u[i]);
      const y = /** @type {number} */ (v[i]);
      const z = w ? /** @type {number} */ (w[i]) : 0;
      pixels[j++] = a * x + b * y + c * z + d;
      pixels[j++] = e * x + f * y + g * z + h;
    }
  };

  /** @param {PlotInk} ink @param {Path} path @param {Float32Array} pixels @param {(run: number) => string} hue
   * @param {number} width Of lines. @param {number} radius Of dots. @param {(run: number) => number[]} [dashOf] */
  const drawPath = (ink, path, pixels, hue, width, radius, dashOf) => {
    for (let run = 0; run <= runs; run++) {
      const line = pick(pixels, path.lines, run);
      if (line.length > 0) { ink.line(line, hue(run), width, dashOf?.(run)); }
      const dots = pick(pixels, path.dots, run);
      if (dots.length === 0) { continue; }
      if (ink.squares && width < restWidth && dots.length > 4000) { ink.line(dashed(dots, radius), hue(run), width); }
      else if (ink.squares) { ink.squares(dots, hue(run), radius); }
      for (let i = 0; i < dots.length && !ink.squares; i += 2) {
        ink.rect(at(dots, i) - radius, at(dots, i + 1) - radius, 2 * radius, 2 * radius, hue(run));
      }
    }
  };

  /** Many squares would not keep up with a hand: short thin lines do.
   * @param {Float32Array} dots @param {number} radius */
  const dashed = (dots, radius) => {
    const dashes = new Float32Array(3 * dots.length).fill(NaN);
    for (let i = 0, j = 0; i < dots.length; i += 2, j += 6) {
      const [x, y] = [at(dots, i), at(dots, i + 1)];
      dashes.set([x - radius, y, x + radius, y], j);
    }
    return dashes;
  };

  // ---- The plot ------------------------------------------------------------------------------------------------------------------

  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {string} name @returns {HTMLElementTagNameMap[T]} */
  const part = (tag, name) => {
    const element = document.createElement(tag);
    element.className = name;
    return element;
  };

  plots.path = (frame) => {
    const { words, axes: { project, shareOf, valueAt, tickSize, titleSize } } = plots;
    const { view, source } = frame;
    const columns = (view.y ?? []).slice(0, 3);
    const shade = view.color ?? null;
    /** Several paths, each with a colour of its own. */
    const tones = shade?.tones ?? [];
    const isSeveral = tones.length > 0;
    const isFlat = columns.length < 3;
    const isJoined = view.connect !== false;
    const stop = new AbortController();
    const { signal } = stop;

    const stage = part("div", `path3d-stage${isFlat ? " is-flat" : ""}`);
    const sheet = part("canvas", "path3d-sheet");
    const over = part("canvas", "path3d-over");
    const walk = part("div", "path3d-walk");
    const slider = part("input", "path3d-row");
    const told = part("output", "path3d-told");
    slider.type = "range";
    slider.min = "0";
    slider.setAttribute("aria-label", "Row of the path");
    walk.hidden = true;
    walk.append(slider, told);
    stage.append(sheet, over);
    frame.place.append(stage);
    frame.place.after(walk); // Not in it: to a screen reader it is one picture, in which there is nothing to move.
    // Read often: so it is drawn by the processor, which is as fast everywhere, and the same.
    const context = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d", { alpha: false, willReadFrequently: true }));
    const upper = /** @type {CanvasRenderingContext2D} */ (over.getContext("2d", { willReadFrequently: true }));

    let tone = frame.colours();
    let hues = /** @type {string[]} */ ([]);
    /** Of the several paths. @type {string[]} */
    let names = [];
    /** @type {Series | null} */
    let series = null;
    /** @type {Path | null} */
    let path = null;
    /** @type {Path | null} The path as it came first. Its shadow is enough for a shadow. */
    let rough = null;
    let sides = /** @type {PlotSide[]} */ ([]);
    let constant = /** @type {boolean[]} */ ([]);
    /** @type {PlotSide | null} */
    let scale = null;
    /** @type {PlotScene | null} */
    let scene = null;
    let unit = 1; // Pixels of a length of 1 in space.
    let pixels = new Float32Array(0);

    const first = { ...home, isEqual: view.equal === true, window: whole, row: -1 };
    let look = { ...first };
    /** @type {Spot | null} */
    let spot = null;
    let hover = -1;
    let isMoving = false;

    // ---- The address

    const numbers = (/** @type {string} */ name, /** @type {number} */ count) => {
      const parts = (frame.state[name] ?? "").split(",").map((text) => (text.trim() === "" ? NaN : Number(text)));
      return parts.length === count && parts.every(Number.isFinite) ? parts : [];
    };

    const restore = () => {
      const [az = home.az, el = home.el] = numbers("eye", 2);
      const [zoom = 1] = numbers("zoom", 1);
      const [x = 0, y = 0] = numbers("pan", 2);
      const [row = -1] = numbers("row", 1);
      const [equal = Number(first.isEqual)] = numbers("equal", 1);
      look = { az, el: clamp(el, -90, 90), zoom: clamp(zoom, 0.25, 500), x, y, row, isEqual: equal === 1, window: whole };
    };

    // The window of a plane is kept in shares and said in values: it can be read when the axes are known.
    const restoreWindow = () => {
      const window = { ...whole };
      for (const [i, name] of edges.entries()) {
        const [value = NaN] = numbers(name, 1);
        const share = shareOf(value, at(sides, i % 2));
        window[name] = Number.isFinite(share) ? share : whole[name];
      }
      if (window.x1 > window.x0 && window.y1 > window.y0) { look.window = window; }
    };

    const report = () => {
      const exact = (/** @type {string} */ text) => String(Number(text));
      const round = (/** @type {number} */ value, /** @type {number} */ digits) => exact(value.toFixed(digits));
      /** @type {Record<string, string>} */
      const state = {};
      if (look.az !== home.az || look.el !== home.el) { state.eye = `${round(look.az, 1)},${round(look.el, 1)}`; }
      if (look.zoom !== 1) { state.zoom = round(look.zoom, 3); }
      if (look.x !== 0 || look.y !== 0) { state.pan = `${round(look.x, 4)},${round(look.y, 4)}`; }
      if (look.isEqual !== first.isEqual) { state.equal = look.isEqual ? "1" : "0"; }
      if (look.row >= 0) { state.row = String(look.row); }
      if (isFlat && edges.some((name) => look.window[name] !== whole[name])) {
        for (const [i, name] of edges.entries()) { state[name] = exact(valueAt(look.window[name], at(sides, i % 2)).toPrecision(12)); }
      }
      frame.changed(state);
    };

    // ---- Data

    /** @param {ViewColumn} column @param {[number, number]} range @returns {PlotSide} */
    const sideOf = ({ label, column, unit: of }, range) => {
      const [low, high] = words.bounds(...range);
      return { label: words.label(label, column), unit: words.clean(of ?? ""), name: words.name(label, column, of), low, high };
    };

    /** @param {Series} answer */
    const take = (answer) => {
      const isFirst = series === null;
      series = answer;
      const ranges = columns.map((_, k) => rangeOf(at(answer.y, k)));
      sides = columns.map((column, k) => sideOf(column, at(ranges, k)));
      constant = ranges.map(([low, high]) => low === high);
      const isLog = shade?.scale === "log";
      const values = (answer.with[0] ?? new Float64Array(0)).map((value) => (!isLog ? value : value > 0 ? Math.log10(value) : NaN));
      const [low, high] = rangeOf(values);
      scale = shade && !isSeveral && low <= high ? sideOf(shade, isLog ? [10 ** low, 10 ** high] : [low, high]) : null;
      const ramp = words.bounds(low, high);
      const groupOf = (/** @type {number} */ i) => (isSeveral ? values[i] ?? 0 : 0);
      const runOf = (/** @type {number} */ i) => {
        if (isSeveral) { return groupOf(i); }
        const share = shade ? shareOf(/** @type {number} */ (values[i]), { low: ramp[0], high: ramp[1] }) : 0;
        return Number.isFinite(share) ? clamp(Math.floor(share * runs), 0, runs - 1) : runs;
      };
      const places = columns.map((_, k) => at(answer.y, k).map((value) => shareOf(value, at(sides, k))));
      path = { rows: answer.rows, columns: [...answer.y, ...answer.with], places, ...sorted(places, runOf, groupOf, isJoined) };
      rough ??= path;
      pixels = new Float32Array(2 * answer.rows.length);
      hover = -1;
      slider.max = String(Math.max(0, answer.length - 1));
      walk.hidden = answer.length < 2 || path.ends.length === 0;
      if (isFirst && isFlat) { restoreWindow(); }
      dye();
      frame.tell(caption());
      goTo(look.row, false);
    };

    const dye = () => {
      const ground = words.isDark(tone.ground) ? "dark" : "light";
      const plain = tone.series[0] || tone.accent;
      const own = (/** @type {number} */ run) => tone.series[(tones[run] ?? 0) % tone.series.length] ?? plain;
      hues = Array.from({ length: runs }, (_, i) => (isSeveral ? own(i) : scale ? words.hex(words.ramp((i + 0.5) / runs, ground)) : plain));
      hues.push(tone.muted);
    };

    const gapsOf = (/** @type {number} */ gaps) => (gaps === 1 ? "1 gap" : `${words.count(gaps)} gaps`);

    const caption = () => {
      if (!series || !path) { return ""; }
      const { drawn, length, tolerance } = series;
      const parts = [drawn < length ? `${words.count(drawn)} of ${words.count(length)} points drawn`
        : length === 0 ? "no points" : length === 1 ? "1 point" : `all ${words.count(length)} points`];
      if (isSeveral) { parts[0] += ` of ${names.length} paths`; }
      const within = drawn < length && tolerance ? Math.min(100000, Math.floor(1 / tolerance + 1e-9)) : 0;
      if (within > 1) { parts.push(`within 1/${words.count(within)} of each axis`); }
      if (path.gaps > 0) { parts.push(gapsOf(path.gaps)); }
      return parts.join(" · ");
    };

    const asked = { y: columns.map(({ column }) => column), with: shade ? [shade.column] : [] };
    /** A colour that comes again has a dash. @param {number} run */
    const dashOf = (run) => (isSeveral && run >= tone.series.length ? [7, 4] : []);

    const load = async () => {
      frame.busy(true);
      try {
        if (shade && isSeveral) { names = (await source.texts(shade.column, tones.length)).map(words.clean); }
        take(await source.series({ ...asked, points: firstPoints, method: "path", signal }));
      } catch (error) {
        if (signal.aborted) { return; }
        frame.busy(false);
        frame.failed(error);
        throw error;
      }
      frame.busy(false);
      draw();
      if (series && series.drawn < series.length && series.length <= mostPoints) { idly(loadAll); }
    };

    const idly = (/** @type {() => void} */ run) => {
      if ("requestIdleCallback" in globalThis) { requestIdleCallback(run, { timeout: 2000 }); } else { setTimeout(run, 200); }
    };

    const loadAll = async () => {
      if (signal.aborted) { return; }
      try {
        const answer = await source.series({ ...asked, points: mostPoints, method: "path", signal });
        idly(() => { if (!signal.aborted) { take(answer); soon(); } });
      } catch {
        if (!signal.aborted) { frame.tell(`${caption()} · the others could not be had`); } // What is drawn stays.
      }
    };

    // ---- Where everything is

    const sizeNow = () => ({ w: Math.max(1, stage.clientWidth), h: Math.max(1, stage.clientHeight) });
    /** @type {Map<string, number>} */
    const widths = new Map();

    const widthOf = (/** @type {string} */ text, /** @type {number} */ size) => {
      const known = widths.get(`${size} ${text}`);
      if (known !== undefined) { return known; }
      context.font = `${size}px ${tone.font}`;
      const { width } = context.measureText(text);
      if (widths.size > 1000) { widths.clear(); }
      widths.set(`${size} ${text}`, width);
      return width;
    };

    /** The legend of several paths, in rows. @param {number} w @param {number} left Where the first row begins. */
    const entriesOf = (w, left) => {
      let [x, y] = [left, 12];
      return names.map((name, run) => {
        const text = words.fit(name, w - 60, (whole) => widthOf(whole, tickSize));
        const width = 40 + widthOf(text, tickSize);
        if (x > 12 && x + width > w) { [x, y] = [12, y + 16]; }
        const entry = { text, run, x, y };
        x += width;
        return entry;
      });
    };

    /** The marks of the ends, and their words. */
    const marksOf = () => {
      let left = 12;
      const hasEnds = isJoined && path?.ends.some(([start, end]) => start !== end);
      return (hasEnds ? ["start", "end"] : []).map((word) => {
        const mark = { word, x: left, next: left + 20 + widthOf(word, tickSize) };
        left = mark.next;
        return mark;
      });
    };

    const legendHeightOf = (/** @type {number} */ w) =>
      Math.max(isJoined || shade ? 24 : 8, ...entriesOf(w, marksOf().at(-1)?.next ?? 12).map(({ y }) => y + 12));

    /** @returns {[number, number, number]} How long the sides of the box are, the longest 1. */
    const lengths = () => {
      const halves = sides.map(({ low, high }) => high / 2 - low / 2);
      const longest = Math.max(...halves.filter((_, k) => !constant[k]));
      const equal = halves.map((value, k) => (constant[k] ? 0.1 : value / longest));
      return look.isEqual && longest > 0 ? [at(equal, 0), at(equal, 1), equal[2] ?? 1] : [1, 1, 0.75];
    };

    /** @param {number} w @param {number} h @returns {PlotScene} */
    const spaceOf = (w, h) => {
      const [sx, sy, sz] = lengths();
      const [az, el] = [look.az * Math.PI / 180, look.el * Math.PI / 180];
      const [sin, cos] = [Math.sin(el), Math.cos(el)];
      const beside = w < 480 ? 48 : 84;
      const legendHeight = legendHeightOf(w);
      const [top, below] = [legendHeight + 12, 56];
      const across = Math.hypot(sx, sy);
      // The same while the box is turned around: so it does not pulse.
      const fit = Math.min(Math.max(40, w - 2 * beside) / across, Math.max(40, h - top - below) / (across * Math.abs(sin) + sz * cos));
      const s = unit = fit * look.zoom;
      const right = [-Math.sin(az) * sx * s, Math.cos(az) * sy * s, 0];
      const down = [sin * Math.cos(az) * sx * s, sin * Math.sin(az) * sy * s, -cos * sz * s];
      const start = (/** @type {number[]} */ row) => -(at(row, 0) + at(row, 1) + at(row, 2)) / 2;
      return {
        matrix: [at(right, 0), at(right, 1), 0, w / 2 + look.x * s + start(right),
          at(down, 0), at(down, 1), at(down, 2), top + (h - top - below) / 2 + look.y * s + start(down)],
        room: { x: 0, y: legendHeight, w, h: h - legendHeight }, sides, low: [0, 0, 0], high: [1, 1, 1],
        toward: [cos * Math.cos(az), cos * Math.sin(az), sin], tone, widthOf,
      };
    };

    /** @param {number} w @param {number} h @returns {PlotScene} */
    const planeOf = (w, h) => {
      let { x0, y0, x1, y1 } = look.window;
      const legendHeight = legendHeightOf(w);
      const side = at(sides, 1);
      const { texts } = words.labels(words.ticks(valueAt(y0, side), valueAt(y1, side), 6));
      const left = Math.min(w / 3, 32 + Math.max(24, ...texts.map((text) => widthOf(text, tickSize))));
      const room = { x: left, y: legendHeight, w: Math.max(20, w - left - 20), h: Math.max(20, h - legendHeight - 44) };
      if (look.isEqual) {
        const [sx, sy] = lengths();
        const ratio = room.w / ((x1 - x0) * sx) / (room.h / ((y1 - y0) * sy));
        const [dx, dy] = [(x1 - x0) * Math.max(0, ratio - 1) / 2, (y1 - y0) * Math.max(0, 1 / ratio - 1) / 2];
        [x0, x1, y0, y1] = [x0 - dx, x1 + dx, y0 - dy, y1 + dy];
      }
      const [kx, ky] = [room.w / (x1 - x0), room.h / (y1 - y0)];
      return {
        matrix: [kx, 0, 0, room.x - kx * x0, 0, -ky, 0, room.y + room.h + ky * y0],
        room, sides, low: [x0, y0], high: [x1, y1], toward: [], tone, widthOf,
      };
    };

    // ---- Drawing

    /** @param {PlotInk} ink @param {number} w @param {number} h @param {number} width Of the path. */
    const paint = (ink, w, h, width) => {
      ink.rect(0, 0, w, h, tone.ground);
      if (!series || !path) { return; }
      if (path.ends.length === 0) {
        const why = series.length === 0 ? "There are no points: the columns are empty." : "There are no points: no row is whole.";
        ink.text(w / 2, h / 2, words.fit(why, w - 24, (text) => widthOf(text, 14)), { colour: tone.muted, size: 14, align: "middle" });
        return;
      }
      scene = isFlat ? planeOf(w, h) : spaceOf(w, h);
      const { matrix, room } = scene;
      const legendHeight = legendHeightOf(w);
      const edge = { x: 4, y: legendHeight, w: w - 8, h: h - legendHeight - 4 };
      if (isFlat) { plots.axes.plane(ink, scene, edge); }
      ink.clip(room.x, room.y, room.w, room.h);
      if (!isFlat) { plots.axes.walls(ink, scene, edge); }
      if (rough && !isFlat && look.el > 0) {
        const shadow = words.mix(tone.surface, tone.muted, 0.4);
        projectAll(matrix, rough.places, true, pixels);
        drawPath(ink, rough, pixels, () => shadow, Math.min(1, width), 1);
      }
      projectAll(matrix, path.places, false, pixels);
      drawPath(ink, path, pixels, (run) => at(hues, run), width, isJoined || pixels.length > 2 * fewPoints ? 1.5 : 3, dashOf);
      for (const [start, end] of path.ends) {
        const hue = isSeveral ? at(hues, path.columns[columns.length]?.[start] ?? 0) : tone.text;
        if (isJoined && start !== end) { ink.dot(at(pixels, 2 * start), at(pixels, 2 * start + 1), 3.5, tone.ground, hue); }
        if (isJoined || start === end) { ink.dot(at(pixels, 2 * end), at(pixels, 2 * end + 1), 3.5, hue, tone.text); }
      }
      ink.clip();
      drawLegend(ink, w);
    };

    /** @param {PlotInk} ink @param {number} w */
    const drawLegend = (ink, w) => {
      const marks = marksOf();
      for (const { word, x } of marks) {
        ink.dot(x, 12, 3.5, word === "start" ? tone.ground : tone.text, tone.text);
        ink.text(x + 8, 12, word, { colour: tone.muted, size: tickSize });
      }
      const left = marks.at(-1)?.next ?? 12;
      for (const { text, run, x, y } of entriesOf(w, left)) {
        ink.line([x, y, x + 18, y], at(hues, run), 2, dashOf(run));
        ink.text(x + 24, y, text, { colour: tone.text, size: tickSize });
      }
      if (!scale) { return; }
      const bar = w < 480 ? 64 : 128;
      const [low, high] = [said(scale.low, scale), said(scale.high, scale)];
      let x = w - 12;
      ink.text(x, 12, high, { colour: tone.muted, size: tickSize, align: "end" });
      x -= widthOf(high, tickSize) + 6 + bar;
      for (let i = 0; i < runs; i++) { ink.rect(x + bar * i / runs, 8, bar / runs + (i < runs - 1 ? 0.5 : 0), 8, at(hues, i)); }
      ink.text(x - 6, 12, low, { colour: tone.muted, size: tickSize, align: "end" });
      x -= widthOf(low, tickSize) + 16;
      const name = words.fit(scale.name, x - left, (text) => widthOf(text, titleSize));
      ink.text(x, 12, name, { colour: tone.text, size: titleSize, align: "end" });
    };

    /** The row that is looked at, and the one under the pointer.
     * @param {PlotInk} ink @param {number} w @param {number} h */
    const paintOver = (ink, w, h) => {
      const hovered = hover < 0 ? null : spotOf(hover);
      for (const one of [spot, hovered]) {
        if (!one || !scene || !one.place.every(Number.isFinite)) { continue; }
        const { matrix, room, low } = scene;
        const [x, y] = project(matrix, one.place);
        const [u, v] = [at(one.place, 0), at(one.place, 1)];
        if (x < room.x || y < room.y || x > room.x + room.w || y > room.y + room.h) { continue; }
        const ends = isFlat ? [[at(low, 0), v], [u, at(low, 1)]] : [[u, v, 0]];
        for (const end of ends) { ink.line([x, y, ...project(matrix, end)], tone.muted, 1, [3, 3]); }
        ink.dot(x, y, 5, tone.ground, tone.accent);
        ink.dot(x, y, 3, tone.accent);
        if (one === hovered) { drawTip(ink, x, y, partsOf(one), w, h); }
      }
    };

    /** @param {PlotInk} ink @param {number} x @param {number} y @param {[string, string][]} parts @param {number} w @param {number} h */
    const drawTip = (ink, x, y, parts, w, h) => {
      const most = Math.min(260, w - 32);
      const measure = (/** @type {string} */ text) => widthOf(text, titleSize);
      // Of what is too long, the name is cut: not the value.
      const fitted = parts.map(([name, value]) =>
        words.fit(`${words.fit(name, Math.max(40, most - measure(` ${value}`)), measure)} ${value}`.trim(), most, measure));
      const width = Math.max(...fitted.map((line) => widthOf(line, titleSize))) + 16;
      const height = 16 * fitted.length + 12;
      const left = Math.round(x + 14 + width < w ? x + 14 : Math.max(2, x - 14 - width)) + 0.5;
      const top = Math.round(clamp(y - height / 2, 2, h - height - 2)) + 0.5;
      ink.rect(left, top, width, height, tone.ground, tone.muted);
      for (const [i, line] of fitted.entries()) {
        ink.text(left + 8, top + 14 + 16 * i, line, { colour: i === 0 ? tone.muted : tone.text, size: titleSize });
      }
    };

    const ratioNow = () => clamp(globalThis.devicePixelRatio || 1, 1, 3);

    /** @param {CanvasRenderingContext2D} on @param {number} ratio @param {(ink: PlotInk, w: number, h: number) => void} run */
    const drawOn = (on, ratio, run) => {
      const { canvas } = on;
      const { w, h } = sizeNow();
      const [wide, high] = [Math.round(w * ratio), Math.round(h * ratio)];
      if (canvas.width !== wide || canvas.height !== high) { Object.assign(canvas, { width: wide, height: high }); }
      on.setTransform(wide / w, 0, 0, high / h, 0, 0);
      run(plots.ink(on, tone.font), w, h);
    };

    let frames = 0;
    let rest = 0;

    const draw = () => {
      cancelAnimationFrame(frames);
      frames = 0;
      // Lines of one pixel of the device are drawn many times faster than wide ones.
      drawOn(context, ratioNow(), (ink, w, h) => paint(ink, w, h, isMoving ? 1 / ratioNow() : restWidth));
      drawOver();
    };

    const drawOver = () => {
      over.hidden = hover < 0 && !spot && !box;
      if (over.hidden) { return; }
      drawOn(upper, ratioNow(), (ink, w, h) => {
        upper.clearRect(0, 0, w, h);
        paintOver(ink, w, h);
        if (!box) { return; }
        const [left, top, right, bottom] = [box.x, box.y, box.x + box.w, box.y + box.h];
        ink.area([left, top, right, top, right, bottom, left, bottom], tone.accent, 0.2);
      });
    };

    const soon = () => { frames = frames || requestAnimationFrame(draw); };

    /** Where the pointer is over the picture. @type {{ x: number, y: number } | null} */
    let pointer = null;

    /** What stands still again shows what the pointer is at. */
    const settle = () => {
      isMoving = false;
      if (pointer && !held) { hover = nearestTo(pointer); }
      soon();
    };

    const move = () => {
      isMoving = true;
      hover = -1;
      clearTimeout(rest);
      rest = setTimeout(settle, restTime);
      soon();
      report();
    };

    // ---- Rows

    /** @param {number} i @returns {Spot} */
    const spotOf = (i) => ({
      row: path?.rows[i] ?? 0,
      values: (path?.columns ?? []).map((column) => at(column, i)),
      place: (path?.places ?? []).map((axis) => at(axis, i)),
    });

    /** @param {number} value @param {PlotSide | null} side */
    const said = (value, side) => words.number(value, side ? side.high - side.low : 0);

    const named = () => [...sides, ...(scale ? [scale] : [])];

    /** Which row a point is; of several paths, also of which one. @param {number} row @param {number[]} values @param {string} [of] */
    const whichOf = (row, values, of) => (!isSeveral ? `row ${words.count(row)}${of ?? ""}`
      : `${names[values[columns.length] ?? -1] ?? ""} · row ${words.count(values[columns.length + 1] ?? 0)}`);

    /** Names and values. @param {Spot} one @param {string} [of] Behind its number. @returns {[string, string][]} */
    const partsOf = ({ row, values, place }, of) => [
      [`${whichOf(row, values, of)}${place.every(Number.isFinite) ? "" : ", a gap"}`, ""],
      ...named().map((side, k) => {
        const value = at(values, k);
        return /** @type {[string, string]} */ ([side.label, Number.isFinite(value) ? `${said(value, side)} ${side.unit}`.trim() : "none"]);
      }),
    ];

    /** @param {Spot} one @param {string} [of] */
    const linesOf = (one, of) => partsOf(one, of).map((part) => part.join(" ").trim());

    /** @param {number} row @returns {number} The index of the last row at or before it that is drawn. */
    const indexOf = (row) => {
      let [low, high] = [0, (path?.rows.length ?? 1) - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((path?.rows[middle] ?? 0) <= row) { low = middle; } else { high = middle - 1; }
      }
      return low;
    };

    let fetching = 0;
    /** @type {AbortController | null} */
    let fetched = null;

    /** @param {number} row Below 0: none. @param {boolean} isSaid */
    const goTo = (row, isSaid) => {
      clearTimeout(fetching);
      fetched?.abort();
      const isThere = row >= 0 && series !== null && series.length > 0;
      look.row = isThere ? Math.min((series?.length ?? 1) - 1, Math.round(row)) : -1;
      spot = isThere ? spotOf(indexOf(look.row)) : null;
      tellSpot(isSaid);
      if (spot && spot.row !== look.row) { fetching = setTimeout(() => void fetchRow(look.row, isSaid), 60); }
    };

    /** @param {number} row One that thinning left out. @param {boolean} isSaid */
    const fetchRow = async (row, isSaid) => {
      fetched = new AbortController();
      const given = fetched.signal;
      try {
        const answer = await source.series({ ...asked, from: row, to: row, points: 2, method: "none", signal: given });
        if (given.aborted || answer.rows.length === 0) { return; }
        const values = [...answer.y, ...answer.with].map((column) => at(column, 0));
        spot = { row: at(answer.rows, 0), values, place: sides.map((side, k) => shareOf(at(values, k), side)) };
        tellSpot(isSaid);
        drawOver();
      } catch {
        if (!given.aborted) { told.textContent = `Row ${words.count(row)} could not be had.`; }
      }
    };

    /** @param {boolean} isSaid */
    const tellSpot = (isSaid) => {
      const isExact = spot?.row === look.row;
      const lines = spot && isExact ? linesOf(spot) : [isSeveral ? "…" : `row ${words.count(look.row)}`];
      told.textContent = spot ? lines.join(" · ") : "Move the slider to walk along the path.";
      told.classList.toggle("muted", !spot);
      slider.value = String(Math.max(0, look.row));
      slider.setAttribute("aria-valuetext", lines.join(", "));
      if (isSaid && spot && isExact) { frame.say(linesOf(spot, ` of ${words.count(series?.length ?? 0)}`).join(", ")); }
    };

    /** @param {number} row @param {boolean} [isSaid] */
    const walkTo = (row, isSaid) => {
      goTo(Math.max(0, row), isSaid !== false);
      drawOver();
      report();
    };

    slider.addEventListener("input", () => walkTo(Number(slider.value), false));

    // ---- Turning, moving, zooming

    /** @param {number} dx Degrees. @param {number} dy */
    const turn = (dx, dy) => {
      look.az = (look.az + dx + 900) % 360 - 180;
      look.el = clamp(look.el + dy, -90, 90);
      move();
    };

    /** @param {number} x Pixels. @param {number} y @returns {[number, number]} The shares there in the plane. */
    const sharesAt = (x, y) => {
      const [kx, , , dx, , ky, , dy] = scene?.matrix ?? [1, 0, 0, 0, 0, 1, 0, 0];
      return [(x - dx) / kx, (y - dy) / ky];
    };

    /** @param {number} dx Pixels. @param {number} dy */
    const shift = (dx, dy) => {
      const [[x0, y0], [x1, y1]] = [sharesAt(0, 0), sharesAt(dx, dy)];
      const { window } = look;
      if (isFlat) { look.window = { x0: window.x0 + x0 - x1, y0: window.y0 + y0 - y1, x1: window.x1 + x0 - x1, y1: window.y1 + y0 - y1 }; }
      else { Object.assign(look, { x: look.x + dx / unit, y: look.y + dy / unit }); }
      move();
    };

    /** @param {number} factor @param {number} [x] The pixel that stays where it is. @param {number} [y] */
    const zoom = (factor, x, y) => {
      if (!scene) { return; }
      const { room, matrix } = scene;
      if (isFlat) {
        const [u, v] = sharesAt(x ?? room.x + room.w / 2, y ?? room.y + room.h / 2);
        const { x0, y0, x1, y1 } = look.window;
        const next = { x0: u + (x0 - u) / factor, y0: v + (y0 - v) / factor, x1: u + (x1 - u) / factor, y1: v + (y1 - v) / factor };
        if (next.x1 - next.x0 > 1e-9 && next.x1 - next.x0 < 50) { look.window = next; }
      } else {
        const [middleX, middleY] = project(matrix, [0.5, 0.5, 0.5]);
        const change = clamp(look.zoom * factor, 0.25, 500) / look.zoom;
        look.x += x === undefined ? 0 : ((x - middleX) / unit + look.x) * (1 / change - 1);
        look.y += y === undefined ? 0 : ((y - middleY) / unit + look.y) * (1 / change - 1);
        look.zoom *= change;
      }
      move();
    };

    const reset = () => {
      look = { ...first };
      goTo(-1, false);
      move();
    };

    // ---- The pointer

    /** @type {PlotBox | null} */
    let box = null;
    /** @type {{ x: number, y: number, lastX: number, lastY: number, isFar: boolean, isShift: boolean } | null} */
    let held = null;

    const within = (/** @type {{ clientX: number, clientY: number }} */ event) => {
      const { left, top } = stage.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };

    /** @param {{ x: number, y: number }} point @returns {number} The nearest point that is near, or -1. */
    const nearestTo = ({ x, y }) => {
      let best = reach * reach;
      let index = -1;
      for (let i = 0, j = 0; j < pixels.length; i++, j += 2) {
        const dx = /** @type {number} */ (pixels[j]) - x;
        const dy = /** @type {number} */ (pixels[j + 1]) - y;
        if (dx * dx + dy * dy < best) { best = dx * dx + dy * dy; index = i; }
      }
      return index;
    };

    /** @param {MouseEvent} event */
    const pin = (event) => {
      const index = nearestTo(within(event));
      if (index >= 0) { walkTo(at(path?.rows ?? [], index)); }
    };

    /** @param {number} x @param {number} y */
    const drag = (x, y) => {
      if (!held) { return; }
      const [dx, dy] = [x - held.lastX, y - held.lastY];
      if (held.isShift) { shift(dx, dy); }
      else if (!isFlat) { turn(-dx * 0.4, dy * 0.4); }
      else {
        box = { x: Math.min(x, held.x), y: Math.min(y, held.y), w: Math.abs(x - held.x), h: Math.abs(y - held.y) };
        hover = -1;
        drawOver();
      }
      Object.assign(held, { lastX: x, lastY: y });
    };

    stage.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button !== 0) { return; }
      const { x, y } = within(event);
      held = { x, y, lastX: x, lastY: y, isFar: false, isShift: event.shiftKey };
      stage.setPointerCapture(event.pointerId);
    });

    stage.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") { return; }
      const { x, y } = pointer = within(event);
      if (!held) {
        const index = isMoving ? -1 : nearestTo({ x, y });
        if (index !== hover) { hover = index; drawOver(); }
        return;
      }
      held.isFar ||= Math.hypot(x - held.x, y - held.y) >= 4;
      stage.classList.toggle("is-held", held.isFar);
      if (held.isFar) { drag(x, y); }
    });

    const release = (/** @type {PointerEvent} */ event) => {
      if (event.pointerType === "touch" || !held) { return; }
      const isClick = !held.isFar && event.type === "pointerup";
      const chosen = event.type === "pointerup" ? box : null;
      held = box = null;
      stage.classList.remove("is-held");
      if (isClick) { pin(event); }
      if (chosen && chosen.w > 5 && chosen.h > 5) {
        const [[x0, y1], [x1, y0]] = [sharesAt(chosen.x, chosen.y), sharesAt(chosen.x + chosen.w, chosen.y + chosen.h)];
        look.window = { x0, y0, x1, y1 };
        move();
      }
      drawOver();
    };
    stage.addEventListener("pointerup", release);
    stage.addEventListener("pointercancel", release);
    stage.addEventListener("pointerleave", () => { pointer = null; if (hover >= 0) { hover = -1; drawOver(); } });
    stage.addEventListener("dblclick", reset);

    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !frame.place.closest("[tabindex='0']")?.contains(document.activeElement)) { return; }
      event.preventDefault();
      const { x, y } = within(event);
      zoom(Math.exp(-0.002 * clamp(event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY, -200, 200)), x, y);
    }, { passive: false });

    // One finger is the page's. Two turn and pinch, three move; in a plane two move.
    /** @type {{ x: number, y: number, size: number, count: number } | null} */
    let pinch = null;

    const touched = (/** @type {TouchEvent} */ event) => {
      const points = [...event.touches].map(within);
      const count = points.length;
      if (count < 2) { pinch = null; return; }
      if (event.cancelable) { event.preventDefault(); }
      const [x, y] = [points.reduce((sum, point) => sum + point.x, 0) / count, points.reduce((sum, point) => sum + point.y, 0) / count];
      const size = Math.max(1, ...points.map((point) => Math.hypot(point.x - x, point.y - y)));
      if (pinch?.count === count) {
        if (size !== pinch.size) { zoom(size / pinch.size, x, y); }
        if (isFlat || count > 2) { shift(x - pinch.x, y - pinch.y); } else { turn((pinch.x - x) * 0.4, (y - pinch.y) * 0.4); }
      }
      pinch = { x, y, size, count };
    };
    for (const name of /** @type {const} */ (["touchstart", "touchmove", "touchend", "touchcancel"])) {
      stage.addEventListener(name, touched, { passive: false });
    }
    stage.addEventListener("click", (event) => { if (/** @type {PointerEvent} */ (event).pointerType === "touch") { pin(event); } });

    // ---- The keyboard

    /** @type {Record<string, [number, number]>} */
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    /** @type {Record<string, [number, number]>} */
    const eyes = { 1: [0, 0], 2: [-90, 0], 3: [-90, 90] };

    /** @param {string} key @param {boolean} isShift */
    const press = (key, isShift) => {
      if (!path || path.ends.length === 0) { return false; }
      const step = isShift ? 10 : 1;
      const arrow = arrows[key];
      const eye = isFlat ? undefined : eyes[key];
      if (eye) {
        [look.az, look.el] = eye;
        frame.say(`seen along ${at(sides, Number(key) - 1).label}`);
        move();
      } else if (arrow && isFlat) { walkTo(look.row + (arrow[0] - arrow[1]) * step); }
      else if (arrow && isShift) { shift(-40 * arrow[0], -40 * arrow[1]); }
      else if (arrow) { turn(5 * arrow[0], -5 * arrow[1]); }
      else if (key === "+" || key === "=") { zoom(1.25); }
      else if (key === "-" || key === "_") { zoom(0.8); }
      else if (key === "0") { reset(); }
      else if (key === "," || key === "<" || key === ";") { walkTo(look.row - step); }
      else if (key === "." || key === ">" || key === ":") { walkTo(look.row + step); }
      else if (key === "Home") { walkTo(0); }
      else if (key === "End") { walkTo((series?.length ?? 1) - 1); }
      else { return false; }
      return true;
    };

    const sentence = () => {
      if (!series || !path || path.ends.length === 0) { return "Path without points"; }
      const { columns: all, gaps } = path;
      const ranges = named().map((side, k) => {
        const [low, high] = rangeOf(at(all, k));
        const range = low === high ? `always ${said(low, side)}` : `from ${said(low, side)} to ${said(high, side)}`;
        return `${side === scale ? "coloured by " : ""}${side.label} ${range} ${side.unit}`.trim();
      });
      const points = series.length === 1 ? "1 point" : `${words.count(series.length)} points`;
      const kind = isSeveral ? `${names.length} paths (${names.join(", ")}) of ` : isJoined ? "Path of " : "";
      const what = `${kind}${points} in ${isFlat ? "the plane" : "space"}`;
      return [what, ...ranges, ...(gaps > 0 ? [gapsOf(gaps)] : [])].join(", ");
    };

    const watch = new ResizeObserver(() => { if (!signal.aborted) { draw(); } });
    watch.observe(stage);
    restore();

    return {
      ready: load(),
      sentence,
      reset,
      key: press,
      keys: isFlat
        ? [["← →", "Walk along the path, with Shift ten rows"], [", .", "The same"], ["+ −", "Zoom"], ["Ctrl+wheel", "Zoom"],
          ["0", "Everything again"]]
        : [["← → ↑ ↓", "Turn, with Shift move"], ["1 2 3", "Look along an axis"], [", .", "Walk along the path, with Shift ten rows"],
          ["+ −", "Zoom"], ["Ctrl+wheel", "Zoom"], ["0", "As at first"]],
      hint: `drag to ${isFlat ? "zoom" : "turn"} · double-click to see it as at first · Shift-drag to move`
        + " · after a click, the wheel zooms and h shows the keys",
      touchHint: isFlat ? "two fingers move and zoom" : "two fingers turn and zoom, three move",
      themed() {
        tone = frame.colours();
        widths.clear();
        dye();
        draw();
      },
      canvas(ratio) {
        const canvas = document.createElement("canvas");
        const on = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
        drawOn(on, ratio, (ink, w, h) => { paint(ink, w, h, restWidth); paintOver(ink, w, h); });
        return canvas;
      },
      svg() {
        if (!series || series.drawn > mostInFile) { return ""; }
        const { w, h } = sizeNow();
        const pen = plots.pen(w, h, tone.font);
        paint(pen, w, h, restWidth);
        paintOver(pen, w, h);
        return pen.svg(sentence());
      },
      rows() {
        const heads = [...columns, ...(shade && !isSeveral ? [shade] : [])]
          .map(({ label, column, unit: of }) => words.name(label, column, of));
        const all = path?.columns ?? [];
        if (!isSeveral) { return { names: ["row", ...heads], columns: [path?.rows ?? [], ...all] }; }
        const [own, rows] = [all[columns.length] ?? [], all[columns.length + 1] ?? []];
        const texts = Array.from(own, (task) => names[task] ?? "");
        return { names: ["task", "row", ...heads], columns: [texts, rows, ...all.slice(0, columns.length)] };
      },
      tools: () => [{ name: "equal", label: "Equal scale", pressed: look.isEqual, run() { look.isEqual = !look.isEqual; move(); } }],
      end() {
        stop.abort();
        fetched?.abort();
        watch.disconnect();
        cancelAnimationFrame(frames);
        clearTimeout(rest);
        clearTimeout(fetching);
        stage.remove();
        walk.remove();
      },
    };
  };
})();
