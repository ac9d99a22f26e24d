import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** Below the range from which the system gives ports to outgoing connections. */
const lowest = 20_000;
const highest = 32_000;
const triesAtMost = 200;

/** A file for each port that was given out to a test of this machine, as old as the giving. */
const folder = join(tmpdir(), `sluis-test-ports-${userInfo().uid}`);
/** A server may listen a while after its port was drawn, and is stopped and started again on it: longer than a test file takes. */
const reservedForMs = 15 * 60_000;

/** A TCP port of 127.0.0.1 on which nobody listens now, and that no other test is given for a while. */
export async function freePort(): Promise<number> {
  mkdirSync(folder, { recursive: true });
  for (let attempt = 0; attempt < triesAtMost; attempt += 1) {
    const port = randomInt(lowest, highest);
    if (reserve(join(folder, String(port))) && (await isFree(port))) return port;
  }
  throw new Error("no free port found");
}

function reserve(path: string): boolean {
  try {
    writeFileSync(path, "", { flag: "wx" });
    return true;
  } catch {
    const now = new Date();
    if (now.getTime() - statSync(path).mtimeMs < reservedForMs) return false;
    utimesSync(path, now, now);
    return true;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
