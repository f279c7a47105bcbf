// The axes of paths: the three walls of a box in space, or a plane, with ticks, labels and titles that never run into each other.
// The scene says where shares are on the canvas (0 at the low end of an axis, 1 at its high end). Nothing is written beyond the sheet.
//   errandPlots.axes.walls(ink, scene, sheet)
//   errandPlots.axes.plane(ink, scene, sheet)
//   errandPlots.axes.project(matrix, place)     shares to pixels
//   errandPlots.axes.shareOf(value, side), valueAt(share, side)   values to shares, and back
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));

  /** @typedef {[number, number]} Point */
  /** @typedef {{ at: Point, share: number, text: string, box: PlotBox }} Tick */
  /** @typedef {{ text: string, turn: number, width: number, x: number, y: number }} Title */
  /** @typedef {{ length: number, out: Point, ticks: Tick[], title: Title }} Axis */

  const tickSize = 11;
  const titleSize = 12;
  const shortest = 28;

  /** @template T @param {ArrayLike<T>} list @param {number} i @returns {T} One that is there. */
  const at = (list, i) => /** @type {T} */ (list[i]);

  /** @param {PlotBox} a @param {PlotBox} b @param {number} space */
  const meet = (a, b, space) => a.x < b.x + b.w + space && b.x < a.x + a.w + space && a.y < b.y + b.h + space && b.y < a.y + a.h + space;

  /** @param {PlotBox} inner @param {PlotBox} outer */
  const isWithin = (inner, outer) =>
    inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w && inner.y + inner.h <= outer.y + outer.h;

  /** @param {number} x @param {number} y @param {number} w @param {number} h @returns {PlotBox} */
  const around = (x, y, w, h) => ({ x: x - w / 2, y: y - h / 2, w, h });

  // By halves, since an axis may be longer than any number.
  /** @type {PlotAxes["shareOf"]} */
  const shareOf = (value, { low, high }) => (value / 2 - low / 2) / (high / 2 - low / 2);

  /** @type {PlotAxes["valueAt"]} */
  const valueAt = (share, { low, high }) => low * (1 - share) + high * share;

  /** An axis along a line of the picture.
   * @param {PlotScene} scene @param {number} k Which one. @param {Point} from @param {Point} to
   * @param {Point} out One step away from the picture. @returns {Axis} */
  const along = (scene, k, from, to, out) => {
    const { words } = plots;
    const side = at(scene.sides, k);
    const [first, last] = [at(scene.low, k), at(scene.high, k)];
    const [low, high] = [valueAt(first, side), valueAt(last, side)];
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);

    const ticksOf = (/** @type {number} */ wanted) => {
      const values = words.ticks(low, high, wanted);
      const { texts, note } = words.labels(values);
      const ticks = values.map((value, i) => {
        const share = shareOf(value, { low, high });
        const [x, y] = [from[0] + dx * share, from[1] + dy * share];
        const width = scene.widthOf(at(texts, i), tickSize);
        const box = around(x + out[0] * (8 + width / 2), y + out[1] * (8 + tickSize / 2), width, tickSize);
        return { at: /** @type {Point} */ ([x, y]), share: first + share * (last - first), text: at(texts, i), box };
      });
      return { ticks, note };
    };

    const pixels = Math.max(Math.abs(dx) / 72 + Math.abs(dy) / 48, Math.min(3, Math.abs(dx) / 40 + Math.abs(dy) / 24));
    let wanted = Math.min(40, Math.max(1, Math.round(pixels)));
    let { ticks, note } = ticksOf(wanted);
    const isTight = () => ticks.some((tick, i) => i > 0 && meet(tick.box, at(ticks, i - 1).box, 6));
    while (wanted > 1 && isTight()) { ({ ticks, note } = ticksOf(--wanted)); }
    if (length < shortest) { ticks = []; }

    const depth = Math.max(0, ...ticks.map(({ box }) => Math.abs(out[0]) * box.w + Math.abs(out[1]) * box.h));
    const far = 12 + depth + titleSize / 2;
    const angle = Math.atan2(dy, dx) * 180 / Math.PI;
    const turn = angle > 89 ? angle - 180 : angle <= -91 ? angle + 180 : angle;
    const tail = note === "" ? "" : `  ${note}`;
    const measure = (/** @type {string} */ text) => scene.widthOf(text, titleSize);
    const text = words.fit(side.name, Math.max(24, Math.max(64, length) - measure(tail)), measure) + tail;
    const [x, y] = [from[0] + dx / 2 + out[0] * far, from[1] + dy / 2 + out[1] * far];
    return { length, out, ticks, title: { text, turn, width: measure(text), x, y } };
  };

  /** Where the title is when it is moved onto the sheet, and the boxes that cover it.
   * @param {Axis} axis @param {PlotBox} sheet */
  const placed = ({ title }, sheet) => {
    const [cos, sin] = [Math.cos(title.turn * Math.PI / 180), Math.sin(title.turn * Math.PI / 180)];
    const w = Math.abs(cos) * title.width + Math.abs(sin) * titleSize;
    const h = Math.abs(sin) * title.width + Math.abs(cos) * titleSize;
    const x = Math.min(sheet.x + sheet.w - w / 2, Math.max(sheet.x + w / 2, title.x));
    const y = Math.min(sheet.y + sheet.h - h / 2, Math.max(sheet.y + h / 2, title.y));
    const count = Math.max(1, Math.ceil(title.width / titleSize));
    const boxes = Array.from({ length: count }, (_, i) => {
      const step = ((i + 0.5) / count - 0.5) * title.width;
      return around(x + cos * step, y + sin * step, titleSize, titleSize);
    });
    return { x, y, boxes, isFar: Math.hypot(x - title.x, y - title.y) > 24 };
  };

  /** Writes what does not run into another text, nor out of the sheet. The titles come first.
   * @param {PlotInk} ink @param {PlotScene} scene @param {Axis[]} axes @param {PlotBox} sheet */
  const write = (ink, { tone }, axes, sheet) => {
    const taken = /** @type {PlotBox[]} */ ([]);
    const isFree = (/** @type {PlotBox} */ box) => !taken.some((other) => meet(box, other, 3));
    for (const axis of axes) {
      const { x, y, boxes, isFar } = placed(axis, sheet);
      if (axis.length < shortest || isFar || !boxes.every(isFree)) { continue; }
      taken.push(...boxes);
      ink.text(x, y, axis.title.text, { colour: tone.text, size: titleSize, align: "middle", turn: axis.title.turn });
    }
    for (const { ticks, out } of axes) {
      for (const { at: [x, y], text, box } of ticks) {
        ink.line([x, y, x + out[0] * 4, y + out[1] * 4], tone.muted, 1);
        if (!isWithin(box, sheet) || !isFree(box)) { continue; }
        taken.push(box);
        ink.text(box.x + box.w / 2, box.y + box.h / 2, text, { colour: tone.muted, size: tickSize, align: "middle" });
      }
    }
  };

  /** @type {PlotAxes["project"]} */
  const project = (matrix, place) => {
    const [u = 0, v = 0, w = 0] = /** @type {number[]} */ (place);
    const [a, b, c, d, e, f, g, h] = matrix;
    return [a * u + b * v + c * w + d, e * u + f * v + g * w + h];
  };

  /** @type {PlotAxes["walls"]} */
  const walls = (ink, scene, sheet) => {
    const { tone, matrix } = scene;
    const back = scene.toward.map((part) => (part >= 0 ? 0 : 1));
    /** @param {number} k An axis. @param {number} share On it. @param {number} u On the next one. @param {number} v On the third. */
    const corner = (k, share, u, v) => {
      const place = [0, 0, 0];
      place[k] = share;
      place[(k + 1) % 3] = u;
      place[(k + 2) % 3] = v;
      return project(matrix, place);
    };
    const middle = project(matrix, [0.5, 0.5, 0.5]);

    // On the outline of the box, an edge has one face in front and one behind. An axis has two of them: the lower one is taken, for the
    // third axis that on the left.
    const axes = [0, 1, 2].map((k) => {
      const [u, v] = [at(back, (k + 1) % 3), at(back, (k + 2) % 3)];
      const edges = [[1 - u, v], [u, 1 - v]].map(([p = 0, q = 0]) => ({ from: corner(k, 0, p, q), to: corner(k, 1, p, q) }));
      const worth = edges.map(({ from, to }) => (k === 2 ? -from[0] - to[0] : from[1] + to[1]));
      const { from, to } = at(edges, at(worth, 0) >= at(worth, 1) - 0.01 ? 0 : 1);
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
      const [x, y] = [(to[1] - from[1]) / length, (from[0] - to[0]) / length];
      const sign = x * ((from[0] + to[0]) / 2 - middle[0]) + y * ((from[1] + to[1]) / 2 - middle[1]) < 0 ? -1 : 1;
      return { from, to, ...along(scene, k, from, to, [x * sign, y * sign]) };
    });

    for (let k = 0; k < 3; k++) {
      const on = (/** @type {number} */ u, /** @type {number} */ v) => corner(k, at(back, k), u, v);
      const outline = [...on(0, 0), ...on(1, 0), ...on(1, 1), ...on(0, 1), ...on(0, 0)];
      ink.area(outline, tone.surface, 1);
      const grid = [...outline, NaN, NaN];
      for (const { share } of at(axes, (k + 1) % 3).ticks) { grid.push(...on(share, 0), ...on(share, 1), NaN, NaN); }
      for (const { share } of at(axes, (k + 2) % 3).ticks) { grid.push(...on(0, share), ...on(1, share), NaN, NaN); }
      ink.line(grid, tone.line, 1);
    }
    for (const { from, to } of axes) { ink.line([...from, ...to], tone.muted, 1); }
    write(ink, scene, axes, sheet);
  };

  /** @type {PlotAxes["plane"]} */
  const plane = (ink, scene, sheet) => {
    const { tone, room: { x, y, w, h } } = scene;
    const axes = [along(scene, 0, [x, y + h], [x + w, y + h], [0, 1]), along(scene, 1, [x, y + h], [x, y], [-1, 0])];
    const grid = [];
    for (const tick of at(axes, 0).ticks) { grid.push(tick.at[0], y, tick.at[0], y + h, NaN, NaN); }
    for (const tick of at(axes, 1).ticks) { grid.push(x, tick.at[1], x + w, tick.at[1], NaN, NaN); }
    ink.rect(x, y, w, h, tone.surface);
    ink.line(grid, tone.line, 1);
    ink.line([x, y, x, y + h, x + w, y + h], tone.muted, 1);
    write(ink, scene, axes, sheet);
  };

  plots.axes = { walls, plane, project, shareOf, valueAt, tickSize, titleSize };
})();
