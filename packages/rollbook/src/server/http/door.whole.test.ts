// What the server refuses, by name, and what a browser is told with each answer.

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { openClient, openServer, send, type Client, type Got } from "../viewer/client.tools.ts";

const HOME = join(SPECIMENS, "paginated/0.169.0/shell/home");
let directory = "";
let client: Client;
let port = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "rollbook-door-"));
  mkdirSync(join(directory, "web/assets"), { recursive: true });
  writeFileSync(join(directory, "secret.txt"), "secret");
  writeFileSync(join(directory, "secret.js"), "secret");
  writeFileSync(join(directory, "web/index.html"), "<!doctype html><title>Viewer</title>");
  writeFileSync(join(directory, "web/assets/app-1234.js"), "export {};");
  client = await openClient({ homes: [HOME], assets: join(directory, "web") });
  ({ port } = client.server);
});
afterAll(async () => {
  await client.server.close();
  rmSync(directory, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Got> =>
  send(port, path, { cookie: client.cookie, ...headers }, method);

function codeOf({ body }: Got): string {
  return (JSON.parse(body.toString()) as { readonly code: string }).code;
}

describe("refused is", () => {
  test.each([
    "evil.example",
    `evil.example:PORT`,
    "127.0.0.1:1",
    "127.0.0.1.evil.example:PORT",
    "localhost:PORT@evil.example",
    "10.0.0.1:PORT",
  ])("another name (DNS rebinding): %s", async (name) => {
    const answer = await get("/api/about", { host: name.replace("PORT", String(port)) });
    expect([answer.status, codeOf(answer)]).toEqual([403, "forbidden"]);
    expect((await get("/", { host: name.replace("PORT", String(port)) })).status).toBe(403);
  });

  test.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://localhost:1" },
    { origin: "https://127.0.0.1:PORT" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("a page of another site: %j", async (given) => {
    const headers = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, value.replace("PORT", String(port))]),
    );
    const answer = await get("/api/about", headers);
    expect([answer.status, codeOf(answer)]).toEqual([403, "forbidden"]);
  });

  test.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])("the method %s", async (method) => {
    const answer = await get("/api/about", {}, method);
    expect([answer.status, answer.headers.allow]).toEqual([405, "GET"]);
  });

  test.each([
    "/../secret.txt",
    "/assets/../../secret.js",
    "/%2e%2e/secret.js",
    "/assets/%2e%2e%2f%2e%2e%2fsecret.js",
    "/assets/..%5c..%5csecret.js",
    "/assets/%252e%252e/secret.js",
    "/assets/app-1234.js%00.html",
    "//evil.example/app.js",
    "/\\evil.example",
    "/%ff%fe",
    "/assets/missing.js",
    "/api/sessions/..%2f..%2fetc%2fpasswd",
    "/api/sessions/%2e%2e/turns",
    "/api/nothing",
    "/api/about/",
    "/api",
  ])("a path that leads elsewhere: %s", async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain("secret");
  });

  test("an address that is too long, and a head that is", async () => {
    const answer = await get(`/api/about?${"a".repeat(9000)}`);
    expect([answer.status, codeOf(answer)]).toEqual([414, "too_long"]);
    expect((await get("/api/about", { "x-long": "a".repeat(40_000) })).status).toBe(431);
  });

  test("a parameter that nobody knows, or that makes no sense", async () => {
    for (const query of ["patth=/etc", "limit=0", "limit=ten", "limit=1e3", "sort=name", "source=robot", "tree=1"]) {
      const answer = await get(`/api/sessions?${query}`);
      expect([query, answer.status, codeOf(answer)]).toEqual([query, 400, "bad_request"]);
    }
  });

  test("who has no cookie, or another one", async () => {
    for (const cookie of ["", "rollbook=x", `rollbook-${port}=x`, client.cookie.slice(0, -1)]) {
      const answer = await send(port, "/api/sessions", { cookie });
      expect([answer.status, codeOf(answer)]).toEqual([401, "unauthorized"]);
      const page = await send(port, "/", { cookie });
      expect([page.status, page.headers["content-type"]]).toEqual([401, "text/html; charset=utf-8"]);
      expect((await send(port, "/assets/app-1234.js", { cookie })).status).toBe(401);
    }
  });

  test("a link that was used, a wrong token, and a token for the interface", async () => {
    for (const token of [client.server.token, "wrong", ""]) {
      const answer = await send(port, `/?token=${token}`);
      expect([answer.status, answer.headers["set-cookie"]]).toEqual([401, undefined]);
    }
    const server = await openServer({ homes: [HOME] });
    const answer = await send(server.port, `/api/about?token=${server.token}`);
    expect([answer.status, answer.headers["set-cookie"]]).toEqual([401, undefined]);
    await server.close();
  });

  test("what is no HTTP", async () => {
    expect(await talk("GARBAGE\r\n\r\n")).toContain("400 Bad Request");
    expect(await talk("GET /api/about HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1.1 (?:400|403)/);
  });

  test("a client that never finishes its request, or falls silent", async () => {
    const server = await openServer({ homes: [HOME], patience: 300 });
    expect(await talk("GET /api/about HTTP/1.1\r\nHost: 127.0.0.1", server.port)).toMatch(/^(?:HTTP\/1.1 408|$)/);
    const { headers } = await send(server.port, `/?token=${server.token}`);
    const cookie = headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    const ended = new Promise<void>((resolve) => {
      const socket = connect(server.port, "127.0.0.1");
      socket.on("close", () => resolve());
      socket.on("error", () => {});
      socket.resume();
      socket.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\n\r\n`);
    });
    await ended;
    await server.close();
  });
});

describe("let in is", () => {
  test("who opens the link, once, by a cookie that no script and no other site has", async () => {
    const server = await openServer({ homes: [HOME], assets: join(directory, "web") });
    const { status, headers, body } = await send(server.port, `/some/place?token=${server.token}`, {
      "sec-fetch-site": "cross-site",
    });
    expect([status, headers["cache-control"]]).toEqual([200, "no-store"]);
    expect(headers["set-cookie"]?.[0]).toMatch(/^rollbook-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(body.toString()).toContain('content="0;url=/some/place"');
    expect(body.toString()).not.toContain(server.token);
    await server.close();
  });

  test("who writes the password into the form, as often as they like", async () => {
    const server = await openServer({ homes: [HOME], password: "a long password" });
    for (let time = 0; time < 2; time++) {
      const { status, headers } = await send(server.port, "/login", {}, "POST", "token=a+long+password");
      expect([status, headers["set-cookie"]?.length]).toEqual([200, 1]);
    }
    expect((await send(server.port, "/login", {}, "POST", "token=another")).status).toBe(401);
    expect((await send(server.port, "/login", {}, "POST", `token=${"a".repeat(5000)}`)).status).toBe(400);
    const foreign = await send(
      server.port,
      "/login",
      { origin: "https://evil.example" },
      "POST",
      "token=a+long+password",
    );
    expect(foreign.status).toBe(403);
    await server.close();
  });

  test("led to what was asked for, if it is a place of this server and nothing else", async () => {
    const server = await openServer({ homes: [HOME], password: "a long password" });
    const asked = await send(server.port, `/s/${"k".repeat(36)}?at=4&token=wrong&q=%22%3E`);
    expect([asked.status, asked.headers["referrer-policy"]]).toEqual([401, "same-origin"]);
    expect(asked.body.toString()).toContain(`name="place" value="/s/${"k".repeat(36)}?at=4&amp;q=%22%3E"`);
    const led = async (place: string, token = "a long password"): Promise<string | undefined> => {
      const form = new URLSearchParams({ token, place }).toString();
      const { body, headers } = await send(server.port, "/login", {}, "POST", form);
      if (token !== "wrong") expect(headers["referrer-policy"]).toBe("no-referrer");
      return /(?:url=|name="place" value=)("?[^"]*)"/.exec(body.toString())?.[1];
    };
    expect(await led("/s/key?at=4")).toBe("/s/key?at=4");
    expect(await led("/s/key?at=4", "wrong")).toBe('"/s/key?at=4');
    expect(await led(`/?q="><script>`)).toBe("/?q=&quot;&gt;&lt;script&gt;");
    const others = ["", "s/key", "//evil.example", "/\\evil.example", "/\t/evil.example", "/a\r\nset-cookie: a=b"];
    for (const place of [...others, "https://evil.example/", "/login", `/${"a".repeat(1001)}`])
      expect([place, await led(place)]).toEqual([place, "/"]);
    await server.close();
  });

  test("nobody sooner for asking many times at once: each wrong word is waited for", async () => {
    const server = await openServer({ homes: [HOME], password: "a long password" });
    const order: string[] = [];
    const ask = async (word: string): Promise<void> => {
      const { status } = await send(server.port, "/login", {}, "POST", `token=${word}`);
      order.push(`${word} ${status}`);
    };
    const wrong = ask("wrong");
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([wrong, ask("a+long+password")]);
    expect(order).toEqual(["wrong 401", "a+long+password 200"]);
    await server.close();
  });

  test("under a name that was given, and for others on the network under an address of numbers", async () => {
    const server = await openServer({
      homes: [HOME],
      host: "0.0.0.0",
      names: ["Sessions.example"],
      password: "a long password",
    });
    const ask = async (host: string): Promise<number> =>
      (await send(server.port, "/api/about", { host: `${host}:${server.port}` })).status;
    expect(await Promise.all(["sessions.example", "192.168.7.7", "[::1]", "evil.example"].map(ask))).toEqual([
      401, 401, 401, 403,
    ]);
    await server.close();
  });

  test("whom a proxy passes on under such a name, from its own port and with TLS", async () => {
    const server = await openServer({ homes: [HOME], names: ["Sessions.example"], password: "a long password" });
    const enter = async (host: string, origin: string): Promise<number> =>
      (await send(server.port, "/login", { host, origin }, "POST", "token=a+long+password")).status;
    expect(await enter("sessions.example", "https://sessions.example")).toBe(200);
    expect(await enter("sessions.example:8443", "https://sessions.example:8443")).toBe(200);
    expect(await enter("sessions.example", "https://sessions.example:8443")).toBe(403);
    expect(await enter("sessions.example", "https://evil.example")).toBe(403);
    expect(await enter("localhost", "http://localhost")).toBe(403);
    expect(await enter(`localhost:${server.port}`, `https://localhost:${server.port}`)).toBe(403);
    await server.close();
  });
});

test("the viewer's files, and its page for every place within it", async () => {
  const page = await get("/");
  expect([page.status, page.headers["cache-control"]]).toEqual([200, "no-cache"]);
  expect((await get("/sessions/0199/turns")).body).toEqual(page.body);
  const script = await get("/assets/app-1234.js");
  expect([script.headers["content-type"], script.headers["cache-control"]]).toEqual([
    "text/javascript; charset=utf-8",
    "private, max-age=31536000, immutable",
  ]);
});

test("with each answer a browser is told to load nothing from elsewhere, and nobody to frame it", async () => {
  for (const path of ["/", "/api/about", "/api/nothing", "/assets/app-1234.js"]) {
    const { headers } = await get(path);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
    });
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/);
  }
  expect((await get("/api/about")).headers["cache-control"]).toBe("no-store");
  const { body, headers } = await get("/", { cookie: "" });
  const [, style = ""] = /<style>(.*?)<\/style>/s.exec(body.toString("utf8")) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(headers["content-security-policy"]).toContain(`style-src 'self' 'sha256-${hash}';`);
});

function talk(text: string, at = port): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(at, "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
    socket.write(text);
  });
}
