import { readFileSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { readFaultPointsFolder } from "./config.ts";

/**
 * The points at which a crash test ends or stops this process. Each port of the world outside and of the database is
 * wrapped: `acquirer.authorize.before`, `acquirer.authorize.after`, and so on. A point strikes once, in the process that
 * takes its file away: the file's text says whether the process is killed or only stopped until somebody continues it.
 */
const pointedMethods: Readonly<Record<string, readonly string[]>> = {
  store: ["insert", "insertAnswered", "saveIfUnchanged", "transaction", "recordNotification"],
  acquirer: ["authorize", "reverse", "capture", "refund", "release"],
  bank: ["start", "ask", "cancel", "accept", "ship", "refund"],
  idempotencyKeys: ["hold", "keep"],
  authenticator: ["cardRange", "authenticate"],
  notifier: ["deliver"],
  mailer: ["send"],
  queue: ["claimDue", "finish", "runAgain"],
};

export function faultPoints<Ports extends object>(ports: Ports): Ports {
  const folder = readFaultPointsFolder();
  const strike = (point: string): void => {
    const signal = takeOrder(join(folder, point));
    if (signal !== null) process.kill(process.pid, signal);
  };
  return new Proxy(ports, {
    get(target, name) {
      const port: unknown = Reflect.get(target, name);
      const methods = typeof name === "string" ? pointedMethods[name] : undefined;
      return methods === undefined || !isObject(port)
        ? port
        : pointed(port, { name: String(name), methods, strike });
    },
  });
}

interface Points {
  readonly name: string;
  readonly methods: readonly string[];
  readonly strike: (point: string) => void;
}

function pointed(port: object, { name, methods, strike }: Points): object {
  return new Proxy(port, {
    get(target, method) {
      const member: unknown = Reflect.get(target, method);
      if (typeof member !== "function" || !methods.includes(String(method))) return member;
      const point = `${name}.${String(method)}`;
      return async (...given: readonly unknown[]): Promise<unknown> => {
        strike(`${point}.before`);
        const result: unknown = await Reflect.apply(member, target, given.map(beforeCommit));
        strike(`${point}.after`);
        return result;
      };
      /** What a transaction does is given as a function: all of it is done, and nothing is committed. */
      function beforeCommit(work: unknown): unknown {
        if (typeof work !== "function") return work;
        return async (...parts: readonly unknown[]): Promise<unknown> => {
          const result: unknown = await Reflect.apply(work, null, parts);
          strike(`${point}.before-commit`);
          return result;
        };
      }
    },
  });
}

/** Two processes see the same file; the one that removes it is meant. */
function takeOrder(path: string): "SIGKILL" | "SIGSTOP" | null {
  try {
    const order = readFileSync(path, "utf8");
    unlinkSync(path);
    return order === "stop" ? "SIGSTOP" : "SIGKILL";
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
