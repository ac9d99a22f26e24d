import { randomBytes } from "node:crypto";
import { link, open, rm } from "node:fs/promises";

/**
 * Writes a file that only its owner may read, unless one of that name is there:
 * false then, and the file is left as it is. The text is written beside and
 * linked to its name, so that a crash leaves either no file or the whole one,
 * and of two processes at the same moment exactly one wins.
 */
export async function createOnce(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(text);
    // What is written under a key or password may reach the disk before the file itself does.
    await file.sync();
    await link(draft, path);
    return true;
  } catch (error) {
    if (isErrorCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

/** True for a system error such as `ENOENT`. */
export const isErrorCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
