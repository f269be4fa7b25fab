// A bundle: a session's files in one archive, and the page in it that says which they are.

export const BUNDLE_VERSION = 1;

/** The first entry of a bundle. */
export const BUNDLE_MANIFEST = "rollbook-bundle.json";

export interface BundleFile {
  /** In the bundle; laid out as in a codex home. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Secrets that were hidden in it. */
  readonly hidden: number;
}

export interface BundleManifest {
  readonly schema_version: typeof BUNDLE_VERSION;
  readonly created_at: string;
  readonly rollbook_version: string;
  /** The session it was made of; null where no file says which it is. */
  readonly session_id: string | null;
  /** All threads with files in it: the session, its subagents, and what these continue. */
  readonly threads: readonly string[];
  /** Secrets were looked for and hidden. */
  readonly redacted: boolean;
  /** Whether a recording of the session is in it. */
  readonly recording: boolean;
  readonly files: readonly BundleFile[];
  /** Secrets hidden, by rule. */
  readonly hidden: Readonly<Record<string, number>>;
  readonly left_out: readonly { readonly name: string; readonly why: string }[];
}
