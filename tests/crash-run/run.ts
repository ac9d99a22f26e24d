import { setTimeout as pause } from "node:timers/promises";
import { drain } from "./drain.ts";
import { changedInTheFuture, type Evidence, gather } from "./evidence.ts";
import { type Fault, type FaultKind, planFaults } from "./fault-plan.ts";
import { type House, startHouse } from "./house.ts";
import { judge, type Violation } from "./judge/judge.ts";
import { startKeyedRequests } from "./keyed-requests.ts";
import { startMailInbox } from "./mail-inbox.ts";
import { playStory } from "./play-story.ts";
import { startRecord } from "./promises.ts";
import { randomOf } from "./random.ts";
import { shopClient } from "./shop-client.ts";
import { startShopInbox } from "./shop-inbox.ts";
import { startShopper } from "./shopper.ts";
import { storyOf } from "./story.ts";
import { startStriker } from "./strike.ts";

export interface RunSettings {
  readonly seed: number;
  readonly minutes: number;
  readonly say: (line: string) => void;
}

export interface RunResult {
  readonly violations: readonly Violation[];
  readonly evidence: Evidence;
  readonly stories: number;
  readonly struck: ReadonlyMap<FaultKind, number>;
  readonly pointsStruck: ReadonlySet<string>;
  readonly answers: Readonly<{ [kind: string]: number }>;
  readonly brokenVisits: number;
  readonly starts: number;
}

/** Shoppers that pay at the same time. */
const sideBySide = 8;

/** One run: load and faults by the plan of the seed, then healing, draining, judging. */
export async function runSeed({ seed, minutes, say }: RunSettings): Promise<RunResult> {
  const random = randomOf(String(seed));
  const lengthMs = minutes * 60_000;
  const mailbox = await startMailInbox();
  const house = await startHouse(mailbox.port).catch(async (error: unknown) => {
    await mailbox.stop();
    throw error;
  });
  const inbox = await startShopInbox(house.apiKey);
  try {
    const keyed = startKeyedRequests(String(seed));
    const client = shopClient(house.publicUrl, house.apiKey, keyed);
    const shopper = startShopper(house.publicUrl, house.simulatorUrl);
    const record = startRecord(keyed.all);
    const endsAt = performance.now() + lengthMs;
    const goesOn = (): boolean => performance.now() < endsAt;
    const striker = startStriker(house, { inbox, mailbox }, goesOn);
    const parties = { client, shopper, record, controls: house.controls, shopUrl: inbox.url, goesOn };

    let stories = 0;
    const tellStories = async (): Promise<void> => {
      while (goesOn()) {
        const story = storyOf(random.fork(`story ${stories}`), stories);
        stories += 1;
        await playStory(story, parties);
      }
    };
    const load = Promise.all(Array.from({ length: sideBySide }, tellStories));
    await strikeAll(planFaults(random.fork("faults"), lengthMs), (fault) => striker.strike(fault));
    await striker.heal();
    say(`${stories} orders; faults are over`);
    await load;
    await striker.heal();
    const fromTheFuture = await changedInTheFuture(house);
    say("everything is healed; now time passes until nothing is due");
    await drain(house);
    say("nothing is due any more; now it is judged");
    const evidence = await gather(house, fromTheFuture, {
      record,
      notified: inbox.received(),
      mails: mailbox.received(),
      oddities: client.oddities,
    });
    return {
      violations: judge(evidence),
      evidence,
      stories,
      struck: striker.struck,
      pointsStruck: striker.pointsStruck,
      answers: client.counts,
      brokenVisits: shopper.brokenOff(),
      starts: startsOf(house),
    };
  } finally {
    await inbox.stop();
    await house.stop();
    await mailbox.stop();
  }
}

const startsOf = ({ gateways, simulator }: House): number =>
  [...gateways, simulator].reduce((sum, process) => sum + process.starts(), 0);

/** Each at its time, whether the one before is over or not. */
async function strikeAll(
  planned: ReturnType<typeof planFaults>,
  strike: (fault: Fault) => Promise<void>,
): Promise<void> {
  const begunAt = performance.now();
  const running: Promise<void>[] = [];
  for (const { atMs, fault } of planned) {
    await pause(Math.max(0, begunAt + atMs - performance.now()));
    running.push(strike(fault));
  }
  await Promise.all(running);
}
