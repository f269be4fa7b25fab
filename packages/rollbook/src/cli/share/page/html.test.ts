// Whatever a text holds, it comes out as text: in an element, in an attribute, in Markdown, in colours.

import fc from "fast-check";
import { expect, test } from "vitest";
import { markup } from "./html.ts";
import { markdown } from "./markdown.ts";
import { terminalLines } from "./terminal.ts";

const ESC = "\u001b";

test("texts are escaped and made visible, markup is what was built", () => {
  const evil = `<b onclick="x">&'\u202e\u0007`;
  expect(markup`<p title="${evil}">${evil}${markup`<i>${1}</i>`}${null}</p>`.text).toBe(
    `<p title="&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;⟨202e⟩␇">&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;⟨202e⟩␇<i>1</i></p>`,
  );
});

const OWN =
  /<\/?(?:div|p|pre|span|h4|h5|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|strong|em|del|code|hr|br|a)(?: [^<>]*)?>/g;

/** What is left once the elements that we write are taken away. */
function foreign(markup: string): string {
  return markup.replaceAll(OWN, "");
}

const PIECES = [
  "<script>",
  "</script>",
  "<img src=x onerror=1>",
  "[a](javascript:x)",
  '[b](https://e.example/"><b>)',
  "![c](https://e.example/x.png)",
  "<a href='javascript:1'>",
  "`",
  "```\n",
  "> ",
  "- [x] ",
  "| a | b |\n|-|-|\n",
  "# ",
  "&lt;script&gt;",
  '"',
  "'",
  "\n",
  "\n\n",
  "**",
  "word ",
  `${ESC}[31m`,
];

test("no Markdown makes an element that is not ours, nor a link that is none to the web", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), (pieces) => {
      const { text } = markdown(pieces.join(""));
      expect(foreign(text)).not.toMatch(/[<>]/);
      expect(text).not.toMatch(/href="(?!https?:|mailto:)/);
      expect(text).not.toMatch(/<[^>]* on\w+=/);
    }),
  );
});

test("Markdown is laid out", () => {
  expect(markdown("# A\n\n*b* `c<d` [e](https://e.example/)\n\n- [x] f\n\n```js\ng < h\n```").text).toBe(
    '<div class="markdown"><h4>A</h4><p><em>b</em> <code>c&lt;d</code> <a href="https://e.example/" rel="noreferrer noopener nofollow" target="_blank" title="https://e.example/">e</a></p><ul><li>☑ <span>f</span></li></ul><pre class="code">g &lt; h</pre></div>',
  );
  expect(markdown(`${">".repeat(400)} deep`).text).toContain("deep");
});

test("colours of a terminal become classes, a line at a time; other escapes are dropped", () => {
  const lines = terminalLines(`${ESC}[1;31mred\nstill${ESC}[0m ${ESC}[38;2;0;200;10m<g>${ESC}[0m${ESC}[2J`);
  expect(lines.map(({ text }) => text)).toEqual([
    '<span class="ansi-red ansi-bold">red</span>',
    '<span class="ansi-red ansi-bold">still</span> <span class="ansi-green">&lt;g&gt;</span>',
  ]);
});
