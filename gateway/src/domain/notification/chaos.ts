/**
 * How the sandbox spoils notifications, so that a shop's developer can meet the
 * failures that break plug-ins. Nothing of it exists in live mode.
 */
import type { OrderId } from "../ids.ts";
import { hourMs, type Instant, later, minuteMs, secondMs } from "../time.ts";

export const chaosBehaviours = [
  /** The same notification again after the first was answered. */
  "twice",
  /** Two at the same time. */
  "concurrent",
  /** After each state the one before it, once more. */
  "reordered",
  /** Some seconds after the change. */
  "late",
  /** The browser is sent to the shop only after the shop has answered. */
  "before-redirect",
  /** Some seconds after the browser was sent to the shop. */
  "after-redirect",
  "never",
] as const;
export type ChaosBehaviour = (typeof chaosBehaviours)[number];

export interface ChaosSetting {
  /** Null: all orders of the site that have no setting of their own. */
  readonly orderId: OrderId | null;
  readonly behaviour: ChaosBehaviour;
  /** Of `late` and `after-redirect`; 0 for the others. */
  readonly seconds: number;
}

/** Whether a behaviour means nothing without a number of seconds. */
export const needsSeconds = (behaviour: ChaosBehaviour): boolean =>
  behaviour === "late" || behaviour === "after-redirect";

/** A browser that has not left by then never will: the shopper closed it, or there is none. */
const longestStayMs = hourMs;

/** How long a browser waits before it is sent on, when the shop hangs and the queue is long. */
export const longestWaitMs = minuteMs;

/** When a delivery that is spoiled so may begin; null: at once. */
export function deliveryDueAt(
  { behaviour, seconds }: ChaosSetting,
  { changedAt, leftAt }: { readonly changedAt: Instant; readonly leftAt: Instant | null },
): Instant | null {
  const delayMs = seconds * secondMs;
  if (behaviour === "late") return later(changedAt, delayMs);
  if (behaviour !== "after-redirect") return null;
  return leftAt === null ? later(changedAt, longestStayMs) : later(leftAt, delayMs);
}
