// The frame around a plot: its tools, its caption, the table behind it, the files that are made of it, and keys. It draws nothing itself.
// It works in the pages and in an exported file, where there is no server: whoever starts it says where the data are from.
"use strict";

(() => {
  const plots = (globalThis.errandPlots ??= /** @type {ErrandPlots} */ ({}));

  /** After it, it is shown that data are on the way. */
  const busyPause = 150;
  /** The state of a plot is told when it has not changed for so long. */
  const restPause = 250;
  const pageRows = 25;
  /** Pixels of a plot on paper for each of the screen. */
  const paperRatio = 3;

  let boxes = 0;

  /** @template {keyof HTMLElementTagNameMap} T @param {T} name @param {string} [className] @param {string} [text] @returns {HTMLElementTagNameMap[T]} */
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) { element.className = className; }
    if (text !== undefined) { element.textContent = text; }
    return element;
  };

  /** @param {string} text @param {() => void} run */
  const makeButton = (text, run) => {
    const button = make("button", "quiet", text);
    button.type = "button";
    button.addEventListener("click", run);
    return button;
  };

  /** Runs what was given last, once nothing more comes. @param {number} pause */
  const makeRest = (pause) => {
    /** @type {number | undefined} */
    let timer;
    return (/** @type {() => void} */ run) => { clearTimeout(timer); timer = setTimeout(run, pause); };
  };

  /** @param {Blob} blob @param {string} name */
  const save = (blob, name) => {
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  /** @returns {Colours} */
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    const token = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    return {
      ground: token("--ground"), surface: token("--surface"), text: token("--text"), muted: token("--muted"), line: token("--line"),
      accent: token("--accent"), failed: token("--failed"), series: [1, 2, 3, 4, 5].map((number) => token(`--series-${number}`)),
      font: getComputedStyle(document.body).fontFamily,
    };
  };

  /** A cell of CSV (RFC 4180). @param {number | string} value */
  const cell = (value) => {
    const text = typeof value === "number" ? (Number.isNaN(value) ? "" : String(value)) : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
  };

  /** @param {{ names: string[], columns: ArrayLike<number | string>[] }} rows @returns {string} */
  const csvOf = ({ names, columns }) => {
    const lines = [names.map(cell).join(",")];
    for (let row = 0; row < (columns[0]?.length ?? 0); row++) { lines.push(columns.map((column) => cell(column[row] ?? "")).join(",")); }
    return `${lines.join("\r\n")}\r\n`;
  };

  /** @param {unknown} error @returns {Problem} */
  const problemOf = (error) => {
    const problem = /** @type {Partial<Problem>} */ (error ?? {});
    return problem.title ? { title: problem.title, detail: problem.detail ?? "", traceId: problem.traceId ?? "" }
      : { title: "The numbers could not be read", detail: "The server does not answer.", traceId: "" };
  };

  /** @param {HTMLElement} figure Empty. @param {BoxOptions} options @returns {Box} */
  plots.box = (figure, options) => {
    const { view, source } = options;
    const number = ++boxes;
    const tools = make("div", "plot-tools");
    const group = make("div", "plot-group");
    const place = make("div", `plot plot-${view.kind.replace(/[^a-z]/g, "")}`);
    const cover = make("div", "plot-cover");
    const foot = make("figcaption", "plot-foot");
    const caption = make("span", "plot-caption");
    const hint = make("p", "plot-hint muted");
    const table = make("div", "plot-table");
    group.tabIndex = 0;
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", `${view.title}, a plot. Arrows read its values, t shows them as a table.`);
    table.id = `plot-table-${number}`;
    table.hidden = true;
    cover.hidden = true;
    caption.setAttribute("aria-live", "off");
    group.append(place, cover);
    foot.append(caption);
    const paper = make("div", "plot-paper");
    figure.replaceChildren(tools, group, paper, foot, hint, table);

    /** @type {Plot | undefined} */
    let plot;
    const printing = new AbortController();
    let stopping = new AbortController();
    /** @type {number | undefined} */
    let busyTimer;
    let tablePage = 0;
    const rest = makeRest(restPause);
    const restOfSaying = makeRest(restPause);

    const cancelling = makeButton("Cancel", () => stopping.abort());

    const frame = /** @type {Frame} */ ({
      place, view, state: options.state, ...(options.sizes ? { sizes: options.sizes } : {}),
      ...(options.extremes ? { extremes: options.extremes } : {}), ...(options.item ? { item: options.item } : {}),
      still: matchMedia("(prefers-reduced-motion: reduce)").matches,
      source: {
        length: source.length,
        series: (ask) => source.series({ ...ask, signal: signalOf(ask.signal) }),
        matrix: (ask) => source.matrix({ ...ask, signal: signalOf(ask.signal) }),
        histogram: (ask) => source.histogram({ ...ask, signal: signalOf(ask.signal) }),
        texts: (column, rows) => source.texts(column, rows),
      },
      colours: readColours,
      changed: (state) => rest(() => { options.remember(state); showTools(); }),
      tell: (text) => {
        caption.textContent = text;
        if (plot) { describe(plot.sentence()); }
        if (!table.hidden) { showTable(); }
      },
      say: (text) => restOfSaying(() => options.say(text)),
      busy: (isBusy) => {
        clearTimeout(busyTimer);
        busyTimer = isBusy ? setTimeout(showBusy, busyPause) : undefined;
        if (!isBusy) { cover.hidden = true; group.removeAttribute("aria-busy"); }
      },
      failed: (error) => showProblem(error),
    });

    /** @param {AbortSignal | undefined} signal Of one request; all end by Cancel. */
    const signalOf = (signal) => (signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal);

    /** Says what the picture shows: of a plot that has buttons too, the part that has none. @param {string} sentence */
    const describe = (sentence) => {
      const picture = place.querySelector("[data-picture]") ?? place;
      picture.setAttribute("role", "img");
      picture.setAttribute("aria-label", sentence);
    };

    const showBusy = () => {
      cover.className = "plot-cover busy";
      cover.replaceChildren(make("span", "", options.size ? `Reading, of ${options.size}` : "Reading"), cancelling);
      cover.hidden = false;
      group.setAttribute("aria-busy", "true");
    };

    /** @param {unknown} error */
    const showProblem = (error) => {
      const wasStopped = stopping.signal.aborted;
      const problem = wasStopped ? { title: "Cancelled", detail: "", traceId: "" } : problemOf(error);
      clearTimeout(busyTimer);
      group.removeAttribute("aria-busy");
      cover.className = "plot-cover";
      cover.replaceChildren(make("strong", "", problem.title), make("span", "", problem.detail),
        ...(problem.traceId ? [make("code", "", problem.traceId)] : []), makeButton("Try again", start));
      cover.hidden = false;
    };

    const start = () => {
      plot?.end();
      stopping = new AbortController();
      cover.hidden = true;
      place.replaceChildren();
      const draw = /** @type {((frame: Frame) => Plot) | undefined} */ (/** @type {any} */ (plots)[view.kind]);
      if (!draw) { throw new Error(`Nothing draws ${view.kind}.`); }
      plot = draw(frame);
      hint.replaceChildren(make("span", "by-mouse", plot.hint), make("span", "by-touch", plot.touchHint));
      plot.ready.then(() => {
        describe(plot?.sentence() ?? view.title);
        figure.dataset.drawn = "";
        showTools();
      }, showProblem);
      showTools();
    };

    const showTools = () => {
      if (!plot) { return; }
      const had = document.activeElement instanceof HTMLElement && tools.contains(document.activeElement) ? document.activeElement.dataset.tool : undefined;
      const switches = toolGroup(plot.tools());
      const saves = toolGroup([
        { name: "png", label: "PNG", run: savePng },
        { name: "svg", label: "SVG", run: saveSvg },
        { name: "csv", label: "CSV", run: () => saveCsv() },
      ]);
      saves.prepend(make("span", "muted", "Save as"));
      if (options.exportUrl) {
        const link = make("a", "plot-export", "HTML");
        link.href = options.exportUrl;
        link.download = "";
        link.title = "One file that plots without this server";
        saves.append(link);
      }
      tools.replaceChildren(
        ...(switches.hasChildNodes() ? [switches] : []),
        toolGroup([{ name: "reset", label: "Reset", run: () => plot?.reset() }]),
        saves,
        toolGroup([{ name: "table", label: "Table", pressed: !table.hidden, run: toggleTable }]));
      if (had) { /** @type {HTMLElement | null} */ (tools.querySelector(`[data-tool="${had}"]`))?.focus({ preventScroll: true }); }
    };

    /** @param {PlotTool[]} list */
    const toolGroup = (list) => {
      const part = make("div", "plot-tool-group");
      part.append(...list.map(({ name, label: text, pressed, run }) => {
        const button = makeButton(text, () => { run(); showTools(); });
        button.dataset.tool = name;
        if (pressed !== undefined) { button.setAttribute("aria-pressed", String(pressed)); }
        return button;
      }));
      return part;
    };

    const toggleTable = () => {
      table.hidden = !table.hidden;
      if (table.hidden) { group.removeAttribute("aria-details"); } else { group.setAttribute("aria-details", table.id); tablePage = 0; showTable(); }
      showTools();
      if (!table.hidden) { table.scrollIntoView({ block: "nearest", behavior: frame.still ? "auto" : "smooth" }); }
    };

    const showTable = () => {
      const rows = plot?.rows();
      if (!rows) { return; }
      const length = rows.columns[0]?.length ?? 0;
      const pages = Math.max(1, Math.ceil(length / pageRows));
      tablePage = Math.min(tablePage, pages - 1);
      const first = tablePage * pageRows;
      const head = make("tr");
      head.append(...rows.names.map((name) => { const th = make("th", "number", name); th.scope = "col"; return th; }));
      const body = make("tbody");
      for (let row = first; row < Math.min(first + pageRows, length); row++) {
        const tr = make("tr");
        tr.append(...rows.columns.map((column) => {
          const value = column[row];
          return make("td", "number", typeof value === "number" && Number.isNaN(value) ? "" : String(value ?? ""));
        }));
        body.append(tr);
      }
      const thead = make("thead");
      thead.append(head);
      const list = make("table", "list cells");
      list.append(make("caption", "visually-hidden", `What is drawn of ${view.title}`), thead, body);
      const scroll = make("div", "scroll");
      scroll.tabIndex = 0;
      scroll.setAttribute("role", "region");
      scroll.setAttribute("aria-label", `What is drawn of ${view.title}`);
      scroll.append(list);
      const pager = make("div", "pager");
      const words = make("span", "muted", length === 0 ? "No rows" : `Rows ${(first + 1).toLocaleString("en")} to ${Math.min(first + pageRows, length).toLocaleString("en")} of the ${length.toLocaleString("en")} drawn`);
      const leaf = (/** @type {string} */ text, /** @type {number} */ page) => {
        const button = makeButton(text, () => { tablePage = page; showTable(); /** @type {HTMLElement | null} */ (table.querySelector(`[data-leaf="${text}"]`))?.focus(); });
        button.dataset.leaf = text;
        button.disabled = page < 0 || page >= pages;
        return button;
      };
      pager.append(words, leaf("Before", tablePage - 1), leaf("After", tablePage + 1));
      table.replaceChildren(scroll, pager);
    };

    const savePng = () => plot?.canvas(2).toBlob((blob) => { if (blob) { save(blob, `${options.name}.png`); } });

    const saveSvg = () => {
      const svg = plot?.svg() ?? "";
      if (svg === "") { options.say("Too many points for SVG: zoom in first, or take the PNG."); caption.textContent = "Too many points for SVG: zoom in first, or take the PNG."; return; }
      save(new Blob([svg], { type: "image/svg+xml" }), `${options.name}.svg`);
    };

    const saveCsv = () => { if (plot) { save(new Blob([csvOf(plot.rows())], { type: "text/csv" }), `${options.name}.csv`); } };

    /** A canvas is as coarse as the screen, as wide as the window, and may be dark: what is printed is drawn for it, at once. */
    const showPaper = () => {
      if (!plot || figure.dataset.drawn === undefined) { return; }
      const root = document.documentElement;
      const { theme } = root.dataset;
      root.dataset.theme = "light";
      plot.themed();
      paper.replaceChildren(plot.canvas(paperRatio));
      if (theme === undefined) { delete root.dataset.theme; } else { root.dataset.theme = theme; }
      plot.themed();
      figure.classList.add("on-paper");
    };

    const hidePaper = () => {
      paper.replaceChildren();
      figure.classList.remove("on-paper");
    };

    const showHelp = () => {
      const keys = [...(plot?.keys ?? []), ["t", "the table of what is drawn"], ["Esc", "leave the plot"]];
      options.say(keys.map(([key, text]) => `${key}: ${text}`).join(". "));
      caption.textContent = keys.map(([key, text]) => `${key} ${text}`).join(" · ");
    };

    group.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) { return; }
      const isTaken = event.key === "t" ? (toggleTable(), true)
        : event.key === "h" ? (showHelp(), true)
        : event.key === "Escape" ? (group.blur(), true)
        : plot?.key(event.key, event.shiftKey) ?? false;
      if (isTaken) { event.preventDefault(); event.stopPropagation(); }
    });

    addEventListener("beforeprint", showPaper, { signal: printing.signal });
    addEventListener("afterprint", hidePaper, { signal: printing.signal });
    start();
    return {
      figure,
      themed: () => plot?.themed(),
      end: () => { clearTimeout(busyTimer); printing.abort(); stopping.abort(); plot?.end(); },
    };
  };
})();
