// One worker of the crew: reads the sessions it takes.

import type { PriceTable } from "rollbook-core/usage";
import type { SessionFiles } from "../../home/index.ts";
import type { Told } from "../../listing/index.ts";
import { joinCrew } from "../mate.ts";
import { createSessionReader } from "./read.ts";

joinCrew<PriceTable, SessionFiles, Told>(async (prices) => {
  const readSession = createSessionReader(prices);
  return (files, { read }) => readSession(files, read);
});
