import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { checkValueOf, unwrapKey, wrapKey } from "#adapters/node/wrapped-key.ts";
import { activateKeys, announceKeys, readDataKeys, replaceMasterKey } from "#adapters/postgres/data-keys.ts";
import { createSealedRows } from "#adapters/postgres/sealed-rows.ts";
import { sealAgain } from "#app/seal-again.ts";
import { type KeysArguments, presentDataKeys } from "#cli/keys.ts";
import type { AuditTrail } from "#ports/audit-trail.ts";
import type { OpenKeys } from "./open-keys.ts";
import { StartupError } from "./startup-error.ts";

/** Every gateway hears of a change at once; one that had just lost its connection, when it has it again. */
const heardMs = 3_000;
/** What a gateway was about to write under the key before is there by the second round; more find nothing. */
const mostRounds = 5;

/** What a rotation works with; that it happened goes into the audit log before it does. */
export interface RotationTools {
  readonly pool: pg.Pool;
  readonly keys: OpenKeys;
  readonly trail: AuditTrail;
}

/** `keys list`, `rotate`, `resume` and `rotate-master`, while gateways work. */
export async function rotateKeys({ pool, keys, trail }: RotationTools, wanted: KeysArguments): Promise<void> {
  if (wanted.verb === "rotate" || wanted.verb === "rotate-master") {
    const account = wanted.verb === "rotate" ? wanted.account : null;
    await trail.note({ stream: "house", event: `keys.${wanted.verb}`, change: { account } });
  }
  switch (wanted.verb) {
    case "list":
      console.log(presentDataKeys(await readDataKeys(pool)));
      return;
    case "rotate":
      await nextKeys(pool, keys, wanted.account);
      return sealEverything(pool, keys, wanted.account);
    case "resume":
      return sealEverything(pool, keys, wanted.account);
    case "rotate-master":
      return nextMasterKey(pool, keys);
  }
}

/** First all learn to open, then they seal: so no process meets what it cannot open. */
async function nextKeys(pool: pg.Pool, keys: OpenKeys, account: number | null): Promise<void> {
  const count = await announceKeys(pool, account, keys.wrapNew);
  if (count === 0) throw new StartupError(`There is no account ${account}.`);
  console.log(`Announced ${count} new ${count === 1 ? "key" : "keys"}.`);
  await pause(heardMs);
  await activateKeys(pool, account);
  console.log("They seal from now on. What is sealed is sealed again.");
  await pause(heardMs);
}

async function sealEverything(pool: pg.Pool, keys: OpenKeys, account: number | null): Promise<void> {
  await keys.refresh();
  const house = { vault: keys.vault, rows: createSealedRows(pool) };
  for (let round = 1; round <= mostRounds; round += 1) {
    const count = await sealAgain(house, account, ({ kind, looked, sealed }) =>
      console.log(`  ${kind}: ${looked} rows looked at, ${sealed} sealed again`),
    );
    if (count === 0) {
      console.log("Everything is sealed under the newest keys. The keys before are kept, for backups.");
      return;
    }
  }
  console.log("Rows are still being written under keys before; run keys resume later.");
}

/** Only the data keys are wrapped anew: what they sealed stays as it is. */
async function nextMasterKey(pool: pg.Pool, { given, holding }: OpenKeys): Promise<void> {
  const { current } = given;
  if (holding.keyId === current.keyId) {
    throw new StartupError(
      `SLUIS_MASTER_KEY (${current.keyId}) holds the house already. To replace it, set SLUIS_MASTER_KEY to ` +
        "the new key and SLUIS_MASTER_KEY_PREVIOUS to the one of now.",
    );
  }
  const next = { id: current.keyId, checkValue: checkValueOf(current) };
  const isDone = await replaceMasterKey(
    pool,
    holding.keyId,
    next,
    (row) => wrapKey(current, row.id, unwrapKey(holding, row.id, row.wrapped)).wrapped,
  );
  if (!isDone) throw new StartupError("The master key was replaced by somebody else meanwhile.");
  console.log(
    `Master key ${current.keyId} holds the house instead of ${holding.keyId}. ` +
      "Start every gateway without SLUIS_MASTER_KEY_PREVIOUS; backups of before still need the old key.",
  );
}
