import type { MailAddress } from "#domain/mail/mail-address.ts";
import type { Instant } from "#domain/time.ts";

/** One mail to one shopper. Texts may hold anything: what could break a header is taken out or encoded. */
export interface Mail {
  /**
   * Left side of the Message-ID, letters, digits, `.`, `-` and `_`. The same mail sent again has the same, so that mail programs and
   * servers may know it again.
   */
  readonly id: string;
  /** Beside the house's own address. */
  readonly fromName: string;
  readonly to: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The shop's order id, as `X-Order-Id`. */
  readonly orderId: string;
  /** For one click (RFC 8058), or null for a mail that nobody can ask not to get. */
  readonly unsubscribeUrl: string | null;
  readonly sentAt: Instant;
}

export type MailOutcome =
  /** The mail server took it, and answers for it from here. */
  | { readonly kind: "sent" }
  /** The mail server will never take it (RFC 5321: 5yz): trying again is no use. */
  | { readonly kind: "refused"; readonly cause: string }
  /** Not taken, or unknown whether: sent again, the shopper may get it twice under one Message-ID, and never not at all. */
  | { readonly kind: "later"; readonly cause: string }
  /** As many mails are under way as may be; this one was not begun. */
  | { readonly kind: "busy" };

/**
 * Hands mails to a mail server. Never throws; bounds its time and how many are
 * under way, so that a dead mail server holds up nothing else. A cause names
 * codes only: answers of mail servers hold addresses.
 */
export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
  close(): Promise<void>;
}
