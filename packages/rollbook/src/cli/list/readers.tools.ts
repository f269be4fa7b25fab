// For tests: sessions read by readers of their own.

import type { PriceTable } from "rollbook-core/usage";
import { openReaders, type Readers } from "./readers.ts";

type Read = Readers["read"];

export async function readSessions(
  sessions: Parameters<Read>[0],
  prices: PriceTable,
  take: Parameters<Read>[1],
  read: Parameters<Read>[2],
): Promise<void> {
  const readers = openReaders(prices);
  try {
    await readers.read(sessions, take, read);
  } finally {
    readers.end();
  }
}
