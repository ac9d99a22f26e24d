import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { SignedCheckpoint } from "#adapters/postgres/audit/verify-checkpoints.ts";
import { StartupError } from "./startup-error.ts";

/** A hundred years of daily checkpoints are a tenth of it. */
const largestFile = 200_000_000;

/**
 * Checkpoints as lines of JSON, to be kept where the database's administrator
 * cannot reach: first who signs, then each checkpoint with its signature.
 */
export async function writeCheckpoints(
  path: string,
  publicKey: string,
  checkpoints: AsyncIterable<SignedCheckpoint>,
): Promise<number> {
  // Never over a file that is there: it may be the one to compare with.
  const file = await open(path, "wx", 0o600);
  try {
    await file.write(`${JSON.stringify({ format: "sluis-audit-checkpoints/1", public_key: publicKey })}\n`);
    let count = 0;
    for await (const { number, entry, signature } of checkpoints) {
      const line = { number, checkpoint: entry, signature: Buffer.from(signature).toString("hex") };
      await file.write(`${JSON.stringify(line)}\n`);
      count += 1;
    }
    await file.sync();
    return count;
  } finally {
    await file.close();
  }
}

/** Throws a StartupError where the file is none of ours. */
export async function* readCheckpoints(path: string): AsyncGenerator<SignedCheckpoint, void, undefined> {
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null || size > largestFile) throw new StartupError(`${path} cannot be read as checkpoints.`);
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(path, "utf8") })) {
    lineNumber += 1;
    if (lineNumber === 1) continue;
    const checkpoint = parseLine(line);
    if (checkpoint === null) throw new StartupError(`Line ${lineNumber} of ${path} is no checkpoint.`);
    yield checkpoint;
  }
}

function parseLine(line: string): SignedCheckpoint | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null) return null;
  const { number, checkpoint, signature } = parsed as Readonly<Record<string, unknown>>;
  return Number.isSafeInteger(number) &&
    typeof number === "number" &&
    typeof checkpoint === "string" &&
    typeof signature === "string"
    ? { number, entry: checkpoint, signature: Buffer.from(signature, "hex") }
    : null;
}
