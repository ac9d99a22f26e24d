import { AsyncLocalStorage } from "node:async_hooks";
import type { Actor } from "#domain/audit/actor.ts";
import type { Actors } from "#ports/actors.ts";

/** A request learns whose it is while it is already being served: the name stands in a box that the work carries along. */
export function createActors(): Actors {
  const boxes = new AsyncLocalStorage<{ actor: Actor }>();
  return {
    as: (actor, work) => boxes.run({ actor }, work),
    become(actor) {
      const box = boxes.getStore();
      if (box !== undefined) box.actor = actor;
    },
    current: () => boxes.getStore()?.actor ?? "house",
  };
}
