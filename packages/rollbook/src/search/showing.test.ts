// What is shown of a hit: nothing of the secrets around it.

import { createHash } from "node:crypto";
import { findSecrets, redactText } from "rollbook-core";
import { parseQuery, type Query, type SearchableTexts } from "rollbook-core/search";
import { expect, test } from "vitest";
import { createShowing, type Hit, type Shown } from "./index.ts";

function read(text: string): Query {
  const query = parseQuery(text, { now_ms: 0 });
  if (query.type === "error") throw new Error(query.message);
  return query;
}

function hitOf(texts: Partial<SearchableTexts>): Hit {
  return {
    kind: "prompt",
    home: "/home",
    session_id: null,
    session: null,
    turn_id: null,
    status: null,
    exit_code: null,
    tool: null,
    time_ms: null,
    texts: { said: "", command: "", output: "", path: "", ...texts },
    places: [],
  };
}

async function show(query: string, output: string, width = 160): Promise<Shown["snippet"]> {
  const hide = async (text: string): Promise<string> => redactText(text, findSecrets).text;
  return (await createShowing(read(query), width, hide)(hitOf({ output }))).snippet;
}

/** As long as a key of 4096 bits; put together here, so that no scanner takes this file for a leak. */
const bytes = Array.from({ length: 38 }, (_, at) => createHash("sha512").update(`${at}`).digest());
const body =
  Buffer.concat(bytes)
    .toString("base64")
    .match(/.{1,64}/g) ?? [];
const armour = (side: string): string => `-----${side} PRIVATE ${"KEY"}-----`;
const lines = [armour("BEGIN"), ...body, armour("END")];
const privateKey = `${lines.join("\n")}\n`;
const middle = lines[25] ?? "";
const last = lines.at(-2) ?? "";
/** Nothing like a word, so that it is found only where the key is shown. */
const PARTS = lines.slice(1, -1).flatMap((line) => line.match(/.{16}/g) ?? []);

const KEYS: Readonly<Record<string, string>> = {
  "a whole key": privateKey,
  "a key whose beginning is missing": lines.slice(10).join("\n"),
  "a key whose end is missing": lines.slice(0, 40).join("\n"),
  "a key in a string": JSON.stringify(privateKey),
  "a key behind so much text": `${"lorem ipsum\n".repeat(20_000)}${privateKey}`,
};

test.each(Object.entries(KEYS))("nothing is shown of %s", async (_, key) => {
  for (const query of ["restart sshd", "install", middle.slice(0, 20), last.slice(0, 10), '"PRIVATE KEY"']) {
    const snippet = await show(query, `install this\n${key}\n#then restart sshd quickly`);
    expect(snippet).not.toBeNull();
    expect(PARTS.filter((part) => snippet?.text.includes(part))).toEqual([]);
  }
});

test("a long token is hidden to its end", async () => {
  const token = `ey${"J"}hbGciOiJSUzI1NiJ9.${"eyJzdWIiOiIxMjM0".repeat(200)}.c2lnbmF0dXJl-zebra`;
  const snippet = await show("zebra", `export T=${token} and more`);
  expect(snippet?.text).toContain("and more");
  expect(snippet?.text).not.toContain("eyJz");
  expect(snippet?.text).not.toContain("c2lnb");
});

test("the line is the one of the text where nothing is hidden", async () => {
  const output = `${"lorem ipsum ".repeat(20_000)}needle ${"dolor sit ".repeat(20_000)}`;
  const plain = await createShowing(read("needle"), 80, null)(hitOf({ output }));
  expect(await show("needle", output, 80)).toEqual(plain.snippet);
  const safe = await show("needle", `PASSWORD=hunter2 ${output}`, 80);
  expect(safe).toMatchObject({ text: plain.snippet?.text, marks: plain.snippet?.marks, before: true, after: true });
});
