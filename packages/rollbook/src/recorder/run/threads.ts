// The threads of a run, and which root each of them belongs to.

import type { SeenThread } from "../told/telling.ts";

export class Threads {
  readonly #seen = new Map<string, { root: string | null; parent: string | null }>();

  /** Takes what a tap tells; true when it is new that there is such a thread. */
  see({ thread_id, root_id, parent_id }: SeenThread): boolean {
    const known = this.#seen.get(thread_id);
    this.#seen.set(thread_id, { root: known?.root ?? root_id, parent: known?.parent ?? parent_id });
    return known === undefined;
  }

  ids(): readonly string[] {
    return [...this.#seen.keys()];
  }

  has(threadId: string): boolean {
    return this.#seen.has(threadId);
  }

  /** Its root as Codex names it, or as the parents lead to it; the thread itself where neither is told. */
  rootOf(threadId: string): string {
    const passed = new Set<string>();
    for (let at = threadId; ;) {
      passed.add(at);
      const { root = null, parent = null } = this.#seen.get(at) ?? {};
      if (root !== null && root !== at) return root;
      if (parent === null || passed.has(parent)) return at;
      at = parent;
    }
  }
}
