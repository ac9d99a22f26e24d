import type { Instant } from "#domain/time.ts";

/** What a use case that runs as a job tells the queue. */
export type JobOutcome =
  | { readonly kind: "done" }
  /** Not done yet: to be tried again. */
  | { readonly kind: "again"; readonly at: Instant }
  /** Done for this time: due next at `at`, as if it had never been tried. */
  | { readonly kind: "next"; readonly at: Instant };
