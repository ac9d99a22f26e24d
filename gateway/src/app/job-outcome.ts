import type { Instant } from "#domain/time.ts";

/** What a use case that runs as a job tells the queue. */
export type JobOutcome = { readonly kind: "done" } | { readonly kind: "again"; readonly at: Instant };
