// One thread of `rollbook stats`: counts files.

import { joinTeam } from "../member.ts";
import { createCount } from "./count.ts";

joinTeam(createCount);
