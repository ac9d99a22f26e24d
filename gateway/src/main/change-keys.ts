import type pg from "pg";
import { createEntropy } from "#adapters/node/entropy.ts";
import { createKey, listKeys, replaceKey, revokeKey } from "#adapters/postgres/key-admin.ts";
import { createSandboxClock } from "#adapters/postgres/sandbox-clock.ts";
import type { KeyArguments } from "#cli/key.ts";
import { presentKeys } from "#cli/key-list.ts";
import { type Instant, later, toIso } from "#domain/time.ts";
import type { Vault } from "#ports/vault.ts";
import { StartupError } from "./startup-error.ts";

type Wanted<Verb extends KeyArguments["verb"]> = Extract<KeyArguments, { readonly verb: Verb }>;

/** `key create`, `list`, `rotate` and `revoke`, by the clock that the gateways obey. */
export async function changeKeys(pool: pg.Pool, vault: Vault, wanted: KeyArguments): Promise<void> {
  const clock = await createSandboxClock(pool);
  switch (wanted.verb) {
    case "create":
      return make(pool, vault, wanted);
    case "list":
      console.log(presentKeys(await listKeys(pool, wanted.owner), clock.now()));
      return;
    case "rotate":
      return rotate(pool, vault, wanted, later(clock.now(), wanted.overlapMs));
    case "revoke":
      if (!(await revokeKey(pool, wanted.id, clock.now()))) throw noSuchKey(wanted.id);
      console.log(`Key ${wanted.id} is revoked: it opens nothing any more.`);
  }
}

async function make(pool: pg.Pool, vault: Vault, wanted: Wanted<"create">): Promise<void> {
  const { owner } = wanted;
  const apiKey = createEntropy().token(40);
  const name = "site" in owner ? `site ${owner.site}` : `account ${owner.account}`;
  const id = await createKey(pool, vault, owner, { ...wanted, apiKey });
  if (id === null) throw new StartupError(`There is no ${name}.`);
  const signs = "site" in owner && !wanted.isReadOnly;
  const effect = signs ? " Its notifications are signed with it from now on." : "";
  console.log(`Key ${id} of ${name} is made, shown only now.${effect}\n\n    ${apiKey}\n`);
}

async function rotate(
  pool: pg.Pool,
  vault: Vault,
  { id }: Wanted<"rotate">,
  retiresAt: Instant,
): Promise<void> {
  const apiKey = createEntropy().token(40);
  const replaced = await replaceKey(pool, vault, id, { apiKey, retiresAt });
  if (replaced.kind === "unknown") throw noSuchKey(id);
  if (replaced.kind === "over") {
    throw new StartupError(`Key ${id} is revoked, or another key follows it already.`);
  }
  console.log(
    `Key ${replaced.id} follows key ${id} and is shown only now. Both are good until ${toIso(retiresAt)}; ` +
      `until then key ${id} signs the notifications, if it did.\n\n    ${apiKey}\n`,
  );
}

const noSuchKey = (id: number): StartupError => new StartupError(`There is no key ${id}.`);
