/**
 * The named points at which a gateway can be told to die or to stop: around every call that commits or leaves the house.
 * Written from the outside; the gateway's own list stands in `gateway/src/main/fault-points/armed.ts`.
 */
const calls = {
  store: ["insert", "saveIfUnchanged", "transaction", "recordNotification"],
  acquirer: ["authorize", "reverse", "capture", "refund", "release"],
  bank: ["start", "ask", "cancel", "accept", "ship", "refund"],
  idempotencyKeys: ["hold", "keep"],
  authenticator: ["cardRange", "authenticate"],
  notifier: ["deliver"],
  mailer: ["send"],
  queue: ["claimDue", "finish", "runAgain"],
} as const;

export const pointNames: readonly string[] = [
  ...Object.entries(calls).flatMap(([port, methods]) =>
    methods.flatMap((method) => [`${port}.${method}.before`, `${port}.${method}.after`]),
  ),
  "store.transaction.before-commit",
];
