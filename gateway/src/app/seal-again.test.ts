import assert from "node:assert/strict";
import { test } from "node:test";
import type { SealedRow, SealedRows } from "#ports/sealed-rows.ts";
import type { Vault } from "#ports/vault.ts";
import { sealAgain } from "./seal-again.ts";

// Goal: all is sealed again, once, whatever happens on the way. Method: tokens in memory, three a batch.

const vault = {
  sealAgain: (_content, sealed) => (sealed.keyId === "new" ? null : { ...sealed, keyId: "new" }),
} satisfies Pick<Vault, "sealAgain">;

function shelf(names: readonly string[]) {
  const keyIds = new Map(names.map((name) => [name, "old"]));
  const rows: SealedRows = {
    async next(kind, { after }) {
      if (kind !== "token") return [];
      const following = [...keyIds.keys()].filter((name) => name > after).slice(0, 3);
      return following.map((name): SealedRow => ({
        kind,
        name,
        content: "card",
        sealed: { keyId: keyIds.get(name) ?? "", ciphertext: new Uint8Array() },
        context: name,
        place: { context: name, owner: { account: 1 } },
      }));
    },
    replace: async ({ name }, { keyId }) => keyIds.has(name) && keyIds.set(name, keyId).size > 0,
  };
  return { keyIds, rows };
}

const names = ["a", "b", "c", "d", "e", "f", "g"];
const house = (rows: SealedRows) => ({ vault: vault as unknown as Vault, rows });

test("every row is sealed again, and a second round finds nothing", async () => {
  const { rows, keyIds } = shelf(names);
  const told: number[] = [];
  assert.equal(await sealAgain(house(rows), null, ({ sealed }) => told.push(sealed)), 7);
  assert.deepEqual(told, [3, 6, 7]);
  assert.deepEqual([...new Set(keyIds.values())], ["new"]);
  assert.equal(await sealAgain(house(rows), null, () => undefined), 0);
});

test("broken off, it is begun anew and does what was left", async () => {
  const { rows } = shelf(names);
  let writes = 0;
  const breaking: SealedRows = {
    ...rows,
    replace: (row, sealed) =>
      (writes += 1) > 4 ? Promise.reject(new Error("killed")) : rows.replace(row, sealed),
  };
  await assert.rejects(
    sealAgain(house(breaking), null, () => undefined),
    /killed/,
  );
  assert.equal(await sealAgain(house(rows), null, () => undefined), 3);
});

test("a row that was erased meanwhile stays erased", async () => {
  const { rows, keyIds } = shelf(names);
  const racing: SealedRows = {
    ...rows,
    async replace(row, sealed) {
      if (row.name === "b") keyIds.delete("b");
      return rows.replace(row, sealed);
    },
  };
  assert.equal(await sealAgain(house(racing), null, () => undefined), 6);
  assert.equal(keyIds.has("b"), false);
});
