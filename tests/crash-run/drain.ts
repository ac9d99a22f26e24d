import { setTimeout as pause } from "node:timers/promises";
import type { House } from "./house.ts";
import { advanceClock } from "./sandbox-clock.ts";
import { jobsOfTime } from "./waiting-for-ever.ts";

const minute = 60;
const day = 86_400;
/** First what is under way, with its tries; then days, until reservations, promises and pages have run out. */
const steps = [...Array.from({ length: 8 }, () => 5 * minute), ...Array.from({ length: 70 }, () => day)];
const triesAtMost = 40;
const pauseMs = 500;

/**
 * Lets time pass until nothing is left to be done for any order; the end of each day goes on for ever. What is left
 * after the last step is for the judge to see.
 */
export async function drain(house: House): Promise<void> {
  for (const seconds of steps) {
    if ((await jobsLeft(house)) === 0) return;
    await persist(house, seconds);
  }
}

async function persist(house: House, seconds: number): Promise<void> {
  for (let attempt = 1; attempt <= triesAtMost; attempt += 1) {
    if (await advanceClock(house, seconds).catch(() => false)) return;
    await pause(pauseMs);
  }
  throw new Error("the clock cannot be moved: jobs do not come to an end");
}

async function jobsLeft(house: House): Promise<number> {
  const [row] = await house.sql(jobsOfTime);
  return Number(row?.["n"]);
}
