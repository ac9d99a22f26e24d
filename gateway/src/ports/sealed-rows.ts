import type { Sealed, SealedContent, SealedPlace } from "./vault.ts";

/** What the vault seals: cards of attempts and tokens, API keys, documents of orders. */
export const sealedKinds = ["attempt", "token", "api-key", "file"] as const;
export type SealedKind = (typeof sealedKinds)[number];

/** One ciphertext where it lies. */
export interface SealedRow {
  readonly kind: SealedKind;
  /** Orders the rows of a kind, and names one. */
  readonly name: string;
  readonly content: SealedContent;
  readonly sealed: Sealed;
  /** As it was sealed. */
  readonly context: string;
  /** As it is sealed now. */
  readonly place: SealedPlace;
}

/** All that is sealed, row by row. */
export interface SealedRows {
  /** The next rows of a kind behind that name, of one account where that is given; none at the end. */
  next(
    kind: SealedKind,
    from: { readonly after: string; readonly account: number | null },
  ): Promise<readonly SealedRow[]>;
  /** Nothing is written, and false given, where the row has another ciphertext meanwhile, or none. */
  replace(row: SealedRow, sealed: Sealed): Promise<boolean>;
}
