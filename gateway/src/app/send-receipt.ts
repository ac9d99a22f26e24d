import type { OrderKey } from "#domain/ids.ts";
import { parseMailAddress } from "#domain/mail/mail-address.ts";
import { isReceiptDue } from "#domain/mail/receipt.ts";
import { assert } from "#domain/result.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { sendMail } from "./send-mail.ts";

/**
 * Mails the shopper what he paid, in the order's language. The database asks for
 * it when a payment completes at a site that wants receipts, so once for each
 * transaction. An order that is no longer paid when this runs gets none. At least
 * once: see `sendMail`.
 */
export async function sendReceipt(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  const record = await deps.store.findByKey(key);
  assert(record !== null, "a receipt without an order");
  const { order, attempt } = record;
  const to = parseMailAddress(order.details.customer.email ?? "");
  if (to === null || attempt === null || !isReceiptDue(record)) return { kind: "done" };
  const site = await deps.store.findSite(order.siteId);
  assert(site !== null, "an order without a site");
  const paidAt = order.completedAt ?? order.modifiedAt;
  const mail = deps.mailWriter.receipt({ order, site, attempt, paidAt });
  return sendMail(deps, { kind: "send-receipt", order, tries, to, mail, unsubscribeUrl: null });
}
