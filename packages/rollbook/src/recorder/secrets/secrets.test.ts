// What counts as a secret, and that it is hidden in every form and however its bytes come.

import fc from "fast-check";
import { expect, test } from "vitest";
import { isSecretHeader, isSecretVariable } from "./header.ts";
import { SecretFilter, Secrets } from "./index.ts";

const KEY = "sk-lab-0123456789";

function known(...values: readonly string[]): Secrets {
  const secrets = new Secrets();
  for (const value of values) secrets.add(value);
  return secrets;
}

test("headers are judged by their name", () => {
  for (const name of ["Authorization", "Proxy-Authorization", "cookie", "Set-Cookie", "ChatGPT-Account-Id"])
    expect(isSecretHeader(name), name).toBe(true);
  for (const name of [
    "x-oai-attestation",
    "OpenAI-Organization",
    "openai-project",
    "x-api-key",
    "api-key",
    "x-auth-token",
  ])
    expect(isSecretHeader(name), name).toBe(true);
  for (const name of [
    "sec-websocket-key",
    "content-type",
    "x-ratelimit-remaining-tokens",
    "session-id",
    "idempotency-key",
  ])
    expect(isSecretHeader(name), name).toBe(false);
});

test("variables are judged by their name", () => {
  expect(
    [
      "OPENAI_API_KEY",
      "GH_TOKEN",
      "AWS_SECRET_ACCESS_KEY",
      "DB_PASSWORD",
      "LAB_KEY",
      "PGPASSWORD",
      "CLIENTSECRET",
    ].every(isSecretVariable),
  ).toBe(true);
  expect(["PATH", "TOKENIZERS_PARALLELISM", "KEYBOARD", "HOME", "MONKEY"].some(isSecretVariable)).toBe(false);
});

test("a secret with quotes is known in the arguments of a call", () => {
  const value = String.raw`a "quoted" \ secret`;
  const call = JSON.stringify({ arguments: JSON.stringify({ cmd: `echo ${value}` }) });
  expect(known(value).hide(call).text).toBe(JSON.stringify({ arguments: JSON.stringify({ cmd: "echo <hidden>" }) }));
});

test("what a header holds is known elsewhere: bare, in JSON, in an address", () => {
  const secrets = new Secrets();
  secrets.addHeader("Authorization", `Bearer ${KEY}`);
  secrets.addHeader("Cookie", 'a=1; session="quoted/cookie"');
  secrets.addHeader("Proxy-Authorization", `Basic ${Buffer.from("user:pass-word-1").toString("base64")}`);
  const said =
    JSON.stringify({ key: KEY, cookie: '"quoted/cookie"' }) + encodeURIComponent('"quoted/cookie"') + "pass-word-1";
  expect(secrets.hide(said)).toEqual({
    text: '{"key":"<hidden>","cookie":"<hidden>"}<hidden><hidden>',
    hidden: 4,
  });
  expect(
    secrets.hideHeaders([
      ["authorization", "Bearer x"],
      ["x-note", `see ${KEY}`],
    ]),
  ).toEqual([
    ["authorization", "<hidden>"],
    ["x-note", "see <hidden>"],
  ]);
});

test("an address loses the secrets of its query", () => {
  const secrets = known(KEY);
  expect(secrets.hideAddress(new URL(`https://h.example/v1/responses?api-version=1&api-key=short&q=${KEY}`))).toBe(
    "https://h.example/v1/responses?api-version=1&api-key=<hidden>&q=<hidden>",
  );
});

test("short values are left alone, and a value is told once to those who watch", () => {
  const secrets = known("abc");
  const told: string[] = [];
  secrets.watch((value) => told.push(value));
  secrets.add(KEY);
  secrets.add(KEY);
  expect(secrets.hide("abc").hidden).toBe(0);
  expect(told).toEqual([KEY]);
});

test("however the bytes are cut, the same comes out as from the whole", () => {
  const values = ["secret-one-1", "secret-one-1-longer", "äöü-secret", "12345678"];
  const word = fc.oneof(fc.constantFrom(...values, "secret-one", "1234567", "-"), fc.string({ maxLength: 5 }));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.array(fc.nat(60), { maxLength: 30 }), (words, cuts) => {
      const secrets = known(...values);
      const whole = Buffer.from(words.join(""));
      const filter = new SecretFilter(secrets);
      const out: Uint8Array[] = [];
      let at = 0;
      for (const cut of cuts) {
        // The caller uses its memory again.
        const piece = Buffer.from(whole.subarray(at, at + cut));
        out.push(...filter.push(piece).map((bytes) => Buffer.from(bytes)));
        piece.fill(0);
        at += cut;
      }
      out.push(
        ...filter.push(whole.subarray(Math.min(at, whole.length))).map((bytes) => Buffer.from(bytes)),
        ...filter.end(),
      );
      const text = Buffer.concat(out).toString();
      expect(text).toBe(secrets.hide(whole.toString()).text);
      expect(filter.hidden).toBe(secrets.hide(whole.toString()).hidden);
    }),
  );
});
