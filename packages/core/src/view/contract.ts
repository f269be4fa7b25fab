// What a person is shown of an item, as data: whoever shows it decides on words, colours and how much of it.

export type ViewKind =
  | "prompt"
  | "answer"
  | "reasoning"
  | "command"
  | "change"
  | "call"
  | "plan"
  | "agent"
  | "review"
  | "compaction"
  | "context"
  | "note"
  | "unknown"
  | "damage";

/** How something ended. `open`: nothing on disk says that it did. */
export type ViewState = "completed" | "failed" | "declined" | "interrupted" | "open";

/** One file of a change. */
export interface FileView {
  readonly kind: "add" | "delete" | "update";
  /** Below the working directory without it. */
  readonly path: string;
  readonly moved_to: string | null;
  readonly added: number;
  readonly removed: number;
  /** Each begins with `+`, `-`, a space, or `@@` where a hunk does. */
  readonly lines: readonly string[];
}

export interface StepView {
  readonly text: string;
  readonly state: "done" | "doing" | "open";
}

/**
 * - `said`: Markdown, as it was written; `typed`: a text that is no Markdown
 * - `output`: what a program printed, escapes of a terminal and all; `code`: source
 * - `diff`, `steps`: a change of a file, a check-list
 * - `fact`: one line about what is not shown itself, such as an image
 */
export type Part =
  | { readonly type: "said" | "typed" | "output" | "code" | "fact"; readonly text: string }
  | { readonly type: "diff"; readonly file: FileView }
  | { readonly type: "steps"; readonly steps: readonly StepView[] };

export interface ItemView {
  readonly kind: ViewKind;
  /** What it is: the command itself, a tool and what it was given, a few words. Of one line or of several; may be empty. */
  readonly title: string;
  /** Null where there is nothing to end. */
  readonly state: ViewState | null;
  readonly exit_code: number | null;
  readonly duration_ms: number | null;
  /** More about it, a few words each. */
  readonly remarks: readonly string[];
  readonly parts: readonly Part[];
  /** Told by the harness and of interest to few: shown on request. */
  readonly quiet: boolean;
}
