import { createEntropy } from "#adapters/node/entropy.ts";
import { createKey, type KeyAdmin, listKeys, replaceKey, revokeKey } from "#adapters/postgres/key-admin.ts";
import type { KeyArguments } from "#cli/key.ts";
import { presentKeys } from "#cli/key-list.ts";
import { type Instant, later, toIso } from "#domain/time.ts";
import type { Clock } from "#ports/clock.ts";
import { StartupError } from "./startup-error.ts";

type Wanted<Verb extends KeyArguments["verb"]> = Extract<KeyArguments, { readonly verb: Verb }>;

/** `key create`, `list`, `rotate` and `revoke`, by the clock that the gateways obey. */
export async function changeKeys(
  admin: KeyAdmin & { readonly clock: Clock },
  wanted: KeyArguments,
): Promise<void> {
  const { pool, clock } = admin;
  switch (wanted.verb) {
    case "create":
      return make(admin, wanted);
    case "list":
      console.log(presentKeys(await listKeys(pool, wanted.owner), clock.now()));
      return;
    case "rotate":
      return rotate(admin, wanted, later(clock.now(), wanted.overlapMs));
    case "revoke":
      if (!(await revokeKey(admin, wanted.id, clock.now()))) throw noSuchKey(wanted.id);
      console.log(`Key ${wanted.id} is revoked: it opens nothing any more.`);
  }
}

async function make(admin: KeyAdmin, wanted: Wanted<"create">): Promise<void> {
  const { owner } = wanted;
  const apiKey = createEntropy().token(40);
  const name = "site" in owner ? `site ${owner.site}` : `account ${owner.account}`;
  const id = await createKey(admin, owner, { ...wanted, apiKey });
  if (id === null) throw new StartupError(`There is no ${name}.`);
  const signs = "site" in owner && !wanted.isReadOnly;
  const effect = signs ? " Its notifications are signed with it from now on." : "";
  console.log(`Key ${id} of ${name} is made, shown only now.${effect}\n\n    ${apiKey}\n`);
}

async function rotate(admin: KeyAdmin, { id }: Wanted<"rotate">, retiresAt: Instant): Promise<void> {
  const apiKey = createEntropy().token(40);
  const replaced = await replaceKey(admin, id, { apiKey, retiresAt });
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
