import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** True for a process group of its own: a Ctrl-C in the terminal then reaches only us. */
  readonly ownGroup?: boolean;
  /** True where its output is for our own terminal; then none is kept. */
  readonly passThrough?: boolean;
  readonly cwd?: string;
}

export interface Child {
  readonly pid: number;
  /** Everything it wrote so far, both streams in order of arrival. */
  output(): string;
  hasEnded(): boolean;
  /** Nothing happens where it has ended. */
  signal(signal: NodeJS.Signals): void;
  /** Sends the signal and waits for the end; SIGKILL follows when the patience is over. */
  stop(signal?: NodeJS.Signals, patienceMs?: number): Promise<void>;
  ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Many times what a stop takes; a machine with other work to do needs some of it. */
const defaultPatienceMs = 60_000;

/** Starts a process whose output is kept and which does not outlive this one. */
export function startChild(options: ChildOptions): Child {
  const child = spawn(options.command, options.args, {
    env: options.env,
    stdio: options.passThrough === true ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    detached: options.ownGroup ?? false,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const chunks: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  const end = endOf(child, chunks);
  const killWithUs = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", killWithUs);
  void end.then(() => process.off("exit", killWithUs));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;

  return {
    pid: child.pid ?? -1,
    output: () => chunks.join(""),
    hasEnded,
    signal: (signal) => {
      if (!hasEnded()) child.kill(signal);
    },
    ended: () => end,
    async stop(signal = "SIGTERM", patienceMs = defaultPatienceMs) {
      if (!hasEnded()) child.kill(signal);
      const impatience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      await end;
      clearTimeout(impatience);
    },
  };
}

async function endOf(
  child: ChildProcess,
  chunks: string[],
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  try {
    await once(child, "close");
  } catch (error) {
    chunks.push(`could not be started: ${String(error)}\n`);
  }
  return { code: child.exitCode, signal: child.signalCode };
}
