import { cheapShare, type RateLimit, type RateLimits } from "#domain/limit/rate-limit.ts";
import { minuteMs } from "#domain/time.ts";
import { StartupError } from "./startup-error.ts";

/** Larger than any house has requests in a minute. */
const mostAllowed = 100_000_000;

/**
 * The limits as the environment has them, `0` for none. In sandbox mode those that a test run would meet are far
 * away or off: hundreds of payments within seconds from one address are its daily work.
 */
export function readRateLimits(text: (name: string) => string | null, isLive: boolean): RateLimits {
  const number = (name: string, live: number, sandbox: number): number => {
    const given = text(name);
    const most = given === null ? (isLive ? live : sandbox) : Number(given);
    if (!Number.isInteger(most) || most < 0 || most > mostAllowed) {
      throw new StartupError(
        `${name} is "${given}"; it must be a number from 0, for no limit, to ${mostAllowed}.`,
      );
    }
    return most;
  };
  const cards = { periodMs: 10 * minuteMs, share: 1, withoutStore: "fail" } as const;
  return {
    requestsByAddress: cheap("requests-by-address", number("SLUIS_RATE_PER_ADDRESS", 30_000, 1_000_000)),
    requestsByKey: cheap("requests-by-key", number("SLUIS_RATE_PER_KEY", 12_000, 1_000_000)),
    // The number of the contract: a mistyped configuration stays below it, a search does not.
    wrongKeys: { name: "wrong-keys", most: 100, periodMs: minuteMs, share: 1, withoutStore: "pass" },
    unknownLinks: {
      name: "unknown-links",
      most: number("SLUIS_RATE_UNKNOWN_LINKS", 60, 600),
      periodMs: minuteMs,
      share: 1,
      withoutStore: "pass",
    },
    strayMessages: {
      name: "stray-messages",
      most: number("SLUIS_RATE_STRAY_MESSAGES", 120, 1_200),
      periodMs: minuteMs,
      share: 1,
      withoutStore: "pass",
    },
    documents: cheap("documents", isLive ? 300 : 0),
    cardsByLink: { name: "cards-by-link", most: number("SLUIS_RATE_CARDS_PER_LINK", 20, 20), ...cards },
    cardsByAddress: {
      name: "cards-by-address",
      most: number("SLUIS_RATE_CARDS_PER_ADDRESS", 30, 0),
      ...cards,
    },
    cardsByNumber: { name: "cards-by-number", most: number("SLUIS_RATE_CARDS_PER_CARD", 30, 0), ...cards },
  };
}

/** Of many requests a few more or less do not matter, and a store that is away refuses them by itself. */
const cheap = (name: string, most: number): RateLimit => ({
  name,
  most,
  periodMs: minuteMs,
  share: cheapShare(most),
  withoutStore: "pass",
});
