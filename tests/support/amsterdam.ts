const hourMs = 3_600_000;
const amsterdamHour = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Amsterdam",
  hour: "2-digit",
  hourCycle: "h23",
});

/** The next midnight in Amsterdam, when the nightly run begins; both in milliseconds since 1970. */
export function midnightAfter(timeMs: number): number {
  let midnightMs = Math.ceil((timeMs + 1) / hourMs) * hourMs;
  while (amsterdamHour.format(midnightMs) !== "00") midnightMs += hourMs;
  return midnightMs;
}

/** From now until then, by the clock of a world. */
export async function secondsToMidnight(clock: { now(): Promise<Date> }): Promise<number> {
  const now = (await clock.now()).getTime();
  return Math.ceil((midnightAfter(now) - now) / 1_000);
}
