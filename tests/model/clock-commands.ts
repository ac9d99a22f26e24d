import fc from "fast-check";
import { midnightAfter } from "../support/amsterdam.ts";
import { type Command, command } from "./command.ts";
import { letHappen, type Model, nowOf, type Play } from "./play.ts";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
/** On both sides of what the contract gives for one thing or another. */
const leaps = [
  minute,
  2 * minute,
  6 * minute,
  50 * minute,
  61 * minute,
  25 * hour,
  3 * day,
  8 * day,
  29 * day,
];

const advance = (seconds: number): Command =>
  command({
    name: `let ${seconds} seconds pass`,
    async run(_, play) {
      await play.world.clock.advance(seconds);
    },
  });

const nightFaults = [
  { kind: "cut-after", where: "refund", count: 1 },
  { kind: "cut-before", where: "refund", count: 1 },
  { kind: "bank-http-500", where: "bank-refund", count: 1 },
  { kind: "refund-declined", where: "refund", count: 1_000 },
] as const;
type NightFault = (typeof nightFaults)[number];

/** Past midnight in Amsterdam, when refunds are sent; a fault is over by the morning. */
const night = (fault: NightFault | null): Command =>
  command({
    name: `a night${fault === null ? "" : ` with ${fault.kind}`}`,
    async run(model, play) {
      await letHappen(model, play);
      const now = await nowOf(play);
      if (fault !== null) await play.world.controls.fault(fault);
      await play.world.clock.advance(Math.ceil((midnightAfter(now) - now) / 1_000) + minute);
      await letHappen(model, play, { declinesCards: fault?.kind === "refund-declined" });
      await play.world.controls.clearFaults();
    },
  });

export const clockCommands: readonly fc.Arbitrary<fc.AsyncCommand<Model, Play>>[] = [
  fc.constantFrom(...leaps).map(advance),
  fc.option(fc.constantFrom(...nightFaults), { freq: 2 }).map(night),
];
