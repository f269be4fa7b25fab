// Text from files on the page: nothing steers, hides or runs.

import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { readBytes } from "../source/bytes.ts";
import { changedPart, numberLines, pairLines } from "./diff.ts";
import { indentJson, JsonText } from "./json.tsx";
import { isWebAddress, Markdown } from "./markdown.tsx";
import { dollars } from "./money.ts";
import { readTerminal } from "./terminal.ts";
import { countLines, shorten, visible } from "./visible.ts";

const ESC = "\u001b";

test("what would steer the page or hide is shown as what it is", () => {
  expect(visible("a\u202eb\u0007c\u001b[2Jd\u200be\r\nf\tg")).toBe("a⟨202e⟩b␇c␛[2Jd⟨200b⟩e\nf\tg");
  expect(visible("\ud83d alone")).toBe("\ufffd alone");
  expect(visible("👩‍👩‍👧 فارسی‌ها")).toBe("👩‍👩‍👧 فارسی‌ها");
});

test("a text is shortened at lines or characters, and the rest is counted", () => {
  expect(shorten("a\nb\nc\nd\n", 2, 100)).toEqual({ text: "a\nb", lines: 2, characters: 4 });
  expect(shorten("a\nb\n", 2, 100)).toEqual({ text: "a\nb\n", lines: 0, characters: 0 });
  expect(shorten("x".repeat(50), 3, 10)).toMatchObject({ text: "x".repeat(10), characters: 40 });
  expect(["", "a", "a\n", "a\nb"].map(countLines)).toEqual([0, 1, 1, 2]);
});

test("a terminal's colours are kept, and what else it was told is not", () => {
  const said = `${ESC}]0;title\u0007${ESC}[2J${ESC}[H${ESC}[1;31mred${ESC}[0m ${ESC}[38;5;208morange${ESC}[0m ${ESC}[38;2;1;2;3mtrue${ESC}[0m`;
  const runs = readTerminal(said).filter(({ text }) => text.trim() !== "");
  expect(runs.map(({ text, classes, foreground }) => [text, classes, foreground])).toEqual([
    ["red", ["ansi-red", "ansi-bold"], null],
    ["orange", [], "rgb(255, 135, 0)"],
    ["true", [], "rgb(1, 2, 3)"],
  ]);
  expect(readTerminal(`${ESC}]8;;javascript:alert(1)\u0007link${ESC}]8;;\u0007`)[0]?.text).toBe("link");
  expect(readTerminal("10 %\r50 %\r100 %\r\ndone\r\n")[0]?.text).toBe("100 %\ndone\n");
});

test("no output of a terminal throws, and only known classes and plain colours come of it", () => {
  const piece = fc.constantFrom(
    ESC,
    `${ESC}[`,
    "38;5;",
    "48;2;",
    "1",
    ";",
    "m",
    "999",
    "<b>",
    "\r",
    "\n",
    "url(x)",
    "x",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const { classes, foreground, background } of readTerminal(pieces.join(""))) {
        for (const name of classes) expect(name).toMatch(/^(?:on-)?ansi-[a-z-]+$/);
        for (const colour of [foreground, background]) if (colour !== null) expect(colour).toMatch(/^rgb\([\d, ]+\)$/);
      }
    }),
  );
});

test("bytes that are UTF-8 are text, and the others are told in hexadecimal", () => {
  expect(readBytes(new Uint8Array([0x61, 0xff, 0xfe, 0xc3, 0xa4]))).toEqual([
    { kind: "text", text: "a" },
    { kind: "bytes", text: "ff fe" },
    { kind: "text", text: "ä" },
  ]);
  expect(readBytes(new Uint8Array(40))[0]?.text).toMatch(/^00 00 .* … 40 bytes$/);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const whole = readBytes(bytes).every(({ kind }) => kind === "text");
      let valid = !bytes.includes(0);
      try {
        new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        valid = false;
      }
      expect(whole).toBe(valid);
    }),
    { numRuns: 2000 },
  );
});

