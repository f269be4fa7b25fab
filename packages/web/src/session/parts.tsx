// The parts of an item, each in its own way, as far as it is unfolded.

import { Fragment, type ReactNode, useEffect, useMemo, useState } from "react";
import type { Cut, Part, ViewKind } from "rollbook-core/view";
import type { Entry } from "../source/contract.ts";
import { Diff } from "../text/diff.tsx";
import { count, plural } from "../text/figures.ts";
import { SourceText } from "../text/colour/source.tsx";
import { Markdown } from "../text/markdown.tsx";
import { Structured } from "../text/structured.tsx";
import { structureOf } from "../text/structure.ts";
import { Terminal } from "../text/terminal.tsx";
import { shorten, visible } from "../text/visible.ts";
import { useSession } from "./context.ts";
import type { Measure } from "./fold.ts";
import { Pictures } from "./pictures.tsx";

interface PartsProps {
  readonly entry: Entry;
  readonly kind: ViewKind;
  readonly measure: Measure;
  readonly unfolded: boolean;
}

export function Parts({ entry, kind, measure, unfolded }: PartsProps): ReactNode {
  const { position, view, images } = entry;
  if (measure.lines === 0 && images === 0) return null;
  return (
    <>
      {measure.lines === 0
        ? null
        : view.parts.map((part, index) => (
            <OnePart
              key={index}
              part={part}
              at={{ position, index }}
              kind={kind}
              measure={measure}
              unfolded={unfolded}
            />
          ))}
      {images > 0 ? <Pictures position={position} count={images} unfolded={unfolded} /> : null}
    </>
  );
}

interface OnePartProps {
  readonly part: Part & Cut;
  readonly at: { readonly position: number; readonly index: number };
  readonly kind: ViewKind;
  readonly measure: Measure;
  readonly unfolded: boolean;
}

function OnePart(props: OnePartProps): ReactNode {
  const { part } = props;
  switch (part.type) {
    case "steps":
      return (
        <ul className="steps">
          {part.steps.map(({ text, state }, index) => (
            <li key={index} className={state}>
              <span className="step-mark" aria-label={state} role="img">
                {{ done: "✓", doing: "◐", open: "○" }[state]}
              </span>
              <span>{visible(text)}</span>
            </li>
          ))}
        </ul>
      );
    case "diff":
      return <DiffPart {...props} part={part} />;
    default:
      return <TextPart {...props} part={part} />;
  }
}

type TextPartProps = Omit<OnePartProps, "part"> & {
  readonly part: { readonly type: "said" | "typed" | "output" | "code" | "fact"; readonly text: string } & Cut;
};

const NOTHING_LEFT = { lines: 0, characters: 0 } as const;

function TextPart({ part, at, kind, measure, unfolded }: TextPartProps): ReactNode {
  const { whole, more, ask } = useWhole(at, unfolded, part);
  const text = whole ?? part.text;
  const room = { lines: measure.lines * more, characters: measure.characters * more };
  const short = shorten(text, room.lines, room.characters);
  const missing = whole === null ? (part.cut?.length ?? text.length) - text.length : 0;
  const telling = kind === "call" && part.type === "output" && missing === 0;
  const value = useMemo(() => (telling ? structureOf(text) : null), [telling, text]);
  return (
    <Fragment>
      {value === null ? <Text type={part.type} text={short.text} /> : <Structured text={text} value={value} />}
      <More
        left={value === null ? short : NOTHING_LEFT}
        missing={missing}
        unfolded={unfolded}
        position={at.position}
        ask={ask}
      />
    </Fragment>
  );
}

/** What an agent writes to be run in a cell. */
const IN_CELLS = /\b(?:await |tools\.|const |let |=> )/;

function Text({ type, text }: { readonly type: TextPartProps["part"]["type"]; readonly text: string }): ReactNode {
  switch (type) {
    case "said":
      return <Markdown text={text} />;
    case "typed":
      return <div className="typed">{visible(text)}</div>;
    case "fact":
      return <div className="fact">{visible(text)}</div>;
    case "code":
      return <SourceText text={text} language={IN_CELLS.test(text.slice(0, 4000)) ? "javascript" : null} />;
    case "output":
      return <Terminal text={text} />;
  }
}

type DiffPartProps = Omit<OnePartProps, "part"> & { readonly part: Extract<Part, { readonly type: "diff" }> & Cut };

function DiffPart({ part, at, measure, unfolded }: DiffPartProps): ReactNode {
  const { split } = useSession();
  const { whole, more, ask } = useWhole(at, unfolded, part);
  const { file } = part;
  const lines = whole?.split("\n") ?? file.lines;
  const shown = lines.slice(0, measure.lines * more);
  const left = { text: "", lines: lines.length - shown.length, characters: 0 };
  const name = file.moved_to === null ? file.path : `${file.path} → ${file.moved_to}`;
  const missing = whole === null && part.cut !== undefined ? part.cut.length : 0;
  return (
    <div className="diff-part">
      <div className="diff-head">
        <span className={`file-kind ${file.kind}`}>{{ add: "new", delete: "gone", update: "" }[file.kind]}</span>
        <span className="path">{visible(name)}</span>
        <span className="counts">
          <span className="plus">+{file.added}</span> <span className="minus">−{file.removed}</span>
        </span>
      </div>
      <Diff lines={shown} split={split} label={`Diff of ${name}`} path={file.moved_to ?? file.path} />
      <More left={left} missing={missing} unfolded={unfolded} position={at.position} ask={ask} />
    </div>
  );
}

interface Whole {
  /** Null where it was not asked for, or did not come yet. */
  readonly whole: string | null;
  /** How many helpings are shown. */
  readonly more: number;
  readonly ask: () => void;
}

/** The whole text of a part, fetched when it is unfolded; then a helping at a time. */
function useWhole({ position, index }: OnePartProps["at"], unfolded: boolean, { cut }: Cut): Whole {
  const { source } = useSession();
  const [whole, setWhole] = useState<string | null>(null);
  const [more, setMore] = useState(1);
  const wanted = unfolded && cut !== undefined;
  useEffect(() => {
    if (!wanted) return undefined;
    let here = true;
    source.part(position, index).then(
      (text) => here && setWhole(text),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [source, position, index, wanted]);
  return { whole, more: unfolded ? more : 1, ask: () => setMore((before) => before * 4) };
}

interface MoreProps {
  readonly left: { readonly lines: number; readonly characters: number };
  /** Characters that are not here yet. */
  readonly missing: number;
  readonly unfolded: boolean;
  readonly position: number;
  readonly ask: () => void;
}

function More({ left, missing, unfolded, position, ask }: MoreProps): ReactNode {
  const { toggle } = useSession();
  if (left.lines === 0 && left.characters === 0 && missing <= 0) return null;
  const much =
    missing > 0 || left.lines <= 1
      ? `${count(left.characters + Math.max(0, missing))} more characters`
      : plural(left.lines, "more line");
  return (
    <button type="button" className="more" onClick={() => (unfolded ? ask() : toggle(position))}>
      {unfolded ? `Show more: ${much}` : `Show all: ${much}`}
    </button>
  );
}
