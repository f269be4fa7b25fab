// What went wrong with the recording: kept until the end, for one warning. Nothing of it may reach Codex.

export class Troubles {
  readonly #sentences: string[] = [];

  get sentences(): readonly string[] {
    return this.#sentences;
  }

  /** The same is told once. */
  add(what: string, error: unknown): void {
    const sentence = `${what}: ${reasonOf(error)}`;
    if (!this.#sentences.includes(sentence)) this.#sentences.push(sentence);
  }

  /** Runs a part of the recorder; what it throws is kept. */
  guard<T>(what: string, act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      this.add(what, error);
      return undefined;
    }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left there",
  EDQUOT: "the quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "that is not allowed",
  EPERM: "that is not allowed",
  EFBIG: "the file may not grow further",
  ENOTDIR: "a part of the path is no directory",
};

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  return (code === null ? undefined : REASONS[code]) ?? error.message;
}
