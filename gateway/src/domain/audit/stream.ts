import type { OrderKey, SiteId } from "../ids.ts";

/** A chain of entries: of one order, one site, one account, or of the house as a whole. */
export type Stream = `order/${string}` | `site/${number}` | `account/${number}` | "house";

export const orderStream = (key: OrderKey): Stream => `order/${key}`;
export const siteStream = (site: SiteId): Stream => `site/${site}`;
export const accountStream = (account: number): Stream => `account/${account}`;
