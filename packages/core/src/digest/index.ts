// The face of digest: what an index keeps of a session, in one pass that can be put away and gone on with.

export type {
  DigestEnd,
  LimitStanding,
  LimitWindow,
  Passage,
  PassageKind,
  PassagePlace,
  PassageTexts,
  ToolUse,
} from "./contract.ts";
export { createDigest, resumeDigest, type Digest, type DigestOptions } from "./digest.ts";
export { retellPassage } from "./retell.ts";
