// What is refused before anything is read.

import { expect, test } from "vitest";
import { EXIT, Failure } from "../exit.ts";
import { findSubject } from "./find.ts";

test("standard input is no session to be shown, and it is said what to do", () => {
  const refused = (): unknown => findSubject("-", [], () => {});
  expect(refused).toThrow(Failure);
  expect(refused).toThrow(expect.objectContaining({ code: EXIT.usage }));
  expect(refused).toThrow(/standard input; save it to a file/);
});
