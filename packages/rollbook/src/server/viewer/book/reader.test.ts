// Questions to a thread that dies: each is answered or refused, and whoever asks afterwards asks another one.

import { dirname } from "node:path";
import { expect, test } from "vitest";
import { listScenarios } from "../../../../../../lab/specimen/session-files.ts";
import { openCatalogue } from "../../../home/index.ts";
import { orderFor, type Order } from "./order.ts";
import { startReader } from "./reader.ts";

function someOrder(): Order {
  const [file = ""] =
    listScenarios().find(({ directory }) => directory.endsWith("paginated/0.169.0/shell"))?.files ?? [];
  const library = openCatalogue([dirname(file)]);
  const [thread] = library.catalogue.threads;
  if (thread === undefined) throw new Error("no session");
  return orderFor(library, thread);
}

const DYING = `
  import { parentPort } from "node:worker_threads";
  parentPort.on("message", () => { throw new Error("it died of this"); });
`;
const ASK = { cursor: null, limit: 10 } as const;

test("what is asked of a thread that has died, or dies, is refused, and so is what is asked when it is closed", async () => {
  const reader = startReader({ directories: [] }, new URL(`data:text/javascript,${encodeURIComponent(DYING)}`));
  const order = someOrder();
  let asked = 0;
  const askAgain = async (): Promise<string> => {
    asked += 1;
    try {
      await reader.ask("turns", order, ASK);
      return "answered";
    } catch (error) {
      // Between the thread's last word and its end.
      return asked < 3 ? askAgain() : String(error);
    }
  };
  expect(await askAgain()).toContain("it died of this");
  expect(asked).toBe(3);
  await reader.close();
  await expect(reader.ask("turns", order, ASK)).rejects.toThrow("closed");
});

test("what is not answered when it is closed is refused", async () => {
  const reader = startReader({ directories: [] });
  const answer = reader.ask("turns", someOrder(), ASK).catch(String);
  await reader.close();
  expect(await answer).toContain("ended");
});
