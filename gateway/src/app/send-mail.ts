import type { MailAddress } from "#domain/mail/mail-address.ts";
import type { Order } from "#domain/order/order.ts";
import { unreachable } from "#domain/result.ts";
import { type Instant, later, minuteMs, secondMs } from "#domain/time.ts";
import type { JobKind } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import type { WrittenMail } from "./mail-writer.ts";

/** Waits between the tries to hand over one mail: together some fifteen hours, then it is given up. */
const retryMinutes = [1, 5, 15, 60, 120, 240, 480] as const;

/** Null after the last try. */
const retryAt = (tries: number, now: Instant): Instant | null => {
  const minutes = retryMinutes[tries];
  return minutes === undefined ? null : later(now, minutes * minuteMs);
};

/** As many mails as may be are under way: soon one of them is done. */
const busyMs = 5 * secondMs;

export interface MailJob {
  readonly kind: Extract<JobKind, "first-reminder" | "second-reminder" | "send-receipt">;
  readonly order: Order;
  readonly tries: number;
  readonly to: MailAddress;
  readonly mail: WrittenMail;
  readonly unsubscribeUrl: string | null;
}

/**
 * Hands one mail of an order to the mail server. Its Message-ID follows from the
 * job and the transaction, so a mail that is sent again (its answer was lost, or
 * this process died before the job was finished) is recognised as the same. Refused
 * for good it is dropped, refused for now tried again, eight times in all; the log
 * says so by the order's key, never by the address.
 */
export async function sendMail(
  deps: Dependencies,
  { kind, order, tries, to, mail, unsubscribeUrl }: MailJob,
): Promise<JobOutcome> {
  if (deps.mailer === null) return { kind: "done" };
  const now = deps.clock.now();
  const outcome = await deps.mailer.send({
    ...mail,
    id: `${kind}.${order.transactionId}.${order.key}`,
    to,
    orderId: order.orderId,
    unsubscribeUrl,
    sentAt: now,
  });
  switch (outcome.kind) {
    case "sent":
      deps.log.info("mail.sent", { kind, order: order.key });
      return { kind: "done" };
    case "refused":
      deps.log.warn("mail.refused", { kind, order: order.key, cause: outcome.cause });
      return { kind: "done" };
    case "busy":
      return { kind: "next", at: later(now, busyMs) };
    case "later": {
      const at = retryAt(tries, now);
      const event = at === null ? "mail.given-up" : "mail.postponed";
      deps.log.warn(event, { kind, order: order.key, tries, cause: outcome.cause });
      return at === null ? { kind: "done" } : { kind: "again", at };
    }
    default:
      return unreachable(outcome);
  }
}
