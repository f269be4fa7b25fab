// What a recording tells of a session: its requests, approvals and calls, from logs of which nothing is certain.

export type { Usage } from "./answer.ts";
export { createApprovals, type Approval, type ApprovalDecision, type RecordedApproval } from "./approvals.ts";
export { createCalls, type TracedCall } from "./calls.ts";
export type { InputChange, InputItem } from "./input.ts";
export { createLogReader, type LinePlace, type LogEnd } from "./lines.ts";
export { createRequests, type RecordedRequest, type RequestEnd } from "./requests.ts";
