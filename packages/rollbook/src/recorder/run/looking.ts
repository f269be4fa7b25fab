// The recorder's looks at what Codex leaves, while it runs.

import { EventsTap } from "../told/exec-events.ts";
import { describeStart, type Account } from "./account.ts";
import { EVENTS } from "./recording.ts";
import type { outputFile } from "./streams.ts";

const OFTEN_MS = 50;
const SELDOM_MS = 250;
const BEGINNING_MS = 3000;
const LOGS_MS = 1500;

/** Often while it is not known which thread this is, more seldom afterwards. `stop` looks a last time; neither throws. */
export function lookAt(account: Account, pid: number, file: ReturnType<typeof outputFile>): { stop(): void } {
  const { recording, troubles } = account;
  const begun = Date.now();
  const tap = new EventsTap(recording.hearing);
  let logged = begun;
  let described = "";
  let timer: NodeJS.Timeout | null = null;

  /** Each directory has an account of the run from its beginning. */
  const describe = (): void => {
    const { store } = recording;
    const sessions = store.first === null ? [null] : store.sessions();
    const places = sessions.map((session) => store.directory(session)).join("\n");
    if (places === described) return;
    described = places;
    for (const session of sessions) describeStart(account, session, store.directory(session));
  };
  const look = (): void => {
    troubles.guard("the recorder", () => recording.look(pid));
    troubles.guard("the recorder", describe);
    troubles.guard("the events of exec", () => {
      file?.read((bytes) => {
        for (const line of tap.push(bytes)) recording.write(null, EVENTS, line);
      });
    });
    if (Date.now() - logged <= LOGS_MS) return;
    logged = Date.now();
    recording.readLogs();
  };
  const again = (): void => {
    const early = recording.store.first === null && Date.now() - begun < BEGINNING_MS;
    timer = setTimeout(
      () => {
        look();
        again();
      },
      early ? OFTEN_MS : SELDOM_MS,
    );
  };
  troubles.guard("the recorder", describe);
  again();
  return {
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      look();
    },
  };
}
