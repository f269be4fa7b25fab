// A request that is not answered as it was asked: what is wrong, for a person and for a program.

import type { Problem } from "rollbook-api";

const KINDS: Readonly<Record<Problem["code"], readonly [status: number, title: string]>> = {
  bad_request: [400, "Bad Request"],
  unauthorized: [401, "Unauthorized"],
  forbidden: [403, "Forbidden"],
  not_found: [404, "Not Found"],
  method_not_allowed: [405, "Method Not Allowed"],
  too_long: [414, "URI Too Long"],
  unreadable: [422, "Unprocessable Content"],
  internal: [500, "Internal Server Error"],
  busy: [503, "Service Unavailable"],
};

export class HttpFailure extends Error {
  readonly code: Problem["code"];

  /** `detail` is a sentence: what is wrong, and what can be done. */
  constructor(code: Problem["code"], detail: string) {
    super(detail);
    this.name = "HttpFailure";
    this.code = code;
  }

  problem(): Problem {
    const [status, title] = KINDS[this.code];
    return { type: "about:blank", title, status, detail: this.message, code: this.code };
  }
}
