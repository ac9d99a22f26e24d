import type { OrderKey } from "#domain/ids.ts";
import { parseMailAddress } from "#domain/mail/mail-address.ts";
import type { Order } from "#domain/order/order.ts";
import { assert } from "#domain/result.ts";
import {
  isTooLate,
  mayBeReminded,
  payableUntil,
  type ReminderKind,
  reminderKinds,
  reminderTimes,
} from "#domain/second-chance/second-chance.ts";
import type { Instant } from "#domain/time.ts";
import type { JobKind, JobRequest } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { sendMail } from "./send-mail.ts";
import { isUnsubscribed, unsubscribeUrl } from "./unsubscribe.ts";

/**
 * The reminders of an order whose session begins now; none where the shop does not want them, or nobody could get
 * them. A FastCheckout order learns the address later.
 */
export function reminderJobs(deps: Dependencies, order: Order): readonly JobRequest[] {
  const { mail, moto, customer } = order.details;
  if (deps.mailer === null || mail?.reminders !== true || moto) return [];
  if (order.type !== "checkout" && parseMailAddress(customer.email ?? "") === null) return [];
  return reminderTimes(order.modifiedAt);
}

/** What an order that is posted again leaves behind where its new request wants no reminders. */
export const staleReminders = (wanted: readonly JobRequest[]): readonly JobKind[] =>
  wanted.length === 0 ? reminderKinds : [];

/**
 * Reminds the shopper of a payment that he can still make, in the order's
 * language. Looks at the order as it is now: paid, cancelled or expired, it sends
 * nothing. A house that was down sends late, but not once the next reminder would be due.
 * At least once: see `sendMail`.
 */
export async function remindShopper(
  deps: Dependencies,
  key: OrderKey,
  { kind, runAt, tries }: { readonly kind: ReminderKind; readonly runAt: Instant; readonly tries: number },
): Promise<JobOutcome> {
  const record = await deps.store.findByKey(key);
  assert(record !== null, "a reminder without an order");
  const { order } = record;
  const now = deps.clock.now();
  const payBefore = payableUntil(record, now);
  if (payBefore === null || !mayBeReminded(record, now) || isTooLate(runAt, now)) return { kind: "done" };
  const to = parseMailAddress(order.details.customer.email ?? "");
  if (to === null || (await isUnsubscribed(deps, order.siteId, to))) return { kind: "done" };
  const site = await deps.store.findSite(order.siteId);
  assert(site !== null, "an order without a site");
  const url = unsubscribeUrl(deps, order.key);
  const mail = deps.mailWriter.reminder({ kind, order, site, payBefore, unsubscribeUrl: url });
  return sendMail(deps, { kind, order, tries, to, mail, unsubscribeUrl: url });
}
