// The ground of two-dimensional plots: panels over a common x, axes, the cursor, moving, the legend and what the address says of it.
// uPlot has the scales, the layout, the cursor and the selection; what is seen is drawn by one painter through a pen, so that the screen, a
// picture and a drawing show the same. plot2d.js, plothistogram.js and plotmatrix.js draw the
// data.
// It needs plotwords.js, plotink.js, uPlot and, for drawings, plotsvg.js; not app.js, which an exported file does not have.
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));
  const { words } = plots;

  /** @typedef {[number, number]} Range */

  const lookPause = 120;
  const history = 50;
  const textSize = 12;
  /** Pixels that a point may reach beyond its field. */
  const markRoom = 5;

  /** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {string} className @param {string} [text] */
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    if (text !== undefined) { made.textContent = text; }
    return made;
  };

  /** @param {ChartAxis} axis @param {number} share @param {Range} [range] @returns {number} What is at this share of the range. */
  const at = (axis, share, [low, high] = axis.now) => (axis.kind === "log" ? low * (high / low) ** share : low + (high - low) * share);

  /** @param {ChartAxis} axis @param {number} value @returns {number} */
  const shareOf = (axis, value) => {
    const [low, high] = axis.now;
    return axis.kind === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  };

  // ---- Ticks ---------------------------------------------------------------------------------------------------------------------

  /** @param {number} low @param {number} high @param {number} most @returns {number[]} */
  const logTicks = (low, high, most) => {
    const decades = Math.log10(high / low);
    if (decades < 0.8) { return words.ticks(low, high, most).filter((value) => value > 0); }
    const factors = most >= 3 * decades + 1 ? [1, 2, 5] : [1];
    const step = Math.max(1, Math.ceil(decades / most));
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
      if (power % step !== 0) { continue; }
      for (const factor of factors) {
        const value = Number(`${factor}e${power}`);
        if (value >= low * 0.999999 && value <= high * 1.000001) { ticks.push(value); }
      }
    }
    return ticks;
  };

  /**
   * @param {number} time Seconds since 1970. @param {number} step How far it must be told apart. @param {boolean} isLocal
   * @param {boolean} [isWhole] With the day and the zone. @returns {string}
   */
  const instant = (time, step, isLocal, isWhole = false) => {
    const whole = Math.floor(time + 5e-7);
    const date = new Date(whole * 1000);
    if (Number.isNaN(date.getTime())) { return words.number(time); }
    const iso = new Date(whole * 1000 - (isLocal ? date.getTimezoneOffset() * 60000 : 0)).toISOString();
    const digits = step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step) - 1e-9));
    const fraction = digits === 0 ? "" : Math.max(0, Math.min(0.999999, time - whole)).toFixed(digits).slice(1);
    const day = iso.slice(0, iso.indexOf("T"));
    if (isWhole) { return `${day} ${iso.slice(-13, -5)}${fraction}${isLocal ? "" : " UTC"}`; }
    if (step >= 86400) { return step >= 360 * 86400 ? day.slice(0, -6) : step >= 27 * 86400 ? day.slice(0, -3) : day; }
    return `${iso.slice(-13, step >= 60 ? -8 : -5)}${fraction}`;
  };

  /** @param {Partial<ChartScale>} own @returns {ChartScale} */
  const scaleOf = (own) => ({
    key: "x", unit: "", kind: "linear", isRight: false, now: [0, 1], set: null, label: "", colour: null, texts: [], isWhole: false,
    isDown: false, isTurn: false, ticks: { at: [], texts: [], note: "" }, ...own,
  });

  /** @param {CanvasRenderingContext2D} context @param {string} font @returns {ChartPen} */
  const screenPen = (context, font) => ({
    ...plots.ink(context, font),
    picture(canvas, x, y, w, h) {
      context.imageSmoothingEnabled = false;
      context.drawImage(canvas, x, y, w, h);
    },
  });

  // ---- The ground ----------------------------------------------------------------------------------------------------------------

  plots.chart = (frame, begin) => {
    const root = element("div", "plot2d");
    const controls = element("div", "plot-controls");
    const legend = element("ul", "plot-legend");
    const field = element("div", "plot-field");
    field.dataset.picture = "";
    const tip = element("div", "plot-tip");
    tip.hidden = true;
    root.append(controls, legend, field);
    frame.place.append(root);

    const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    let isReady = false;
    let isEnded = false;
    let isDue = false;
    let isOpen = false;
    let isPinned = false;
    /** @type {ChartSpot | null} */
    let spot = null;
    /** @type {ChartSpot | null} */
    let forced = null;
    /** @type {AbortController | null} */
    let looking = null;
    /** @type {number | undefined} */
    let lookTimer;
    /** @type {number | undefined} */
    let restTimer;
    /** Pixels that each axis upwards takes. @type {Map<ChartAxis, number>} */
    const needs = new Map();
    /** @type {{ x: Range | null, y: (Range | null)[] }[]} */
    let steps = [];
    /** @type {(() => void)[]} */
    const waiting = [];

    /** @type {Chart} */
    const chart = {
      frame, panels: [], controls, colours: frame.colours(), isMoving: false, isLocal: frame.state.zone === "local",
      x: scaleOf({}),
      scale: scaleOf,
      breadth: () => field.clientWidth,
      ink: (colour) => chart.colours.series[colour] ?? chart.colours.muted,
      pixels: () => Math.max(50, (chart.panels[0]?.box.width || field.clientWidth - 70) * devicePixelRatio),
      instant: (time, step) => instant(time, step, chart.isLocal, true),
      text(axis, value) {
        return axis.kind === "category" ? axis.texts[Math.round(value)] ?? ""
          : axis.kind === "time" ? instant(value, (axis.now[1] - axis.now[0]) / 2000, chart.isLocal, true)
            : words.number(value, axis.kind === "log" ? 0 : axis.now[1] - axis.now[0]);
      },
      width(text, size = textSize, bold = false) {
        ruler.font = `${bold ? 600 : 400} ${size}px ${chart.colours.font}`;
        return ruler.measureText(text).width;
      },
      draw() {
        if (isDue) { return; }
        isDue = true;
        requestAnimationFrame(() => { if (isDue && !isEnded) { apply(); } });
      },
      barWidth: (range, isLog, label) => 36 + widest(barTicks(range, isLog).texts) + (label ? 18 : 0),
      bar: (pen, panel, colours, range, isLog, label) => { paintBar(pen, panel.box, colours, range, isLog, label); },
      build: () => build(),
      note: () => frame.changed(state()),
      show(place) {
        if (!place || !spot || spot.row !== place.row) { return; }
        spot = place;
        showSpot(0);
      },
      look: () => look(lookPause),
    };
    const layer = begin(chart);
    const scales = () => layer.panels.flat();

    /** The axes of all panels stand below each other. */
    const sides = () => {
      const most = (/** @type {boolean} */ isRight) =>
        Math.max(0, ...scales().filter((scale) => scale.isRight === isRight).map((scale) => needs.get(scale) ?? 0));
      return { left: most(false), right: most(true) };
    };

    // ---- Axes

    /** @param {ChartAxis} axis @param {number} length @param {boolean} isUp */
    const tickOf = (axis, length, isUp) => {
      const [low, high] = axis.now;
      if (axis.kind === "category") { axis.ticks = categories(axis, length); return; }
      const isFit = (/** @type {number} */ value) => !axis.isWhole || Number.isInteger(value);
      for (let most = Math.max(2, Math.min(12, Math.floor(length / (isUp ? 36 : 56)))); ; most--) {
        const base = axis.kind === "time" ? Math.floor(low) : 0;
        const ticks = axis.kind === "log" ? logTicks(low, high, most)
          : words.ticks(low - base, high - base, most).map((value) => base + value).filter(isFit);
        axis.ticks = axis.kind === "time" ? timeTicks(ticks, (ticks[1] ?? high) - (ticks[0] ?? low))
          : axis.kind === "log" ? { at: ticks, texts: ticks.map((value) => words.number(value)), note: "" }
            : { at: ticks, ...words.labels(ticks) };
        const apart = length * (shareOf(axis, ticks[1] ?? high) - shareOf(axis, ticks[0] ?? low));
        if (isUp || most <= 2 || widest(axis.ticks.texts) + 14 <= apart) { return; }
      }
    };

    /** @param {ChartAxis} axis @param {number} length */
    const categories = (axis, length) => {
      const slot = length / (axis.now[1] - axis.now[0]);
      const ticks = /** @type {number[]} */ ([]);
      const stride = Math.max(1, Math.ceil(16 / slot));
      const longest = Math.min(120, field.clientHeight / 4);
      for (let i = Math.max(0, Math.ceil(axis.now[0])); i <= Math.min(axis.texts.length - 1, axis.now[1]); i += stride) { ticks.push(i); }
      return { at: ticks, texts: ticks.map((i) => words.fit(words.clean(axis.texts[i] ?? ""), longest, chart.width)), note: "" };
    };

    /** @param {ChartAxis} axis @param {number} length @returns {boolean} Its texts do not fit beside each other. */
    const isTurned = (axis, length) => axis.kind === "category" && axis.ticks.texts.some((text) =>
      chart.width(text) + 10 > length / Math.max(1, axis.ticks.at.length));

    /** @param {ChartAxis} axis */
    const title = (axis) => [axis.label, axis.ticks.note].filter((part) => part !== "").join("   ");

    /** @param {ChartAxis} axis @param {number} side @param {number} index Of the panel. */
    const axisOf = (axis, side, index) => {
      const isUp = side % 2 === 1;
      const isBare = !isUp && index < layer.panels.length - 1;
      /** @param {uPlot} plot */
      const length = (plot) => (isUp ? plot.bbox.height : plot.bbox.width) / uPlot.pxRatio;
      const isTime = axis.kind === "time";
      return {
        scale: isUp ? /** @type {ChartScale} */ (axis).key : "x", side, space: isUp ? 36 : isTime ? 80 : 1,
        // Ticks are uPlot's where days and months are to be known, else those of all plots.
        ...(isTime ? {} : {
          incrs: () => [Math.max(5, axis.now[1] - axis.now[0])],
          splits: (/** @type {uPlot} */ plot) => { tickOf(axis, length(plot), isUp); return axis.ticks.at; },
        }),
        /** @param {uPlot} _ @param {number[]} values @param {number} _index @param {number} _space @param {number} step */
        values: (_, values, _index, _space, step) => {
          if (isTime) { axis.ticks = timeTicks(values, step); }
          return axis.ticks.texts;
        },
        /** @param {uPlot} plot @param {string[] | null} texts */
        size: (plot, texts) => {
          if (isBare) { return 4; }
          const wide = Math.ceil(widest(texts ?? []) / 4) * 4;
          const forTitle = title(axis) ? 18 : 0;
          if (!isUp) { return (isTurned(axis, length(plot)) ? wide * 0.71 + 18 : 22) + forTitle; }
          needs.set(axis, wide + 12 + forTitle);
          return side === 3 ? sides().left : sides().right;
        },
      };
    };

    /** @param {number[]} values @param {number} step */
    const timeTicks = (values, step) =>
      ({ at: values, texts: values.map((value) => instant(value, step, chart.isLocal)), note: days(values, step) });

    /** @param {string[]} texts */
    const widest = (texts) => Math.max(0, ...texts.map((text) => chart.width(text)));

    /** @param {number[]} values @param {number} step @returns {string} The days that the axis is in, when its ticks do not say them. */
    const days = (values, step) => {
      const zone = chart.isLocal ? "local time" : "UTC";
      if (values.length === 0 || step >= 86400) { return zone; }
      const [from, to] = [values[0], values.at(-1)].map((value) => instant(value ?? 0, 86400, chart.isLocal));
      return `${from === to ? from : `${from} to ${to}`} ${zone}`;
    };

    // ---- Panels

    /** @param {ChartScale[]} own @param {number} index @param {number} height @returns {ChartPanel} */
    const makePanel = (own, index, height) => {
      const place = element("div", "plot-panel");
      field.append(place);
      const range = (/** @type {ChartAxis} */ axis) => ({
        range: () => axis.now, auto: false, time: axis.kind === "time", distr: axis.kind === "log" ? 3 : 1, dir: axis.isDown ? -1 : 1,
      });
      const options = {
        width: field.clientWidth, height, drawOrder: [], legend: { show: false },
        tzDate: (/** @type {number} */ time) => (chart.isLocal ? new Date(time * 1e3) : uPlot.tzDate(new Date(time * 1e3), "Etc/UTC")),
        padding: [
          () => (index === 0 ? layer.head?.() ?? 12 : 10),
          () => Math.max(layer.margin(), own.some((scale) => scale.isRight) ? 0 : sides().right || 14),
          () => 0,
          () => (own.some((scale) => !scale.isRight) ? 0 : sides().left || 14),
        ],
        scales: { x: range(chart.x), ...Object.fromEntries(own.map((scale) => [scale.key, range(scale)])) },
        series: [{}, ...own.map((scale) => ({ scale: scale.key, auto: false, paths: () => null, points: { show: false } }))],
        axes: [axisOf(chart.x, 2, index), ...own.map((scale) => axisOf(scale, scale.isRight ? 1 : 3, index))],
        cursor: {
          y: layer.isFreeY, points: { show: false }, drag: { x: true, y: true, uni: 24, dist: 5, setScale: false, click: () => undefined },
          move: (/** @type {uPlot} */ _, /** @type {number} */ left, /** @type {number} */ top) => follow(index, left, top),
          bind: {
            mousedown: (/** @type {uPlot} */ _, /** @type {Element} */ _t, /** @type {(event: MouseEvent) => void} */ go) =>
              (/** @type {MouseEvent} */ event) => press(index, event, go),
            dblclick: () => null,
          },
        },
        hooks: {
          draw: [() => { paintScreen(index); }],
          setSelect: [(/** @type {uPlot} */ plot) => { choose(index, plot.select); }],
          setCursor: [() => { if (!isCrossing) { showSpot(index); } }],
        },
      };
      const plot = new uPlot(options, [[0], ...own.map(() => [null])], place);
      plot.over.addEventListener("click", (event) => { click(index, event); });
      plot.over.addEventListener("dblclick", back);
      const box = { left: 0, top: 0, width: 0, height: 0 };
      return {
        scales: own, plot, box,
        toX: (value) => box.left + plot.valToPos(value, "x"),
        toY: (scale, value) => box.top + plot.valToPos(value, scale.key),
      };
    };

    /** @param {number} index @returns {number} Pixels that the panel is high: the last one has the axis below it. */
    const heightOf = (index) => {
      const count = layer.panels.length;
      const each = Math.max(40, (field.clientHeight - 40) / count);
      return Math.round(index === count - 1 ? Math.max(80, field.clientHeight - Math.round(each) * (count - 1)) : each);
    };

    const build = () => {
      for (const panel of chart.panels) { panel.plot.destroy(); }
      chart.panels = [];
      field.replaceChildren(tip);
      field.dataset.panels = String(Math.min(6, layer.panels.length));
      range();
      chart.panels = layer.panels.map((own, index) => makePanel(own, index, heightOf(index)));
      if (chart.panels.length > 1) { queueMicrotask(apply); }
    };

    /** What is shown of each axis. */
    const range = () => {
      chart.x.now = chart.x.set ?? layer.all();
      for (const scale of scales()) { scale.now = scale.set ?? layer.fit(scale); }
    };

    const apply = () => {
      isDue = false;
      range();
      const used = sides();
      for (const panel of chart.panels) {
        panel.plot.batch(() => {
          panel.plot.setScale("x", { min: chart.x.now[0], max: chart.x.now[1] });
          for (const scale of panel.scales) { panel.plot.setScale(scale.key, { min: scale.now[0], max: scale.now[1] }); }
        });
      }
      if (chart.panels.length > 1 && (used.left !== sides().left || used.right !== sides().right)) {
        for (const panel of chart.panels) { panel.plot.redraw(false, true); }
      }
      if (forced || isPinned) { placeCursor(); }
    };

    const flush = () => { if (isDue) { apply(); } };

    // ---- Painting

    /** @param {number} index */
    const paintScreen = (index) => {
      const panel = chart.panels[index];
      if (!panel) { return; }
      const { plot, box } = panel;
      const ratio = uPlot.pxRatio;
      Object.assign(box, {
        left: plot.bbox.left / ratio, top: plot.bbox.top / ratio, width: plot.bbox.width / ratio, height: plot.bbox.height / ratio,
      });
      plot.ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(screenPen(plot.ctx, chart.colours.font), panel, index, ratio);
      plot.ctx.setTransform(1, 0, 0, 1, 0, 0);
      if (!isReady) {
        isReady = true;
        for (const go of waiting) { go(); }
      }
    };

    /** @param {ChartPen} pen @param {ChartPanel} panel @param {number} index @param {number} ratio Device pixels a pixel. */
    const paint = (pen, panel, index, ratio) => {
      const { box } = panel;
      const { colours, x } = chart;
      const crisp = (/** @type {number} */ value) => (ratio % 2 === 1 ? Math.floor(value) + 0.5 : Math.round(value * ratio) / ratio);
      const bottom = box.top + box.height;
      const right = box.left + box.width;
      if (layer.isEmpty()) {
        pen.text(box.left + box.width / 2, box.top + box.height / 2, "no values", { colour: colours.muted, size: 14, align: "middle" });
        return;
      }
      // uPlot knows no time shorter than a millisecond.
      if (x.kind === "time" && x.now[1] - x.now[0] < 0.02) { tickOf(x, box.width, false); }
      const isLast = index === chart.panels.length - 1;
      const grid = words.mix(colours.ground, colours.line, 0.6);
      const ofX = x.ticks.at.map((value) => panel.toX(value));
      const main = panel.scales[0];
      if (x.kind !== "category") { for (const at of ofX) { pen.line([crisp(at), box.top, crisp(at), bottom], grid, 1); } }
      for (const value of main?.ticks.at ?? []) {
        const y = crisp(panel.toY(/** @type {ChartScale} */ (main), value));
        pen.line([box.left, y, right, y], grid, 1);
      }
      pen.clip(box.left - 1, box.top - 1, box.width + 2, box.height + 2);
      layer.paint(pen, panel, index);
      pen.clip();
      layer.around(pen, panel, index);
      pen.line([crisp(box.left), crisp(bottom), right, crisp(bottom)], colours.muted, 1);
      for (const scale of panel.scales) { paintScale(pen, panel, scale, crisp); }
      if (isLast) { paintX(pen, box, ofX, crisp); }
      if (layer.marks) {
        pen.clip(box.left - markRoom, box.top - markRoom, box.width + 2 * markRoom, box.height + 2 * markRoom);
        layer.marks(pen, panel, index);
        pen.clip();
      }
    };

    /** @param {ChartPen} pen @param {ChartBox} box @param {number[]} places @param {(value: number) => number} crisp */
    const paintX = (pen, box, places, crisp) => {
      const { colours, x } = chart;
      const bottom = box.top + box.height;
      const turned = isTurned(x, box.width);
      let size = 22;
      let last = -Infinity;
      places.forEach((place, i) => {
        const text = x.ticks.texts[i] ?? "";
        const half = chart.width(text) / 2;
        if (x.kind !== "category") { pen.line([crisp(place), bottom, crisp(place), bottom + 4], colours.muted, 1); }
        if (turned) {
          pen.text(place + 3, bottom + 10, text, { colour: colours.muted, size: textSize, align: "end", turn: -45 });
          size = Math.max(size, half * 1.42 + 18);
        } else if (place - half > last + 4) {
          pen.text(place, bottom + 14, text, { colour: colours.muted, size: textSize, align: "middle" });
          last = place + half;
        }
      });
      if (title(x)) {
        const label = words.fit(title(x), box.width + 40, (text) => chart.width(text));
        pen.text(box.left + box.width / 2, bottom + size + 9, label, { colour: colours.text, size: textSize, align: "middle" });
      }
    };

    /** @param {ChartPen} pen @param {ChartPanel} panel @param {ChartScale} scale @param {(value: number) => number} crisp */
    const paintScale = (pen, panel, scale, crisp) => {
      const { colours } = chart;
      const { box } = panel;
      const side = scale.isRight ? 1 : -1;
      const edge = scale.isRight ? box.left + box.width : box.left;
      let widest = 0;
      scale.ticks.at.forEach((value, i) => {
        const y = panel.toY(scale, value);
        const text = scale.ticks.texts[i] ?? "";
        widest = Math.max(widest, chart.width(text));
        pen.line([edge, crisp(y), edge + side * 4, crisp(y)], colours.muted, 1);
        pen.text(edge + side * 8, y, text, { colour: colours.muted, size: textSize, align: scale.isRight ? "start" : "end" });
      });
      pen.line([crisp(edge), box.top, crisp(edge), box.top + box.height], colours.muted, 1);
      if (title(scale)) {
        const label = words.fit(title(scale), box.height + 10, (text) => chart.width(text));
        const colour = scale.colour === null ? colours.text : colours.series[scale.colour] ?? colours.text;
        const place = edge + side * ((scale.isRight ? sides().right : sides().left) - 9);
        pen.text(place, box.top + box.height / 2, label, { colour, size: textSize, align: "middle", turn: side * 90 });
      }
    };

    /** @param {Range} range @param {boolean} isLog */
    const barTicks = ([low, high], isLog) => {
      if (!isLog) { const at = words.ticks(low, high, 5); return { at, ...words.labels(at) }; }
      const at = logTicks(low, high, 5);
      return { at, texts: at.map((value) => words.number(value)), note: "" };
    };

    /**
     * @param {ChartPen} pen @param {ChartBox} box @param {string[]} ramp @param {Range} range @param {boolean} isLog
     * @param {string} label
     */
    const paintBar = (pen, box, ramp, range, isLog, label) => {
      const { colours } = chart;
      const left = box.left + box.width + 14;
      const each = box.height / ramp.length;
      ramp.forEach((colour, i) => { pen.rect(left, box.top + box.height - (i + 1) * each, 12, each + (i > 0 ? 0.5 : 0), colour); });
      const { at, texts, note } = barTicks(range, isLog);
      at.forEach((value, i) => {
        const share = isLog ? Math.log(value / range[0]) / Math.log(range[1] / range[0]) : (value - range[0]) / (range[1] - range[0]);
        const y = box.top + box.height * (1 - share);
        pen.line([left + 12, y, left + 15, y], colours.muted, 1);
        pen.text(left + 18, y, texts[i] ?? "", { colour: colours.muted, size: textSize });
      });
      const text = words.fit([label, note].filter((part) => part !== "").join("   "), box.height + 10, chart.width);
      const how = /** @type {const} */ ({ colour: colours.text, size: textSize, align: "middle", turn: 90 });
      pen.text(left + 18 + widest(texts) + 13, box.top + box.height / 2, text, how);
    };

    /**
     * @param {ChartPen} pen @param {number} width @param {number} height @param {number} head Where the panels begin.
     * @param {number} ratio
     */
    const paintAll = (pen, width, height, head, ratio) => {
      const { colours } = chart;
      pen.rect(0, 0, width, height, colours.ground);
      const heading = words.fit(words.clean(frame.view.title), width - 32, (text) => chart.width(text, 14, true));
      pen.text(16, 20, heading, { colour: colours.text, size: 14, bold: true });
      for (const { entry, x, y } of placed(width)) {
        const ink = chart.ink(entry.colour);
        if (entry.isDot) { pen.dot(x + 9, y, 3.5, ink); } else { pen.line([x, y, x + 18, y], ink, 2, entry.dash); }
        pen.text(x + 24, y, entry.name, { colour: colours.text, size: textSize });
      }
      chart.panels.forEach((panel, index) => {
        const { left, top } = panel.box;
        panel.box.left += 8;
        panel.box.top += head + panel.plot.root.offsetTop;
        paint(pen, panel, index, ratio);
        Object.assign(panel.box, { left, top });
      });
    };

    /** @param {number} width @returns {{ entry: ChartEntry, x: number, y: number }[]} The legend of a picture. */
    const placed = (width) => {
      let x = 16;
      let y = 44;
      const shown = layer.entries.length > 1 ? layer.entries.filter((entry) => entry.isShown) : [];
      return shown.map((entry) => {
        const name = words.fit(entry.name, width - 60, (text) => chart.width(text));
        const own = 24 + chart.width(name) + 20;
        if (x > 16 && x + own > width - 8) { x = 16; y += 20; }
        const place = { entry: { ...entry, name }, x, y };
        x += own;
        return place;
      });
    };

    const sheet = () => {
      flush();
      const width = field.clientWidth + 16;
      const entries = placed(width);
      const head = (entries.at(-1)?.y ?? 24) + 16;
      return { width, height: field.clientHeight + head + 8, head };
    };

    // ---- The cursor

    /** The cursors of the other panels are being set, and one is being put somewhere by no pointer. */
    let isCrossing = false;
    let isPlacing = false;
    /** The button is down, and has been moved since. */
    let isDown = false;
    let isPressed = false;

    /** @param {ChartSpot} place @returns {Range} Pixels from the corner of the panel's field. */
    const pixelsOf = (place) => {
      const { box } = /** @type {ChartPanel} */ (chart.panels[place.panel]);
      return [place.x - box.left, place.y - box.top];
    };

    /** @param {number} index @param {number} left @param {number} top @returns {Range} Where the cursor stands: at what is nearest. */
    const follow = (index, left, top) => {
      const panel = chart.panels[index];
      if (isCrossing || !panel || isDown) { return [left, top]; }
      if (!isPlacing && left >= 0) { forced = null; }
      if (!isPinned) { spot = forced ?? (left < 0 ? null : layer.near(index, left + panel.box.left, top + panel.box.top)); }
      return spot ? pixelsOf(spot) : [left, top];
    };

    /** Puts the cursor where a key, the address or a click has it. */
    const placeCursor = () => {
      const wanted = forced ?? spot;
      const again = wanted && layer.spot(wanted.row);
      if (!again) { return; }
      spot = forced = again;
      const [left, top] = pixelsOf(again);
      isPlacing = true;
      chart.panels[again.panel]?.plot.setCursor({ left, top });
      isPlacing = false;
      if (isPinned) { forced = null; }
    };

    /** @param {number} index */
    const showSpot = (index) => {
      const left = spot && !isPressed ? pixelsOf(spot)[0] : -10;
      isCrossing = true;
      const own = spot?.panel ?? index;
      chart.panels.forEach(({ plot }, other) => { if (other !== own) { plot.setCursor({ left, top: -10 }, false); } });
      isCrossing = false;
      for (const dot of field.querySelectorAll(".plot-spot")) { dot.remove(); }
      tip.hidden = !spot || isPressed;
      field.classList.toggle("has-item", Boolean(frame.item && spot));
      if (!spot || isPressed) { return; }
      tip.classList.toggle("is-pinned", isPinned);
      tip.replaceChildren(element("strong", "", spot.title), ...spot.lines.map(({ entry, name, text, panel, y }) => {
        const line = element("div", "plot-tip-line");
        if (entry) { line.append(swatch(entry)); }
        line.append(element("span", "plot-tip-name", name), element("b", "", text));
        if (y === y) { mark(panel, left, y, entry); }
        return line;
      }));
      if (frame.item) { tip.append(element("small", "muted", isTouched ? "tap again to open it" : "click to open it")); }
      if (isPinned) { tip.append(element("small", "muted", "pinned: click to let go")); }
      const { plot, box } = /** @type {ChartPanel} */ (chart.panels[spot.panel]);
      const x = left + box.left;
      const isRight = x + tip.offsetWidth + 16 > field.clientWidth && x > tip.offsetWidth + 16;
      tip.style.left = `${Math.max(0, isRight ? x - tip.offsetWidth - 12 : Math.min(x + 12, field.clientWidth - tip.offsetWidth))}px`;
      const lowest = field.clientHeight - tip.offsetHeight;
      const y = plot.root.offsetTop + spot.y;
      const beside = field.clientWidth > 480 ? Math.min(y + 12, lowest) : y > field.clientHeight / 2 ? 0 : lowest;
      tip.style.top = `${Math.max(0, beside)}px`;
    };

    /** @param {number} index @param {number} left @param {number} y @param {ChartEntry | null} entry */
    const mark = (index, left, y, entry) => {
      const panel = chart.panels[index];
      const isIn = (/** @type {number} */ value, /** @type {number} */ size) => value >= -2 && value <= size + 2;
      if (!panel || !isIn(y - panel.box.top, panel.box.height) || !isIn(left, panel.box.width)) { return; }
      const dot = element("i", "plot-spot");
      dot.style.background = chart.ink(entry?.colour ?? 0);
      dot.style.transform = `translate(${left}px, ${y - panel.box.top}px)`;
      panel.plot.over.append(dot);
    };

    const unpin = () => {
      isPinned = false;
      spot = forced = null;
      showSpot(0);
    };

    // ---- Moving

    const remember = () => {
      steps = [...steps.slice(-history), { x: chart.x.set, y: scales().map((scale) => scale.set) }];
    };

    /** @param {number} rest Milliseconds until the data are asked for again. */
    const look = (rest) => {
      clearTimeout(lookTimer);
      lookTimer = setTimeout(() => { void closer(); }, rest);
    };

    const closer = async () => {
      looking?.abort();
      const own = looking = new AbortController();
      try {
        const more = layer.closer(own.signal);
        if (more) { frame.busy(true); await more; }
      } catch (error) {
        if (!own.signal.aborted && !isEnded) { frame.busy(false); frame.failed(error); }
        return;
      }
      if (own !== looking || isEnded) { return; }
      frame.busy(false);
      chart.draw();
      frame.tell(layer.caption());
    };

    /** The user has moved: draws what there is, then looks closer. @param {number} rest Milliseconds until then: more moves may follow. */
    const moved = (rest = lookPause) => {
      chart.isMoving = true;
      clearTimeout(restTimer);
      restTimer = setTimeout(() => { chart.isMoving = false; chart.draw(); }, 150);
      chart.draw();
      chart.note();
      look(rest);
    };

    /**
     * Shows a part of the range: what was at the share `from` comes to the share `to`, and all of it takes `factor` times as much.
     * @param {ChartAxis} axis @param {Range} base @param {number} from @param {number} to @param {number} factor @returns {Range}
     */
    const part = (axis, base, from, to, factor) => [at(axis, from - to * factor, base), at(axis, from - to * factor + factor, base)];

    /** @param {Range} wanted Keeps x within what there is. */
    const setX = (wanted) => {
      const axis = chart.x;
      axis.now = layer.all();
      let low = shareOf(axis, wanted[0]);
      let high = shareOf(axis, wanted[1]);
      if (!(high > low)) { return; }
      if (low < 0) { high = Math.min(1, high - low); low = 0; }
      if (high > 1) { low = Math.max(0, low - high + 1); high = 1; }
      const [a, b] = [at(axis, low), at(axis, high)];
      axis.set = low <= 0 && high >= 1 ? null : isWide([a, b]) ? [a, b] : axis.set;
    };

    /** @param {Range} range Whether a double can tell places in it apart. */
    const isWide = ([low, high]) => high - low > 1e-13 * Math.max(Math.abs(low), Math.abs(high)) && Number.isFinite(high - low);

    /** @param {ChartScale} scale @param {Range} wanted */
    const setY = (scale, wanted) => {
      if (isWide(wanted)) { scale.set = wanted; }
    };

    /** @param {number} index @param {ChartBox} box What was drawn around, in pixels. */
    const choose = (index, box) => {
      const panel = chart.panels[index];
      if (!panel || (box.width <= 0 && box.height <= 0)) { return; }
      const { left, top, width, height } = box;
      panel.plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      remember();
      const wide = panel.box.width;
      const high = panel.box.height;
      if (width < wide - 1) { setX([at(chart.x, left / wide), at(chart.x, (left + width) / wide)]); }
      if (height < high - 1) {
        const ends = [top / high, (top + height) / high];
        for (const scale of panel.scales) {
          const [a = 0, b = 0] = ends.map((share) => at(scale, scale.isDown ? share : 1 - share)).sort((x, y) => x - y);
          setY(scale, [a, b]);
        }
      }
      moved(0);
    };

    const back = () => {
      const last = steps.pop();
      chart.x.set = last?.x ?? null;
      scales().forEach((scale, i) => { scale.set = last?.y[i] ?? null; });
      moved();
    };

    const reset = () => {
      steps = [];
      chart.x.set = null;
      for (const scale of scales()) { scale.set = null; }
      layer.reset();
      unpin();
      showLegend();
      moved();
    };

    /** @param {number} index @param {number} from Share of the width. @param {number} up Share of the height. @param {number} factor */
    const zoom = (index, from, up, factor) => {
      const panel = chart.panels[index];
      if (!panel) { return; }
      flush();
      setX(part(chart.x, chart.x.now, from, from, factor));
      for (const scale of layer.isFreeY ? panel.scales : []) { setY(scale, part(scale, scale.now, up, up, factor)); }
      moved();
    };

    /** @param {number} index @param {Range} start Shares of the panel. @returns {(to: Range, factor: number) => void} */
    const grip = (index, start) => {
      flush();
      remember();
      const panel = /** @type {ChartPanel} */ (chart.panels[index]);
      const base = { x: chart.x.now, y: panel.scales.map((scale) => scale.now) };
      const held = panel.scales.map((scale) => layer.isFreeY || scale.set !== null);
      return (to, factor) => {
        setX(part(chart.x, base.x, start[0], to[0], factor));
        panel.scales.forEach((scale, i) => {
          if (held[i]) { setY(scale, part(scale, /** @type {Range} */ (base.y[i]), start[1], to[1], factor)); }
        });
        moved();
      };
    };

    /** @param {number} index @param {number} x @param {number} y Of the window. @returns {Range} Shares of the panel, upwards. */
    const shares = (index, x, y) => {
      const { plot, box } = /** @type {ChartPanel} */ (chart.panels[index]);
      const rect = plot.over.getBoundingClientRect();
      const up = (y - rect.top) / box.height;
      return [(x - rect.left) / box.width, layer.panels[index]?.[0]?.isDown ? up : 1 - up];
    };

    let pressedAt = [0, 0];

    /** @param {number} index @param {MouseEvent} event @param {(event: MouseEvent) => void} go What uPlot does. */
    const press = (index, event, go) => {
      if (event.button !== 0) { return; }
      pressedAt = [event.clientX, event.clientY];
      const isPan = event.shiftKey;
      const move = isPan ? grip(index, shares(index, event.clientX, event.clientY)) : null;
      isDown = true;
      if (!isPan) { go(event); }
      const onMove = (/** @type {MouseEvent} */ next) => {
        if (!isPressed && Math.hypot(next.clientX - event.clientX, next.clientY - event.clientY) > 4) {
          isPressed = true;
          if (!isPinned) { spot = forced = null; }
          showSpot(index);
        }
        move?.(shares(index, next.clientX, next.clientY), 1);
      };
      const onUp = () => {
        isDown = isPressed = false;
        document.removeEventListener("mousemove", onMove);
        document.removeEventListener("mouseup", onUp);
      };
      document.addEventListener("mousemove", onMove);
      document.addEventListener("mouseup", onUp);
    };

    /** @param {number} index @param {MouseEvent} event */
    const click = (index, event) => {
      if (Math.hypot(event.clientX - (pressedAt[0] ?? 0), event.clientY - (pressedAt[1] ?? 0)) > 4 || event.shiftKey) { return; }
      if (frame.item) { open(event); return; }
      if (isPinned) { unpin(); } else if (spot) { isPinned = true; forced = null; showSpot(index); }
      chart.note();
    };

    /** The last click was a finger's, and what it was on. */
    let isTouched = false;
    let touched = -1;

    /** A finger sees what it is on by its first tap, and opens it by the second one. @param {MouseEvent} event */
    const open = (event) => {
      isTouched = event instanceof PointerEvent && event.pointerType === "touch";
      if (spot && (!isTouched || touched === spot.row)) { frame.item?.open(spot.row, event.ctrlKey || event.metaKey); return; }
      touched = spot?.row ?? -1;
      showSpot(0);
    };

    const isFocused = () => document.activeElement !== document.body
      && (document.activeElement?.contains(frame.place) || frame.place.contains(document.activeElement));

    /** @param {Event} event @returns {number} The panel that it is on, or −1. */
    const panelOf = (event) => chart.panels.findIndex(({ plot }) => plot.over.contains(/** @type {Node} */ (event.target)));

    field.addEventListener("wheel", (event) => {
      const index = panelOf(event);
      if (index < 0 || event.deltaY === 0 || !(event.ctrlKey || isFocused())) { return; }
      event.preventDefault();
      const [x, y] = shares(index, event.clientX, event.clientY);
      const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1);
      zoom(index, x, y, Math.exp(Math.max(-0.5, Math.min(0.5, pixels / 400))));
    }, { passive: false });

    /** @type {((touches: TouchList) => void) | null} */
    let pinch = null;

    field.addEventListener("touchstart", (event) => {
      const index = panelOf(event);
      const [a, b] = event.touches;
      if (index < 0 || event.touches.length !== 2 || !a || !b) { pinch = null; return; }
      if (event.cancelable) { event.preventDefault(); }
      const wide = Math.max(20, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY));
      const move = grip(index, shares(index, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2));
      pinch = ([c, d]) => {
        if (!c || !d) { return; }
        const now = Math.max(20, Math.hypot(c.clientX - d.clientX, c.clientY - d.clientY));
        move(shares(index, (c.clientX + d.clientX) / 2, (c.clientY + d.clientY) / 2), wide / now);
      };
    }, { passive: false });

    field.addEventListener("touchmove", (event) => {
      if (event.touches.length !== 2 || !pinch) { return; }
      if (event.cancelable) { event.preventDefault(); }
      pinch(event.touches);
    }, { passive: false });

    // ---- Keys

    /** @param {number} count @param {number} lines */
    const step = (count, lines) => {
      flush();
      const next = layer.step(forced ?? spot, count, lines);
      if (!next) { return; }
      isPinned = false;
      forced = next;
      const { box } = /** @type {ChartPanel} */ (chart.panels[next.panel]);
      const share = (next.x - box.left) / box.width;
      if (share < 0 || share > 1) { setX(part(chart.x, chart.x.now, share, count < 0 ? 0.8 : 0.2, 1)); moved(); }
      placeCursor();
      const [first, ...others] = next.lines;
      frame.say([next.title, ...[first, ...others.slice(0, 3)].map((line) => (line ? `${line.name} ${line.text}` : ""))].join(", "));
    };

    /** @param {number} factor */
    const zoomHere = (factor) => {
      remember();
      const { box } = chart.panels[0] ?? { box: { left: 0, width: 1 } };
      const share = spot ? Math.max(0, Math.min(1, (spot.x - box.left) / box.width)) : 0.5;
      zoom(spot?.panel ?? 0, share, 0.5, factor);
    };

    /** @type {Record<string, (times: number) => void>} */
    const actions = {
      ArrowRight: (times) => { step(times, 0); },
      ArrowLeft: (times) => { step(-times, 0); },
      ArrowUp: () => { step(0, -1); },
      ArrowDown: () => { step(0, 1); },
      Home: () => { step(-Infinity, 0); },
      End: () => { step(Infinity, 0); },
      "+": () => { zoomHere(0.5); },
      "=": () => { zoomHere(0.5); },
      "-": () => { zoomHere(2); },
      0: () => { reset(); },
      Enter: () => {
        if (!spot) { return; }
        if (frame.item) { frame.item.open(spot.row, false); return; }
        isPinned = !isPinned;
        forced = null;
        showSpot(0);
        chart.note();
      },
    };

    // ---- Legend

    /** @param {ChartEntry} entry */
    const swatch = (entry) => {
      const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      picture.setAttribute("class", "plot-swatch");
      picture.setAttribute("viewBox", "0 0 18 4");
      picture.setAttribute("aria-hidden", "true");
      const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
      line.setAttribute("d", entry.isDot ? "M9 2h.01" : "M0 2h18");
      line.setAttribute("stroke", chart.ink(entry.colour));
      line.setAttribute("stroke-width", entry.isDot ? "8" : "3");
      line.setAttribute("stroke-linecap", entry.isDot ? "round" : "butt");
      line.setAttribute("stroke-dasharray", entry.dash.join(" "));
      picture.append(line);
      return picture;
    };

    /** @param {number} index */
    const alone = (index) => {
      const isAlone = layer.entries.every((entry, i) => entry.isShown === (i === index));
      layer.entries.forEach((_, i) => { layer.show?.(i, isAlone ? i < 16 : i === index); });
    };

    const showLegend = () => {
      const { entries } = layer;
      const isLong = entries.length > 16;
      legend.hidden = entries.length < 2;
      legend.classList.toggle("is-open", isOpen);
      const focused = [...legend.querySelectorAll("button")].findIndex((button) => button === document.activeElement);
      legend.replaceChildren(...entries.map((entry, index) => {
        const item = element("li", "");
        const button = element("button", "plot-entry");
        button.type = "button";
        button.title = `${entry.name}: click hides or shows it, double click shows it alone`;
        button.setAttribute("aria-pressed", String(entry.isShown));
        button.append(swatch(entry), element("span", "", entry.name));
        item.hidden = isLong && !isOpen && !entry.isShown;
        button.addEventListener("click", (event) => {
          if (event.shiftKey || event.detail === 2) { alone(index); } else if (event.detail < 2) { layer.show?.(index, !entry.isShown); }
          showLegend();
          chart.draw();
          chart.note();
          look(0);
        });
        item.append(button);
        return item;
      }));
      if (isLong) {
        const item = element("li", "");
        const more = element("button", "plot-more", isOpen ? "done" : `choose from ${words.count(entries.length)}`);
        more.type = "button";
        more.setAttribute("aria-expanded", String(isOpen));
        more.addEventListener("click", () => { isOpen = !isOpen; showLegend(); });
        item.append(more);
        legend.append(item);
      }
      if (focused >= 0) { legend.querySelectorAll("button")[focused]?.focus(); }
    };

    // ---- The address

    const state = () => {
      const all = scales();
      const logs = logsNow();
      const told = { ...layer.state() };
      const short = (/** @type {number | undefined} */ value) => (value === undefined ? "" : String(Number(value.toPrecision(12))));
      if (chart.x.set) {
        told.x0 = short(chart.x.set[0]);
        told.x1 = short(chart.x.set[1]);
      }
      if (all.some((scale) => scale.set)) {
        told.y0 = all.map((scale) => short(scale.set?.[0])).join("_");
        told.y1 = all.map((scale) => short(scale.set?.[1])).join("_");
      }
      if (logs !== firstLogs) { told.log = logs || "none"; }
      if (chart.isLocal) { told.zone = "local"; }
      if (isPinned && spot) { told.row = String(spot.row); }
      return told;
    };

    const logsNow = () => `${chart.x.kind === "log" ? "x" : ""}${scales().some((scale) => scale.kind === "log") ? "y" : ""}`;

    /** @param {string} [logs] Which axes are logarithmic: "x", "y", "xy" or "none". */
    const setLogs = (logs) => {
      if (logs === undefined) { return; }
      const turn = (/** @type {ChartAxis} */ axis, /** @type {boolean} */ isLog) => {
        if (axis.kind === "linear" || axis.kind === "log") { axis.kind = isLog ? "log" : "linear"; }
      };
      if (layer.canLog === true) { turn(chart.x, logs.includes("x")); }
      for (const scale of layer.canLog ? scales() : []) { turn(scale, logs.includes("y")); }
    };

    /** @param {string | undefined} low @param {string | undefined} high @param {ChartAxis} axis @returns {Range | null} */
    const rangeOf = (low, high, axis) => {
      const [a, b] = low && high ? [Number(low), Number(high)] : [NaN, NaN];
      return Number.isFinite(a) && Number.isFinite(b) && b > a && (axis.kind !== "log" || a > 0) ? [a, b] : null;
    };

    let firstLogs = "";

    const restore = () => {
      firstLogs = logsNow();
      const { x0, x1, y0, y1, log, row } = frame.state;
      setLogs(log && /^(x?y?|none)$/.test(log) ? log : undefined);
      const wanted = rangeOf(x0, x1, chart.x);
      if (wanted) { setX(wanted); }
      scales().forEach((scale, i) => { scale.set = rangeOf(y0?.split("_")[i], y1?.split("_")[i], scale); });
      if (row && /^\d+$/.test(row)) { pinned = Number(row); }
    };

    /** @type {number | null} */
    let pinned = null;

    /** @param {"x" | "y"} name */
    const switchLog = (name) => {
      const now = logsNow();
      for (const axis of name === "x" ? [chart.x] : scales()) { axis.set = null; }
      setLogs(now.includes(name) ? now.replace(name, "") : now + name);
      build();
      chart.note();
      look(0);
    };

    /** @returns {PlotTool[]} */
    const tools = () => {
      const made = layer.tools();
      const log = (/** @type {"x" | "y"} */ name, /** @type {ChartAxis[]} */ axes) => {
        if ((layer.canLog === true || layer.canLog === name) && axes.some(({ kind }) => kind === "log" || kind === "linear")) {
          made.push({ name: `log-${name}`, label: `log ${name}`, pressed: logsNow().includes(name), run: () => { switchLog(name); } });
        }
      };
      log("y", scales());
      log("x", [chart.x]);
      if ([chart.x, ...scales()].some((axis) => axis.kind === "time")) {
        const run = () => { chart.isLocal = !chart.isLocal; build(); chart.note(); };
        made.push({ name: "local", label: "local time", pressed: chart.isLocal, run });
      }
      return made;
    };

    // ---- Life

    const resized = new ResizeObserver(() => {
      if (chart.panels.length === 0 || field.clientWidth === 0) { return; }
      chart.panels.forEach((panel, index) => { panel.plot.setSize({ width: field.clientWidth, height: heightOf(index) }); });
      chart.draw();
      look(lookPause);
    });

    const start = async () => {
      frame.busy(true);
      try {
        await layer.load();
      } catch (error) {
        if (!isEnded) { frame.busy(false); frame.failed(error); }
        throw error;
      }
      if (isEnded) { return; }
      frame.busy(false);
      showLegend();
      restore();
      const drawn = new Promise((resolve) => { waiting.push(() => { resolve(undefined); }); });
      build();
      resized.observe(field);
      frame.tell(layer.caption());
      await drawn;
      if (chart.x.set) { await closer(); flush(); }
      const at = pinned === null ? null : layer.spot(pinned);
      if (at) { isPinned = true; spot = at; placeCursor(); }
    };

    return {
      ready: start(),
      sentence: () => layer.sentence(),
      reset: () => { setLogs(firstLogs || "none"); build(); reset(); },
      key(key, shift) {
        const isButtons = key === "Enter" && document.activeElement instanceof HTMLButtonElement;
        const action = chart.panels.length > 0 && !isButtons ? actions[key] : undefined;
        action?.(shift ? 10 : 1);
        return action !== undefined;
      },
      keys: [
        ["← →", "move the cursor to the next value (with Shift: ten values)"], ["↑ ↓", "move it to another line"],
        ["Home End", "first and last value"],
        ["Enter", frame.item ? `open the ${frame.item.kind}` : "pin the values, or let them go"],
        ["+ −", "zoom"], ["Ctrl+wheel", "zoom"], ["0", "as at first"],
      ],
      hint: (frame.item ? [`click to open the ${frame.item.kind}`, "drag to zoom", "Shift-drag to move", "with Ctrl, the wheel zooms"]
        : ["drag to zoom", "double-click to go back", "Shift-drag to move", "after a click, the wheel zooms and h shows the keys"])
        .join(" \u00b7 "),
      touchHint: "two fingers move and zoom",
      themed() {
        chart.colours = frame.colours();
        layer.themed?.();
        showLegend();
        for (const panel of chart.panels) { panel.plot.redraw(false); }
      },
      canvas(ratio) {
        const { width, height, head } = sheet();
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
        ctx.scale(ratio, ratio);
        paintAll(screenPen(ctx, chart.colours.font), width, height, head, ratio);
        return canvas;
      },
      svg() {
        if (layer.points() > 50000) { return ""; }
        const { width, height, head } = sheet();
        const pen = plots.pen(width, height, chart.colours.font);
        paintAll(pen, width, height, head, 1);
        return pen.svg(words.clean(frame.view.title));
      },
      rows: () => layer.rows(),
      tools,
      end() {
        isEnded = true;
        looking?.abort();
        clearTimeout(lookTimer);
        clearTimeout(restTimer);
        resized.disconnect();
        for (const panel of chart.panels) { panel.plot.destroy(); }
        root.remove();
      },
    };
  };
})();
