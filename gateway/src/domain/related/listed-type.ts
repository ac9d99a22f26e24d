import type { RelatedType } from "./related-transaction.ts";

/** What has a line of its own in the list of transactions; captures and releases are told with their order. */
export const listedTypes = [
  "refund",
  "chargeback",
  "reverse-chargeback",
] as const satisfies readonly RelatedType[];

/** With an underscore in the list, with a hyphen in `related_transactions`: the contract has both. */
export const listedNameOf = (type: RelatedType): string => type.replaceAll("-", "_");

/** `C` is money to the shop, `D` from it. */
export const sideOf = (type: RelatedType): "C" | "D" => (type === "reverse-chargeback" ? "C" : "D");
