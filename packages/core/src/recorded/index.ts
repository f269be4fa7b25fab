// What a recording tells of a session: its requests, approvals and calls, from logs of which nothing is certain.

export type { Usage } from "./answer.ts";
export type { Approval, ApprovalDecision } from "../action/index.ts";
export { createAdding, type AddedFrom } from "./add.ts";
export { createApprovals, type RecordedApproval } from "./approvals.ts";
export { createCalls, type TracedCall } from "./calls.ts";
export type { InputChange, InputItem } from "./input.ts";
export { type Json, objectOf, textOf } from "./json.ts";
export { createLogReader, type LinePlace, type LogEnd } from "./lines.ts";
export { createRequests, type RecordedRequest, type RequestEnd } from "./requests.ts";
