import type { Rule } from "./rule.ts";
import { addressAttempts } from "./rules/address-attempts.ts";
import { addressCards } from "./rules/address-cards.ts";
import { addressDeclines } from "./rules/address-declines.ts";
import { addressNotInCardCountry } from "./rules/address-not-in-card-country.ts";
import { addressNotInCustomerCountry } from "./rules/address-not-in-customer-country.ts";
import { amountUnusual } from "./rules/amount-unusual.ts";
import { cardAttempts } from "./rules/card-attempts.ts";
import { cardDeclines } from "./rules/card-declines.ts";
import { cardEmails } from "./rules/card-emails.ts";
import { cardNotInCustomerCountry } from "./rules/card-not-in-customer-country.ts";
import { cardReported } from "./rules/card-reported.ts";
import { deliveryAbroad } from "./rules/delivery-abroad.ts";
import { emailAttempts } from "./rules/email-attempts.ts";
import { emailCards } from "./rules/email-cards.ts";
import { mailDisposable } from "./rules/mail-disposable.ts";
import { nameMismatch } from "./rules/name-mismatch.ts";

/** Every rule there is, in the order in which signals are listed. `docs/risk.md` tells of each. */
export const rules: readonly Rule[] = [
  cardReported,
  cardAttempts,
  cardDeclines,
  cardEmails,
  emailAttempts,
  emailCards,
  addressAttempts,
  addressCards,
  addressDeclines,
  addressNotInCardCountry,
  addressNotInCustomerCountry,
  cardNotInCustomerCountry,
  deliveryAbroad,
  amountUnusual,
  mailDisposable,
  nameMismatch,
];
