import type { ProviderOutcome } from "#ports/redirect-bank.ts";

type Ask = () => Promise<ProviderOutcome>;

interface Line {
  readonly current: Promise<ProviderOutcome>;
  next: Promise<ProviderOutcome> | null;
}

/**
 * Whoever has the address of a payment page can make us ask, as often as he likes,
 * and the connections to the provider are for everybody. So at most one question
 * about a payment is under way, and one waits for all who came meanwhile: the
 * answer under way may be older than what they came for.
 */
export function createAskLine(): (paymentId: string, ask: Ask) => Promise<ProviderOutcome> {
  const lines = new Map<string, Line>();
  const begin = (paymentId: string, ask: Ask): Promise<ProviderOutcome> => {
    const line: Line = { current: ask(), next: null };
    lines.set(paymentId, line);
    const leave = (): void => {
      if (line.next === null) lines.delete(paymentId);
    };
    line.current.then(leave, leave);
    return line.current;
  };
  return (paymentId, ask) => {
    const line = lines.get(paymentId);
    if (line === undefined) return begin(paymentId, ask);
    const goOn = (): Promise<ProviderOutcome> => begin(paymentId, ask);
    line.next ??= line.current.then(goOn, goOn);
    return line.next;
  };
}
