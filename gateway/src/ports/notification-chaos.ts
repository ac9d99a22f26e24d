import type { OrderId, OrderKey, SiteId } from "#domain/ids.ts";
import type { ChaosSetting } from "#domain/notification/chaos.ts";
import type { Instant } from "#domain/time.ts";

/** Which notifications the sandbox spoils, and how. Settings outlive a restart. */
export interface NotificationChaos {
  /** The order's own setting, else the site's, else null. */
  settingOf(site: SiteId, orderId: OrderId): Promise<ChaosSetting | null>;
  list(site: SiteId): Promise<readonly ChaosSetting[]>;
  /** Replaces a setting of the same order. `full` when the site has a thousand. */
  set(site: SiteId, setting: ChaosSetting): Promise<"set" | "full">;
  /** Removes the setting of an order or (null) that of the site; there may be none. */
  clear(site: SiteId, orderId: OrderId | null): Promise<void>;
  clearAll(site: SiteId): Promise<void>;
  /** When the shopper's browser was first sent to the shop; null: not yet. */
  leftAt(order: OrderKey): Promise<Instant | null>;
  /** Notes that it was, once, and has a waiting delivery come at `runAt`. */
  leave(order: OrderKey, at: Instant, runAt: Instant): Promise<void>;
  /** Whether a first attempt to tell the shop is due or under way. */
  isBeingTold(order: OrderKey, now: Instant): Promise<boolean>;
  /** Keeps the body that is told now, and gives the one that was told before, if any. */
  exchangeBody(order: OrderKey, body: string): Promise<string | null>;
}
