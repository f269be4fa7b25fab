// Rate limits day by day: how far each window of each limit was used.

import type { LimitSample } from "rollbook-api";

export interface LimitDay {
  readonly day: string;
  /** The most that was told on that day, in per cent; null where none was. */
  readonly percent: number | null;
  readonly reached: string | null;
}

export interface LimitHistory {
  /** `codex, 5 h`: the limit and its window. */
  readonly name: string;
  readonly plan: string | null;
  /** As it was told last. */
  readonly percent: number;
  readonly told: string;
  readonly resets_at: string | null;
  /** Oldest first. */
  readonly days: readonly LimitDay[];
}

type Side = "primary" | "secondary";

/** One for each window of each limit, those told of last first. Days are those of UTC, as the samples are. */
export function limitHistories(samples: readonly LimitSample[]): readonly LimitHistory[] {
  const groups = Map.groupBy(
    samples.flatMap((sample) =>
      (["primary", "secondary"] as const).flatMap((side: Side) => {
        const window = sample[side];
        return window === null ? [] : [{ sample, window, side }];
      }),
    ),
    ({ sample, window, side }) => `${sample.limit_id ?? ""}\n${window.window_minutes ?? side}`,
  );
  const histories = [...groups.values()].flatMap((group): LimitHistory[] => {
    const last = group.at(-1);
    if (last === undefined) return [];
    const { sample, window, side } = last;
    const days = [...Map.groupBy(group, ({ sample: { hour } }) => hour.slice(0, 10))].map(([day, all]) => ({
      day,
      percent: Math.max(...all.map((each) => each.window.highest_percent)),
      reached: all.find((each) => each.sample.reached !== null)?.sample.reached ?? null,
    }));
    return [
      {
        name: [sample.limit_id, windowName(window.window_minutes) ?? side].filter((part) => part !== null).join(", "),
        plan: sample.plan_type,
        percent: window.used_percent,
        told: sample.time,
        resets_at: window.resets_at,
        days,
      },
    ];
  });
  return histories.toSorted((a, b) => (a.told < b.told ? 1 : a.told > b.told ? -1 : 0));
}

/** `5 h`, `7 days`. */
export function windowName(minutes: number | null): string | null {
  if (minutes === null) return null;
  if (minutes % 1440 === 0) return minutes === 1440 ? "1 day" : `${minutes / 1440} days`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
