// Secrets that go through the tap in every form: none is in what it records.

import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, appendFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { Secrets } from "../secrets/index.ts";
import { ask, cleanUp, stage, upstream } from "./stage.tools.ts";

afterEach(cleanUp);

const KEY = "sk-lab-key-0123456789";
const BEARER = "eyJhbGciOiJub25lIn0.eyJsYWIiOjF9.c2lnbmF0dXJl/+==";
const COOKIE = "cookie-value-0123456789";
const ACCOUNT = "acct-0123456789";
const GIVEN = "cookie-given-0123456789";
const VARIABLE = 'quoted "variable" secret';
const ALL = [KEY, BEARER, COOKIE, ACCOUNT, GIVEN, VARIABLE];

const HEADERS = {
  authorization: `Bearer ${BEARER}`,
  "x-api-key": KEY,
  cookie: `a=1; session=${COOKIE}`,
  "chatgpt-account-id": ACCOUNT,
  "x-oai-attestation": "attestation-0123456789",
  "x-note": `${KEY} and ${ACCOUNT}`,
};

/** Long enough for a file, with secrets in every form at every place where pieces could end. */
const said = (size: number): string =>
  Array.from({ length: size }, (_, at) => JSON.stringify({ at, say: ALL, pad: "x".repeat(at % 97) })).join("\n") +
  ALL.map(encodeURIComponent).join("&");

function answer(request: IncomingMessage, response: ServerResponse): void {
  const encoding = request.headers["accept-encoding"];
  response.writeHead(200, `Fine ${KEY}`, [
    ...["set-cookie", `a=${GIVEN}; Path=/`, "x-request-id", ACCOUNT, "location", `https://x/?token=${KEY}`],
    ...(encoding === "gzip" ? ["content-encoding", "gzip"] : []),
  ]);
  const body = Buffer.from(said(1500));
  if (encoding === "gzip") return void response.end(gzipSync(body));
  for (let at = 0; at < body.length; at += 1009) response.write(body.subarray(at, at + 1009));
  return void response.end();
}

test("no secret that passed is in any file", async () => {
  const directory = mkdtempSync(join(tmpdir(), "rollbook-secrecy-"));
  const log = join(directory, "session_oai_raw.log");
  const server = await upstream((request, response) => {
    request.resume().once("end", () => answer(request, response));
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: { threshold: 0 } });
  server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      accepted.on("message", (data: Buffer) => accepted.send(data.toString()));
    });
  });
  const secrets = new Secrets();
  secrets.addEnvironment({ LAB_SECRET: VARIABLE });
  // What was given in an answer is known from then on.
  secrets.add(GIVEN);
  const { tap } = await stage(
    {
      write: (_, record) => appendFileSync(log, `${JSON.stringify(record)}\n`),
      blob: (_, sha256, path) => renameSync(path, join(directory, sha256)),
    },
    secrets,
  );
  const url = `${tap.urlFor(server.url).href}/responses?key=${KEY}&account_id=${ACCOUNT}&plain=${encodeURIComponent(BEARER)}`;
  await ask(url, said(1500), HEADERS);
  await ask(url, said(2), { ...HEADERS, "accept-encoding": "gzip" });
  await ask(url, deflateSync(said(1500)), { ...HEADERS, "content-encoding": "deflate" });
  await ask(tap.urlFor(new URL(`http://user:${KEY}@127.0.0.1:9/${KEY}`)), KEY, HEADERS).catch(() => {});
  const client = new WebSocket(url.replace("http", "ws"), { headers: HEADERS });
  await once(client, "open");
  for (const size of [1, 1500]) {
    client.send(said(size));
    await once(client, "message");
  }
  client.close(1000, KEY);
  await once(client, "close");
  const { troubles } = await tap.close();

  expect(troubles).toEqual([]);
  const files = readdirSync(directory);
  expect(files.length).toBeGreaterThan(1);
  const forms = ALL.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  for (const name of files) {
    const text = readFileSync(join(directory, name), "utf8");
    expect(text).toContain("<hidden>");
    for (const form of forms)
      expect(text.includes(form) || text.includes(JSON.stringify(form).slice(1, -1)), `${form} in ${name}`).toBe(false);
  }
  rmSync(directory, { recursive: true });
});
