/**
 * What the operating system tells of a process that is not our child. A process
 * id alone proves little: it is given out again, in a container within minutes.
 * Command and start time tell whether it still is the one we wrote down.
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { isErrorCode } from "#adapters/node/create-once.ts";

export interface RunningProcess {
  /** Program and arguments joined by spaces; empty where the system does not tell. */
  readonly command: string;
  /** Differs between two processes that had the same id; empty where the system does not tell. */
  readonly startedAt: string;
}

/** Null when there is no such process, or only its exit status waits to be collected. */
export async function findProcess(pid: number): Promise<RunningProcess | null> {
  if (!exists(pid)) return null;
  try {
    return process.platform === "linux" ? await fromProc(pid) : await fromPs(pid);
  } catch {
    // It ended meanwhile, or the system hides the processes of other users or has no `ps`.
    return exists(pid) ? { command: "", startedAt: "" } : null;
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to someone else.
    return isErrorCode(error, "EPERM");
  }
}

async function fromProc(pid: number): Promise<RunningProcess | null> {
  const [stat, commandLine, bootId] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8"),
    readFile(`/proc/${pid}/cmdline`, "utf8"),
    readFile("/proc/sys/kernel/random/boot_id", "utf8"),
  ]);
  // proc(5): field 2 is the name in parentheses, which may itself hold any character; field 3 the state,
  // field 22 the start in clock ticks since boot.
  const nameEnd = stat.lastIndexOf(")") + 1;
  const fields = stat.slice(nameEnd + 1).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return null;
  return {
    // A thread of the kernel has no command line, and it may have got the id of a server after a reboot.
    command: commandLine.split("\0").join(" ").trim() || stat.slice(stat.indexOf("("), nameEnd),
    startedAt: `${bootId.trim()}:${fields[19] ?? ""}`,
  };
}

async function fromPs(pid: number): Promise<RunningProcess> {
  const columns = ["-ww", "-o", "lstart=", "-o", "args=", "-p", String(pid)];
  // A fixed zone and locale: the same start must read the same in winter and summer.
  const { stdout } = await promisify(execFile)("/bin/ps", columns, { env: { LC_ALL: "C", TZ: "UTC" } });
  const lstartLength = "Thu Jan  1 00:00:00 1970".length;
  return { startedAt: stdout.slice(0, lstartLength), command: stdout.slice(lstartLength).trim() };
}
