// rollbook serve: sessions in the browsers of a network.

import { readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { hostname } from "node:os";
import { isLoopback } from "../../server/index.ts";
import type { Invocation, Run } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure, systemCode } from "../exit.ts";
import { version } from "../version.ts";
import { viewerAssets } from "./assets.ts";
import { listenUntilEnd } from "./listening.ts";
import { portOf } from "./port.ts";
import { countWith, fillWith, surveyWith } from "./beside.ts";
import { shareWith } from "./sharing.ts";
import { subjectOf } from "./subject.ts";

const HOST = "127.0.0.1";
const SHORTEST = 12;

export const runServe: Run = async (invocation, console) => {
  const { flags, values } = invocation;
  const port = portOf(invocation);
  const host = (values.get("host")?.at(-1) ?? HOST).replace(/^\[(.*)\]$/, "$1");
  const password = passwordOf(invocation, console);
  const alone = isLoopback(host);
  if (!alone && password === null) {
    throw new Failure(
      EXIT.usage,
      `--host ${host} lets others read these sessions, so it needs a password: name a file with --password-file, or set ROLLBOOK_PASSWORD`,
    );
  }
  const shown = subjectOf(invocation, console);
  const note = (line: string): void => console.note(`rollbook: ${line}`);
  const redact = !flags.has("no-redact");
  const options = {
    ...shown,
    version: version(),
    mode: "serve",
    redact,
    host,
    port,
    names: values.get("name") ?? [],
    password,
    again: true,
    assets: await viewerAssets(note),
    countStats: countWith(process.argv[1] ?? ""),
    surveyHomes: surveyWith(process.argv[1] ?? ""),
    shareSession: shareWith(process.argv[1] ?? ""),
    fillIndexes: fillWith(process.argv[1] ?? ""),
    env: console.env,
    note,
  } as const;
  const any = host === "0.0.0.0" || host === "::";
  const address = any ? hostname() : isIPv6(host) ? `[${host}]` : host;
  await listenUntilEnd(options, address, () => {
    const who = alone ? "on this machine who has the link or the password" : "on this network who knows the password";
    const secrets = redact ? "secrets hidden as far as they are recognised" : "secrets and all";
    note(`whoever is ${who} can read all sessions in ${shown.homes.join(" and ")}, ${secrets}`);
    if (!alone) note("what is sent is not encrypted; put a proxy with TLS before it where the network is not yours");
  });
  return EXIT.ok;
};

function passwordOf({ values }: Invocation, { env }: Console): string | null {
  const file = values.get("password-file")?.at(-1);
  const given = file === undefined ? env["ROLLBOOK_PASSWORD"] : firstLine(file);
  if (given === undefined || (given === "" && file === undefined)) return null;
  if (given.length >= SHORTEST) return given;
  throw new Failure(EXIT.usage, `the password has ${given.length} characters; it needs ${SHORTEST} or more`);
}

function firstLine(file: string): string {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/, 1)[0] ?? "";
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    throw new Failure(EXIT.input, `cannot read the password in ${file} (${code}); check the path`);
  }
}
