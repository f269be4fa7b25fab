// Text in a Markdown document ends where it is meant to.

import fc from "fast-check";
import { expect, test } from "vitest";
import { code, embedded, fenced, plain, quoted } from "./markdown.ts";

test("a fence is longer than any in the text", () => {
  expect(fenced("a\n```js\nb\n````\n", "text")).toBe("`````text\na\n```js\nb\n````\n`````");
  expect(fenced("x", "diff")).toBe("```diff\nx\n```");
  fc.assert(
    fc.property(fc.array(fc.constantFrom("`", "``", "```", "a", "\n", " ")), (parts) => {
      const [first = "", ...rest] = fenced(parts.join(""), "text").split("\n");
      const fence = first.replace("text", "");
      expect(rest.filter((line) => line.includes(fence))).toEqual([rest.at(-1)]);
    }),
  );
});

test("escapes and marks of direction are shown, colours are dropped", () => {
  expect(fenced("\u001b[31mred\u001b[0m \u001b[2J\u202e", "text")).toBe("```text\nred \\u001b[2J\\u202e\n```");
});

test("headings stand below those of the document, and what is left open is closed", () => {
  expect(embedded("# One\ntext\n## Two\n```sh\n# no heading", 2)).toBe(
    "### One\ntext\n#### Two\n```sh\n# no heading\n```",
  );
});

test("tags and images are text, and code stays as it is", () => {
  expect(embedded("a <details> b ![x](http://e.example/?q=1) `Vec<b>` <!-- c", 2)).toBe(
    String.raw`a &lt;details> b !\[x](http://e.example/?q=1) ${"`Vec<b>`"} &lt;!-- c`,
  );
  expect(embedded("title\n-----\nother\n===", 2)).toBe("title\n* * *\nother\n\\===");
});

test.each([
  ["an escaped mark", "\\`<b>\\`"],
  ["an escaped tag", "\\<b>"],
  ["marks of two lengths", "`<b>``"],
  ["a mark from the line before", "a ` b\nc ` <b> ` d"],
])("%s does not make code of a tag", (_, text) => {
  expect(embedded(text, 2)).not.toContain("<b>");
});

test("words, quotations and short code hold no marks of their own", () => {
  expect(plain("a*b_c`d _e_\n# f")).toBe(String.raw`a\*b_c\`d \_e\_ # f`);
  expect(plain("# e <b>")).toBe(String.raw`\# e \<b>`);
  expect(quoted("one\n\n> two")).toBe("> one  \n>\n> \\> two  ");
  expect(code("a`b``c")).toBe("```a`b``c```");
  expect(code("`x")).toBe("`` `x ``");
});