test("the lines of a diff are numbered, paired, and told apart", () => {
  const lines = numberLines(["@@ -3,2 +3,3 @@ f()", " same", "-old line", "+new line", "+more"]);
  expect(lines.map(({ before, after }) => [before, after])).toEqual([
    [null, null],
    [3, 3],
    [4, null],
    [null, 4],
    [null, 5],
  ]);
  expect(pairLines(lines).map(({ left, right }) => [left?.text, right?.text])).toEqual([
    ["@@ -3,2 +3,3 @@ f()", "@@ -3,2 +3,3 @@ f()"],
    ["same", "same"],
    ["old line", "new line"],
    [undefined, "more"],
  ]);
  expect(changedPart("old line", "new line")?.map(({ middle }) => middle)).toEqual(["old", "new"]);
  expect(changedPart("abc", "xyz")).toBeNull();
  expect(numberLines(["+one", "+two"]).map(({ after }) => after)).toEqual([1, 2]);
});

function markdown(text: string): string {
  return renderToStaticMarkup(createElement(Markdown, { text }));
}

test("Markdown becomes elements, and markup in it becomes text", () => {
  expect(markdown("# Title\n\n- **bold** `code`\n- [x] done")).toBe(
    '<div class="markdown"><h4>Title</h4><ul><li><span><strong>bold</strong> <code>code</code></span></li>' +
      "<li><span>☑ </span><span>done</span></li></ul></div>",
  );
  const evil = '<img src=x onerror="go()"><script>go()</script>';
  for (const text of [
    evil,
    `a ${evil}`,
    `| ${evil} |\n|---|\n| x |`,
    `> ${evil}`,
    `[x](javascript:go())`,
    `![x](https://x.y/z.png)`,
  ]) {
    const page = markdown(text);
    expect(page, text).not.toMatch(/<(?:script|img|iframe|svg)/);
    expect(page, text).not.toMatch(/href="(?!https?:|mailto:)/);
  }
  expect(markdown("[there](https://example.com/?a=1)")).toContain('href="https://example.com/?a=1"');
  expect(markdown(">".repeat(5000))).not.toBe("");
});

test("only addresses of the web and of letters are links", () => {
  const addresses = [
    "https://a.b",
    "http://a",
    "mailto:a@b",
    "javascript:x",
    "JaVaScRiPt:x",
    "data:text/html,x",
    "//a.b",
    "file:///etc",
    "",
  ];
  expect(addresses.filter(isWebAddress)).toEqual(["https://a.b", "http://a", "mailto:a@b"]);
});

test("any text at all is Markdown, without an element that could run", () => {
  const piece = fc.constantFrom(
    "<script>",
    "</script>",
    "[a](",
    "javascript:",
    ")",
    "`",
    "```\n",
    "| a |\n|-|\n",
    "> ",
    "- ",
    "<a href=x>",
    "&lt;",
    "*",
    "\n",
    "x",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      expect(markdown(pieces.join(""))).not.toMatch(/<(?:script|iframe|img|a href="(?!https?:|mailto:))/);
    }),
  );
});

test("JSON is indented, and its text stays what it is", () => {
  const text = indentJson('{"a":["<b>",1.5e3,null],"c":{"d":true}}') ?? "";
  const page = renderToStaticMarkup(createElement(JsonText, { text }));
  expect(page).toContain('<span class="json-key">&quot;a&quot;</span>');
  expect(
    page
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll("&quot;", '"')
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">"),
  ).toBe(text);
  expect(indentJson("{")).toBeNull();
});

test("money has cents, and more figures where it is less than one", () => {
  expect([null, "0", "10.867565975", "1234.5", "0.0042123"].map(dollars)).toEqual([
    "–",
    "$0",
    "$10.87",
    "$1,234.50",
    "$0.0042",
  ]);
});
