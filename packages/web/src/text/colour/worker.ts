// The worker that tells which pieces of a source are what: grammars are slow, and a page must not wait for them.

import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import { codeToTokensBase, createShikiPrimitiveAsync, type ShikiPrimitive } from "@shikijs/primitive";
import { kindOf, THEME } from "./kinds.ts";
import { LANGUAGES, type Language } from "./languages.ts";

export interface ColourQuestion {
  readonly id: number;
  readonly language: Language;
  readonly text: string;
}

/** Of each line, pieces: a kind and a length, again and again. Null where it could not be told. */
export interface ColourAnswer {
  readonly id: number;
  readonly lines: readonly (readonly number[])[] | null;
}

/** A longer line is left as it is, and so is what takes longer than so many milliseconds. */
const LIMITS = { tokenizeMaxLineLength: 2000, tokenizeTimeLimit: 1500 } as const;

const scope = globalThis as unknown as {
  addEventListener: (type: "message", listener: (event: MessageEvent<ColourQuestion>) => void) => void;
  postMessage: (message: ColourAnswer) => void;
};

let engine: Promise<ShikiPrimitive> | null = null;
const loaded = new Map<Language, Promise<void>>();

scope.addEventListener("message", ({ data }) => {
  const { id } = data;
  colour(data).then(
    (lines) => scope.postMessage({ id, lines }),
    () => scope.postMessage({ id, lines: null }),
  );
});

async function colour({ language, text }: ColourQuestion): Promise<ColourAnswer["lines"]> {
  engine ??= createShikiPrimitiveAsync({
    themes: [THEME],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const tokenizer = await engine;
  const load = loaded.get(language) ?? LANGUAGES[language]().then((found) => tokenizer.loadLanguage(found.default));
  loaded.set(language, load);
  await load;
  const name = (await LANGUAGES[language]()).default.at(-1)?.name ?? language;
  const lines = codeToTokensBase(tokenizer, text, { lang: name, theme: THEME.name, ...LIMITS });
  return lines.map((tokens) => tokens.flatMap(({ content, color }) => [kindOf(color), content.length]));
}
