// The face of survey: what is in a codex home.

export type * from "./contract.ts";
export { surveyHome, type SurveyOptions } from "./survey.ts";
