// Sources have colours without losing a letter, and names say what they are written in.

import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import { codeToTokensBase, createShikiPrimitiveAsync } from "@shikijs/primitive";
import { createElement, Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { KINDS, kindOf, THEME } from "./kinds.ts";
import { LANGUAGES } from "./languages.ts";
import { languageOfName, languageOfPath } from "./names.ts";
import { painted } from "./source.tsx";

test("every language that is offered can be read by the engine browsers have", async () => {
  // However busy the machine is.
  const patient = { theme: THEME.name, tokenizeTimeLimit: 0 };
  const engine = createJavaScriptRegexEngine({ forgiving: true });
  const shiki = await createShikiPrimitiveAsync({ themes: [THEME], langs: [], engine });
  for (const [language, load] of Object.entries(LANGUAGES)) {
    const found = (await load()).default;
    await shiki.loadLanguage(found);
    const tokens = codeToTokensBase(shiki, "a = 'b' // 1\n", { lang: found.at(-1)?.name ?? "", ...patient });
    expect(
      tokens
        .flat()
        .map(({ content }) => content)
        .join(""),
      language,
    ).toBe("a = 'b' // 1");
  }
  const [line = []] = codeToTokensBase(shiki, "const x = f('s', 1); // why", { lang: "typescript", ...patient });
  const kinds = line.map(({ content, color }) => [content.trim(), KINDS[kindOf(color)]]);
  expect(kinds).toContainEqual(["const", "keyword"]);
  expect(kinds).toContainEqual(["f", "function"]);
  expect(kinds).toContainEqual(["1", "number"]);
  expect(kinds.at(-1)).toEqual(["// why", "comment"]);
});

test("pieces cover a line, or any stretch of it, whatever they say", () => {
  const shown = (...given: Parameters<typeof painted>): string =>
    renderToStaticMarkup(createElement(Fragment, null, painted(...given)));
  expect(shown("const <b>", [2, 5, 0, 4])).toBe('<span class="source-keyword">const</span> &lt;b&gt;');
  expect(shown("const <b>", [2, 5, 0, 4], 3, 7)).toBe('<span class="source-keyword">st</span> &lt;');
  for (const pieces of [undefined, [], [0, 2], [1, 400], [99, 3, 2, 1]]) {
    expect(shown("a < b c", pieces).replaceAll(/<[^>]*>/g, "")).toBe("a &lt; b c");
  }
});

test("names say a language, or none", () => {
  expect(
    ["src/a.ts", "Dockerfile", "x/Makefile", "a.b.PY", "noending", "a.constructor", ""].map(languageOfPath),
  ).toEqual([...(["typescript", "docker", "make", "python", null, null, null] as const)]);
  expect(["ts", "bash", "C++ title=x", "", "__proto__", "python3"].map(languageOfName)).toEqual([
    ...(["typescript", "shell", "cpp", null, null, "python"] as const),
  ]);
});
