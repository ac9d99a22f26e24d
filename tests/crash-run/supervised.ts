import type { Service } from "../support/services.ts";
import { setTimeout as pause } from "node:timers/promises";

/** A process that is kept running, as a service manager would: whatever ends it, it is started again. */
export interface Supervised {
  isUp(): boolean;
  /** Ends it, and does not start it again before `up`. */
  down(signal: NodeJS.Signals): Promise<void>;
  /** Starts it if it is down; comes back when it is ready. */
  up(): Promise<void>;
  /** SIGSTOP and SIGCONT; where it is down, nothing happens. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  /** All that its processes have written. */
  output(): string;
  /** How often it was started. */
  starts(): number;
  /** Times at which it ended by an exit of its own while it was ready: no signal of ours, no fault point. */
  ownEnds(): readonly string[];
}

const triesAtMost = 40;
const pauseMs = 250;

export function supervise(name: string, start: () => Promise<Service>): Supervised {
  let current: Service | null = null;
  let wanted = false;
  let starting: Promise<void> | null = null;
  const past: Service[] = [];
  const ownEnds: string[] = [];

  const isUp = (): boolean => current !== null && !current.process.hasEnded();
  const startOnce = async (): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const service = await start();
        current = service;
        past.push(service);
        watch(service);
        return;
      } catch (error) {
        if (attempt === triesAtMost) throw error;
        await pause(pauseMs);
      }
    }
  };
  const up = async (): Promise<void> => {
    wanted = true;
    if (isUp()) return;
    starting ??= startOnce().finally(() => {
      starting = null;
    });
    await starting;
  };
  const watch = (service: Service): void => {
    void service.process.ended().then(({ code }) => {
      if (!wanted) return undefined;
      if (code !== null) ownEnds.push(`${name} ended with code ${code}: ${lastLines(service)}`);
      return up().catch(() => undefined);
    });
  };
  return {
    isUp,
    up,
    async down(signal) {
      wanted = false;
      await starting?.catch(() => undefined);
      current?.process.signal("SIGCONT");
      await current?.process.stop(signal);
    },
    signal: (signal) => {
      if (isUp()) current?.process.signal(signal);
    },
    output: () => past.map((service) => service.process.output()).join(""),
    starts: () => past.length,
    ownEnds: () => ownEnds,
  };
}

const lastLines = (service: Service): string => service.process.output().slice(-600);
