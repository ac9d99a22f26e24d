import type { OrderDetails } from "../order/order.ts";
import type { TokenName } from "./card-token.ts";
import type { RecurringModel } from "./recurring-model.ts";

/**
 * What a payment has to do with a kept card, as the schemes want it told: the
 * `initial` payment, at which the shopper leaves it, or a `subsequent` one,
 * which is paid by it and names the initial one.
 */
export type StoredCredential =
  | { readonly use: "initial"; readonly model: RecurringModel }
  | {
      readonly use: "subsequent";
      readonly model: RecurringModel;
      readonly token: TokenName;
      /** The scheme's reference of the initial payment, or null where it is not known. */
      readonly schemeReference: string | null;
    };

/** A card given anew is kept where the order names a model and a shopper; without a shopper there is nobody to keep it for. */
export function initialCredential(
  details: Pick<OrderDetails, "recurringModel" | "customer">,
): StoredCredential | null {
  const { recurringModel, customer } = details;
  return recurringModel === null || customer.reference === null || customer.reference === ""
    ? null
    : { use: "initial", model: recurringModel };
}
