// The face of usage: what sessions spent, by day and model, and what it cost.

export { addTokens, NONE as NO_TOKENS, type Cell, type Tokens } from "./cell.ts";
export { createPricing, type Cost, type Pricing } from "./cost.ts";
export { createUsagePass, type FileUsage, type UsagePass, type UsagePassOptions } from "./pass.ts";
export { PRICES } from "./prices.data.ts";
export { readPriceTable, type Price, type PriceRow, type PriceTable } from "./prices.ts";
export {
  type DayRange,
  groupUsage,
  GROUPINGS,
  type GroupedUsage,
  type Grouping,
  type GroupUsage,
  type SessionUsage,
  type UsageTotals,
} from "./group.ts";
