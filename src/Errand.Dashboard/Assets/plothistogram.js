// Histograms: how many numbers lie in which range, as bars that touch, on the ground of plotchart.js. The server counts all numbers, so
// zooming in asks for nothing more.
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));
  const { words } = plots;

  /** Narrower bars have no outline. */
  const outlined = 6;

  /** @param {Chart} chart @returns {ChartLayer} */
  const layerOf = (chart) => {
    const { view, source } = chart.frame;
    const line = view.y?.[0] ?? { column: "" };
    const isTime = line.scale === "time";
    const name = words.label(line.label, line.column);
    const unit = line.unit && !isTime ? ` ${words.clean(line.unit)}` : "";
    const counts = chart.scale({ key: "y0", label: "count", isWhole: true });
    Object.assign(chart.x, { kind: isTime ? "time" : "linear", label: words.name(line.label, line.column, isTime ? null : line.unit) });

    /** @type {Histogram} */
    let data = { length: 0, min: null, max: null, nonFinite: 0, nulls: 0, rule: "", edges: [], counts: [] };
    /** Bins are of whole numbers: they reach from half a number below the first one to half a number above the last one. */
    let isWhole = false;

    const edge = (/** @type {number} */ i) => data.edges[i] ?? NaN;
    const countOf = (/** @type {number} */ bin) => data.counts[bin] ?? 0;
    const finite = () => data.counts.reduce((sum, count) => sum + count, 0);

    /** @param {number} bin @returns {string} Its numbers. */
    const rangeOf = (bin) => {
      const say = (/** @type {number} */ value) => chart.text(chart.x, value);
      if (isWhole) {
        const [first, last] = [edge(bin) + 0.5, edge(bin + 1) - 0.5];
        return first === last ? `${say(first)}${unit}` : `${say(first)} to ${say(last)}${unit}`;
      }
      return edge(bin) === edge(bin + 1) ? `${say(edge(bin))}${unit}`
        : `[${say(edge(bin))}, ${say(edge(bin + 1))}${bin === data.counts.length - 1 ? "]" : ")"}${unit}`;
    };

    /** @param {ChartPanel} panel @param {number} bin @returns {[number, number]} Where its bar is, in whole pixels. */
    const sidesOf = (panel, bin) => {
      const [left, right] = [Math.round(panel.toX(edge(bin))), Math.round(panel.toX(edge(bin + 1)))];
      return right - left < 1 ? [left - 1, left + 1] : [left, right];
    };

    /** @param {ChartPanel} panel @param {number} bin */
    const topOf = (panel, bin) => {
      const bottom = panel.box.top + panel.box.height;
      return countOf(bin) > 0 ? Math.max(panel.box.top - 2, Math.min(bottom, panel.toY(counts, countOf(bin)))) : bottom;
    };

    /** @param {number} value @returns {number} The bin that it is in, or the nearest one; −1: there is none. */
    const binAt = (value) => {
      const after = data.edges.findIndex((low) => low > value);
      return after < 0 ? data.counts.length - 1 : Math.max(0, Math.min(data.counts.length, after) - 1);
    };

    /** @param {number} bin @returns {ChartSpot | null} */
    const spotOf = (bin) => {
      const panel = chart.panels[0];
      if (!panel || bin < 0 || bin >= data.counts.length) { return null; }
      const share = 100 * countOf(bin) / Math.max(1, finite());
      const texts = [["count", words.count(countOf(bin))], ["share", `${share > 0 && share < 0.01 ? "< 0.01" : share.toFixed(share < 10 ? 2 : 1)} %`]];
      const [left, right] = sidesOf(panel, bin);
      return {
        panel: 0, row: bin, x: (left + right) / 2, y: topOf(panel, bin), title: `${name} ${rangeOf(bin)}`,
        lines: texts.map(([label = "", text = ""], i) => ({ entry: null, name: label, text, panel: 0, y: i === 0 ? topOf(panel, bin) : NaN })),
      };
    };

    /** @param {number} number @param {string} one @param {string} many */
    const some = (number, one, many) => (number === 0 ? [] : [`${words.count(number)} ${number === 1 ? one : many}`]);

    const rules = /** @type {Record<string, string>} */ ({
      "integers": "one for each whole number", "freedman-diaconis": "as wide as the rule of Freedman and Diaconis says",
    });

    const caption = () => {
      const values = finite();
      const bins = data.counts.length;
      const rule = rules[data.rule];
      return [
        ...(values === 0 ? ["no finite number: there is nothing to count"]
          : [`all ${words.count(values)} value${values === 1 ? "" : "s"} counted`, `${words.count(bins)} bin${bins === 1 ? "" : "s"}${rule ? `, ${rule}` : ""}`]),
        ...some(data.nonFinite, "is not finite", "are not finite"), ...some(data.nulls, "is null", "are null"),
      ].join(" \u00b7 ");
    };

    return {
      panels: [[counts]], entries: [], isFreeY: false, canLog: "y",
      async load() {
        data = await source.histogram({ column: line.column });
        isWhole = data.min !== null && data.min === edge(0) + 0.5 && Number.isInteger(edge(1) - edge(0));
        chart.x.isWhole = isWhole;
      },
      closer: () => null,
      all() {
        if (data.counts.length === 0) { return [0, 1]; }
        const [low, high] = words.bounds(edge(0), edge(data.counts.length));
        const room = 0.02 * (high / 2 - low / 2);
        return [low - room, high + room];
      },
      isEmpty: () => data.counts.length === 0,
      fit() {
        const [low, high] = chart.x.now;
        const seen = data.counts.filter((_, bin) => edge(bin + 1) >= low && edge(bin) <= high);
        const most = Math.max(1, ...seen);
        return counts.kind === "log" ? [0.5, most * 1.5] : [0, most * 1.06];
      },
      margin: () => 0,
      paint(pen, panel) {
        const { box } = panel;
        const bottom = box.top + box.height;
        const colour = chart.colours.series[0] ?? chart.colours.text;
        const inside = words.mix(chart.colours.ground, colour, 0.6);
        data.counts.forEach((count, bin) => {
          const [left, right] = sidesOf(panel, bin);
          if (count === 0 || right < box.left - 1 || left > box.left + box.width + 1) { return; }
          const top = topOf(panel, bin);
          const isOutlined = right - left >= outlined;
          pen.rect(left, top, right - left, bottom - top, isOutlined ? inside : colour);
          if (isOutlined) { pen.line([left, bottom, left, top, right, top, right, bottom], colour, 1); }
        });
      },
      around: () => undefined,
      near(_, x) {
        const panel = chart.panels[0];
        if (!panel || data.counts.length === 0) { return null; }
        const [low, high] = chart.x.now;
        return spotOf(binAt(low + (x - panel.box.left) / panel.box.width * (high - low)));
      },
      step(spot, count) {
        const most = data.counts.length - 1;
        return spotOf(Math.max(0, Math.min(most, spot ? spot.row + count : Math.abs(count) === Infinity && count > 0 ? most : binAt(chart.x.now[0]))));
      },
      spot: (row) => spotOf(Math.min(row, data.counts.length - 1)),
      caption,
      sentence() {
        const values = finite();
        if (values === 0 || data.min === null || data.max === null) { return "Histogram: no values"; }
        const highest = data.counts.reduce((best, count, bin) => (count > countOf(best) ? bin : best), 0);
        return `Histogram, ${words.count(values)} value${values === 1 ? "" : "s"} of ${name} from ${chart.text(chart.x, data.min)} to `
          + `${chart.text(chart.x, data.max)}${unit}, most in ${rangeOf(highest)}: ${words.count(countOf(highest))}`;
      },
      rows() {
        const say = (/** @type {number} */ value) => (isTime ? chart.instant(value, 1e-6) : value);
        const shift = isWhole ? 0.5 : 0;
        const from = data.counts.map((_, bin) => say(edge(bin) + shift));
        const to = data.counts.map((_, bin) => say(edge(bin + 1) - shift));
        return isWhole && from.every((first, bin) => first === to[bin])
          ? { names: [chart.x.label, "count"], columns: [from, data.counts] }
          : { names: [`${chart.x.label}, from`, isWhole ? "to" : "up to", "count"], columns: [from, to, data.counts] };
      },
      points: () => data.counts.length,
      tools: () => [],
      state: () => ({}),
      reset: () => undefined,
    };
  };

  plots.histogram = (frame) => plots.chart(frame, layerOf);
})();
