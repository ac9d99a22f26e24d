import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/**
 * The file: gzip of lines of UTF-8. First what it is, as JSON; then for each table
 * one line of JSON that names it, its rows as COPY writes them, and `\.`; at last one
 * line of JSON with the numbers of rows, where the sequences stand, and the SHA-256
 * of everything before. What is cut off or changed on the way does not get past
 * `checkBackup`, and nothing is written anywhere before it has.
 */
export interface BackupHead {
  readonly sluisBackup: 1;
  /** When the moment was that it shows, by the database's clock. */
  readonly at: string;
  readonly server: string;
  /** Names of the migrations that had run, in their order. */
  readonly migrations: readonly string[];
}

export interface TableHead {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface BackupTail {
  readonly rows: Readonly<Record<string, number>>;
  readonly sequences: readonly { readonly name: string; readonly last: string; readonly isCalled: boolean }[];
  readonly sha256: string;
}

export interface Manifest extends BackupHead, BackupTail {
  readonly tables: readonly TableHead[];
}

/** The file is not a whole backup of ours; the message is a sentence for the operator. */
export class BrokenBackupError extends Error {}

export const endOfTable = "\\.\n";

/** A row with an order's file is 1.5 MB at most as COPY writes it; PostgreSQL itself knows no row beyond 1 GB. */
const longestLine = 64 * 1_048_576;

/** The lines of a backup, each with its end. */
export async function* linesOf(path: string): AsyncGenerator<Buffer, void> {
  let begun: Buffer[] = [];
  let begunLength = 0;
  const file = createReadStream(path);
  const unpacked = createGunzip();
  file.on("error", (error) => unpacked.destroy(error));
  try {
    for await (const chunk of file.pipe(unpacked) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        const piece = chunk.subarray(from, end + 1);
        yield begun.length === 0 ? piece : Buffer.concat([...begun, piece]);
        begun = [];
        begunLength = 0;
        from = end + 1;
      }
      begun.push(chunk.subarray(from));
      begunLength += chunk.length - from;
      if (begunLength > longestLine)
        throw new BrokenBackupError("The file is not a backup: a line has no end.");
    }
  } catch (error) {
    throw isOfTheFormat(error) ? new BrokenBackupError("The file is damaged or cut off.") : error;
  } finally {
    file.destroy();
  }
  if (begunLength > 0) throw new BrokenBackupError("The file is cut off.");
}

const isOfTheFormat = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");

/** Reads all of it and compares sum and rows: what it gives may be restored. */
export async function checkBackup(path: string): Promise<Manifest> {
  const hash = createHash("sha256");
  const tables: TableHead[] = [];
  const rows: Record<string, number> = {};
  let head: BackupHead | null = null;
  let inside: string | null = null;
  let tail: BackupTail | null = null;
  for await (const line of linesOf(path)) {
    if (tail !== null) throw new BrokenBackupError("The file goes on after its end.");
    if (inside !== null) {
      if (line.equals(Buffer.from(endOfTable))) inside = null;
      else rows[inside] = (rows[inside] ?? 0) + 1;
    } else if (head === null) {
      head = headOf(line);
    } else if (isTail(line)) {
      tail = jsonOf(line) as BackupTail;
      continue;
    } else {
      const table = jsonOf(line) as TableHead;
      tables.push(table);
      inside = table.table;
      rows[inside] = 0;
    }
    hash.update(line);
  }
  if (head === null || tail === null) throw new BrokenBackupError("The file is cut off.");
  const isWhole =
    tail.sha256 === hash.digest("hex") && tables.every(({ table }) => tail?.rows[table] === rows[table]);
  if (!isWhole)
    throw new BrokenBackupError("The file was changed: its SHA-256 is not the one it was closed with.");
  return { ...head, ...tail, tables };
}

const isTail = (line: Buffer): boolean => line.subarray(0, 8).toString("latin1") === `{"rows":`;

function headOf(line: Buffer): BackupHead {
  const head = jsonOf(line);
  if (typeof head !== "object" || head === null || !("sluisBackup" in head)) {
    throw new BrokenBackupError("The file is not a backup of Sluis.");
  }
  if (head.sluisBackup !== 1) throw new BrokenBackupError("The backup was made by a newer Sluis.");
  return head as BackupHead;
}

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch {
    throw new BrokenBackupError("The file is not a backup of Sluis.");
  }
}
