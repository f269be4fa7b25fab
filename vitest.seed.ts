// Property tests start from one seed, so that what passes, passes again; ROLLBOOK_SEED sets another, to look further.

import fc from "fast-check";

const SEED = 20_261_121;

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env["ROLLBOOK_SEED"] ?? SEED) });
