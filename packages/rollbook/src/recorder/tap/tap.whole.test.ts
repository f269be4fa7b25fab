// HTTP through the tap: what passes, what is recorded, and what becomes of both where something breaks.

import { once } from "node:events";
import { readdirSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect, createServer, type AddressInfo } from "node:net";
import type { Worker } from "node:worker_threads";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { ask, cleanUp, of, sha256, stage, upstream } from "./stage.tools.ts";

afterEach(cleanUp);

test("a request and its answer pass as they are, and are recorded", async () => {
  const seen: IncomingMessage[] = [];
  const server = await upstream((request, response) => {
    seen.push(request);
    response.writeHead(201, "Made", ["X-Odd-Case", "1", "Set-Cookie", "a=cookie-value-1", "Set-Cookie", "b=2"]);
    request.on("data", (piece: Buffer) => response.write(piece)).on("end", () => response.end("!"));
  });
  const { tap, records } = await stage();
  const url = tap.urlFor(server.url);
  const metadata = JSON.stringify({ session_id: "s", thread_id: "t", turn_id: "u", request_kind: "turn" });
  const headers = { "X-Codex-Turn-Metadata": metadata, Authorization: "Bearer secret-token-1", "X-Order": "2" };
  const { response, body } = await ask(`${url.href}/responses?x=1`, "say secret-token-1 cookie-value-1", headers);
  await tap.close();

  expect(seen[0]?.url).toBe("/v1/responses?x=1");
  const sent = seen[0]?.rawHeaders ?? [];
  expect(sent).toContain("X-Codex-Turn-Metadata");
  expect(sent[sent.findIndex((name) => name.toLowerCase() === "host") + 1]).toBe(server.url.host);
  expect(sent).not.toContain(url.host);
  expect([response.statusCode, response.statusMessage]).toEqual([201, "Made"]);
  expect(response.rawHeaders.slice(0, 6)).toEqual([
    "X-Odd-Case",
    "1",
    "Set-Cookie",
    "a=cookie-value-1",
    "Set-Cookie",
    "b=2",
  ]);
  expect(body.toString()).toBe("say secret-token-1 cookie-value-1!");

  const [asked] = of(records, "request");
  const [answered] = of(records, "response");
  expect(asked).toMatchObject({
    method: "POST",
    url: `${server.url.href}/responses?x=1`,
    session_id: "s",
    thread_id: "t",
    turn_id: "u",
  });
  expect(asked?.body).toMatchObject({ text: "say <hidden> cookie-value-1", hidden: 1, lost: 0, encoding: null });
  expect(asked?.body.sha256).toBe(sha256("say secret-token-1 cookie-value-1"));
  expect(answered).toMatchObject({
    exchange_id: asked?.exchange_id,
    status: 201,
    end: "complete",
    error: null,
    session_id: "s",
  });
  expect(answered?.body).toMatchObject({ text: "say <hidden> <hidden>!", hidden: 2 });
  expect(answered?.headers.slice(0, 3)).toEqual([
    ["X-Odd-Case", "1"],
    ["Set-Cookie", "<hidden>"],
    ["Set-Cookie", "<hidden>"],
  ]);
  expect(JSON.stringify(records)).not.toMatch(/secret-token-1/);
});

test("name and password in an endpoint's address are for the endpoint, and the password is a secret", async () => {
  const seen: (string | undefined)[] = [];
  const server = await upstream((request, response) => {
    seen.push(request.headers.authorization);
    response.end("it is pass-word-1");
  });
  const { tap, records } = await stage();
  await ask(tap.urlFor(new URL(server.url.href.replace("//", "//user:pass-word-1@"))));
  await tap.close();
  expect(seen).toEqual([`Basic ${Buffer.from("user:pass-word-1").toString("base64")}`]);
  expect(of(records, "response")[0]?.body.text).toBe("it is <hidden>");
});

test("each event passes when it comes", async () => {
  let go: () => void = () => {};
  const server = await upstream((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
    go = () => response.end("data: 2\n\n");
  });
  const { tap, records } = await stage();
  const request = httpRequest(tap.urlFor(server.url), { agent: false }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const got: string[] = [];
  for await (const piece of response) {
    got.push(String(piece));
    // Only now does the rest come into being.
    if (got.length === 1) go();
  }
  expect(got).toEqual(["data: 1\n\n", "data: 2\n\n"]);
  await tap.close();
  const [answered] = of(records, "response");
  expect(answered?.chunks.map(([offset]) => offset)).toEqual([0, 9]);
  expect(answered?.last_byte_ms).toBeGreaterThanOrEqual(answered?.first_byte_ms ?? Infinity);
});

test("what does not know the word at its beginning gets 404 and leaves no trace", async () => {
  const server = await upstream((_, response) => response.end("no"));
  const { tap, records } = await stage();
  const url = tap.urlFor(server.url);
  for (const path of ["/", "/v1/responses", `${url.pathname.slice(0, -6)}x/0/v1`, `/${url.pathname}`]) {
    const { response } = await ask(`${url.origin}${path}`);
    expect(response.statusCode).toBe(404);
  }
  expect((await tap.close()).requests).toBe(0);
  expect(records).toEqual([]);
});

test("bodies are decoded for the record only, large ones go to a file, and pictures stay bytes", async () => {
  const large = JSON.stringify({ text: "a line of some length. ".repeat(20_000) });
  const server = await upstream((request, response) => {
    request.resume();
    if (request.url?.endsWith("picture") === true) return response.end(Buffer.from([0xff, 0xd8, 0xff]));
    return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(large));
  });
  const { tap, records, blobs, spool } = await stage();
  const url = tap.urlFor(server.url).href;
  const { body } = await ask(`${url}/responses`, zstdCompressSync(large), { "content-encoding": "zstd" });
  await ask(`${url}/picture`, "no zstd at all", { "content-encoding": "zstd" });
  await tap.close();
  expect(body.equals(gzipSync(large))).toBe(true);
  const hash = sha256(large);
  const [asked, broken] = of(records, "request");
  const [answered, picture] = of(records, "response");
  expect(asked?.body).toMatchObject({ encoding: "zstd", bytes: large.length, sha256: hash, file: `blobs/${hash}` });
  expect(answered?.body).toMatchObject({ encoding: "gzip", wire_bytes: body.length, file: `blobs/${hash}` });
  expect(broken?.body).toMatchObject({ encoding: null, text: "no zstd at all", undecoded: expect.any(String) });
  expect(picture?.body).toMatchObject({ base64: "/9j/", bytes: 3 });
  expect(blobs.get(hash)?.toString()).toBe(large);
  expect(readdirSync(spool)).toEqual([]);
});

