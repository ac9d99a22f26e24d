/**
 * How a message says that a card is kept, or was: the multi-purpose merchant
 * indicator of DE 48 with `C` for what the cardholder and `M` for what the
 * merchant initiates (Mastercard's customer interface specification, DE 48
 * subelement 22, subfield 5).
 */
import { isMerchantInitiated as isByMerchant, type RecurringModel } from "#domain/token/recurring-model.ts";
import type { StoredCredential } from "#domain/token/stored-credential.ts";

/** A cardholder agrees to subscriptions under an indicator of their own; to charges as they come under that of a card on file. */
const agreed: Readonly<Record<RecurringModel, string>> = {
  cardOnFile: "C101",
  unscheduled: "C101",
  subscription: "C103",
};

const charged: Readonly<Record<RecurringModel, string>> = {
  cardOnFile: "C101",
  unscheduled: "M101",
  subscription: "M103",
};

export const initiation = ({ use, model }: StoredCredential): string =>
  use === "initial" ? agreed[model] : charged[model];

/** At the initial payment the shopper is always there. */
export const isMerchantInitiated = (credential: StoredCredential | null): boolean =>
  credential?.use === "subsequent" && isByMerchant(credential.model);
