// The script of a shared file: filter, folds, keys, colours. Everything can be read without it, and it makes no markup.

const items = [...document.querySelectorAll<HTMLElement>(".item")];
const turns = [...document.querySelectorAll<HTMLElement>(".turn")];
/** Of turns that are not all here. */
const notes = [...document.querySelectorAll<HTMLElement>(".turn > .left")];
const folds = [...document.querySelectorAll<HTMLDetailsElement>("details")];
const tools = document.querySelector<HTMLFormElement>(".tools");
const field = document.querySelector("input");
const told = document.querySelector("output");

const KEYS = [
  ["next", ["j"], "Next line"],
  ["previous", ["k"], "Previous line"],
  ["nextPrompt", ["J"], "Next prompt"],
  ["previousPrompt", ["K"], "Previous prompt"],
  ["nextError", ["e"], "Next error"],
  ["previousError", ["E"], "Previous error"],
  ["nextChange", ["d"], "Next change of files"],
  ["previousChange", ["D"], "Previous change of files"],
  ["last", ["G"], "Last line"],
  ["toggle", ["x", "Enter"], "Unfold or fold"],
  ["unfold", ["X"], "Unfold or fold all"],
  ["find", ["/"], "Filter"],
  ["failed", ["f"], "Only what failed"],
  ["copy", ["y"], "Copy the text of the line"],
  ["theme", ["t"], "Light, dark or as the system"],
  ["keys", ["?"], "These keys"],
  ["close", ["Escape"], "Close, or clear the filter"],
] as const;
export type Action = (typeof KEYS)[number][0];

/** Words as they were typed, in small letters; all of them have to be there. */
let words: readonly string[] = [];
let onlyFailed = false;
let cursor: HTMLElement | null = null;
/** Of the list of turns: that of the turn the cursor is in, and all by the name of their turn. */
let current: HTMLElement | null = null;
const links = new Map(
  [...document.querySelectorAll<HTMLAnchorElement>("nav a")].map((link) => [link.hash.slice(1), link]),
);
/** Folds that were opened to show what was found, and not by hand. */
let opened: HTMLDetailsElement[] = [];
const texts = new WeakMap<HTMLElement, string>();

function textOf(element: HTMLElement): string {
  const known = texts.get(element) ?? (element.textContent ?? "").toLowerCase();
  texts.set(element, known);
  return known;
}

const isBad = (item: HTMLElement): boolean => item.classList.contains("bad");
const isShown = (item: HTMLElement): boolean => !item.hidden;

function filter(): void {
  const active = words.length > 0 || onlyFailed;
  const found = items.filter(
    (item) => (!onlyFailed || isBad(item)) && words.every((word) => textOf(item).includes(word)),
  );
  show(items, new Set(found));
  show(turns, active ? new Set(found.map(({ parentElement }) => parentElement)) : new Set(turns));
  show(notes, active ? new Set() : new Set(notes));
  if (told !== null) told.textContent = active ? `${found.length} found` : "";
  for (const fold of opened) fold.open = false;
  opened = [];
  mark();
  if (cursor?.hidden === true) {
    cursor.classList.remove("cursor");
    cursor = null;
  }
  cursor?.scrollIntoView({ block: "center" });
}

/** There may be tens of thousands: only those are touched that change. */
function show(elements: readonly HTMLElement[], wanted: ReadonlySet<HTMLElement | null>): void {
  for (const element of elements) if (element.hidden === wanted.has(element)) element.hidden = !element.hidden;
}

/** So many places are marked: a page may hold millions. */
const MOST_MARKED = 500;