test("a stream that is cut is cut for Codex, after what there was of it", async () => {
  const server = await upstream((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: half", () => response.destroy());
  });
  const { tap, records } = await stage();
  const request = httpRequest(tap.urlFor(server.url), { agent: false }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let got = "";
  response.on("data", (piece: Buffer) => (got += piece.toString()));
  const [error] = (await once(response, "error")) as [Error];
  expect([got, error.message]).toEqual(["data: half", "aborted"]);
  await tap.close();
  expect(of(records, "response")).toMatchObject([{ status: 200, end: "cut", body: { text: "data: half" } }]);
});

test("when Codex hangs up, the endpoint is told", async () => {
  let left: Promise<unknown> = Promise.resolve();
  const server = await upstream((_, response) => {
    left = once(response, "close");
    response.writeHead(200).write("data: 1\n\n");
  });
  const { tap, records } = await stage();
  const request = httpRequest(tap.urlFor(server.url), { agent: false }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  await once(response, "data");
  request.destroy();
  await left;
  await tap.close();
  expect(of(records, "response")).toMatchObject([{ end: "client_closed", body: { text: "data: 1\n\n" } }]);
});

test("what is under way when the tap is closed is recorded as far as it came", async () => {
  const server = await upstream((_, response) => void response.writeHead(200).write("data: 1\n\n"));
  const { tap, records } = await stage();
  const request = httpRequest(tap.urlFor(server.url), { agent: false }).end();
  request.on("error", () => {});
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.on("error", () => {});
  await once(response, "data");
  await tap.close();
  expect(of(records, "response")).toMatchObject([{ end: "client_closed", body: { text: "data: 1\n\n" } }]);
});

test("an endpoint that cannot be reached is a connection that breaks, at once", async () => {
  const { tap, records } = await stage();
  const request = httpRequest(tap.urlFor(new URL("http://127.0.0.1:9/v1")), { agent: false }).end();
  const [error] = (await once(request, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNRESET");
  await tap.close();
  expect(of(records, "response")).toMatchObject([
    { status: null, end: "failed", error: expect.stringContaining("ECONNREFUSED") },
  ]);
});

test("a connection is kept, and closed when the endpoint closes its own", async () => {
  const server = await upstream((_, response) => response.end("x"));
  const { tap } = await stage();
  const url = tap.urlFor(server.url);
  const socket = connect(Number(url.port), "127.0.0.1");
  socket.setEncoding("utf8").write(`GET ${url.pathname} HTTP/1.1\r\nhost: x\r\n\r\n`);
  await once(socket, "data");
  server.closeIdleConnections();
  await once(socket, "end");
  expect(tap.report().requests).toBe(1);
});

test("when nothing can be written, everything passes, and the report says so", async () => {
  const server = await upstream((_, response) => response.end("answer"));
  const { tap, spool } = await stage({
    write: () => {
      throw new Error("ENOSPC: no space left on device");
    },
  });
  rmSync(spool, { recursive: true });
  const big = "x".repeat(200_000);
  for (const body of ["small", big]) expect((await ask(tap.urlFor(server.url), body)).body.toString()).toBe("answer");
  const { troubles } = await tap.close();
  expect(troubles).toContainEqual(expect.stringContaining("ENOSPC"));
  expect(troubles).toContainEqual(expect.stringMatching(/a body of 200000 bytes was not kept: .*ENOENT/));
});

test("when the recording dies, everything passes, and the report says so", async () => {
  const server = await upstream((_, response) => response.end("answer"));
  const born = once(process, "worker");
  const { tap, records } = await stage();
  const [recording] = (await born) as [Worker];
  await recording.terminate();
  expect((await ask(tap.urlFor(server.url), "x".repeat(100_000))).body.toString()).toBe("answer");
  const report = await tap.close();
  expect(records).toEqual([]);
  expect(report).toMatchObject({ requests: 1, lost_bytes: 100_006 });
  expect(report.troubles).toEqual([expect.stringContaining("ended before its time")]);
});

test("a head that Node reads and will not write breaks its connection, and nothing else", async () => {
  const odd = createServer((socket) => {
    socket.once("data", () => socket.end("HTTP/1.1 200 O\x7fK\r\ncontent-length: 2\r\n\r\nno"));
  });
  odd.listen(0, "127.0.0.1");
  await once(odd, "listening");
  const server = await upstream((_, response) => response.end("fine"));
  const { tap, records } = await stage();
  const request = httpRequest(tap.urlFor(new URL(`http://127.0.0.1:${(odd.address() as AddressInfo).port}`)));
  await once(request.end(), "error");
  expect((await ask(tap.urlFor(server.url))).body.toString()).toBe("fine");
  await tap.close();
  odd.close();
  expect(of(records, "response").map(({ end }) => end)).toEqual(["cut", "complete"]);
});
