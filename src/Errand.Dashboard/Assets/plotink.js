// The ink of a canvas: it draws the same shapes as the pen of plotsvg.js (see there), so that one function draws a plot on both.
//   errandPlots.ink(context, font)   and more than the pen: squares(points, colour, radius), many small squares around points
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));

  plots.ink = (context, font) => {
    let isClipped = false;

    const trace = (/** @type {ArrayLike<number>} */ points) => {
      context.beginPath();
      let isOpen = false;
      for (let i = 0; i < points.length; i += 2) {
        const x = /** @type {number} */ (points[i]);
        const y = /** @type {number} */ (points[i + 1]);
        if (x !== x) { isOpen = false; continue; }
        if (isOpen) { context.lineTo(x, y); } else { context.moveTo(x, y); }
        isOpen = true;
      }
    };

    const stroke = (/** @type {string} */ colour, /** @type {number} */ width, /** @type {number[]} */ dash) => {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash);
      context.stroke();
    };

    const fill = (/** @type {string} */ colour, /** @type {string | undefined} */ edge) => {
      context.fillStyle = colour;
      context.fill();
      if (edge) { stroke(edge, 1, []); }
    };

    return {
      line(points, colour, width, dash) {
        trace(points);
        context.lineJoin = "round";
        stroke(colour, width, dash ?? []);
      },

      area(points, colour, opacity) {
        trace(points);
        context.globalAlpha = opacity;
        fill(colour, undefined);
        context.globalAlpha = 1;
      },

      rect(x, y, w, h, colour, edge) {
        context.beginPath();
        context.rect(x, y, w, h);
        fill(colour, edge);
      },

      dot(x, y, radius, colour, edge) {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        fill(colour, edge);
      },

      squares(points, colour, radius) {
        context.fillStyle = colour;
        for (let i = 0; i < points.length; i += 2) {
          const x = /** @type {number} */ (points[i]);
          const y = /** @type {number} */ (points[i + 1]);
          context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        }
      },

      text(x, y, text, { colour, size, align, turn, bold }) {
        context.save();
        context.font = `${bold ? "600 " : ""}${size}px ${font}`;
        context.fillStyle = colour;
        context.textAlign = align === "middle" ? "center" : align ?? "start";
        context.translate(x, y);
        context.rotate((turn ?? 0) * Math.PI / 180);
        context.fillText(text, 0, size * 0.36);
        context.restore();
      },

      clip(x, y, w, h) {
        if (isClipped) { context.restore(); }
        isClipped = x !== undefined && y !== undefined && w !== undefined && h !== undefined;
        if (!isClipped) { return; }
        context.save();
        context.beginPath();
        context.rect(x ?? 0, y ?? 0, w ?? 0, h ?? 0);
        context.clip();
      },
    };
  };
})();
