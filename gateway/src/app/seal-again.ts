import { sealedKinds, type SealedKind, type SealedRows } from "#ports/sealed-rows.ts";
import type { Vault } from "#ports/vault.ts";

/** How far the sealing is, after each batch of rows. */
export interface SealingProgress {
  readonly kind: SealedKind;
  readonly looked: number;
  readonly sealed: number;
}

/**
 * Seals everything, or all of one account, under the data keys of now, row by
 * row while gateways work: no row is locked for longer than its own update, and
 * one that somebody else changed is left as he wrote it. Broken off, it may be
 * begun anew: what is done is passed over. Gives how many rows were sealed again.
 */
export async function sealAgain(
  { vault, rows }: { readonly vault: Vault; readonly rows: SealedRows },
  account: number | null,
  tell: (progress: SealingProgress) => void,
): Promise<number> {
  let all = 0;
  for (const kind of sealedKinds) {
    let after = "";
    let looked = 0;
    let sealed = 0;
    for (;;) {
      const batch = await rows.next(kind, { after, account });
      const last = batch.at(-1);
      if (last === undefined) break;
      for (const row of batch) {
        const next = vault.sealAgain(row.content, row.sealed, { from: row.context, to: row.place });
        if (next !== null && (await rows.replace(row, next))) sealed += 1;
      }
      after = last.name;
      looked += batch.length;
      tell({ kind, looked, sealed });
    }
    all += sealed;
  }
  return all;
}
