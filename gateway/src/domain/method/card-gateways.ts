import { brandNames, type CardBrand } from "../card/brand.ts";

/** The gateway ids this house takes: the generic card and its brands (contract, gateways.md §5). */
export type GatewayId = "CREDITCARD" | CardBrand;

export interface Gateway {
  readonly id: GatewayId;
  readonly description: string;
}

export const gateways: readonly Gateway[] = [
  { id: "VISA", description: brandNames.VISA },
  { id: "MASTERCARD", description: brandNames.MASTERCARD },
  { id: "MAESTRO", description: brandNames.MAESTRO },
  { id: "AMEX", description: brandNames.AMEX },
  { id: "CREDITCARD", description: "Credit card" },
];

/** Any letter case; `AMERICAN EXPRESS` in any spacing is AMEX (contract, cards-3ds.md §1). */
export function parseGateway(text: string): GatewayId | null {
  const id = text.trim().toUpperCase();
  if (id.replace(/[\s_-]/g, "") === "AMERICANEXPRESS") return "AMEX";
  return gateways.find((gateway) => gateway.id === id)?.id ?? null;
}

/** The brands a page offers for a gateway: its own, or all for the generic card and for no gateway. */
export const brandsOf = (gateway: GatewayId | null): readonly CardBrand[] =>
  gateway === null || gateway === "CREDITCARD" ? ["VISA", "MASTERCARD", "MAESTRO", "AMEX"] : [gateway];
