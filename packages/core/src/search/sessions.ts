// Whether a session is one of those a query is about.

import type { SearchableSession, SessionFieldNode, SessionTree } from "./contract.ts";

/** Null, no session part in the query, is every session. */
export function matchesSession(tree: SessionTree | null, session: SearchableSession): boolean {
  if (tree === null) return true;
  switch (tree.type) {
    case "and":
      return tree.of.every((part) => matchesSession(part, session));
    case "or":
      return tree.of.some((part) => matchesSession(part, session));
    case "not":
      return !matchesSession(tree.of, session);
    case "session":
      return has(session, tree);
  }
}

function has(session: SearchableSession, { field, value }: SessionFieldNode): boolean {
  switch (field) {
    case "model":
      return session.models.some((model) => model.toLowerCase().startsWith(value));
    case "cwd":
      return session.cwd !== null && isBelow(value, session.cwd);
    case "project":
      return session.project?.toLowerCase() === value;
    case "branch":
      return session.branch === value;
    case "source":
      return session.source === value;
    case "session":
      return session.session_id.toLowerCase().startsWith(value);
  }
}

/** A directory and all below it, as POSIX or Windows write it. */
function isBelow(directory: string, path: string): boolean {
  if (!path.startsWith(directory)) return false;
  return path.length === directory.length || /[/\\]$/.test(directory) || /[/\\]/.test(path.charAt(directory.length));
}
