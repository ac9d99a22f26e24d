import type { Minor, Money } from "../money.ts";

/**
 * All that the rules look at. What nobody knows is null, and a rule that needs
 * it stays silent: a missing fact is no sign of fraud.
 */
export interface RiskFacts {
  readonly money: Money;
  readonly holderName: string | null;
  readonly customer: CustomerFacts;
  /** ISO 3166-1 alpha-2, as all countries here. */
  readonly deliveryCountry: string | null;
  /** Where the shopper's IP address is registered. */
  readonly addressCountry: string | null;
  /** Where the issuer of the card is. */
  readonly cardCountry: string | null;
  readonly history: PaymentHistory;
}

export interface CustomerFacts {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly companyName: string | null;
  readonly country: string | null;
  /** What stands behind the last `@` of the e-mail address, in lower case. */
  readonly mailDomain: string | null;
}

/**
 * What came before this attempt, in windows of an hour, a day or 30 days that
 * end with it. Counts are cut off where no rule asks for more.
 */
export interface PaymentHistory {
  readonly card: CardHistory;
  readonly email: PayerHistory;
  readonly address: PayerHistory;
  readonly site: SiteHistory;
}

export interface CardHistory {
  readonly attemptsInHour: number;
  readonly attemptsInDay: number;
  readonly declinesInDay: number;
  /** Different e-mail addresses that paid with the card, without the present one. */
  readonly otherEmailsInDay: number;
  /** Times the issuer declined the card as lost, stolen or suspected of fraud. */
  readonly reportsInMonth: number;
}

/** Of an e-mail address or an IP address; all zero where it is not known. */
export interface PayerHistory {
  readonly attemptsInHour: number;
  readonly attemptsInDay: number;
  readonly declinesInDay: number;
  /** Different cards, without the present one. */
  readonly otherCardsInDay: number;
}

/** Of the site's newest payments in the currency. */
export interface SiteHistory {
  readonly payments: number;
  /** 95 of 100 payments were not above this; null where there are none. */
  readonly highAmount: Minor | null;
}
