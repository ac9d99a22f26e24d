import type { Branding } from "../appearance/branding.ts";
import type { FeeRule } from "../fee/fee.ts";
import type { FraudRulesSetting } from "../fraud/policy.ts";
import type { SiteId } from "../ids.ts";

/** A shop's site: whose key a request carries, and how its payments look to the acquirer. */
export interface Site {
  readonly id: SiteId;
  readonly accountId: number;
  readonly name: string;
  /** Used where an order names no notification URL of its own. */
  readonly notificationUrl: string | null;
  /** Gateway ids the shop offers; null: all. */
  readonly methods: readonly string[] | null;
  readonly settings: SiteSettings;
  readonly branding: Branding;
  /** What its payments cost; without a rule that fits they cost nothing. */
  readonly fees: readonly FeeRule[];
  readonly acceptor: {
    /** ISO 18245 merchant category code. */
    readonly mcc: string;
    readonly terminalId: string;
    readonly acceptorId: string;
    readonly city: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
  };
}

/** A site without its fees, some twenty rules that no shopper is shown. */
export type ShownSite = Omit<Site, "fees">;

export interface SiteSettings {
  /** `last4` and `card_expiry_date` as JSON strings instead of the seed's numbers (contract, README §6). */
  readonly cardFieldsAsStrings: boolean;
  /** A second refund of the same amount within five minutes is refused (contract, refunds.md §2). */
  readonly refusesSameRefund: boolean;
  /** Which card payments are scored; see docs/risk.md. */
  readonly fraudRules: FraudRulesSetting;
  /** The shopper is mailed a receipt; see docs/mail.md. */
  readonly receipts: boolean;
}
