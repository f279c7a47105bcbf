// The list of tasks: a selection that survives paging, new rows that wait until nobody points at the list, and actions on many tasks.
"use strict";

(() => {
  const { errand } = globalThis;

  const table = () => /** @type {HTMLTableElement | null} */ (document.querySelector("[data-tasks]"));
  const rowsOf = (/** @type {ParentNode | null} */ within) =>
    /** @type {HTMLTableRowElement[]} */ ([...(within?.querySelectorAll("[data-tasks] tbody tr") ?? [])]);
  const numberOf = (/** @type {Element} */ row) => Number(row.id.slice("task-".length));
  const boxOf = (/** @type {Element} */ row) => /** @type {HTMLInputElement | null} */ (row.querySelector("input[type=checkbox]"));

  // ---- Selection -----------------------------------------------------------------------------------------------------------------

  const mostSelected = 1000;
  const selectionKey = `errand-selected:${errand.base}`;
  const search = new URLSearchParams(location.search).get("q")?.trim() ?? "";

  /** What was selected in this list: a selection ends with its search, since nobody sees any more what is in it.
   * @returns {number[]} */
  const keptSelection = () => {
    const kept = JSON.parse(sessionStorage.getItem(selectionKey) ?? "null");
    return kept?.search === search ? kept.ids : [];
  };

  const selected = new Set(keptSelection());
  /** The row from which a click with shift selects. @type {number | null} */
  let anchor = null;

  const keepSelection = () => { sessionStorage.setItem(selectionKey, JSON.stringify({ search, ids: [...selected] })); };

  /** @param {number} elsewhere How many of the selected tasks are not in the rows of this page. */
  const selectionWords = (elsewhere) => {
    const count = `${selected.size.toLocaleString("en")} selected`;
    return elsewhere === 0 ? `${count}:`
      : elsewhere === selected.size ? `${count}, on other pages:`
      : `${count}, ${elsewhere.toLocaleString("en")} of them on other pages:`;
  };

  /** The list that was stored last. */
  let stored = "";

  const showSelection = () => {
    const rows = rowsOf(document);
    // The page of a task leads to its neighbours in this list.
    const list = JSON.stringify(rows.map(numberOf));
    if (rows.length > 0 && list !== stored) { sessionStorage.setItem("errand-list", stored = list); }
    for (const row of rows) {
      const isSelected = selected.has(numberOf(row));
      const box = boxOf(row);
      if (box) { box.checked = isSelected; }
      if (isSelected) { row.setAttribute("aria-selected", "true"); } else { row.removeAttribute("aria-selected"); }
    }
    const here = rows.filter((row) => selected.has(numberOf(row))).length;
    // What is done with all tasks of the search would stand beside it, in nearly the same words.
    const bulk = /** @type {HTMLElement | null} */ (document.querySelector("[data-bulk]"));
    if (bulk) { bulk.hidden = selected.size > 0; }
    for (const form of document.querySelectorAll("[data-selection]")) {
      const bar = /** @type {HTMLElement} */ (form);
      bar.hidden = selected.size === 0;
      if (bar.hidden) { continue; }
      const words = bar.querySelector("[data-selected]");
      if (words) { words.textContent = selectionWords(selected.size - here); }
      if (!bar.querySelector("[data-unselect]")) {
        const none = document.createElement("button");
        none.type = "button";
        none.className = "quiet";
        none.dataset.unselect = "";
        none.dataset.keep = "";
        none.textContent = "Clear selection";
        bar.append(none);
      }
    }
    const all = allBox();
    if (all) {
      all.checked = here > 0 && here === rows.length;
      all.indeterminate = here > 0 && here < rows.length;
    }
  };

  /** The box at the head that selects the page: it is of use with a script only. */
  const allBox = () => {
    const head = table()?.querySelector("th.pick");
    if (!head) { return null; }
    let box = /** @type {HTMLInputElement | null} */ (head.querySelector("input"));
    if (!box) {
      const label = document.createElement("label");
      label.dataset.keep = "";
      box = document.createElement("input");
      box.type = "checkbox";
      box.autocomplete = "off";
      box.setAttribute("aria-label", "Select all tasks of this page");
      box.addEventListener("change", () => select(rowsOf(document).map(numberOf), /** @type {HTMLInputElement} */ (box).checked));
      label.append(box);
      head.replaceChildren(label);
    }
    return box;
  };

  /** @param {number[]} ids @param {boolean} isOn */
  const select = (ids, isOn) => {
    for (const id of ids) {
      if (!isOn) { selected.delete(id); } else if (selected.size < mostSelected) { selected.add(id); }
    }
    if (isOn && selected.size === mostSelected) { errand.say("No more than 1,000 tasks can be selected."); }
    keepSelection();
    showSelection();
  };

  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("[data-unselect]")) { selected.clear(); keepSelection(); showSelection(); return; }
    const row = target.closest("[data-tasks] tbody tr");
    if (!row || !(target instanceof HTMLInputElement)) { return; }
    const id = numberOf(row);
    const isOn = target.checked;
    const ids = rowsOf(document).map(numberOf);
    const from = ids.indexOf(anchor ?? -1);
    const to = ids.indexOf(id);
    select(event.shiftKey && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id], isOn);
    anchor = id;
  });

  // A click with shift on a label selects text, too.
  document.addEventListener("mousedown", (event) => {
    if (event.shiftKey && /** @type {HTMLElement} */ (event.target).closest("[data-tasks] .pick")) { event.preventDefault(); }
  });

  // ---- Keys: the row at which the user is has the focus ---------------------------------------------------------------------------

  const currentRow = () => /** @type {HTMLTableRowElement | null} */ (document.activeElement?.closest("[data-tasks] tbody tr") ?? null);

  /** @param {number} step */
  const move = (step) => {
    const rows = rowsOf(document);
    const now = currentRow();
    const next = now ? rows.indexOf(now) + step : step > 0 ? 0 : rows.length - 1;
    /** @type {HTMLElement | null} */ (rows[Math.min(Math.max(next, 0), rows.length - 1)]?.querySelector("td.id a") ?? null)?.focus();
  };

  errand.addKey("j", "next task", () => move(1));
  errand.addKey("k", "task before", () => move(-1));
  errand.addKey("x", "select the task", () => {
    const row = currentRow();
    if (row) { anchor = numberOf(row); select([anchor], !selected.has(anchor)); }
  });
  errand.addKey("Enter", "open the task", () => currentRow()?.querySelector("a")?.click());
  errand.addKey(".", "show new tasks", () => takeIn());

  // ---- New rows: they wait while somebody points at the list ----------------------------------------------------------------------

  /** The newest page that is not shown yet. @type {HTMLElement | null} */
  let waiting = null;
  let isTaking = false;

  const isInUse = () => {
    const list = table();
    return list !== null
      && (list.matches(":hover") || list.contains(document.activeElement) || list.getBoundingClientRect().top < 0);
  };

  /** The rows as they came last, by their ids. @type {Map<string, string>} */
  let texts = new Map();
  let isShort = false;

  // Most rows of a list that is looked at again say the same as before: these are not read.
  errand.shorten = (html) => {
    const before = texts;
    texts = new Map();
    isShort = true;
    return html.replace(/<tr role="row" id="([^"]+)"[^]*?<\/tr>/g, (row, id) => {
      texts.set(id, row);
      return before.get(id) === row && document.getElementById(id) ? `<tr id="${id}" data-same></tr>` : row;
    });
  };

  /** Has the rows that were not read say what they say on the page. @param {HTMLTableRowElement[]} rows */
  const lengthen = (rows) => {
    for (const row of rows.filter((each) => each.hasAttribute("data-same"))) {
      const copy = /** @type {HTMLElement | undefined} */ (document.getElementById(row.id)?.cloneNode(true));
      if (copy) {
        copy.classList.remove("gone");
        row.replaceWith(copy);
      }
    }
  };

  document.addEventListener("errand:next", (event) => {
    const next = /** @type {HTMLElement} */ (/** @type {CustomEvent} */ (event).detail);
    const shown = rowsOf(document);
    const coming = rowsOf(next);
    if (!isShort) { texts = new Map(); } // What is shown after it came another way.
    isShort = false;
    const isSame = shown.length === coming.length && shown.every((row, i) => row.id === coming[i]?.id);
    if (isSame || isTaking || shown.length === 0 || coming.length === 0 || !isInUse()) {
      waiting = null;
      showNews(0);
    } else {
      lengthen(coming);
      waiting = /** @type {HTMLElement} */ (next.cloneNode(true));
      hold(next, shown, rowsOf(next));
    }
    const body = document.querySelector("[data-tasks] tbody");
    if (body) {
      const box = table()?.querySelector("th.pick label");
      if (box) { next.querySelector("[data-tasks] th.pick")?.replaceChildren(box.cloneNode(true)); }
      replaceRows(body, rowsOf(next));
      next.querySelector("[data-tasks] tbody")?.replaceChildren();
    }
  });

  /** Touches only the rows that say something else than before.
   * @param {Element} body It is kept when the page is replaced. @param {HTMLTableRowElement[]} coming */
  const replaceRows = (body, coming) => {
    const ids = new Set(coming.map((row) => row.id));
    for (const row of [...body.children]) { if (!ids.has(row.id)) { row.remove(); } }
    const shown = new Map([...body.children].map((row) => [row.id, row]));
    let place = body.firstElementChild;
    for (const row of coming) {
      const same = shown.get(row.id);
      if (same && same === place) { place = same.nextElementSibling; } else { body.insertBefore(same ?? row, place); }
      if (!same) { errand.tellAges(row); continue; }
      if (row.hasAttribute("data-same")) { same.classList.remove("gone"); continue; }
      takeAges(same, row);
      if (!same.isEqualNode(row)) { errand.replace(same, row); }
    }
  };

  /** Keeps the ages that are shown: app.js updates all of them together. @param {Element} shown @param {Element} coming */
  const takeAges = (shown, coming) => {
    const before = shown.getElementsByTagName("time");
    [...coming.getElementsByTagName("time")].forEach((time, i) => {
      const told = before[i];
      if (told?.dateTime === time.dateTime) { time.replaceWith(told.cloneNode(true)); }
    });
  };

  /** Has the coming page show the rows that are shown now: as they are by now, or as they were if it has them no longer.
   * @param {HTMLElement} next @param {HTMLTableRowElement[]} shown @param {HTMLTableRowElement[]} coming */
  const hold = (next, shown, coming) => {
    const known = new Map(coming.map((row) => [row.id, row]));
    const last = numberOf(/** @type {Element} */ (coming.at(-1)));
    const kept = shown.map((row) => {
      const now = known.get(row.id);
      if (now) { return now; }
      const copy = /** @type {HTMLTableRowElement} */ (row.cloneNode(true));
      // Newer rows have pushed it off the page, or it is no longer one of these.
      copy.classList.toggle("gone", numberOf(row) > last);
      return copy;
    });
    const ids = new Set(shown.map((row) => row.id));
    const count = coming.filter((row) => !ids.has(row.id)).length;
    next.querySelector("[data-tasks] tbody")?.replaceChildren(...kept);
    const pager = document.getElementById("pager");
    if (pager) { next.querySelector("#pager")?.replaceWith(pager.cloneNode(true)); }
    showNews(count, count === coming.length);
  };

  /** @param {number} count @param {boolean} [isMore] Whether there may be more than these. */
  const showNews = (count, isMore) => {
    const news = /** @type {HTMLElement | null} */ (document.querySelector("[data-news]"));
    if (!news) { return; }
    news.hidden = count === 0;
    if (count === 0) { news.replaceChildren(); return; }
    let button = news.querySelector("button");
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "primary";
      button.addEventListener("click", () => takeIn());
      news.replaceChildren(button);
    }
    const text = `${isMore ? "more than " : ""}${count} new task${count === 1 ? "" : "s"} · show (.)`;
    if (button.textContent !== text) { button.textContent = text; }
  };

  const takeIn = () => {
    const next = waiting;
    waiting = null;
    isTaking = true;
    try {
      if (next) { errand.morph(next); }
    } finally {
      isTaking = false;
    }
    scrollTo({ top: 0 });
  };

  const takeInIfFree = () => {
    if (waiting && !isInUse()) { isTaking = true; try { errand.morph(waiting); } finally { isTaking = false; } }
  };

  document.addEventListener("mouseout", (event) => {
    if (/** @type {HTMLElement} */ (event.target).closest("[data-tasks]")) { setTimeout(takeInIfFree, 300); }
  });
  document.addEventListener("focusout", () => { setTimeout(takeInIfFree, 300); });
  document.addEventListener("scroll", () => takeInIfFree(), { passive: true });

  // ---- Actions on many tasks ------------------------------------------------------------------------------------------------------

  // Before the script of all pages takes the form.
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-actions]")) { return; }
    event.preventDefault();
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.hasAttribute("data-compares")) { compare(); return; }
    const data = new FormData(form, /** @type {HTMLElement | null} */ (event.submitter));
    if (form.matches("[data-selection]")) {
      data.delete("id");
      data.set("ids", [...selected].join(","));
    }
    void run(form.getAttribute("action") ?? "", data, form.closest("[data-ask]"));
  }, true);

  const compare = () => { location.assign(`${errand.base}/compare?ids=${[...selected].sort((a, b) => a - b).join(",")}`); };

  errand.addKey("c", "compare the selected tasks", () => { if (selected.size > 0) { compare(); } });

  /** Sends a form, and goes on as long as the server says that there is more.
   * @param {string} url @param {FormData} data @param {Element | null} question */
  const run = async (url, data, question) => {
    const matched = question instanceof HTMLElement && question.dataset.matched ? Number(question.dataset.matched) : null;
    const progress = question ? showProgress(matched) : null;
    try {
      for (let body = data; ;) {
        const answer = await fetch(url, {
          method: "POST", body: new URLSearchParams(/** @type {any} */ (body)), headers: { "Errand-Fragment": "main" },
        });
        const main = errand.parseMain(await answer.text());
        const more = /** @type {HTMLFormElement | null} */ (main?.querySelector("[data-more]") ?? null);
        if (!main || !more) { finish(answer, main, data); return; }
        const words = main.querySelector("h1")?.textContent ?? "";
        const count = Number(more.dataset.changed) + Number(more.dataset.unchanged);
        if (!progress || !progress(words, count)) { stop(words); return; }
        body = new FormData(more);
      }
    } catch {
      stop("The server does not answer. What was changed so far stays changed.");
    }
  };

  /** @param {Response} answer @param {HTMLElement | null} main @param {FormData} data */
  const finish = (answer, main, data) => {
    const question = main?.querySelector("[data-ask]");
    if (question) { ask(question); return; }
    const told = main?.querySelector("[data-told]")?.textContent ?? "";
    if (!answer.ok || told === "") {
      stop(main?.textContent?.trim().replace(/\s+/g, " ") ?? "The server does not answer.");
      return;
    }
    dialog()?.close();
    if (data.get("scope") !== "search") { selected.clear(); keepSelection(); }
    waiting = null;
    isTaking = true;
    try { errand.morph(/** @type {HTMLElement} */ (main)); } finally { isTaking = false; }
    errand.say(told);
  };

  const dialog = () => /** @type {HTMLDialogElement | null} */ (document.getElementById("actions"));

  /** @param {Node[]} content */
  const open = (...content) => {
    let box = dialog();
    if (!box) {
      box = document.createElement("dialog");
      box.id = "actions";
      document.body.append(box);
    }
    box.replaceChildren(...content);
    const title = box.querySelector("h1");
    if (title) { title.id = "actions-title"; box.setAttribute("aria-labelledby", title.id); }
    for (const link of box.querySelectorAll("a[data-close]")) { link.addEventListener("click", (event) => event.preventDefault()); }
    if (!box.open) { box.showModal(); }
    /** @type {HTMLElement | null} */ (box.querySelector("[name=typed], input[type=radio]:checked, .primary, .danger, a, button"))?.focus();
  };

  /** @param {Element} question */
  const ask = (question) => open(document.importNode(question, true));

  /** @param {string} text @param {string} [className] */
  const part = (text, className) => {
    const element = document.createElement(className === "title" ? "h1" : "p");
    element.textContent = text;
    return element;
  };

  const buttons = (/** @type {string} */ text, /** @type {() => void} */ click) => {
    const line = document.createElement("div");
    line.className = "dialog-buttons";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", click);
    line.append(button);
    return line;
  };

  /** @param {number | null} matched @returns {(words: string, count: number) => boolean} Shows how far it is; false once it was stopped. */
  const showProgress = (matched) => {
    let isStopped = false;
    const title = part("Working …", "title");
    const bar = document.createElement("progress");
    if (matched) { bar.max = matched; bar.value = 0; }
    const line = buttons("Stop", () => {
      isStopped = true;
      title.textContent = "Stopping …";
    });
    open(title, bar, line);
    return (words, count) => {
      if (!isStopped) { title.textContent = words; }
      if (matched) { bar.value = count; }
      return !isStopped && (dialog()?.open ?? false);
    };
  };

  /** @param {string} words */
  const stop = (words) => {
    open(part(words, "title"), buttons("Close", () => dialog()?.close()));
    errand.say(words);
    errand.lookSoon();
  };

  document.addEventListener("errand:shown", showSelection);
  showSelection();
})();
