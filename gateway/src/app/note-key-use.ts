import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import type { Dependencies } from "./dependencies.ts";

/** A request has shown its key: what it changes is done in the key's name, and the use is counted. */
export function noteKeyUse(
  deps: Pick<Dependencies, "actors" | "keyUses">,
  holder: KeyHolder,
  address: string,
): void {
  deps.actors.become(`key/${holder.keyName}`);
  deps.keyUses.count(holder, address);
}
