// The version of the records, without loading their schemas: rollbook-core/recording brings Effect with it.

import type { EXCHANGE_VERSION as Version } from "rollbook-core/recording";

export const EXCHANGE_VERSION: typeof Version = 1;
