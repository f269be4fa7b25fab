// One thread of `rollbook stats --work`: reads sessions whole.

import { joinTeam } from "../member.ts";
import { createWorkTask } from "./work.ts";

joinTeam(createWorkTask);
