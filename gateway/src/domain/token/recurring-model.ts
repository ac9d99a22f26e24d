/** How a shop will use a kept card: `cardOnFile` when the shopper asks for it, the others by itself (contract, cards-3ds.md §10). */
export const recurringModels = ["cardOnFile", "subscription", "unscheduled"] as const;
export type RecurringModel = (typeof recurringModels)[number];

/** In any letter case: `/payment-methods` spells the first one `cardonfile`. Null for anything else. */
export function parseRecurringModel(text: string): RecurringModel | null {
  const wanted = text.trim().toLowerCase();
  return recurringModels.find((model) => model.toLowerCase() === wanted) ?? null;
}

/** The shop charges the card while its shopper is away. */
export const isMerchantInitiated = (model: RecurringModel): boolean => model !== "cardOnFile";