/** What was found is marked without a change of the page, and unfolded. */
function mark(): void {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("found");
  if (words.length === 0) return;
  const ranges: Range[] = [];
  for (const item of items.filter(isShown)) {
    if (ranges.length >= MOST_MARKED) break;
    const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null && ranges.length < MOST_MARKED; node = walker.nextNode()) {
      const text = (node.nodeValue ?? "").toLowerCase();
      for (const word of words) {
        for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
          // Small letters may be more than the large ones they were.
          if (at + word.length > (node.nodeValue ?? "").length) break;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
          unfoldAround(node);
        }
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function unfoldAround(node: Node): void {
  const fold = node.parentElement?.closest("details") ?? null;
  if (fold === null || fold.open || node.parentElement?.closest("summary") !== null) return;
  fold.open = true;
  opened.push(fold);
}

function go(item: HTMLElement | undefined): void {
  if (item === undefined) return;
  cursor?.classList.remove("cursor");
  cursor = item;
  item.classList.add("cursor");
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
  current?.removeAttribute("aria-current");
  current = links.get(item.id.replace(/\..*/, "")) ?? null;
  current?.setAttribute("aria-current", "true");
  if (current !== null) bringIntoList(current);
}

/** The list scrolls, and not the page; where all of it stands on the page, neither does. */
function bringIntoList(link: HTMLElement): void {
  const list = link.closest("nav");
  if (list === null) return;
  const { offsetTop, offsetHeight } = link;
  list.scrollTop = Math.min(Math.max(list.scrollTop, offsetTop + offsetHeight - list.clientHeight), offsetTop);
}

/** The next one of its kind from the cursor on, or back from it. */
function seek(step: 1 | -1, fits: (item: HTMLElement) => boolean): void {
  const from = cursor === null ? (step === 1 ? -1 : items.length) : items.indexOf(cursor);
  for (let at = from + step; at >= 0 && at < items.length; at += step) {
    const item = items[at];
    if (item !== undefined && isShown(item) && fits(item)) return go(item);
  }
}

function copy(text: string): void {
  const say = (words: string): void => {
    if (told !== null) told.textContent = words;
  };
  // On some pages there is no clipboard at all.
  const written = (navigator as Partial<Navigator>).clipboard?.writeText(text) ?? Promise.reject(new Error("none"));
  written.then(
    () => say("Copied"),
    () => say("The browser did not let it be copied."),
  );
}

function unfoldAll(): void {
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
  press("unfold", open);
}

function press(name: string, on: boolean): void {
  document.querySelector(`.tools [name="${name}"]`)?.setAttribute("aria-pressed", String(on));
}

function nextTheme(): void {
  const { dataset } = document.documentElement;
  const next = { auto: "light", light: "dark", dark: "auto" }[dataset["theme"] ?? "auto"];
  if (next === "auto") delete dataset["theme"];
  else dataset["theme"] = next;
}

function showKeys(): void {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-label", "Keys");
  const list = document.createElement("dl");
  for (const [, keys, what] of KEYS) {
    const line = document.createElement("div");
    const term = document.createElement("dt");
    for (const key of keys) {
      const shown = document.createElement("kbd");
      shown.textContent = key === "Escape" ? "Esc" : key;
      term.append(shown);
    }
    const meaning = document.createElement("dd");
    meaning.textContent = what;
    line.append(term, meaning);
    list.append(line);
  }
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  dialog.append(list, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function act(name: Action): void {
  const always = (): boolean => true;
  const of = (kind: string) => (item: HTMLElement) => item.classList.contains(kind);
  switch (name) {
    case "next":
      return seek(1, always);
    case "previous":
      return seek(-1, always);
    case "nextPrompt":
      return seek(1, of("prompt"));
    case "previousPrompt":
      return seek(-1, of("prompt"));
    case "nextError":
      return seek(1, isBad);
    case "previousError":
      return seek(-1, isBad);
    case "nextChange":
      return seek(1, of("change"));
    case "previousChange":
      return seek(-1, of("change"));
    case "last":
      return go(items.findLast(isShown));
    case "toggle": {
      const own = [...(cursor?.querySelectorAll("details") ?? [])];
      const open = own.some((fold) => !fold.open);
      for (const fold of own) fold.open = open;
      return;
    }
    case "unfold":
      return unfoldAll();
    case "find":
      return field?.select();
    case "failed":
      onlyFailed = !onlyFailed;
      press("failed", onlyFailed);
      return filter();
    case "copy":
      return copy(cursor?.querySelector<HTMLElement>(".body")?.innerText ?? "");
    case "theme":
      return nextTheme();
    case "keys":
      return showKeys();
    case "close":
      return close();
  }
}

function close(): void {
  if (document.activeElement === field) field?.blur();
  else {
    if (field !== null) field.value = "";
    words = [];
    onlyFailed = false;
    press("failed", false);
    filter();
  }
}

document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, isComposing, target } = event;
  const within = (elements: string): boolean => target instanceof Element && target.closest(elements) !== null;
  if (ctrlKey || metaKey || altKey || isComposing || within("dialog")) return;
  if (within("input") && key !== "Escape" && key !== "Enter") return;
  if (key === "Enter" && within("input")) {
    event.preventDefault();
    field?.blur();
    return seek(1, () => true);
  }
  if (key === "Enter" && within("a, button, summary")) return;
  const name = KEYS.find(([, keys]) => (keys as readonly string[]).includes(key))?.[0];
  if (name === undefined) return;
  event.preventDefault();
  act(name);
});

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element)) return;
  const name = target.closest(".tools button")?.getAttribute("name") ?? null;
  const action = KEYS.find(([each]) => each === name)?.[0];
  if (action !== undefined) return act(action);
  const item = target.closest<HTMLElement>(".item");
  // Whoever marks a text with the mouse goes on marking it.
  if (item !== null && getSelection()?.isCollapsed !== false && target.closest("a, summary") === null) go(item);
});

let waiting = 0;
field?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    filter();
  }, 120);
});
tools?.addEventListener("submit", (event) => event.preventDefault());
if (tools !== null) tools.hidden = false;
const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (named?.classList.contains("item") === true) go(named);
