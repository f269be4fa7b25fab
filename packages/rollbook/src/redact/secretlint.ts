// The only file that knows Secretlint: its recommended rules as a function from a text to spans.

import type { SecretFinder, SecretSpan } from "rollbook-core";

type Preset = typeof import("@secretlint/secretlint-rule-preset-recommend");
type Rule = Preset["rules"][number];
type Context = Parameters<Rule["create"]>[0];
type Source = Parameters<NonNullable<ReturnType<Rule["create"]>["file"]>>[0];

const PREFIX = "@secretlint/secretlint-rule-";
// Lets a text switch rules off by a remark, which is right for one's own source and wrong for a session.
const SWITCH = `${PREFIX}filter-comments`;
const HIDDEN = /\[redacted:[a-z0-9-]+\]/;

/**
 * Loads the rules, 230 kB of source that most runs never need. The finder they make is synchronous and looks at nothing
 * but the text: the rules are run without Secretlint's engine, which is asynchronous, compares all its messages with
 * one another and obeys remarks in the text. What their rule `x` finds has the rule `secretlint-x` here.
 */
export async function loadSecretlint(): Promise<SecretFinder> {
  const { rules } = await import("@secretlint/secretlint-rule-preset-recommend");
  const active = rules.filter((rule) => rule.meta.id !== SWITCH);
  return (text) => active.flatMap((rule) => runRule(rule, text));
}

function runRule(rule: Rule, text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  const name = `secretlint-${rule.meta.id.slice(PREFIX.length)}`;
  const context: Context = {
    sharedOptions: {},
    // The words of a message are not needed, only the secret they would quote.
    createTranslator: () => (messageId, props) => ({ message: "", messageId: String(messageId), data: props }),
    ignore: () => {},
    report: ({ range, message }) => {
      const [start, end] = secretRange(text, range, message.data);
      // What holds a marker is what they see of a secret that is hidden already.
      if (!HIDDEN.test(text.slice(start, end))) spans.push({ start, end, rule: name });
    },
  };
  try {
    // Every rule for texts reports before it returns; only the one for .p12 files does not, and no text is one.
    void rule.create(context, {}).file?.(sourceOf(text));
  } catch {
    // A rule that fails has found what it reported so far; the others, and our own, still do their work.
  }
  return spans;
}

// How far behind the start of its match a secret may stand: a name, a separator, a URL's scheme.
const FARTHEST = 300;

/**
 * The range of the secret itself. The rules for AWS and npm (13.0.7) report the length of the secret from the start of
 * the name before it, which would leave its end in sight; the data of the message quotes the secret.
 */
function secretRange(text: string, range: readonly [number, number], data: unknown): readonly [number, number] {
  const [start, end] = range;
  const quoted = typeof data === "object" && data !== null ? Object.values(data) : [];
  const reported = text.slice(start, end);
  for (const value of quoted) {
    if (typeof value !== "string" || value.length !== reported.length || value === reported) continue;
    const at = text.slice(start, start + FARTHEST + value.length).indexOf(value);
    if (at !== -1) return [start + at, start + at + value.length];
  }
  return range;
}

function sourceOf(text: string): Source {
  const nowhere = { line: 1, column: 0 };
  return {
    hasBOM: false,
    content: text,
    filePath: undefined,
    physicalFilePath: undefined,
    contentType: "text",
    ext: ".txt",
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: () => [0, 0],
    rangeToLocation: () => ({ start: nowhere, end: nowhere }),
    positionToIndex: () => 0,
    indexToPosition: () => nowhere,
  };
}
