// How the plots say numbers and choose colours: plot2d.js and path3d.js speak alike. All of it is `errandPlots.words`.
//   number(x, span?)       6 significant digits, or as many as tell a 1,000th of `span` (the length of the axis) apart; ones below 1e9
//   count(n)               a whole number with commas
//   ticks(low, high, count)   values at steps of 1, 2 or 5 times a power of ten, all within low … high, about `count` of them
//   labels(ticks)          { texts, note }: what the ticks have in common (an offset, a power of ten) stands in note, for the end of the
//                          axis: "× 1e−6 + 1,000" says that the value is the tick times 0.000001 plus 1,000; "" when there is nothing
//   bounds(low, high)      the two, 5 % of the value (or 1) to each side when they are the same
//   label(label, column)   the label, or what stands for it: "r.2" of /r/*/2
//   name(label, column, unit)   "height (m)"
//   clean(text)            one line, with control characters and marks of direction as escapes
//   fit(text, width, measure)   the text, cut with … to the width; `measure` gives the width of a text
//   ramp(t, ground?)       [r, g, b] (0 to 255) for t from 0 to 1: viridis, for areas. With the ground "light" or "dark" it is bent so
//                          that a thin line keeps its contrast there. Lightness always grows with t
//   hex(rgb)               "#rrggbb"
//   mix(from, to, share)   the colour between two, as "#rrggbb"
//   isDark(colour)         whether light text would go on it
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));

  /** @param {string} text @returns {string} */
  const grouped = (text) => text.replace("-", "\u2212").replace(/\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","));

  /** @param {string} text As of toExponential. @returns {string} */
  const withPower = (text) => text.replace(/\.?0*e\+?/, "e").replace(/-/g, "\u2212");

  /** @param {number} x @param {number} [span] @returns {string} */
  const number = (x, span) => {
    if (Number.isNaN(x)) { return "no number"; }
    if (!Number.isFinite(x)) { return x > 0 ? "\u221e" : "\u2212\u221e"; }
    if (x === 0) { return "0"; }
    const size = Math.abs(x);
    if (Number.isInteger(x) && size < 1e9) { return grouped(String(x)); }
    const needed = span && span > 0 ? Math.ceil(Math.log10(size / span)) + 3 : 0;
    const digits = Math.min(15, Math.max(6, needed));
    if (size < 1e-4 || size >= 10 ** Math.max(9, digits)) { return withPower(x.toExponential(digits - 1)); }
    const text = x.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
    return grouped(text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  };

  /** @param {number} n @returns {string} */
  const count = (n) => grouped(String(Math.round(n)));

  /** @param {number} power @param {number} times @returns {number} times × 10^power, without the fault of a product with 0.1. */
  const scaled = (power, times) => (power < 0 ? times / 10 ** -power : times * 10 ** power);

  /** @param {number} low @param {number} high @param {number} wanted @returns {number[]} */
  const ticks = (low, high, wanted) => {
    if (!(high > low)) { return Number.isFinite(low) ? [low] : []; }
    if (!Number.isFinite(high - low)) { return [low, 0, high]; }
    const rough = (high - low) / Math.max(1, wanted);
    const power = Math.floor(Math.log10(rough));
    const part = rough / 10 ** power;
    const step = part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10;
    const ease = 1e-9 * (high - low);
    const first = Math.ceil((low - ease) / scaled(power, step));
    const last = Math.floor((high + ease) / scaled(power, step));
    const values = [];
    // Beyond 2^53 steps from 0 the ticks could not be told apart.
    if (Math.abs(first) > Number.MAX_SAFE_INTEGER / 10 || Math.abs(last) > Number.MAX_SAFE_INTEGER / 10) { return [low, high]; }
    for (let i = first; i <= last; i++) { values.push(power < -300 ? i * step * 10 ** power : scaled(power, i * step)); }
    return values;
  };

  /** @param {number[]} values @returns {{ texts: string[], note: string }} */
  const labels = (values) => {
    const first = values[0] ?? 0;
    const last = values[values.length - 1] ?? first;
    const step = values.length > 1 ? (last - first) / (values.length - 1) : Math.abs(first);
    const size = Math.max(Math.abs(first), Math.abs(last));
    if (values.length < 2 || !(step > 0)) { return { texts: values.map((value) => number(value)), note: "" }; }
    const offset = size / step >= 1e5 ? offsetOf(first, last) : 0;
    const left = Math.max(Math.abs(first - offset), Math.abs(last - offset));
    const stepPower = Math.floor(Math.log10(step * 1.0001));
    const top = Math.floor(Math.log10(left));
    const power = top >= 6 || top < -3 ? 3 * Math.floor(top / 3) : 0;
    const decimals = Math.min(20, Math.max(0, power - stepPower));
    const texts = values.map((value) => {
      const text = scaledDown(value - offset, power).toFixed(decimals);
      return grouped(Number(text) === 0 ? text.replace("-", "") : text);
    });
    const factor = power === 0 ? "" : `\u00d7 1e${String(power).replace("-", "\u2212")}`;
    const sum = offset === 0 ? "" : `${offset < 0 ? "\u2212" : "+"} ${exact(Math.abs(offset))}`;
    return { texts, note: [factor, sum].filter((part) => part !== "").join(" ") };
  };

  /** @param {number} value @param {number} power @returns {number} */
  const scaledDown = (value, power) => (power < -300 ? value * 1e300 / 10 ** (power + 300) : value / 10 ** power);

  /** @param {number} first @param {number} last @returns {number} The roundest number near both. */
  const offsetOf = (first, last) => {
    const middle = first / 2 + last / 2;
    for (let power = Math.floor(Math.log10(Math.abs(middle))); ; power--) {
      const round = scaled(power, Math.round(scaledDown(middle, power)));
      if (Math.abs(round - middle) <= last - first) { return round; }
    }
  };

  /** @param {number} x Positive. @returns {string} With all of its digits. */
  const exact = (x) => {
    const text = String(Number(x.toPrecision(15)));
    return text.includes("e") ? withPower(text) : grouped(text);
  };

  /** @param {number} low @param {number} high @returns {[number, number]} */
  const bounds = (low, high) => {
    if (high > low) { return [low, high]; }
    const margin = low === 0 ? 1 : Math.abs(low) * 0.05;
    return [low - margin, low + margin];
  };

  /** @param {string | null | undefined} text @param {string} column @returns {string} */
  const label = (text, column) => clean(text || namesIn(column).join(".") || "value");

  /** @param {string} column A JSON Pointer. */
  const namesIn = (column) => column.replace(/^(abs|arg)\((.*)\)$/, "$2").split("/").filter((part) => part !== "" && part !== "*")
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));

  /** @param {string | null | undefined} text @param {string} column @param {string | null | undefined} unit @returns {string} */
  const name = (text, column, unit) => `${label(text, column)}${unit ? ` (${clean(unit)})` : ""}`;

  // eslint-disable-next-line no-control-regex
  const hidden = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

  /** @param {string} text @returns {string} */
  const clean = (text) => text.replace(/[\t\r\n]+/g, " ")
    .replace(hidden, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

  /** @param {string} text @param {number} width @param {(text: string) => number} measure @returns {string} */
  const fit = (text, width, measure) => {
    if (measure(text) <= width) { return text; }
    const signs = [...text.slice(0, 1000)];
    let low = 0;
    let high = signs.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (measure(`${signs.slice(0, middle).join("")}\u2026`) <= width) { low = middle; } else { high = middle - 1; }
    }
    return low === 0 ? "" : `${signs.slice(0, low).join("").trimEnd()}\u2026`;
  };

  // Nine stops each; between them the colours are mixed.
  const stops = {
    area: ["440154", "472d7b", "3b528b", "2c728e", "21918c", "28ae80", "5ec962", "addc30", "fde725"],
    light: ["440154", "472777", "3f4688", "31648d", "25798d", "1f8d85", "3a9c68", "7ba234", "b7a00b"],
    dark: ["8a63d2", "6f7fe0", "569ade", "42b0cf", "3bc2b4", "55d18f", "8bdc66", "c4e444", "fdea3a"],
  };

  const colours = Object.fromEntries(Object.entries(stops).map(([key, list]) =>
    [key, list.map((text) => [0, 2, 4].map((at) => parseInt(text.slice(at, at + 2), 16)))]));

  /** @param {number} t @param {"light" | "dark"} [ground] @returns {[number, number, number]} */
  const ramp = (t, ground) => {
    const list = colours[ground ?? "area"] ?? [];
    const place = Math.min(1, Math.max(0, t || 0)) * (list.length - 1);
    const at = Math.min(list.length - 2, Math.floor(place));
    const mix = (/** @type {number} */ channel) => {
      const from = list[at]?.[channel] ?? 0;
      return Math.round(from + ((list[at + 1]?.[channel] ?? from) - from) * (place - at));
    };
    return [mix(0), mix(1), mix(2)];
  };

  /** @param {ArrayLike<number>} rgb @returns {string} */
  const hex = (rgb) => `#${[0, 1, 2].map((channel) => (rgb[channel] ?? 0).toString(16).padStart(2, "0")).join("")}`;

  /** @param {string} colour #rgb, #rrggbb or rgb(…); others are white. @returns {number[]} */
  const rgb = (colour) => {
    const digits = /^#([0-9a-f]{6}|[0-9a-f]{3})/i.exec(colour)?.[1];
    if (digits) {
      const wide = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
      return [0, 2, 4].map((at) => parseInt(wide.slice(at, at + 2), 16));
    }
    const parts = /^rgb/.test(colour) ? (colour.match(/[\d.]+/g) ?? []).map(Number) : [];
    return parts.length >= 3 ? parts.slice(0, 3) : [255, 255, 255];
  };

  /** @param {string} from @param {string} to @param {number} share Of the second. @returns {string} */
  const mix = (from, to, share) => {
    const end = rgb(to);
    return hex(rgb(from).map((part, channel) => Math.round(part + ((end[channel] ?? part) - part) * share)));
  };

  /** @param {string} colour @returns {boolean} */
  const isDark = (colour) => {
    const [red = 0, green = 0, blue = 0] = rgb(colour);
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  };

  plots.words = { number, count, ticks, labels, bounds, label, name, clean, fit, ramp, hex, mix, isDark };
})();
