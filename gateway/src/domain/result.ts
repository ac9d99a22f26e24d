/**
 * Refusals are values: a function that may be refused returns a `Result`, so the
 * compiler makes the caller look at the refusal. Bugs throw instead.
 */
export type Result<T, R> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const refuse = <R>(refusal: R): { readonly ok: false; readonly refusal: R } => ({
  ok: false,
  refusal,
});

/** Ends a `switch` over a union: does not compile while a member is unhandled, throws if reached. */
export function unreachable(value: never): never {
  const given: unknown = value;
  // An object shows its kind only: its members may be personal, or a bigint that JSON refuses.
  const isMember = typeof given === "object" && given !== null && "kind" in given;
  throw new Error(`unreachable: ${String(isMember ? given.kind : given)}`);
}

/** States an invariant. A failure is a bug of ours and must be loud. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
