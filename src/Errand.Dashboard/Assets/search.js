// Completes what is typed into the search, and keeps searches. Without it the field is a plain form.
"use strict";

(() => {
  /** @typedef {{ text: string, hint?: string, kind: "key" | "value" | "search", label?: string }} Choice */

  const { errand } = globalThis;
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById("search"));
  if (!input) { return; }
  const form = /** @type {HTMLFormElement} */ (input.form);

  const keys = /** @type {[string, string][]} */ ([
    ["type:", "of this type"],
    ["status:", "waiting, running or done"],
    ["outcome:", "succeeded, failed or cancelled"],
    ["queue:", "in this queue"],
    ["tag:", "with this tag"],
    ["args.", "by an argument"],
    ["summary.", "by a number of the result"],
    ["error:", "with this text in the error"],
    ["created:", "younger or older than"],
    ["finished:", "ended within, or before"],
    ["reason:", "why it waits"],
    ["handler:", "run by this handler"],
    ["priority:", "with this priority"],
    ["attempt:", "by the number of tries"],
    ["id:", "by its number"],
  ]);

  const ages = /** @type {[string, string][]} */ ([
    ["<10m", "within 10 minutes"], ["<1h", "within an hour"], ["<1d", "within a day"], ["<7d", "within a week"], [">1h", "an hour ago or more"],
    [">1d", "a day ago or more"],
  ]);

  const words = /** @type {Record<string, [string, string][]>} */ ({
    status: [["waiting", ""], ["running", ""], ["done", ""]],
    outcome: [["succeeded", ""], ["failed", ""], ["cancelled", ""]],
    reason: [
      ["ready", "for a free handler"], ["scheduled", "for its time"], ["retry", "for its next try"], ["paused", "its queue is paused"],
      ["cancelling", "it is about to stop"],
    ],
    created: ages,
    finished: ages,
  });

  // ---- What stands at the caret -----------------------------------------------------------------------------------------------------

  /** The term at the caret: where it begins and ends, and where the value begins that is being typed.
   * @param {string} text @param {number} caret */
  const termAt = (text, caret) => {
    let start = 0;
    let isInQuotes = false;
    let piece = 0;
    let isValue = false;
    for (let i = 0; i < caret; i++) {
      const letter = text[i] ?? "";
      if (letter === "\\" && isInQuotes) { i++; continue; }
      if (letter === '"') { isInQuotes = !isInQuotes; continue; }
      if (isInQuotes) { continue; }
      if (/\s/.test(letter)) { start = i + 1; piece = i + 1; isValue = false; continue; }
      if (letter === "-" && i === start) { piece = i + 1; continue; }
      if (letter === ":" && !isValue) { isValue = true; piece = i + 1; continue; }
      if (letter === "," && isValue) { piece = i + 1; }
    }
    let end = caret;
    while (end < text.length && (isInQuotes || !/[\s,]/.test(text[end] ?? ""))) {
      if (text[end] === '"') { isInQuotes = !isInQuotes; }
      end++;
    }
    const keyStart = text[start] === "-" ? start + 1 : start;
    const key = isValue ? text.slice(keyStart, text.indexOf(":", keyStart)) : "";
    return { key, isValue, piece, end, typed: text.slice(piece, caret) };
  };

  /** The one type that the search is about, if there is one. @param {string} text */
  const typeOf = (text) => /(?:^|\s)type:([^\s,"]+)(?=\s|$)/.exec(text)?.[1] ?? "";

  const quoted = (/** @type {string} */ text) =>
    /^[<>-]|[\s,:"]|\.\.|\.$/.test(text) ? `"${text.replace(/[\\"]/g, "\\$&")}"` : text;

  /** @type {AbortController | null} */
  let asking = null;

  /** @param {string} field @param {string} prefix @param {string} type @param {AbortSignal} signal @returns {Promise<string[]>} */
  const suggest = async (field, prefix, type, signal) => {
    const query = new URLSearchParams({ field, prefix, limit: "12" });
    if (type && field !== "type" && field !== "queue") { query.set("type", type); }
    const answer = await fetch(`${errand.base}/v1/suggest?${query}`, { signal });
    return answer.ok ? (await answer.json()).items : [];
  };

  /** The names of a type's summaries. @param {string} type @param {AbortSignal} signal @returns {Promise<string[]>} */
  const summaries = async (type, signal) => {
    const answer = await fetch(`${errand.base}/v1/types/${encodeURIComponent(type)}`, { signal });
    return answer.ok ? (await answer.json()).summary ?? [] : [];
  };

  const isNumber = (/** @type {string} */ text) => text.trim() !== "" && Number.isFinite(Number(text));

  /** How numbers are compared. */
  const signs = /** @type {Choice[]} */ ([{ text: ">", hint: "more than", kind: "key" }, { text: "<", hint: "less than", kind: "key" }]);

  const values = (/** @type {string[]} */ items) => items.map((text) => /** @type {Choice} */ ({ text, kind: "value" }));

  /** @param {string} text @param {{ key: string, isValue: boolean, typed: string }} term @param {AbortSignal} signal
   * @returns {Promise<Choice[]>} */
  const choicesFor = async (text, { key, isValue, typed }, signal) => {
    const type = typeOf(text);
    if (!isValue) { return await keyChoices(typed, type, text.trim() === "", signal); }
    const known = words[key];
    if (known) {
      return known.filter(([word]) => word.startsWith(typed)).map(([word, hint]) => ({ text: word, hint, kind: "value" }));
    }
    if (["type", "queue", "tag", "handler"].includes(key)) {
      return values((await suggest(key, typed.replace(/^"/, ""), type, signal)).map(quoted));
    }
    if (key.startsWith("args.") && key.length > "args.".length && !/^[<>]|\.\./.test(typed)) {
      const found = await suggest(key, typed, type, signal);
      if (found.length === 0 || !found.every(isNumber)) { return values(found); }
      found.sort((a, b) => Number(a) - Number(b));
      return [...(typed === "" ? signs : []), { text: `${typed || found[0]}..`, hint: "from … to", kind: "key" }, ...values(found)];
    }
    if (key.startsWith("summary.") && key.length > "summary.".length) { return typed === "" ? signs : []; }
    return [];
  };

  /** @param {string} typed @param {string} type @param {boolean} isEmpty @param {AbortSignal} signal @returns {Promise<Choice[]>} */
  const keyChoices = async (typed, type, isEmpty, signal) => {
    if (typed.startsWith("args.")) {
      const names = await suggest("args", typed.slice("args.".length), type, signal);
      return names.map((name) => ({ text: `args.${name}:`, kind: "key" }));
    }
    if (typed.startsWith("summary.")) {
      const names = type ? await summaries(type, signal) : [];
      return names.map((name) => `summary.${name}:`).filter((name) => name.startsWith(typed)).map((name) => ({ text: name, kind: "key" }));
    }
    const found = keys.filter(([name]) => name.startsWith(typed)).map(([text, hint]) => /** @type {Choice} */ ({ text, hint, kind: "key" }));
    if (isEmpty) { return [...keptChoices(), ...found]; }
    if (typed === "" || typed.startsWith('"') || /^#?\d+$/.test(typed)) { return found; }
    const fields = ["type", "queue", "tag"];
    const items = await Promise.all(fields.map((field) => suggest(field, typed, "", signal)));
    const named = items.flatMap((names, i) => names.slice(0, 5).map((name) => `${fields[i]}:${quoted(name)}`));
    return [...found, ...values(named)];
  };

  // ---- The list ----------------------------------------------------------------------------------------------------------------------

  const list = document.createElement("ul");
  list.id = "search-list";
  list.className = "choices-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  list.hidden = true;
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  /** @type {Choice[]} */
  let choices = [];
  let active = -1;
  /** @type {number | undefined} */
  let timer;

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    choices = [];
    active = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = (/** @type {Choice[]} */ found) => {
    if (found.length === 0) { close(); return; }
    choices = found;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map((choice, i) => {
      const item = document.createElement("li");
      item.id = `search-choice-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const text = document.createElement("span");
      text.className = "choice";
      text.textContent = choice.text;
      item.append(text);
      if (choice.hint) {
        const hint = document.createElement("span");
        hint.className = "muted small";
        hint.textContent = choice.hint;
        item.append(hint);
      }
      return item;
    }));
    list.hidden = false;
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", "true");
  };

  const activate = (/** @type {number} */ next) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = (next + choices.length) % choices.length;
    const item = list.children[active];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) { input.setAttribute("aria-activedescendant", item.id); }
  };

  const look = async () => {
    asking?.abort();
    const now = new AbortController();
    asking = now;
    const text = input.value;
    const term = termAt(text, input.selectionStart ?? text.length);
    try {
      const found = await choicesFor(text, term, now.signal);
      const isWhole = found.length === 1 && found[0]?.text === term.typed;
      if (!now.signal.aborted && document.activeElement === input) { show(isWhole ? [] : found); }
    } catch {
      if (!now.signal.aborted) { close(); } // The server is away: the field is a plain one meanwhile.
    }
  };

  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { void look(); }, 120);
  };

  const take = (/** @type {Choice | undefined} */ choice) => {
    if (!choice) { return; }
    if (choice.kind === "search") { input.value = choice.text; close(); form.requestSubmit(); return; }
    const { piece, end } = termAt(input.value, input.selectionStart ?? input.value.length);
    const rest = input.value.slice(end);
    const blank = choice.kind === "value" && rest === "" ? " " : "";
    input.value = input.value.slice(0, piece) + choice.text + blank + rest;
    const caret = piece + choice.text.length + blank.length;
    input.setSelectionRange(caret, caret);
    close();
    if (choice.kind === "key") { lookSoon(); }
  };

  input.addEventListener("input", lookSoon);
  input.addEventListener("focus", () => { if (input.value === "") { lookSoon(); } });
  input.addEventListener("click", lookSoon);
  input.addEventListener("blur", () => { setTimeout(() => { if (document.activeElement !== input) { close(); } }, 100); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) { return; }
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) { activate(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1); } else { void look(); }
    } else if ((event.key === "Enter" || event.key === "Tab") && isOpen && active >= 0) {
      event.preventDefault();
      take(choices[active]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === "Escape") {
      input.blur();
    } else if (event.key === "Enter" || event.key === "Tab") {
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = /** @type {HTMLElement} */ (event.target).closest("[role=option]");
    if (item) { take(choices[[...list.children].indexOf(item)]); }
  });

  // ---- Searches that are kept: some by the user, the last ones by themselves ----------------------------------------------------------

  const mostRecent = 8;
  const store = (/** @type {string} */ name) => `errand-${name}:${errand.base}`;
  const read = (/** @type {string} */ name) => /** @type {string[]} */ (JSON.parse(localStorage.getItem(store(name)) ?? "[]"));
  const write = (/** @type {string} */ name, /** @type {string[]} */ searches) => {
    localStorage.setItem(store(name), JSON.stringify(searches));
  };

  /** @returns {Choice[]} */
  const keptChoices = () => {
    const saved = read("saved");
    return [
      ...saved.map((text) => /** @type {Choice} */ ({ text, hint: "saved", kind: "search" })),
      ...read("recent").filter((text) => !saved.includes(text)).slice(0, 5)
        .map((text) => /** @type {Choice} */ ({ text, hint: "recent", kind: "search" })),
    ];
  };

  const shown = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  if (shown && location.pathname === `${errand.base}/tasks` && !document.querySelector(".faults")) {
    write("recent", [shown, ...read("recent").filter((text) => text !== shown)].slice(0, mostRecent));
  }

  const opener = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-saved]"));
  if (!opener) { return; }
  const panel = document.createElement("div");
  panel.className = "saved";
  panel.id = "saved";
  panel.hidden = true;
  form.append(panel);
  opener.hidden = false;
  opener.setAttribute("aria-controls", panel.id);

  const button = (/** @type {string} */ text, /** @type {string} */ className, /** @type {() => void} */ click) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = className;
    element.textContent = text;
    element.addEventListener("click", click);
    return element;
  };

  const lines = (/** @type {string[]} */ searches, /** @type {string} */ name) => {
    const items = document.createElement("ul");
    for (const text of searches) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `${errand.base}/tasks?${new URLSearchParams({ q: text })}`;
      link.textContent = text;
      const remove = button("✕", "quiet", () => {
        write(name, read(name).filter((other) => other !== text));
        fill();
      });
      remove.setAttribute("aria-label", `Forget ${text}`);
      item.append(link, remove);
      items.append(item);
    }
    return items;
  };

  const title = (/** @type {string} */ text) => {
    const element = document.createElement("h3");
    element.textContent = text;
    return element;
  };

  const fill = () => {
    const saved = read("saved");
    const recent = read("recent").filter((text) => !saved.includes(text));
    const text = input.value.trim();
    const content = /** @type {Node[]} */ ([]);
    if (text && !saved.includes(text)) {
      content.push(button(`Save “${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`, "save", () => {
        write("saved", [...read("saved"), text]);
        errand.say("saved");
        fill();
      }));
    }
    content.push(title("Saved searches"));
    if (saved.length > 0) { content.push(lines(saved, "saved")); } else {
      const none = document.createElement("p");
      none.className = "muted small";
      none.textContent = "None yet. They stay in this browser; the address of a list is what you can share.";
      content.push(none);
    }
    if (recent.length > 0) { content.push(title("Recent"), lines(recent, "recent")); }
    panel.replaceChildren(...content);
  };

  const toggle = (/** @type {boolean} */ isOpen) => {
    if (isOpen) { close(); fill(); }
    panel.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
  };

  opener.addEventListener("click", () => toggle(panel.hidden));
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!panel.hidden && target.isConnected && !panel.contains(target) && !opener.contains(target)) { toggle(false); }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) { toggle(false); opener.focus(); }
  });
})();
