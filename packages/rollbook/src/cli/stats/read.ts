// The files behind the operands, each counted once, by as many threads as there is work for.

import type { Cell, SessionUsage } from "rollbook-core/usage";
import { boundMemory } from "../memory.ts";
import type { Progress } from "../progress.ts";
import { openTeam, type Team } from "../team.ts";
import { boundCompiling } from "../tiers.ts";
import { createCount } from "./count.ts";
import { EarlyFiles } from "./early.ts";
import { gather, readOperands, type Asked } from "./gather.ts";
import type { Job, Outcome, SessionSubject, Subject, WorkOutcome } from "./job.ts";
import { createWorkTask } from "./work.ts";

/** Below this many bytes a second thread takes longer to start than it saves. */
const WORTH_A_THREAD = 16 * 1024 * 1024;
/** Bundled, all files stand side by side. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./stats-worker.ts" : "./stats-worker.js", import.meta.url);
const WORK_WORKER = new URL(import.meta.url.endsWith(".ts") ? "./work-worker.ts" : "./work-worker.js", import.meta.url);

export interface Counting {
  readonly job: Job;
  readonly jobs: number;
  /** They were asked for, so they are started however little there is to read. */
  readonly jobsAsked: boolean;
  /** Sessions will be read whole as well. */
  readonly work: boolean;
  readonly showProgress: (total: number) => Progress;
}

export interface Counted {
  readonly files: readonly { readonly subject: Subject; readonly outcome: Outcome }[];
  readonly sessions: () => readonly SessionSubject[];
  /** A sentence for each operand that cannot be read or holds no session. */
  readonly problems: readonly string[];
}

/**
 * Whole directories are counted first and looked through for copies afterwards: what counts is nearly all of them, and
 * their heads are read but once.
 */
export async function countFiles(asked: Asked, counting: Counting): Promise<Counted> {
  const { job } = counting;
  const team = openTeam<Subject, Outcome>(WORKER, job, createCount(job));
  const count = (subjects: readonly Subject[]): Promise<readonly Outcome[]> => countOn(team, subjects, counting);
  try {
    const { words, paths } = readOperands(asked);
    const early = new EarlyFiles(words.length === 0 ? paths : []);
    early.settle(await count(early.subjects));
    const { subjects, sessions, problems } = gather(asked, early.looks);
    const left = subjects.filter((subject) => early.outcome(subject) === null);
    const late = await count(left);
    const outcomes = new Map(left.map((subject, index) => [subject, late[index]]));
    const files = subjects.map((subject) => ({
      subject,
      outcome: early.outcome(subject) ?? (outcomes.get(subject) as Outcome),
    }));
    return { files, sessions, problems };
  } finally {
    team.end();
  }
}

/** Files of which it is known that they count. */
export async function countSubjects(subjects: readonly Subject[], counting: Counting): Promise<readonly Outcome[]> {
  const { job } = counting;
  const team = openTeam<Subject, Outcome>(WORKER, job, createCount(job));
  try {
    return await countOn(team, subjects, counting);
  } finally {
    team.end();
  }
}

async function countOn(
  team: Team<Subject, Outcome>,
  subjects: readonly Subject[],
  counting: Counting,
): Promise<readonly Outcome[]> {
  const outcomes = Array.from<Outcome>({ length: subjects.length });
  await runOn(team, subjects, counting, (outcome, index) => (outcomes[index] = outcome));
  return outcomes;
}

/** The same sessions read whole, which takes several times as long; each is given when it was read. */
export async function readWork(
  sessions: readonly SessionSubject[],
  counting: Counting,
  give: (outcome: WorkOutcome, index: number) => void,
): Promise<void> {
  const { job } = counting;
  const team = openTeam<SessionSubject, WorkOutcome>(WORK_WORKER, job, createWorkTask(job));
  try {
    await runOn(team, sessions, counting, give);
  } finally {
    team.end();
  }
}

/** With as many threads as there is work for. */
async function runOn<Source extends { readonly bytes: number }, Result>(
  team: Team<Source, Result>,
  sources: readonly Source[],
  { jobs, jobsAsked, work, showProgress }: Counting,
  give: (result: Result, index: number) => void,
): Promise<void> {
  const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  const size = jobsAsked || bytes >= WORTH_A_THREAD ? Math.min(jobs, sources.length) : 1;
  boundMemory(bytes);
  if (!work) boundCompiling(bytes / size);
  while (team.size() < size) team.start();
  const progress = showProgress(bytes);
  try {
    await team.run(sources, (source) => source.bytes, progress.add, give);
  } finally {
    progress.clear();
  }
}

/** What the files of each session tell, together. */
export function sessionsOf(files: Counted["files"]): readonly SessionUsage[] {
  const sessions = new Map<string, { readonly id: string; readonly project: string | null; readonly cells: Cell[] }>();
  for (const { subject, outcome } of files) {
    const { session: id, project } = subject;
    const known = sessions.get(id);
    if (known === undefined) sessions.set(id, { id, project, cells: [...outcome.usage.cells] });
    else known.cells.push(...outcome.usage.cells);
  }
  return [...sessions.values()];
}
