import type { Site } from "#domain/merchant/site.ts";
import type { Order } from "#domain/order/order.ts";
import type { Attempt } from "#domain/payment/attempt.ts";
import type { ReminderKind } from "#domain/second-chance/second-chance.ts";
import type { Instant } from "#domain/time.ts";

/** A mail in the words of its reader, as text and as HTML that loads nothing from anywhere. */
export interface WrittenMail {
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface ReminderContent {
  readonly kind: ReminderKind;
  readonly order: Order;
  readonly site: Site;
  /** Until when the link can be paid. */
  readonly payBefore: Instant;
  readonly unsubscribeUrl: string;
}

export interface ReceiptContent {
  readonly order: Order;
  readonly site: Site;
  /** What the order was paid with in the end. */
  readonly attempt: Attempt;
  readonly paidAt: Instant;
}

/** Writes mails in the order's language; pure. */
export interface MailWriter {
  reminder(content: ReminderContent): WrittenMail;
  receipt(content: ReceiptContent): WrittenMail;
}
