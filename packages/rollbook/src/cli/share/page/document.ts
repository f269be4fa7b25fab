// A session as one page that needs nothing else: written as it is read, in order, and never gone back to.

import { rowOf, viewItem, type ItemView, type ViewKind } from "rollbook-core/view";
import type { Item } from "rollbook-core/thread";
import { type Fact, plural } from "../../check/facts.ts";
import { closingFacts, nameOf, openingFacts, type Closing, type Subject } from "../../show/head.ts";
import type { TurnPart } from "../../show/book.ts";
import type { Printer } from "../../show/printer.ts";
import type { Sources } from "../../show/raw.ts";
import { pageEnd, pageHead, type Look } from "./frame.ts";
import { banner, factList, report, wrongList } from "./about.ts";
import { markup, type Html, NOTHING } from "./html.ts";
import { isBad, isRaw, itemArticle } from "./item.ts";
import type { Limits } from "./limits.ts";
import { createPictures } from "./pictures.ts";
import { entryOf, turnHeading, turnList, type TurnEntry } from "./turn.ts";

export interface PageOptions {
  readonly look: Look;
  readonly limits: Limits;
  /** What Codex told the model unasked is wanted too. */
  readonly all: boolean;
  readonly pictures: boolean;
  /** The thread is read from its end, and nobody counts the turns before. */
  readonly unnumbered: boolean;
  /** Spans hidden so far, by rule; null where nothing is hidden. */
  readonly hidden: (() => Readonly<Record<string, number>>) | null;
  readonly version: string;
}

export function pageDocument(options: PageOptions): Printer {
  const { look, limits, all, unnumbered, hidden, version } = options;
  const pictures = createPictures(limits, options.pictures);
  const turns = new Map<number, TurnEntry>();
  /** Items of each turn that were written or left out. */
  const counts = new Map<number, number>();
  const left = { cut: 0, quiet: 0, items: 0 };
  let written = 0;
  let own: string | null = null;
  let several = false;

  function entry({ head }: TurnPart): TurnEntry {
    const found = turns.get(head.index) ?? entryOf(head, `t${head.index + 1}`, unnumbered);
    found.withdrawn = head.withdrawn !== null;
    turns.set(head.index, found);
    return found;
  }

  function article(item: Item, view: ItemView, id: string, sources: Sources | null): Html {
    const made = itemArticle(item, view, {
      rooms: written > limits.brief.after ? limits.brief : limits.plain,
      cut: () => (left.cut += 1),
      id,
      pictures: pictures.of(item),
      several,
      sources: isRaw(item) ? sources : null,
    });
    written += made.text.length;
    return made;
  }

  /** In a file that has become large, what was said and what went wrong goes on being written, prompts longest. */
  const isWanted = (view: ItemView): boolean =>
    written <= limits.sparse.after ||
    view.kind === "prompt" ||
    (written <= limits.prompts.after && (LASTING.has(view.kind) || isBad(view)));

  return {
    begin(subject, ending) {
      own = subject.id;
      several = subject.chain.files.length + subject.chain.abandoned.length > 1;
      const closing = ending === null ? null : closingFacts(subject, ending);
      const title = nameOf(subject, ending) ?? `Codex session ${subject.id ?? ""}`.trimEnd();
      const told = withoutDirectories([...openingFacts(subject), ...(closing?.facts ?? [])], subject);
      const head = markup`<h1>${title}</h1>\n${banner(hidden !== null)}${factList(told, several)}${wrong(subject, closing)}`;
      return markup`${pageHead(title, look, version)}<header class="head">${head}</header>
<main>
`.text;
    },
    part(part, sources) {
      const { head, items, again } = part;
      const turn = entry(part);
      const place = counts.get(head.index) ?? 0;
      const anchor = place === 0 && !again ? turn.id : `${turn.id}-${place}`;
      counts.set(head.index, place + items.length);
      let untold = 0;
      const articles = items.map((item, index) => {
        const view = viewItem(item, head.cwd);
        if (isBad(view)) turn.bad += 1;
        if (view.quiet && !all) left.quiet += 1;
        else if (isWanted(view)) {
          name(turn, item, view);
          return article(item, view, `${turn.id}.${place + index + 1}`, sources);
        } else untold += 1;
        return NOTHING;
      });
      left.items += untold;
      const told = `${plural(untold, "item")} of this turn left out: the end of the file says why`;
      const more = untold === 0 ? NOTHING : markup`<p class="left">${told}</p>\n`;
      const heading = turnHeading(head, { unnumbered, again, own });
      return markup`<section class="turn" id="${anchor}">${heading}${articles}${more}</section>\n`.text;
    },
    end(subject, ending, told) {
      const closing = told ? null : closingFacts(subject, ending);
      const facts = closing === null ? NOTHING : factList(closing.facts, several);
      const inAll = closing === null ? NOTHING : markup`<h2>In all</h2>${facts}${wrong(subject, closing)}`;
      const about = report({ ...left, pictures: pictures.left(), hidden: hidden?.() ?? null, version });
      return markup`</main>
${turnList(turns.values())}<footer id="report">${inAll}${about}</footer>
${pageEnd(look)}`.text;
    },
  };
}

const LASTING: ReadonlySet<ViewKind> = new Set(["answer", "unknown"]);
const LONGEST_NAME = 120;

function name(turn: TurnEntry, item: Item, view: ItemView): void {
  const isPrompt = view.kind === "prompt";
  if (turn.prompt !== "" || (turn.first !== "" && !isPrompt)) return;
  turn[isPrompt ? "prompt" : "first"] = rowOf(item, view).title.slice(0, LONGEST_NAME);
}

function wrong(subject: Subject, closing: Closing | null): Html {
  return wrongList(withoutDirectories(closing?.wrong ?? [], subject));
}

/** Whoever gets the file has no use for the directories of the one who made it. */
function withoutDirectories(facts: readonly Fact[], { chain }: Subject): readonly Fact[] {
  const paths = [...chain.files, ...chain.abandoned].map(({ path }) => path);
  const short = (text: string): string =>
    paths.reduce((told, path) => told.replaceAll(path, path.slice(path.search(/[^/\\]*$/))), text);
  return facts.map(([name, text]) => [name, short(text)]);
}
