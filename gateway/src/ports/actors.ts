import type { Actor } from "#domain/audit/actor.ts";

/** In whose name work is done, carried along with the work through everything it awaits. */
export interface Actors {
  /** Runs the work, and all that it starts, in the actor's name. */
  as<T>(actor: Actor, work: () => T): T;
  /** Names the actor of the work that runs already, from here on; does nothing outside of `as`. */
  become(actor: Actor): void;
  /** `house` outside of `as`. */
  current(): Actor;
}
