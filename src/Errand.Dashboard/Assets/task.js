// The page of a task: its progress and log as they come, its life as it grows, and the tasks beside it.
"use strict";

(() => {
  const { errand } = globalThis;

  /** @param {string} selector @returns {HTMLElement | null} */
  const find = (selector) => document.querySelector(selector);

  // ---- Progress ------------------------------------------------------------------------------------------------------------------

  // A page that was made before the newest event must not take it back: where events come, a newer one comes within seconds.
  const progressTime = 10000;

  /** @type {{ attempt: number, value: number | null, message: string | null }} */
  let progress = { attempt: 0, value: null, message: null };
  let progressAt = 0;

  document.addEventListener("errand:progress", (event) => {
    progress = JSON.parse(/** @type {CustomEvent} */ (event).detail);
    progressAt = Date.now();
    showProgress();
  });

  document.addEventListener("errand:shown", () => { if (Date.now() < progressAt + progressTime) { showProgress(); } });

  const showProgress = () => {
    const place = find("#progress");
    if (!place || Number(place.dataset.attempt) !== progress.attempt) { return; }
    const bar = /** @type {HTMLProgressElement} */ (place.querySelector("progress"));
    const percent = progress.value === null ? "" : `${Math.round(progress.value * 100)} %`;
    place.hidden = false;
    bar.hidden = progress.value === null;
    bar.value = progress.value ?? 0;
    /** @type {HTMLElement} */ (place.querySelector("[data-percent]")).textContent = percent;
    /** @type {HTMLElement} */ (place.querySelector("[data-message]")).textContent = visible(progress.message ?? "");
    const badge = find(".task-head .badge.running span");
    if (badge && percent !== "" && badge.textContent !== "cancelling") { badge.textContent = `running ${percent}`; }
  };

  // ---- Texts that come from tasks ------------------------------------------------------------------------------------------------

  // As VisibleText and LinkedText have it on the server.
  // eslint-disable-next-line no-control-regex
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

  /** @param {string} text @returns {string} */
  const visible = (text) => text.replace(/\r\n/g, "\n").replace(hidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

  const address = /https?:\/\/[^\s<>"'`{}|\\^\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+/gi;

  /** @param {string} url @returns {string} Without what belongs to the sentence around it. */
  const trim = (url) => {
    const count = (/** @type {string} */ sign) => url.split(sign).length - 1;
    const isPart = /[.,;:!?]$/.test(url) || (url.endsWith(")") && count(")") > count("(")) || (url.endsWith("]") && count("]") > count("["));
    return isPart ? trim(url.slice(0, -1)) : url;
  };

  /** @param {HTMLElement} element @param {string} text */
  const fill = (element, text) => {
    let shown = 0;
    for (const match of text.matchAll(address)) {
      const url = trim(match[0]);
      if (!URL.canParse(url)) { continue; }
      element.append(visible(text.slice(shown, match.index)));
      const link = document.createElement("a");
      link.href = url;
      link.rel = "noreferrer";
      link.textContent = url;
      element.append(link);
      shown = match.index + url.length;
    }
    element.append(visible(text.slice(shown)));
  };

  // ---- The log -------------------------------------------------------------------------------------------------------------------

  const levels = ["trace", "debug", "information", "warning", "error", "critical"];

  /** @typedef {{ attempt: number, line: number, at: string, level: string, message: string }} Line */

  errand.part("[data-log]", (log) => {
    const tools = /** @type {HTMLFormElement} */ (find("[data-log-tools]"));
    const level = /** @type {HTMLSelectElement} */ (tools.querySelector("[data-log-level]"));
    const finder = /** @type {HTMLInputElement} */ (tools.querySelector("[data-log-find]"));
    const follow = /** @type {HTMLButtonElement} */ (tools.querySelector("[data-log-follow]"));
    const only = log.dataset.only;
    const served = levels.indexOf(log.dataset.level ?? "trace");
    let isFollowing = false;

    /** @type {Map<number, number>} The last line of each run that is shown. */
    const last = new Map();

    /** @param {number} attempt @returns {HTMLElement} */
    const runOf = (attempt) => {
      const known = /** @type {HTMLElement | null} */ (log.querySelector(`[data-run="${attempt}"]`));
      if (known) { return known; }
      for (const older of log.querySelectorAll("details")) { older.open = false; older.querySelector("summary")?.classList.remove("visually-hidden"); }
      const run = document.createElement("details");
      run.className = "run";
      run.dataset.run = String(attempt);
      run.open = true;
      const name = document.createElement("summary");
      if (attempt === 1) { name.className = "visually-hidden"; }
      const count = document.createElement("span");
      count.className = "muted";
      count.dataset.runCount = "";
      name.append(`Try ${attempt} `, count);
      const lines = document.createElement("ol");
      lines.className = "lines";
      run.append(name, lines);
      log.append(run);
      return run;
    };

    /** @param {Line} line @returns {HTMLElement} */
    const itemOf = (line) => {
      const item = document.createElement("li");
      item.className = levels.includes(line.level) ? line.level : "trace";
      item.dataset.line = String(line.line);
      const time = document.createElement("time");
      const at = new Date(line.at).toISOString();
      time.dateTime = at;
      time.title = `${at.slice(0, 10)} ${at.slice(11, 23)} UTC`;
      time.dataset.exact = "";
      time.textContent = at.slice(11, 23);
      const name = document.createElement("b");
      name.textContent = item.className;
      const text = document.createElement("span");
      fill(text, line.message);
      item.append(time, name, text);
      return item;
    };

    /** @param {number} attempt @param {number} number @param {() => HTMLElement} item */
    const add = (attempt, number, item) => {
      if (number <= (last.get(attempt) ?? 0) || (only && Number(only) !== attempt)) { return; }
      last.set(attempt, number);
      const run = runOf(attempt);
      const made = item();
      run.querySelector("ol")?.append(made);
      if (finder.value !== "") { made.hidden = !matches(made); }
      changed();
    };

    let isWaiting = false;
    const changed = () => {
      if (isWaiting) { return; }
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        count();
        if (isFollowing) { log.scrollTop = log.scrollHeight; }
      });
    };

    const number = (/** @type {number} */ value) => value.toLocaleString("en");

    const count = () => {
      for (const run of log.querySelectorAll("[data-run]")) {
        const lines = run.querySelectorAll("li").length;
        const place = run.querySelector("[data-run-count]");
        if (place) { place.textContent = lines === 1 ? "1 line" : `${number(lines)} lines`; }
      }
      const all = log.querySelectorAll("li").length;
      const total = find("[data-log-count]");
      if (total) { total.textContent = number(all); }
      const found = find("[data-log-found]");
      if (found) { found.textContent = finder.value === "" ? "" : `${number(log.querySelectorAll("li:not([hidden])").length)} of ${number(all)} lines`; }
    };

    for (const run of log.querySelectorAll("[data-run]")) {
      const lines = run.querySelectorAll("li");
      last.set(Number(/** @type {HTMLElement} */ (run).dataset.run), Number(lines[lines.length - 1]?.dataset.line ?? 0));
    }

    document.addEventListener("errand:log", (event) => {
      /** @type {Line} */
      const line = JSON.parse(/** @type {CustomEvent} */ (event).detail);
      if (levels.indexOf(line.level) >= served) { add(line.attempt, line.line, () => itemOf(line)); }
    });

    // The page was fetched again: what it has more than we have shown comes from there, as when no events come.
    log.addEventListener("errand:kept", (event) => {
      const next = /** @type {HTMLElement} */ (/** @type {CustomEvent} */ (event).detail);
      for (const run of next.querySelectorAll("[data-run]")) {
        for (const item of run.querySelectorAll("li")) {
          add(Number(/** @type {HTMLElement} */ (run).dataset.run), Number(item.dataset.line), () => item);
        }
      }
    });

    // What the server left out is not here to be shown: then it is asked again.
    level.addEventListener("change", () => {
      if (levels.indexOf(level.value) < served) { tools.submit(); return; }
      log.dataset.level = level.value;
      changed();
    });

    // ---- Finding

    const highlights = globalThis.CSS?.highlights;

    const matches = (/** @type {HTMLElement} */ item) => (item.lastElementChild?.textContent ?? "").toLowerCase().includes(finder.value.toLowerCase());

    const search = () => {
      const wanted = finder.value.toLowerCase();
      const ranges = /** @type {Range[]} */ ([]);
      for (const item of log.querySelectorAll("li")) {
        item.hidden = wanted !== "" && !matches(item);
        if (wanted !== "" && !item.hidden && ranges.length < 1000) { mark(item, wanted, ranges); }
      }
      if (highlights) {
        if (ranges.length > 0) { highlights.set("errand-find", new Highlight(...ranges)); } else { highlights.delete("errand-find"); }
      }
      count();
    };

    const mark = (/** @type {HTMLElement} */ item, /** @type {string} */ wanted, /** @type {Range[]} */ ranges) => {
      const texts = document.createTreeWalker(/** @type {Node} */ (item.lastElementChild), NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const lower = (text.textContent ?? "").toLowerCase();
        for (let at = lower.indexOf(wanted); at >= 0 && lower.length === text.textContent?.length; at = lower.indexOf(wanted, at + wanted.length)) {
          const range = new Range();
          range.setStart(text, at);
          range.setEnd(text, at + wanted.length);
          ranges.push(range);
        }
      }
    };

    let timer = 0;
    finder.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 100); });
    tools.addEventListener("submit", (event) => { if (document.activeElement === finder) { event.preventDefault(); search(); } });

    // ---- Following and copying

    const setFollowing = (/** @type {boolean} */ value) => {
      isFollowing = value;
      follow.setAttribute("aria-pressed", String(value));
    };
    const isAtEnd = () => log.scrollTop + log.clientHeight >= log.scrollHeight - 8;

    follow.addEventListener("click", () => {
      setFollowing(!isFollowing);
      if (isFollowing) { log.scrollTop = log.scrollHeight; }
    });
    log.addEventListener("scroll", () => { if (isFollowing && !isAtEnd()) { setFollowing(false); } });

    tools.querySelector("[data-log-copy]")?.addEventListener("click", () => {
      const lines = [...log.querySelectorAll("li")].filter((item) => !item.hidden && getComputedStyle(item).display !== "none");
      void errand.copy(lines.map((item) => [...item.children].map((part) => part.textContent).join(" ")).join("\n"));
    });

    document.addEventListener("errand:shown", count);
    if (find(".badge.running")) { setFollowing(true); log.scrollTop = log.scrollHeight; }
    count();
  });

  // ---- Questions: the address may have one open, as it does without a script ----------------------------------------------------------

  errand.part("main dialog[open]", (dialog) => {
    const question = /** @type {HTMLDialogElement} */ (dialog);
    if (question.matches(":modal")) { return; }
    question.close();
    question.showModal();
  });

  // ---- Its life ------------------------------------------------------------------------------------------------------------------

  // As TimelineScale has it on the server.
  const farMark = 4;

  const grow = () => {
    const line = find("[data-timeline]");
    const live = /** @type {SVGElement | null} */ (line?.querySelector("[data-live-from]") ?? null);
    if (!line || !live) { return; }
    const pieces = /** @type {SVGElement[]} */ ([...line.querySelectorAll("[data-ms]")]);
    const lengths = pieces.map((piece) => Number(piece.dataset.ms));
    const index = pieces.indexOf(live);
    lengths[index] = Math.max(lengths[index] ?? 0, errand.now() - Date.parse(live.dataset.liveFrom ?? ""));
    const whole = Math.max(1, lengths.reduce((sum, length) => sum + length, 0));
    const before = whole - (lengths[index] ?? 0);
    const marks = /** @type {SVGElement[]} */ ([...line.querySelectorAll("[data-after]")]);
    const ends = marks.map((mark) => before + Number(mark.dataset.after)).filter((end) => end <= farMark * whole);
    const all = Math.max(whole, ...ends);
    const percent = (/** @type {number} */ length) => `${(length / all * 100).toFixed(3)}%`;
    let x = 0;
    pieces.forEach((piece, i) => {
      piece.setAttribute("x", percent(x));
      piece.setAttribute("width", percent(lengths[i] ?? 0));
      x += lengths[i] ?? 0;
    });
    for (const mark of marks) {
      const at = percent(before + Number(mark.dataset.after));
      mark.setAttribute("x1", at);
      mark.setAttribute("x2", at);
    }
  };

  setInterval(() => { if (!document.hidden) { grow(); } }, 250);
  document.addEventListener("errand:shown", grow);

  // Why a task waits changes with other tasks, of which its own stream says nothing.
  setInterval(() => {
    if (!document.hidden && find(".why") && !errand.isPaused()) { errand.lookSoon(); }
  }, 5000);

  // ---- Gone meanwhile ------------------------------------------------------------------------------------------------------------

  document.addEventListener("errand:gone", () => {
    const banner = find("[data-gone]");
    if (!banner || !banner.hidden) { return; }
    banner.hidden = false;
    for (const part of document.querySelectorAll("[data-actions], [data-download], .why, .api, .details form")) { part.remove(); }
    for (const dialog of document.querySelectorAll("main dialog")) { dialog.remove(); }
    for (const live of document.querySelectorAll("[data-live-from], [data-since]")) { live.removeAttribute("data-live-from"); live.removeAttribute("data-since"); }
    errand.say(banner.textContent ?? "");
  });

  // ---- The tasks beside it, in the list that led here ----------------------------------------------------------------------------

  errand.addKey("c", "compare with the run before it", () => /** @type {HTMLElement | null} */ (document.querySelector("a[data-compares]"))?.click());

  errand.part("[data-beside]", (place) => {
    /** @type {unknown} */
    let list = null;
    try { list = JSON.parse(sessionStorage.getItem("errand-list") ?? "null"); } catch { return; } // Not ours.
    const ids = Array.isArray(list) ? list.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0) : [];
    const at = ids.indexOf(Number(place.dataset.beside));
    if (at < 0) { return; }

    const lead = (/** @type {number | undefined} */ id, /** @type {string} */ key, /** @type {string} */ sign, /** @type {string} */ text) => {
      const link = document.createElement("a");
      link.className = "button";
      link.textContent = sign;
      link.title = `${text} (${key})`;
      link.setAttribute("aria-label", text);
      if (id === undefined) { link.setAttribute("aria-disabled", "true"); } else { link.href = `${errand.base}/tasks/${id}`; }
      errand.addKey(key, text, () => { if (id !== undefined) { location.assign(`${errand.base}/tasks/${id}`); } });
      return link;
    };

    place.append(
      lead(ids[at - 1], "[", "‹", "the previous task of the list"),
      `${at + 1} of ${ids.length}`,
      lead(ids[at + 1], "]", "›", "the next task of the list"));
    place.hidden = false;
  });
})();
