// The SVG of a plot, written call by call with the same shapes that are drawn on its canvas. Lengths are CSS pixels, from the top left.
//   errandPlots.pen(width, height, font)   a pen on an empty sheet; `font` is the family of all texts. With it:
//     line(points, colour, width, dash?)     x0 y0 x1 y1 …; NaN breaks the line, and a point alone between two breaks is a dot
//     area(points, colour, opacity)          the same points, filled; each piece is closed
//     rect(x, y, width, height, fill, stroke?)
//     dot(x, y, radius, fill, stroke?)
//     text(x, y, text, { colour, size, align?, turn?, bold? })   y is the middle of the capitals; turn is in degrees, clockwise, around x y
//     image(x, y, width, height, dataUrl)    a PNG, JPEG or WebP, its pixels kept as they are
//     clip(x, y, width, height)              what follows shows only in this rectangle, until clip() without one
//     svg(title?)                            the sheet as a text: a whole file
// Texts may be anything. Colours must be #rgb to #rrggbbaa, a name, or a function of CSS as rgb(…): others are an error.
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));

  const colours = /^(#[0-9a-f]{3,8}|[a-z]+|(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([-\w.,%/ ]*\))$/i;
  const images = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/;

  // XML has no sign for these, not even an escape.
  // eslint-disable-next-line no-control-regex
  const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

  /** @type {Record<string, string>} */
  const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;" };

  /** @param {unknown} text @returns {string} */
  const escaped = (text) => String(text).replace(unwritable, "\ufffd").replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

  /** @param {number} value @returns {string} With at most two decimals; what is no number is 0. */
  const rounded = (value) => (Number.isFinite(value) ? String(Math.round(value * 100) / 100 + 0) : "0");

  /** @param {string} colour @returns {string} */
  const checked = (colour) => {
    if (!colours.test(colour)) { throw new Error(`"${colour}" is no colour.`); }
    return colour;
  };

  /** @param {ArrayLike<number>} points @param {string} end What closes a piece. @param {string} alone What makes one point visible. */
  const pathOf = (points, end, alone) => {
    const parts = /** @type {string[]} */ ([]);
    let length = 0;
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = points[i] ?? NaN;
      const y = points[i + 1] ?? NaN;
      if (Number.isFinite(x) && Number.isFinite(y)) {
        parts.push(length === 0 ? "M" : length === 1 ? "L" : " ", rounded(x), " ", rounded(y));
        length++;
        continue;
      }
      if (length > 0) { parts.push(length === 1 ? alone : end); }
      length = 0;
    }
    if (length > 0) { parts.push(length === 1 ? alone : end); }
    return parts.join("");
  };

  plots.pen = (width, height, font) => {
    const shapes = /** @type {string[]} */ ([]);
    let clips = 0;
    let isClipped = false;

    /** @param {string} name @param {Record<string, string | number | undefined>} attributes @param {string} [content] Already escaped. */
    const add = (name, attributes, content) => {
      let shape = `<${name}`;
      for (const [key, value] of Object.entries(attributes)) {
        if (value !== undefined) { shape += ` ${key}="${typeof value === "number" ? rounded(value) : escaped(value)}"`; }
      }
      shapes.push(content === undefined ? `${shape}/>` : `${shape}>${content}</${name}>`);
    };

    const unclip = () => { if (isClipped) { shapes.push("</g>"); isClipped = false; } };

    return {
      line(points, colour, size, dash) {
        const isDashed = dash !== undefined && dash.length > 0;
        const d = pathOf(points, "", isDashed ? `m${rounded(-size / 2)} 0h${rounded(size)}` : "h0");
        if (d === "") { return; }
        const dashes = isDashed ? dash.map(rounded).join(" ") : undefined;
        add("path", {
          d, fill: "none", stroke: checked(colour), "stroke-width": size, "stroke-linejoin": "round",
          "stroke-linecap": isDashed ? "butt" : "round", "stroke-dasharray": dashes,
        });
      },

      area(points, colour, opacity) {
        const d = pathOf(points, "Z", "");
        if (d !== "") { add("path", { d, fill: checked(colour), "fill-opacity": opacity }); }
      },

      rect(x, y, w, h, fill, stroke) {
        add("rect", { x, y, width: Math.max(0, w), height: Math.max(0, h), fill: checked(fill), stroke: stroke && checked(stroke) });
      },

      dot(x, y, radius, fill, stroke) {
        add("circle", { cx: x, cy: y, r: Math.max(0, radius), fill: checked(fill), stroke: stroke && checked(stroke) });
      },

      text(x, y, text, { colour, size, align, turn, bold }) {
        add("text", {
          x, y: y + size * 0.36, fill: checked(colour), "font-size": size, "text-anchor": align === "start" ? undefined : align,
          "font-weight": bold ? 600 : undefined, transform: turn ? `rotate(${rounded(turn)} ${rounded(x)} ${rounded(y)})` : undefined,
        }, escaped(text));
      },

      image(x, y, w, h, dataUrl) {
        if (!images.test(dataUrl)) { throw new Error("Only PNG, JPEG and WebP images as data URLs can be drawn."); }
        add("image", { x, y, width: w, height: h, preserveAspectRatio: "none", "image-rendering": "pixelated", href: dataUrl });
      },

      clip(x, y, w, h) {
        unclip();
        if (x === undefined || y === undefined || w === undefined || h === undefined) { return; }
        clips++;
        add("clipPath", { id: `clip${clips}` }, `<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(w)}" height="${rounded(h)}"/>`);
        shapes.push(`<g clip-path="url(#clip${clips})">`);
        isClipped = true;
      },

      svg(title) {
        const size = `width="${rounded(width)}" height="${rounded(height)}" viewBox="0 0 ${rounded(width)} ${rounded(height)}"`;
        const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${escaped(font)}">`;
        return `${head}\n${title ? `<title>${escaped(title)}</title>\n` : ""}${shapes.join("\n")}${isClipped ? "\n</g>" : ""}\n</svg>\n`;
      },
    };
  };
})();
