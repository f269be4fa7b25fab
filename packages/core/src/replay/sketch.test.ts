import { formatPatch, structuredPatch } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHunks, linesWithEnds, parseUnified, type NumberedHunk } from "../patch/index.ts";
import { hunksBetween, hunksOfSketch } from "./cumulate.ts";
import { applyHunks, createSketch, knownLines, learnText, restartSketch, rewriteText, wholeText } from "./sketch.ts";

/** A diff as Codex writes it: one line around each change. */
function codexDiff(before: string, after: string): readonly NumberedHunk[] {
  const { hunks } = structuredPatch("a", "b", before, after, undefined, undefined, { context: 1 });
  const text = formatPatch({ oldFileName: "a", newFileName: "b", oldHeader: "", newHeader: "", hunks }).replace(
    /^[^@]*/,
    "",
  );
  const parsed = parseUnified(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

const line = fc.constantFrom("a", "b", "c", "", "d d", "e\r", "-x", "+y", "@@");
const body = fc.tuple(fc.array(line, { maxLength: 30 }), fc.boolean()).map(([lines, ended]) => {
  const text = lines.join("\n");
  return (ended && text !== "") || text.endsWith("\r") ? `${text}\n` : text;
});

/** A text and what became of it, step by step. */
const story = body.chain((first) =>
  fc
    .array(fc.tuple(fc.nat(40), fc.nat(3), fc.array(line, { maxLength: 3 })), { minLength: 1, maxLength: 6 })
    .map((edits) => {
      const texts = [first];
      for (const [at, count, lines] of edits) {
        const old = linesWithEnds(texts.at(-1) ?? "");
        old.splice(at % (old.length + 1), count, ...lines.map((text) => `${text}\n`));
        texts.push(
          old.map((text, index) => (index < old.length - 1 && !text.endsWith("\n") ? `${text}\n` : text)).join(""),
        );
      }
      return texts;
    }),
);

describe("a sketch that is told diffs only", () => {
  test("says of a whole file what became of it", () => {
    fc.assert(
      fc.property(story, (texts) => {
        const sketch = createSketch(texts[0] ?? "");
        for (const [at, after] of texts.entries()) {
          if (at > 0) expect(applyHunks(sketch, codexDiff(texts[at - 1] ?? "", after))).toBe(true);
          expect(wholeText(sketch)).toBe(after);
        }
        const between = createSketch(texts[0] ?? "");
        expect(applyHunks(between, hunksOfSketch(sketch) ?? [])).toBe(true);
        expect(wholeText(between)).toBe(texts.at(-1));
      }),
    );
  });

  test("sums them up to a diff of the file it never saw", () => {
    fc.assert(
      fc.property(story, fc.nat(6), (texts, from) => {
        const start = from % texts.length;
        let sketch = createSketch(null);
        for (const [at, after] of texts.entries()) {
          if (at > 0) expect(applyHunks(sketch, codexDiff(texts[at - 1] ?? "", after))).toBe(true);
          if (at === start) sketch = restartSketch(sketch);
          expect(wholeText(sketch) ?? after).toBe(after);
          expect(knownLines(sketch)).toBeLessThanOrEqual(linesWithEnds(after).length);
        }
        const hunks = hunksOfSketch(sketch);
        const real = createSketch(texts[start] ?? "");
        expect(hunks).not.toBeNull();
        expect(applyAnywhere(real, hunks ?? [])).toBe(texts.at(-1));
        // A text that is learnt at the end makes the base whole too.
        expect(learnText(sketch, texts.at(-1) ?? "")).toBe(true);
        expect(wholeText(sketch)).toBe(texts.at(-1));
        expect(hunksOfSketch(sketch)).toEqual(hunksBetween(texts[start] ?? "", texts.at(-1) ?? ""));
      }),
    );
  });

  test("finds out that the file was another one, and stays as it was", () => {
    const sketch = createSketch("a\nb\nc\n");
    expect(applyHunks(sketch, codexDiff("a\nx\nc\n", "a\ny\nc\n"))).toBe(false);
    expect(applyHunks(sketch, codexDiff("a\nb\nc\nd\n", "a\nb\nc\ne\n"))).toBe(false);
    expect(applyHunks(sketch, codexDiff("a\nb\n", "a\nB\n"))).toBe(false);
    expect(learnText(sketch, "a\nb\n")).toBe(false);
    expect(wholeText(sketch)).toBe("a\nb\nc\n");
  });

  test("knows a file whole that its hunks show from beginning to end", () => {
    const sketch = createSketch(null);
    expect(applyHunks(sketch, codexDiff("keep\n", "kept\n"))).toBe(true);
    expect(wholeText(sketch)).toBe("kept\n");
  });

  test("does not sum up what it replaced unseen", () => {
    const sketch = createSketch(null);
    rewriteText(sketch, "all new\n");
    expect(wholeText(sketch)).toBe("all new\n");
    expect(hunksOfSketch(sketch)).toBeNull();
  });

  test("counts the lines that a carriage return alone ends as git does, or not at all", () => {
    const hunks = parseUnified("@@ -2,3 +2,3 @@\n b\n-c\n+C\r d\r") ?? [];
    const whole = createSketch("a\rb\nc\nd\re\nf\n");
    expect(applyHunks(whole, hunks)).toBe(true);
    expect(wholeText(whole)).toBe("a\rb\nC\rd\re\nf\n");
    expect(formatHunks(hunksOfSketch(whole) ?? [])).toBe("@@ -1,4 +1,3 @@\n a\rb\n-c\n-d\re\n+C\rd\re\n f\n");
    const unseen = createSketch(null);
    expect(applyHunks(unseen, hunks)).toBe(true);
    expect(hunksOfSketch(unseen)).toBeNull();
  });
});

/** Hunks with fewer lines around them than Codex gives do not end the file. */
function applyAnywhere(sketch: ReturnType<typeof createSketch>, hunks: readonly NumberedHunk[]): string | null {
  const lines = linesWithEnds(wholeText(sketch) ?? "");
  let shift = 0;
  for (const { old_start, old_count, lines: told } of hunks) {
    const start = (old_count === 0 ? old_start : old_start - 1) + shift;
    const olds = told.filter(({ mark }) => mark !== "+").map(({ text }) => text);
    const news = told.filter(({ mark }) => mark !== "-").map(({ text }) => text);
    expect(lines.slice(start, start + old_count)).toEqual(olds);
    lines.splice(start, old_count, ...news);
    shift += news.length - old_count;
  }
  return lines.join("");
}
