import { deliveryDueAt, longestWaitMs } from "#domain/notification/chaos.ts";
import type { Order } from "#domain/order/order.ts";
import { unreachable } from "#domain/result.ts";
import { type Instant, later, secondMs } from "#domain/time.ts";
import type { Dependencies } from "./dependencies.ts";

/** The calls of one attempt. */
export interface Calls {
  readonly kind: "calls";
  /** A body for each; null for GET. */
  readonly bodies: readonly (string | null)[];
  readonly areConcurrent: boolean;
}

/**
 * What is to be done now about an order's notification: one call, or in the
 * sandbox what the shop's developer asked for. The retries of what is spoiled
 * are spoiled alike; what is only late is late once.
 */
export async function plannedCalls(
  deps: Dependencies,
  order: Order,
  body: string | null,
): Promise<Calls | { readonly kind: "later"; readonly at: Instant } | { readonly kind: "never" }> {
  const once: Calls = { kind: "calls", bodies: [body], areConcurrent: false };
  const chaos = deps.notificationChaos;
  const setting = chaos === null ? null : await chaos.settingOf(order.siteId, order.orderId);
  if (chaos === null || setting === null) return once;
  switch (setting.behaviour) {
    case "never":
      return { kind: "never" };
    case "twice":
      return { ...once, bodies: [body, body] };
    case "concurrent":
      return { ...once, bodies: [body, body], areConcurrent: true };
    case "reordered": {
      // A GET says nothing of the state: there is nothing that could be older.
      const older = body === null ? null : await chaos.exchangeBody(order.key, body);
      return older === null || older === body ? once : { ...once, bodies: [body, older] };
    }
    case "late":
    case "after-redirect": {
      const leftAt = await chaos.leftAt(order.key);
      const at = deliveryDueAt(setting, { changedAt: order.modifiedAt, leftAt });
      return at !== null && at > deps.clock.now() ? { kind: "later", at } : once;
    }
    case "before-redirect":
      return once;
    default:
      return unreachable(setting.behaviour);
  }
}

/**
 * Called in the sandbox before the shopper's browser is sent to the shop. `wait`
 * lets some real time pass. Answers when the browser may go: at once, or after
 * the shop was told, or when that takes too long.
 */
export async function beforeBrowserLeaves(
  deps: Dependencies,
  order: Order,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  const chaos = deps.notificationChaos;
  const setting = chaos === null ? null : await chaos.settingOf(order.siteId, order.orderId);
  if (chaos === null || setting === null) return;
  if (setting.behaviour === "after-redirect") {
    const now = deps.clock.now();
    await chaos.leave(order.key, now, later(now, setting.seconds * secondMs));
  }
  if (setting.behaviour !== "before-redirect") return;
  for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += pollMs) {
    if (!(await chaos.isBeingTold(order.key, deps.clock.now()))) return;
    await wait(pollMs);
  }
}

const pollMs = 50;
