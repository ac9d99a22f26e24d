import { parseOrderId } from "#domain/ids.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import type { Site } from "#domain/merchant/site.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { assert, ok, refuse, type Result } from "#domain/result.ts";
import type { FullRecord } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import { readOrder } from "./read-order.ts";

/** An order with the site it belongs to, by whose settings it is shown. */
export interface HeldOrder extends FullRecord {
  readonly site: Site;
}

/**
 * An order of the key's site, or of any site of the key's account: by the shop's
 * id (of several sites the newest), else by transaction id. Refused with 1006.
 */
export async function readHeldOrder(
  deps: Dependencies,
  holder: KeyHolder,
  name: string,
): Promise<Result<HeldOrder, Refusal>> {
  if (holder.role === "site") {
    const own = await readOrder(deps, holder.site, name);
    return own.ok ? ok({ ...own.value, site: holder.site }) : own;
  }
  const record = await findInAccount(deps, holder.accountId, name);
  if (record === null) return refuse(refusal(1006));
  const site = await deps.store.findSite(record.order.siteId);
  assert(site !== null, "an order without a site");
  return ok({ ...record, site });
}

async function findInAccount(
  { siteBook }: Dependencies,
  accountId: number,
  name: string,
): Promise<FullRecord | null> {
  const orderId = parseOrderId(name);
  const byOrderId = orderId === null ? null : await siteBook.findOrderOfAccount(accountId, { orderId });
  if (byOrderId !== null) return byOrderId;
  const number = /^[1-9]\d{0,15}$/.test(name) ? Number(name) : Number.NaN;
  return Number.isSafeInteger(number)
    ? siteBook.findOrderOfAccount(accountId, { transactionId: number })
    : null;
}
