// What must be the same whether Codex is recorded or not, and in a recording and at the model's side.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exchange } from "rollbook-core/recording";
import { expect } from "vitest";
import type { RequestNote } from "../../lab/index.ts";
import { unvaried } from "./wrapped.ts";

/** Codex's own session files, without what differs between any two runs. */
export function sessionsIn(home: string): readonly string[] {
  const names = readdirSync(home, { recursive: true, encoding: "utf8" });
  const own = names.filter((name) => /^sessions.\d{4}\W.*\.jsonl$/.test(name)).toSorted();
  return own.map((name) => unvaried(readFileSync(join(home, name), "utf8"), { directory: join(home, "..") }));
}

/** The recordings hold what the model heard and said, byte for byte. */
export function expectWire(requests: readonly RequestNote[], places: readonly string[]): void {
  const records = places.flatMap(recordsIn);
  const text = textIn(places);
  const http = requests.filter(({ via, heard }) => via === "http" && heard !== "");
  const asked = records.filter((each) => each.type === "request").filter(({ method }) => method === "POST");
  const responses = records.filter((each) => each.type === "response");
  const answers = asked.map(({ exchange_id }) => responses.find((each) => each.exchange_id === exchange_id));
  expect(asked.map(({ body }) => text(body) ?? "").toSorted()).toEqual(http.map(({ heard }) => heard).toSorted());
  expect(answers.map((answer) => text(answer?.body) ?? "").toSorted()).toEqual(
    http.map(({ said }) => said[0] ?? "").toSorted(),
  );
  const frames = records.filter((each) => each.type === "frame").filter(({ opcode }) => opcode === "text");
  const spoken = (side: "client" | "server") =>
    frames.filter(({ direction }) => direction === side).map(({ body }) => text(body) ?? "");
  const sockets = requests.filter(({ via }) => via === "websocket");
  expect(spoken("client").toSorted()).toEqual(sockets.map(({ heard }) => heard).toSorted());
  expect(spoken("server").toSorted()).toEqual(sockets.flatMap(({ said }) => said).toSorted());
}

function recordsIn(recording: string): readonly Exchange[] {
  const lines = readFileSync(join(recording, "session_oai_raw.log"), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Exchange);
}

/** The text of a body, in whichever of the recordings it lies. */
function textIn(places: readonly string[]) {
  return (body: { readonly text?: string; readonly file?: string } | null | undefined): string | undefined => {
    const file = places.map((place) => join(place, body?.file ?? "")).find((path) => existsSync(path));
    return body?.file === undefined || file === undefined ? body?.text : readFileSync(file, "utf8");
  };
}
