// One thread of `rollbook list`: reads sessions.

import { joinTeam } from "../member.ts";
import { createSessionReader } from "./read.ts";

joinTeam(createSessionReader);
