// Figures as people read them: times, durations, tokens.

import type { TokenUsage } from "rollbook-core/thread";
import { numbers } from "../check/facts.ts";

/** `12 ms`, `3.4 s`, `2 min 5 s`, `1 h 12 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${numbers(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** `950`, `12.3k`, `1.2M`. */
export function tokens(count: number): string {
  if (count < 1000) return String(count);
  const [scaled, unit] = count < 999_500 ? [count / 1e3, "k"] : [count / 1e6, "M"];
  return `${scaled < 99.95 ? scaled.toFixed(1) : Math.round(scaled)}${unit}`;
}

export function percent(part: number, whole: number): string {
  const share = (part / whole) * 100;
  return share > 0 && share < 0.5 ? "<1 %" : `${Math.round(share)} %`;
}

/** `2.4k tokens: 2.2k in, half of it cached, 189 out`. */
export function usageLine(usage: TokenUsage): string {
  const { input_tokens, cached_input_tokens, output_tokens, total_tokens } = usage;
  const cached = cached_input_tokens > 0 ? ` (${percent(cached_input_tokens, input_tokens)} cached)` : "";
  return `${tokens(total_tokens)} tokens: ${tokens(input_tokens)} in${cached}, ${tokens(output_tokens)} out`;
}

/** The day and the time of day where this runs; null for what is no time. */
export function localTime(timestamp: string | null): { readonly day: string; readonly clock: string } | null {
  const time = new Date(timestamp ?? Number.NaN);
  if (Number.isNaN(time.getTime())) return null;
  const two = (value: number): string => String(value).padStart(2, "0");
  return {
    day: `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`,
    clock: [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":"),
  };
}

/** `UTC`, `UTC+1`, `UTC-3:30`: what local time was at that moment. */
export function zoneOf(timestamp: string): string {
  const minutes = -new Date(timestamp).getTimezoneOffset();
  if (minutes === 0 || Number.isNaN(minutes)) return "UTC";
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? "" : `:${String(size % 60).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "-" : "+"}${Math.floor(size / 60)}${rest}`;
}
