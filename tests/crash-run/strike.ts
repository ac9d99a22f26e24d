import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Fault, FaultKind } from "./fault-plan.ts";
import type { House } from "./house.ts";
import { lineNames } from "./house.ts";
import type { MailInbox } from "./mail-inbox.ts";
import { pointNames } from "./points.ts";
import { areAllUp, strikeAtPoint } from "./point-strikes.ts";
import { killBackend, takeConnections } from "./postgres-strikes.ts";
import { advanceClock } from "./sandbox-clock.ts";
import type { ShopInbox } from "./shop-inbox.ts";

/** How often each kind was planned, and how often it really struck. */
export type Strikes = ReadonlyMap<FaultKind, number>;

export interface Striker {
  /** Does the damage, waits, and mends it again. What is broken already is left as it is. */
  strike(fault: Fault): Promise<void>;
  /** Everything as it should be: faults off, lines open, all processes up. */
  heal(): Promise<void>;
  readonly struck: Strikes;
  /** The points at which a gateway has really died or stopped. */
  readonly pointsStruck: ReadonlySet<string>;
}

/** `goesOn`: false once the load is over, when nobody comes by a point any more. */
export function startStriker(
  house: House,
  { inbox, mailbox }: { readonly inbox: ShopInbox; readonly mailbox: MailInbox },
  goesOn: () => boolean,
): Striker {
  const struck = new Map<FaultKind, number>();
  const pointsStruck = new Set<string>();
  const broken = new Set<string>();
  const count = (kind: FaultKind): void => void struck.set(kind, (struck.get(kind) ?? 0) + 1);

  /** One fault at a time for each part: a dead process is not killed again. */
  const alone = async (part: string, kind: FaultKind, work: () => Promise<boolean>): Promise<void> => {
    if (broken.has(part)) return;
    broken.add(part);
    try {
      if (await work()) count(kind);
    } catch {
      // What a fault needs may be broken by another one: then it does not strike.
    } finally {
      broken.delete(part);
    }
  };
  const gatewayAt = (index: number): House["gateways"][number] => {
    const gateway = house.gateways[index];
    if (gateway === undefined) throw new Error("there is no such gateway");
    return gateway;
  };
  const gatewayDown = (fault: Fault & { index: number }, signal: "SIGKILL" | "SIGTERM"): Promise<void> =>
    alone(`gateway ${fault.index}`, fault.kind, async () => {
      // While one is down the other is let live, or a slow machine would be without any most of the time.
      if (!areAllUp(house)) return false;
      const gateway = gatewayAt(fault.index);
      await gateway.down(signal);
      await pause(fault.forMs);
      await gateway.up();
      return true;
    });
  /** The planned one; where that has struck already, the first at which none has, and which nobody waits at. */
  const pointFor = (planned: string): string => {
    const isLeft = (point: string): boolean => !pointsStruck.has(point) && !broken.has(`point ${point}`);
    return isLeft(planned) ? planned : (pointNames.find(isLeft) ?? planned);
  };
  const atPoint = async (
    fault: Fault & { point: string },
    order: "kill" | "stop",
    point = pointFor(fault.point),
  ): Promise<void> =>
    await alone(`point ${point}`, fault.kind, async () => {
      const hasStruck = await strikeAtPoint(house, { point, order, forMs: fault.forMs }, goesOn);
      if (hasStruck) pointsStruck.add(point);
      return hasStruck;
    });
  const postgresDown = (fault: Fault, signal: "SIGKILL" | "SIGINT"): Promise<void> =>
    alone("postgres", fault.kind, async () => {
      await house.postgres.down(signal);
      await pause(fault.forMs);
      await house.postgres.up();
      return true;
    });

  const strike = async (fault: Fault): Promise<void> => {
    switch (fault.kind) {
      case "gateway killed":
        return await gatewayDown(fault, "SIGKILL");
      case "gateway restarted in order":
        return await gatewayDown(fault, "SIGTERM");
      case "gateway stopped for a while":
        return await alone(`gateway ${fault.index}`, fault.kind, async () => {
          const gateway = gatewayAt(fault.index);
          if (!gateway.isUp()) return false;
          gateway.signal("SIGSTOP");
          await pause(fault.forMs);
          gateway.signal("SIGCONT");
          return true;
        });
      case "gateway killed at a point":
        return await atPoint(fault, "kill");
      case "gateway stopped at a point":
        return await atPoint(fault, "stop");
      case "simulator killed":
        return await alone("simulator", fault.kind, async () => {
          await house.simulator.down("SIGKILL");
          await pause(fault.forMs);
          await house.simulator.up();
          return true;
        });
      case "PostgreSQL killed":
        return await postgresDown(fault, "SIGKILL");
      case "PostgreSQL restarted in order":
        return await postgresDown(fault, "SIGINT");
      case "PostgreSQL backend killed":
        return await alone("postgres", fault.kind, () => killBackend(house));
      case "PostgreSQL out of connections":
        return await alone("postgres", fault.kind, () => takeConnections(house, fault.forMs));
      case "disk full":
        return await alone("postgres", fault.kind, async () => {
          const isFull = await house.postgres.fillDisk();
          await pause(fault.forMs);
          await house.postgres.freeDisk();
          await house.postgres.up();
          return isFull;
        });
      case "line cut":
        house.lines[fault.line].cut();
        return count(fault.kind);
      case "line held":
        return await alone(`line ${fault.line}`, fault.kind, async () => {
          house.lines[fault.line].hold();
          await pause(fault.forMs);
          house.lines[fault.line].release();
          return true;
        });
      case "message fault":
        return await alone("", fault.kind, async () => {
          await house.controls.fault(fault.fault);
          return true;
        });
      case "shop unwell":
        return await alone("shop", fault.kind, async () => {
          inbox.mood(fault.mood);
          await pause(fault.forMs);
          inbox.mood("well");
          return true;
        });
      case "mail server unwell":
        return await alone("mail", fault.kind, async () => {
          mailbox.mood(fault.mood);
          await pause(fault.forMs);
          mailbox.mood("well");
          return true;
        });
      case "clock jump":
        return await alone("clock", fault.kind, () => advanceClock(house, fault.seconds));
      case "issuer without challenges":
        return await alone("policy", fault.kind, async () => {
          await house.controls.policy("frictionless");
          await pause(fault.forMs);
          await house.controls.policy("challenge");
          return true;
        });
    }
  };

  return {
    strike,
    struck,
    pointsStruck,
    async heal() {
      for (const point of pointNames) await rm(join(house.faultPointsFolder, point), { force: true });
      inbox.mood("well");
      mailbox.mood("well");
      for (const name of lineNames) house.lines[name].release();
      await house.postgres.freeDisk();
      await house.postgres.up();
      await house.simulator.up();
      await house.controls.clearFaults();
      await house.controls.policy("challenge");
      for (const gateway of house.gateways) {
        gateway.signal("SIGCONT");
        await gateway.up();
      }
    },
  };
}
