import type { InboundLimits } from "#http/inbound-limits.ts";
import { StartupError } from "./startup-error.ts";

/** What a client may take of one process, as the environment has it; the bounds keep a typing error from shutting all out. */
export function readInboundLimits(text: (name: string) => string | null): InboundLimits {
  const between = (name: string, fallback: number, least: number, most: number): number => {
    const given = text(name);
    const value = given === null ? fallback : Number(given);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new StartupError(`${name} is "${given}"; it must be a number from ${least} to ${most}.`);
    }
    return value;
  };
  return {
    headersTimeoutMs: between("SLUIS_HEADERS_TIMEOUT_MS", 10_000, 200, 60_000),
    requestTimeoutMs: between("SLUIS_REQUEST_TIMEOUT_MS", 30_000, 200, 300_000),
    maxConnections: between("SLUIS_MAX_CONNECTIONS", 4_000, 10, 100_000),
  };
}
