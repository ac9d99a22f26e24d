import type { LineName } from "./house.ts";
import { lineNames } from "./house.ts";
import type { MailMood } from "./mail-inbox.ts";
import { pointNames } from "./points.ts";
import type { Random } from "./random.ts";
import type { Mood } from "./shop-inbox.ts";

/** What goes wrong, and for how long. */
export type Fault =
  | { readonly kind: "gateway killed"; readonly index: number; readonly forMs: number }
  | { readonly kind: "gateway stopped for a while"; readonly index: number; readonly forMs: number }
  | { readonly kind: "gateway restarted in order"; readonly index: number; readonly forMs: number }
  | { readonly kind: "gateway killed at a point"; readonly point: string; readonly forMs: number }
  | { readonly kind: "gateway stopped at a point"; readonly point: string; readonly forMs: number }
  | { readonly kind: "simulator killed"; readonly forMs: number }
  | { readonly kind: "PostgreSQL killed"; readonly forMs: number }
  | { readonly kind: "PostgreSQL restarted in order"; readonly forMs: number }
  | { readonly kind: "PostgreSQL backend killed"; readonly forMs: number }
  | { readonly kind: "PostgreSQL out of connections"; readonly forMs: number }
  | { readonly kind: "disk full"; readonly forMs: number }
  | { readonly kind: "line cut"; readonly line: LineName; readonly forMs: number }
  | { readonly kind: "line held"; readonly line: LineName; readonly forMs: number }
  | { readonly kind: "message fault"; readonly fault: MessageFault; readonly forMs: number }
  | { readonly kind: "shop unwell"; readonly mood: Mood; readonly forMs: number }
  | { readonly kind: "mail server unwell"; readonly mood: MailMood; readonly forMs: number }
  | { readonly kind: "clock jump"; readonly seconds: number; readonly forMs: number }
  | { readonly kind: "issuer without challenges"; readonly forMs: number };

export type FaultKind = Fault["kind"];

/** Of the simulator's own faults: which message it hits, and on how many. */
export interface MessageFault {
  readonly kind: string;
  readonly where: string;
  readonly count: number;
  readonly delayMs?: number;
}

export interface PlannedFault {
  /** After the load has begun. */
  readonly atMs: number;
  readonly fault: Fault;
}

const shortestGapMs = 200;
const longestGapMs = 1_800;

/** All faults of a run: a function of the seed and the length alone. */
export function planFaults(random: Random, lengthMs: number): readonly PlannedFault[] {
  const planned: PlannedFault[] = [];
  const points = deckOf(random, pointNames);
  let atMs = random.between(shortestGapMs, longestGapMs);
  while (atMs < lengthMs) {
    planned.push({ atMs, fault: faultOf(random, points) });
    atMs += random.between(shortestGapMs, longestGapMs);
  }
  return planned;
}

/** Deals all of them before it deals one again. */
function deckOf<T>(random: Random, all: readonly T[]): () => T {
  let left: readonly T[] = [];
  return () => {
    if (left.length === 0) left = all;
    const dealt = random.pick(left);
    left = left.filter((one) => one !== dealt);
    return dealt;
  };
}

function faultOf(random: Random, nextPoint: () => string): Fault {
  const index = random.between(0, 1);
  const forMs = random.between(100, 3_000);
  const line = random.pick(lineNames);
  return random.weighted<() => Fault>([
    [5, () => ({ kind: "gateway killed", index, forMs })],
    [4, () => ({ kind: "gateway stopped for a while", index, forMs })],
    [2, () => ({ kind: "gateway restarted in order", index, forMs })],
    [11, () => ({ kind: "gateway killed at a point", point: nextPoint(), forMs })],
    [9, () => ({ kind: "gateway stopped at a point", point: nextPoint(), forMs })],
    [3, () => ({ kind: "simulator killed", forMs })],
    [2, () => ({ kind: "PostgreSQL killed", forMs })],
    [1, () => ({ kind: "PostgreSQL restarted in order", forMs })],
    [2, () => ({ kind: "PostgreSQL backend killed", forMs })],
    [1, () => ({ kind: "PostgreSQL out of connections", forMs })],
    [1, () => ({ kind: "disk full", forMs })],
    [4, () => ({ kind: "line cut", line, forMs })],
    [3, () => ({ kind: "line held", line, forMs })],
    [14, () => ({ kind: "message fault", fault: messageFaultOf(random), forMs })],
    [
      5,
      () => ({
        kind: "shop unwell",
        mood: random.pick(["slow", "hanging", "failing", "flapping", "babbling"]),
        forMs,
      }),
    ],
    [
      2,
      () => ({
        kind: "mail server unwell",
        mood: random.pick(["refusing for now", "cutting off", "hanging up"]),
        forMs,
      }),
    ],
    [4, () => ({ kind: "clock jump", seconds: clockJump(random), forMs })],
    [2, () => ({ kind: "issuer without challenges", forMs })],
  ])();
}

const clockJump = (random: Random): number =>
  random.weighted([
    [4, random.between(30, 900)],
    [3, random.between(3_600, 7_200)],
    [2, 86_400],
    [1, 3 * 86_400],
  ]);

const cardMessages = ["authorization", "reversal", "completion", "refund", "release"] as const;
const bankMessages = [
  "bank-payment",
  "bank-read",
  "bank-cancel",
  "bank-accept",
  "bank-shipment",
  "bank-refund",
] as const;

/** Lost, late and with it out of order, twice, cut, wrong. */
function messageFaultOf(random: Random): MessageFault {
  const count = random.between(1, 3);
  const delayMs = random.between(50, 3_000);
  const onCard = (kind: string): MessageFault => ({ kind, where: random.pick(cardMessages), count });
  const atBank = (kind: string): MessageFault => ({ kind, where: random.pick(bankMessages), count });
  return random.weighted<() => MessageFault>([
    [2, () => onCard("no-answer")],
    [3, () => ({ ...onCard("late-answer"), delayMs })],
    [2, () => onCard("cut-before")],
    [2, () => onCard("cut-after")],
    [1, () => onCard("wrong-stan")],
    [1, () => onCard("wrong-amount")],
    [2, () => onCard("duplicate-answer")],
    [1, () => onCard("garbage")],
    [1, () => onCard(random.pick(["wrong-mac", "missing-mac"]))],
    [1, () => ({ kind: "issuer-unavailable", where: "authorization", count })],
    [1, () => ({ kind: "refund-declined", where: "refund", count })],
    [1, () => ({ kind: "ares-u", where: "areq", count })],
    [1, () => ({ kind: "no-answer-reversal", where: "reversal", count })],
    [1, () => ({ kind: "acknowledgement-lost", where: "dispute", count })],
    [
      1,
      () => ({
        kind: random.pick(["ds-no-answer", "ds-malformed", "ds-error", "ds-http-500"]),
        where: "areq",
        count,
      }),
    ],
    [1, () => ({ kind: random.pick(["rreq-lost", "rreq-twice"]), where: "rreq", count })],
    [1, () => atBank("bank-no-answer")],
    [2, () => ({ ...atBank("bank-late-answer"), delayMs })],
    [1, () => atBank("bank-http-500")],
    [2, () => ({ kind: random.pick(["webhook-lost", "webhook-twice"]), where: "bank-webhook", count })],
  ])();
}
