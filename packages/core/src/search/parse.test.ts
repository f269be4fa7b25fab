import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Query, QueryError } from "./contract.ts";
import { parseQuery } from "./parse.ts";
import { printQuery } from "./print.ts";
import { PIECES } from "./queries.tools.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");

function read(text: string): Query | QueryError {
  return parseQuery(text, { now_ms: NOW });
}

/** As it was understood. */
function understood(text: string): string {
  const query = read(text);
  return query.type === "error" ? query.message : printQuery(query);
}

/** Without places, notes and the text itself. */
function bare(query: Query | QueryError): unknown {
  return JSON.parse(
    JSON.stringify(query, (key, value: unknown) =>
      ["at", "text", "notes"].includes(key) && key !== "" ? undefined : value,
    ),
  );
}

/** Pieces of the language in any order, with and without spaces between them. */
function queries(): fc.Arbitrary<string> {
  const piece = fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(" ", " ", " ", ""));
  return fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.flat().join(""));
}

describe("a query", () => {
  test.each([
    // What is typed as it stands is text.
    ["npm ERR!", "npm err"],
    ["foo.bar()", '"foo bar"'],
    ["src/index.ts", '"src index ts"'],
    ["--no-verify", '"no verify"'],
    ["C:\\x", '"c x"'],
    ["http://localhost:3000/a", '"http localhost 3000 a"'],
    ["std::vector path::join", '"std vector" "path join"'],
    ["status: failed", "status failed"],
    ["it's 5\" wide", '"it s" 5 wide'],
    ["exit code -1", "exit code 1"],
    ["a -> b", 'a "->" b'],
    ["ls | wc", 'ls "|" wc'],
    [
      "TypeError: Cannot read properties of undefined (reading 'x')",
      "typeerror cannot read properties of undefined reading x",
    ],
    ["/usr/bin/env", '"usr bin env"'],
    ["/compact", "compact"],
    ["/api/users/[id]", '"api users id"'],
    ["sửa lỗi 修复", 'sua loi "修 复"'],
    ["🚀", '"🚀"'],
    [":)", '":)"'],
    ["()", '"()"'],
    ["foo.*", "foo"],
    ["NEAR(a b)", '"near a" b'],
    ['name:"a b"', '"name a" b'],
    ['{"type":"message"}', '"type message"'],
    ["AND", "and"],
    ["a AND", "a and"],
    ["OR a OR OR b", "or a or OR b"],
    ["NOT", "not"],
    ["a ) b", 'a ")" b'],
    // What is syntax.
    ['"a b"', '"a b"'],
    ['"a"*', "a*"],
    ["TODO*", "todo*"],
    ["error -test", "error NOT test"],
    ["error NOT test", "error NOT test"],
    ["a NOT NOT b", "a b"],
    ["a OR b c", "a OR b c"],
    ["(a OR b) c", "(a OR b) c"],
    ["((a)) (b c)", "a b c"],
    ["(foo() OR bar())", "foo OR bar"],
    ["a -(b OR -c)", "a NOT (b OR NOT c)"],
    ["a (b OR c", "a (b OR c)"],
    ["/foo\\/b[/]r/gi", "/foo\\/b[/]r/i"],
    ["(/a b/ OR c)", "/a b/ OR c"],
    ["/tmp/", "/tmp/"],
    ['path:src/a.ts cmd:"rm -rf"', 'path:"src/a.ts" cmd:"rm -rf"'],
    ['cmd:"echo ""x"""', 'cmd:"echo ""x"""'],
    ["tool:exec_command tool:mcp__*", "tool:exec_command tool:mcp__*"],
    ["exit:-1 kind:Prompt status:failed", "exit:-1 kind:prompt status:failed"],
    ["x model:GPT-5 cwd:/a/ -branch:main", 'model:gpt-5 cwd:"/a" NOT branch:main x'],
    [
      "(model:a OR model:b) c OR d",
      "column 2: model:a is asked of sessions and narrows the whole search; take it out of the OR or NOT that holds words as well",
    ],
    ["(model:a OR model:b) (c OR d)", "(model:a OR model:b) (c OR d)"],
    ["since:2026-11-01T00:00Z since:1d", "since:2026-11-20T12:00:00.000Z"],
  ])("%s is understood as %s", (text, expected) => {
    expect(understood(text)).toBe(expected);
  });

  test.each([
    ["", "column 1: there is nothing to look for"],
    ['  ""  ', "column 1: there is nothing to look for"],
    ['npm "foo', "column 5: the quote is never closed"],
    ['🚀 path:"x', "column 8: the quote is never closed"],
    ["/a.*b", "column 1: the regular expression is never closed"],
    ["x /a(/", "column 3: the regular expression is not valid: unterminated group"],
    ["x /(a+)+$/", "column 3: the regular expression may never come to an end"],
    ["/a+/x", 'column 4: "x" are no flags'],
    ["/a+/b/c", "column 4: the regular expression ends here"],
    ["exit:abc", 'column 1: "exit:abc" is no exit code'],
    ["a kind:promt", 'column 3: "kind:promt" is none of prompt, reply'],
    ["session:xyz", 'column 1: "session:xyz" is not how'],
    ["since:soon", 'column 1: "since:soon" is not a day'],
    ['path:""', "column 1: path: has no value"],
    ["-m", "column 1: this only says what to leave out"],
    ["a -since:7d", "column 4: since:7d narrows the whole search"],
    ["a".repeat(10_001), "column 10001: the query is longer than"],
    [`${"(".repeat(60)}a`, "column 51: parentheses are nested"],
  ])("%s is an error that says where and what to do", (text, message) => {
    expect(understood(text).slice(0, message.length)).toBe(message);
  });

  test("says what may have been meant otherwise", () => {
    const query = read("rm -rf path:src/*.ts (a");
    expect(query).toMatchObject({
      notes: [
        expect.stringMatching(/^-rf leaves passages out/),
        expect.stringMatching(/parenthesis/),
        expect.stringMatching(/^path: takes a part/),
      ],
    });
    expect(read("error -test cmd:*")).toMatchObject({ notes: [] });
  });

  test("knows where its parts stand", () => {
    expect(read("🚀 (a OR tool:b)")).toMatchObject({
      passages: {
        at: { start: 0, end: 15 },
        of: [
          { at: { start: 0, end: 2 } },
          { type: "or", of: [{ at: { start: 4, end: 5 } }, { at: { start: 9, end: 15 } }] },
        ],
      },
    });
  });

  test("is the same when it is printed and read again", () => {
    fc.assert(
      fc.property(queries(), (text) => {
        const query = read(text);
        if (query.type === "error") return;
        expect(bare(read(printQuery(query)))).toEqual(bare(query));
      }),
      { numRuns: 2000 },
    );
  });

  test("may be anything", () => {
    fc.assert(
      fc.property(fc.oneof(queries(), fc.string({ unit: "binary", maxLength: 60 })), (text) => {
        const query = read(text);
        if (query.type === "error") expect(query.message).toMatch(new RegExp(`^column ${query.column}: .+`));
        else expect(query.passages ?? query.sessions ?? query.since_ms ?? query.until_ms).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
    for (const text of ["(", "(a ", "NOT ", "-", "- ", '"', "a OR ", "/", "/a", "path:", "x:y ", "😀 "])
      expect(["query", "error"]).toContain(read(text.repeat(10_000 / text.length)).type);
  });
});
