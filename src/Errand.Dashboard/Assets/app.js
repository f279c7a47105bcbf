// What every page does beyond being read: it keeps itself up to date, sends forms without a reload, tells ages, and takes keys.
// Everything works without it too.
"use strict";

(() => {
  /** @typedef {{ name: string, run: (target: HTMLElement) => void }} Part */

  const base = document.body.dataset.base ?? "";
  const main = /** @returns {HTMLElement} */ () => /** @type {HTMLElement} */ (document.getElementById("main"));

  // The one place where text becomes markup, and addresses become scripts: our own, from our own server.
  const policy = globalThis.trustedTypes?.createPolicy("errand", { createHTML: (text) => text, createScriptURL: (url) => url });

  /** @param {string} html @returns {HTMLElement | null} */
  const parseMain = (html) => {
    const text = /** @type {string} */ (/** @type {unknown} */ (policy ? policy.createHTML(html) : html));
    return new DOMParser().parseFromString(text, "text/html").querySelector("main");
  };

  /** Functions that other scripts have given: each is called once for every element that its selector finds. */
  const parts = /** @type {{ selector: string, start: (element: HTMLElement) => void }[]} */ ([]);
  const started = new WeakMap();

  const startParts = () => {
    for (const { selector, start } of parts) {
      for (const element of document.querySelectorAll(selector)) {
        const done = started.get(element) ?? new Set();
        if (!done.has(start)) {
          done.add(start);
          started.set(element, done);
          start(/** @type {HTMLElement} */ (element));
        }
      }
    }
  };

  /** @param {string} text Read out by screen readers. */
  const say = (text) => {
    const said = /** @type {HTMLElement} */ (document.getElementById("said"));
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = text; });
  };

  // ---- The page as it is now -----------------------------------------------------------------------------------------------------

  /** The tag of what is shown, so that nothing is sent that is known. */
  let tag = "";
  let isFetching = false;
  let isWanted = false;

  /** How often the page has become another one: an answer that was asked for before the last time is too old to be shown. */
  let changes = 0;

  /** How long it stays told what was done, though the page looks again. */
  const toldTime = 10000;
  let toldAt = 0;

  /** @param {Node} node */
  const isTold = (node) => node instanceof HTMLElement && node.hasAttribute("data-told") && Date.now() - toldAt < toldTime;

  /** @param {Node} node */
  const isOpen = (node) => node instanceof HTMLDialogElement && node.open;

  /** What has more to it than its markup says. */
  const stateful = "[data-keep], input, select, textarea";

  /** Has an element become another one, with as few changes as possible. @param {Element} part @param {Element} next */
  const replacePart = (part, next) => globalThis.Idiomorph.morph(part, next, {
    morphStyle: "outerHTML",
    callbacks: {
      // What the user is at, and what scripts have drawn, stays; what is the same need not be looked through.
      beforeNodeMorphed: (/** @type {Node} */ old, /** @type {Node} */ fresh) => {
        if (old instanceof Element && !old.matches(stateful) && !old.querySelector(stateful) && old.isEqualNode(fresh)) { return false; }
        const isKept = old instanceof HTMLElement && (old.hasAttribute("data-keep") || isOpen(old));
        if (isKept) { old.dispatchEvent(new CustomEvent("errand:kept", { detail: fresh })); }
        return !isKept;
      },
      beforeNodeRemoved: (/** @type {Node} */ old) => !isOpen(old) && !isTold(old),
      beforeAttributeUpdated: (/** @type {string} */ name, /** @type {Element} */ node) =>
        !(name === "open" && (node instanceof HTMLDetailsElement || node instanceof HTMLDialogElement))
        && !(name === "checked" && node instanceof HTMLInputElement),
    },
  });

  /** @param {HTMLElement} next */
  const morph = (next) => {
    changes++;
    document.dispatchEvent(new CustomEvent("errand:next", { detail: next }));
    if (next.querySelector("[data-told]")) { toldAt = Date.now(); }
    tellAges(next); // Before it is compared: what says the same as before is not touched, and not laid out again.
    replacePart(main(), next);
    const title = main().dataset.title;
    if (title) { document.title = `${title} · Errand`; }
    startParts();
    tellTimes(agePause); // While the page is laid out again in any case.
    document.dispatchEvent(new CustomEvent("errand:shown"));
  };

  /** Fetches the page again, and shows what has changed. */
  const refresh = async () => {
    if (isFetching) { isWanted = true; return; }
    isFetching = true;
    try {
      do {
        isWanted = false;
        const asked = changes;
        const answer = await fetch(location.href, { headers: { "Errand-Fragment": "main", ...(tag ? { "If-None-Match": tag } : {}) } });
        noteClock(answer);
        const isShown = answer.status === 200 || (main().dataset.live === "again" && answer.status !== 304);
        const text = isShown ? await answer.text() : "";
        if (asked !== changes) { isWanted = true; continue; }
        const next = isShown ? parseMain(globalThis.errand.shorten(text)) : null;
        const loading = next && equip(next);
        if (loading) { await loading; }
        if (asked !== changes) {
          globalThis.errand.shorten(""); // No row of this answer is shown.
          isWanted = true;
          continue;
        }
        if (next) {
          tag = answer.headers.get("ETag") ?? "";
          morph(next);
          listen();
        }
        if (answer.ok || answer.status === 304) { showLive(Date.now()); }
        if (answer.status >= 500) { showLost(); }
        if (answer.status === 404) { leave(); }
      } while (isWanted);
    } catch {
      showLost();
    } finally {
      isFetching = false;
    }
  };

  /** Where the scripts and styles of this page come from. */
  const assets = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/[^/]*$/, "");

  /** The scripts and styles that are here. */
  const ready = new Set([...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((element) =>
    (element.getAttribute("src") ?? element.getAttribute("href") ?? "").split("/").at(-1)));

  /** Those that are on their way, or have come since. @type {Map<string, Promise<unknown>>} */
  const files = new Map();

  /** @param {string} file @returns {HTMLScriptElement | HTMLLinkElement} */
  const elementOf = (file) => {
    if (file.endsWith(".css")) {
      return Object.assign(document.createElement("link"), { rel: "stylesheet", href: assets + file });
    }
    const script = document.createElement("script");
    script.async = false; // They run in their order.
    script.src = /** @type {string} */ (/** @type {unknown} */ (policy ? policy.createScriptURL(assets + file) : assets + file));
    return script;
  };

  /** @param {string} file @returns {Promise<unknown>} */
  const load = (file) => new Promise((resolve, reject) => {
    const element = elementOf(file);
    element.addEventListener("load", () => { ready.add(file); resolve(null); });
    element.addEventListener("error", () => {
      element.remove();
      files.delete(file);
      reject(new Error(`${file} cannot be loaded.`));
    });
    document.head.append(element);
  });

  /** Loads the scripts and styles that a page needs beyond those that are here; null: none. @param {HTMLElement} page */
  const equip = (page) => {
    const missing = (page.dataset.needs ?? "").split(" ").filter((file) => file !== "" && !ready.has(file));
    return missing.length === 0 ? null : Promise.all(missing.map((file) => {
      const loading = files.get(file) ?? load(file);
      files.set(file, loading);
      return loading;
    }));
  };

  /** The address of what is shown. */
  let shownAt = location.pathname + location.search;
  /** @type {AbortController | undefined} */
  let visiting;
  /** After it, it is shown that a page is on its way. */
  const busyPause = 150;

  /** Shows a page that is much like this one in place of it. @param {string} url @param {boolean} isNew */
  const visit = async (url, isNew) => {
    visiting?.abort();
    const visited = visiting = new AbortController();
    const timer = setTimeout(() => main().setAttribute("aria-busy", "true"), busyPause);
    try {
      const answer = await fetch(url, { headers: { "Errand-Fragment": "main" }, signal: visited.signal });
      const next = parseMain(await answer.text());
      if (!next || answer.redirected) { location.assign(url); return; }
      await equip(next);
      if (visited.signal.aborted) { return; }
      if (isNew) { history.pushState(null, "", url); }
      shownAt = location.pathname + location.search;
      tag = answer.headers.get("ETag") ?? "";
      morph(next);
      listen();
    } catch {
      if (!visited.signal.aborted) { location.assign(url); }
    } finally {
      clearTimeout(timer);
      if (visiting === visited) { main().removeAttribute("aria-busy"); }
    }
  };

  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shownAt) { void visit(location.href, false); }
  });

  /** Writes the state of what is shown into the address. @param {Record<string, string | null>} parameters Null: none. */
  const remember = (parameters) => {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(parameters)) {
      if (value === null) { url.searchParams.delete(name); } else { url.searchParams.set(name, value); }
    }
    history.replaceState(history.state, "", url);
    shownAt = location.pathname + location.search;
  };

  /** What the page shows is gone: it stays as it was. */
  const leave = () => {
    main().dataset.live = "";
    stopListening();
    showState();
    document.dispatchEvent(new CustomEvent("errand:gone"));
  };

  // ---- Live: the server says that something has changed, and the page looks again ------------------------------------------------

  const leastPause = 2000;
  /** What has just changed often changes again at once: a short task is submitted, runs and ends. */
  const settlePause = 100;
  const pollPause = 10000;
  /** After it, a page that polls tries a stream again. */
  const streamPause = 60000;
  const hiddenPause = 5000;

  /** A page in a frame of another site may have nothing stored. */
  const readPaused = () => {
    try { return localStorage.getItem("errand-paused") === "1"; } catch { return false; }
  };

  const storePaused = () => {
    try { localStorage.setItem("errand-paused", isPaused ? "1" : "0"); } catch { /* It is for this page alone then. */ }
  };

  /** @type {EventSource | null} */
  let stream = null;
  let streamOf = "";
  let lastLook = 0;
  /** @type {number | undefined} */
  let lookTimer;
  /** @type {number | undefined} */
  let pollTimer;
  /** @type {number | undefined} */
  let lostTimer;
  /** @type {number[]} */
  let failures = [];
  let liveSince = 0;
  let isLost = false;
  let isPaused = readPaused();

  /** Looks soon, then no sooner than after two seconds; the last change is never missed. */
  const lookSoon = () => {
    if (lookTimer !== undefined || document.hidden) { return; } // A tab looks when it is shown again.
    const wait = Math.max(settlePause, lastLook + leastPause - Date.now());
    lookTimer = setTimeout(() => {
      lookTimer = undefined;
      lastLook = Date.now();
      void refresh();
    }, wait);
  };

  const stopLooking = () => {
    clearTimeout(lookTimer);
    lookTimer = undefined;
  };

  const stopListening = () => {
    stream?.close();
    stream = null;
    streamOf = "";
    clearInterval(pollTimer);
    pollTimer = undefined;
  };

  const poll = () => {
    stopListening();
    pollTimer = setInterval(() => {
      void refresh();
      if ((failures.at(-1) ?? 0) < Date.now() - streamPause) { failures = []; listen(); }
    }, pollPause);
    showState();
  };

  const listen = () => {
    const live = main().dataset.live ?? "";
    if (isPaused || document.hidden || live === "") { stopListening(); showState(); return; }
    if (live === "again") { if (pollTimer === undefined) { stopListening(); pollTimer = setInterval(() => { void refresh(); }, leastPause); } return; }
    const url = live.startsWith("/") ? base + live : `${base}/v1/events?topics=${live}`;
    if ((stream && streamOf === url) || (pollTimer !== undefined && failures.length >= 3)) { return; }
    stopListening();
    streamOf = url;
    stream = new EventSource(url);
    for (const kind of ["status", "end", "tasks", "stats", "queues", "handlers", "problems"]) { stream.addEventListener(kind, lookSoon); }
    for (const kind of ["log", "progress"]) {
      stream.addEventListener(kind, (event) => document.dispatchEvent(new CustomEvent(`errand:${kind}`, { detail: event.data })));
    }
    stream.addEventListener("open", () => { isLost = false; showLive(Date.now()); });
    stream.addEventListener("end", () => stopListening());
    stream.addEventListener("error", streamFailed);
  };

  const streamFailed = () => {
    const now = Date.now();
    failures = [...failures.filter((at) => at > now - 30000), now];
    if (failures.length >= 3) { poll(); return; }
    // A stream that broke off is opened again by the browser; one that was refused is not.
    if (stream?.readyState === EventSource.CLOSED) { stopListening(); setTimeout(listen, leastPause); }
    showState();
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      stopLooking();
      setTimeout(() => { if (document.hidden) { stopListening(); } }, hiddenPause);
    } else {
      failures = [];
      listen();
      lookSoon();
    }
  });

  const showLive = (/** @type {number} */ at) => { liveSince = at; isLost = false; showState(); };

  /** The server does not answer, or its store is away: nothing tells when it is back. */
  const showLost = () => {
    if (!isLost) { isLost = true; liveSince = Date.now(); }
    clearTimeout(lostTimer);
    lostTimer = setTimeout(() => { if (isLost && !isPaused && !document.hidden) { void refresh(); } }, pollPause);
    showState();
  };

  const showState = () => {
    const live = /** @type {HTMLElement} */ (document.getElementById("live"));
    const text = (main().dataset.live ?? "") === "" ? ""
      : isPaused ? "paused (p goes on)"
      : isLost ? `no connection since ${new Date(liveSince).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`
      : pollTimer !== undefined ? `polling · ${age(Date.now() - liveSince)}`
      : `live · ${age(Date.now() - liveSince)}`;
    if (live.textContent !== text) { live.textContent = text; }
    live.classList.toggle("lost", isLost);
  };

  const togglePause = () => {
    isPaused = !isPaused;
    storePaused();
    stopLooking();
    listen();
    if (!isPaused) { lookSoon(); }
    showState();
    say(isPaused ? "Updates paused." : "Updates go on.");
  };

  // ---- Ages ----------------------------------------------------------------------------------------------------------------------

  /** How far the server's clock is ahead of this one, in milliseconds. */
  let ahead = 0;

  /** @param {Response} answer */
  const noteClock = (answer) => {
    const date = Date.parse(answer.headers.get("Date") ?? "");
    if (!Number.isNaN(date) && Math.abs(date - Date.now()) > 2000) { ahead = date - Date.now(); }
  };

  /** @param {number} milliseconds @returns {string} */
  const age = (milliseconds) => {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    return seconds < 2 ? "now"
      : seconds < 60 ? `${seconds} s ago`
      : seconds < 3600 ? `${Math.floor(seconds / 60)} min ago`
      : seconds < 86400 ? `${Math.floor(seconds / 3600)} h ago`
      : `${Math.floor(seconds / 86400)} d ago`;
  };

  /** @param {number} milliseconds @returns {string} */
  const until = (milliseconds) => {
    // Rounded: what is to come in 6 d 23 h is in 7 d, while what was 6 d 23 h ago has not been 7 d.
    const seconds = Math.max(1, Math.round(milliseconds / 1000));
    return seconds < 60 ? `in ${seconds} s`
      : seconds < 3570 ? `in ${Math.round(seconds / 60)} min`
      : seconds < 84600 ? `in ${Math.round(seconds / 3600)} h`
      : `in ${Math.round(seconds / 86400)} d`;
  };

  /** Whether full dates and times are in the time zone of the browser, not in UTC. */
  const isLocal = document.documentElement.dataset.times === "local";

  /** @param {string} instant @returns {string} 2026-11-29 04:48:32.125 GMT+1 */
  const wholeHere = (instant) => {
    const at = new Date(instant);
    const two = (/** @type {number} */ number, length = 2) => String(number).padStart(length, "0");
    const zone = new Intl.DateTimeFormat("en", { timeZoneName: "short" }).formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${two(at.getMilliseconds(), 3)} ${zone}`;
  };

  /** @param {ParentNode} part */
  const tellAges = (part) => {
    const now = Date.now() + ahead;
    for (const time of part.querySelectorAll("time[datetime]:not([data-exact])")) {
      const element = /** @type {HTMLTimeElement} */ (time);
      const passed = now - Date.parse(element.dateTime);
      const text = passed >= -1000 ? age(passed) : until(-passed);
      if (element.textContent !== text) { element.textContent = text; }
      if (isLocal && element.title.endsWith("UTC")) { element.title = wholeHere(element.dateTime); }
    }
    tellDurations(part);
  };

  /** @param {ParentNode} part */
  const tellDurations = (part) => {
    const now = Date.now() + ahead;
    for (const span of part.querySelectorAll("[data-since]")) {
      const element = /** @type {HTMLElement} */ (span);
      const text = duration(now - Date.parse(element.dataset.since ?? ""));
      if (element.textContent !== text) { element.textContent = text; }
    }
  };

  /** @param {number} milliseconds @returns {string} As the server writes them. */
  const duration = (milliseconds) => {
    const tenths = Math.round(Math.max(0, milliseconds) / 100);
    if (tenths < 100) { return `${(tenths / 10).toFixed(1)} s`; }

    // What is left of the last of two units is not rounded up: it would be a whole one of the first.
    const seconds = milliseconds < 60000 ? Math.round(milliseconds / 1000) : Math.floor(milliseconds / 1000);
    const two = (/** @type {number} */ large, /** @type {string} */ a, /** @type {number} */ small, /** @type {string} */ b) =>
      Math.floor(small) === 0 ? `${Math.floor(large)} ${a}` : `${Math.floor(large)} ${a} ${Math.floor(small)} ${b}`;
    return seconds < 60 ? `${seconds} s`
      : seconds < 3600 ? two(seconds / 60, "min", seconds % 60, "s")
      : seconds < 86400 ? two(seconds / 3600, "h", (seconds % 3600) / 60, "min")
      : two(seconds / 86400, "d", (seconds % 86400) / 3600, "h");
  };

  /** Milliseconds between two updates of all ages: each one has the page laid out and painted again. */
  const agePause = 5000;
  let agesAt = Date.now();

  /** @param {number} pause */
  const tellTimes = (pause) => {
    if (Date.now() - agesAt < pause) { tellDurations(document); return; }
    agesAt = Date.now();
    tellAges(document);
    showState();
  };

  // A page that is looked at again tells them then.
  setInterval(() => { if (!document.hidden) { tellTimes(agePause + leastPause); } }, 1000);

  // ---- Forms, copying, theme -----------------------------------------------------------------------------------------------------

  // A form that changes something is sent without a reload; the page that it leads to is shown in place.
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("data-reload")) { return; }
    event.preventDefault();
    void send(form, /** @type {HTMLElement | null} */ (event.submitter));
  });

  /** @param {HTMLFormElement} form @param {HTMLElement | null} button */
  const send = async (form, button) => {
    const data = new FormData(form, button);
    const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(/** @type {any} */ (data));
    form.closest("dialog")?.close();
    // What is typed into a form that is kept while it is on its way would be lost.
    const isKept = form.hasAttribute("data-keep");
    form.inert = isKept;
    try {
      const answer = await fetch(button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", {
        method: "POST", body, headers: { "Errand-Fragment": "main" },
      });
      const next = parseMain(await answer.text());
      const url = new URL(answer.url);
      if (answer.redirected && url.pathname !== location.pathname) { location.assign(url); return; }
      const fresh = isKept ? next?.querySelector(`form#${form.id}`) : null;
      if (isKept && !fresh) { trouble(form, next?.querySelector("p")?.textContent ?? "The server failed."); return; }
      tag = "";
      const focus = fresh ? replace(form, fresh) : null;
      if (next) { morph(next); listen(); }
      focus?.focus();
      const told = main().querySelector("[data-told]");
      if (told?.textContent) { say(told.textContent); }
    } catch {
      if (isKept) { trouble(form, "The server does not answer. Try again when it does."); }
      say("The server does not answer.");
      showLost();
    }
  };

  /** Puts what the server made of a form in its place. @param {HTMLFormElement} form @param {Element} fresh @returns {HTMLElement | null} What gets the focus. */
  const replace = (form, fresh) => {
    const copied = document.importNode(fresh, true);
    const focus = /** @type {HTMLElement | null} */ (copied.querySelector("[autofocus]"));
    focus?.removeAttribute("autofocus"); // It is for pages that are loaded.
    form.replaceWith(copied);
    return focus;
  };

  /** What was typed stays, under a word on what went wrong. @param {HTMLFormElement} form @param {string} text */
  const trouble = (form, text) => {
    form.inert = false;
    const place = form.querySelector("[data-trouble]");
    if (place) { place.textContent = text; place.removeAttribute("hidden"); place.scrollIntoView({ block: "nearest" }); }
  };

  /** @param {string} text */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https there is no clipboard for scripts: the old way.
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "visually-hidden";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say("copied");
  };

  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const copying = /** @type {HTMLElement | null} */ (target.closest("[data-copy], [data-copy-from]"));
    if (copying) {
      const from = copying.dataset.copyFrom;
      void copy(from ? document.getElementById(from)?.textContent ?? "" : copying.dataset.copy ?? "");
      copying.classList.add("copied");
      setTimeout(() => copying.classList.remove("copied"), 1500);
    }
    const opening = /** @type {HTMLElement | null} */ (target.closest("[data-dialog]"));
    if (opening) {
      event.preventDefault();
      /** @type {HTMLDialogElement | null} */ (document.getElementById(opening.dataset.dialog ?? ""))?.showModal();
    }
    const soft = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-soft]"));
    if (soft && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      void visit(soft.href, true);
    }
    if (target.closest("[data-close]")) { target.closest("dialog")?.close(); }
    if (target.closest("[data-theme-switch]")) { switchTheme(); }
  });

  const switchTheme = () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    document.cookie = `errand-theme=${root.dataset.theme}; path=${base || "/"}; max-age=31536000; samesite=strict`;
    document.dispatchEvent(new CustomEvent("errand:theme"));
  };

  // ---- Keys ----------------------------------------------------------------------------------------------------------------------

  /** @type {Map<string, { text: string, run: () => void }>} */
  const keys = new Map();
  /** @type {Map<string, string>} Where g leads. */
  const places = new Map([["h", "/"], ["t", "/tasks"], ["y", "/types"], ["q", "/queues"], ["w", "/handlers"], [",", "/settings"]]);
  let isGoing = false;

  const addKey = (/** @type {string} */ key, /** @type {string} */ text, /** @type {() => void} */ run) => { keys.set(key, { text, run }); };

  addKey("/", "search", () => document.getElementById("search")?.focus());
  addKey("p", "pause updates, or go on", togglePause);
  addKey("y", "copy the address of this page", () => { void copy(location.href); });
  addKey("?", "these keys", () => showKeys());

  const showKeys = () => {
    let dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.id = "keys";
      dialog.setAttribute("aria-labelledby", "keys-title");
      document.body.append(dialog);
    }
    const title = document.createElement("h2");
    title.id = "keys-title";
    title.textContent = "Keys";
    const list = document.createElement("dl");
    list.className = "keys";
    const entries = [...[...keys].map(([key, { text }]) => [key, text]), ...[...places].map(([key, path]) => [`g ${key}`, `go to ${path === "/" ? "the first page" : path.slice(1)}`])];
    for (const [key, text] of entries) {
      const term = document.createElement("dt");
      const label = document.createElement("kbd");
      label.textContent = key ?? "";
      term.append(label);
      const meaning = document.createElement("dd");
      meaning.textContent = text ?? "";
      list.append(term, meaning);
    }
    const buttons = document.createElement("div");
    buttons.className = "dialog-buttons";
    const close = document.createElement("button");
    close.type = "button";
    close.dataset.close = "";
    close.textContent = "Close";
    buttons.append(close);
    dialog.replaceChildren(title, list, buttons);
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")
        || target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [data-keys-own]")
        || (event.key === "Enter" && target.closest("a, button, summary")) || document.documentElement.dataset.keys === "off") {
      return;
    }
    if (isGoing) {
      isGoing = false;
      const place = places.get(event.key);
      if (place) { event.preventDefault(); location.assign(base + place); }
      return;
    }
    if (event.key === "g") {
      isGoing = true;
      setTimeout(() => { isGoing = false; }, 1500);
      return;
    }
    const key = keys.get(event.key);
    if (key) { event.preventDefault(); key.run(); }
  });

  // ---- For the other scripts -----------------------------------------------------------------------------------------------------

  globalThis.errand = {
    base, main, say, copy, isPaused: () => isPaused, now: () => Date.now() + ahead, refresh, lookSoon, addKey, duration, tellAges, parseMain, morph, visit,
    remember, replace: replacePart, shorten: (/** @type {string} */ html) => html,
    /** @param {string} selector @param {(element: HTMLElement) => void} start */
    part: (selector, start) => { parts.push({ selector, start }); startParts(); },
    go: (/** @type {string} */ key, /** @type {string} */ path) => { places.set(key, path); },
  };

  for (const element of document.querySelectorAll("[data-theme-switch]")) { element.removeAttribute("hidden"); }
  liveSince = Date.now();
  tellAges(document);
  showState();
  document.documentElement.classList.add("has-script");
  // Once the page's own script is there too: nothing may come before it hears.
  document.addEventListener("DOMContentLoaded", listen);
})();
