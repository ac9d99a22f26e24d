/**
 * A start that cannot succeed for a reason the operator can remove. The message
 * is whole sentences that say what is wrong and what to do; it is printed
 * without a stack.
 */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
