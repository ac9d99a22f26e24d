import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { House } from "./house.ts";

/** Some calls are rare: one that nobody has come by is waited for. */
const armedForMs = 90_000;
const pollMs = 50;

export const areAllUp = (house: House): boolean => house.gateways.every((gateway) => gateway.isUp());

/** Arms the point until somebody comes by, or nobody has; true where a gateway has died or stopped there. */
export async function strikeAtPoint(
  house: House,
  {
    point,
    order,
    forMs,
  }: { readonly point: string; readonly order: "kill" | "stop"; readonly forMs: number },
  goesOn: () => boolean,
): Promise<boolean> {
  const path = join(house.faultPointsFolder, point);
  let hasStruck = false;
  for (let waited = 0; waited < armedForMs && goesOn() && !hasStruck; waited += pollMs) {
    // While one is down the other is let live. One that is only starting could not be continued if it was stopped.
    const isCalm = areAllUp(house);
    if (isCalm) await writeFile(path, order);
    await pause(pollMs);
    // Whoever was struck has taken the file away.
    hasStruck = isCalm && !(await isRemoved(path));
  }
  if (hasStruck && order === "stop") {
    await pause(forMs);
    for (const gateway of house.gateways) gateway.signal("SIGCONT");
  }
  return hasStruck;
}

const isRemoved = (path: string): Promise<boolean> =>
  rm(path).then(
    () => true,
    () => false,
  );
