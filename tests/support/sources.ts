import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";

const foreign = new Set(["node_modules", "data"]);

/** Paths of the files below a folder of the repository, relative to the root, in order. */
export function filesBelow(folder: string, isWanted: (path: string) => boolean): readonly string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !foreign.has(entry.name)) found.push(...filesBelow(path, isWanted));
    else if (entry.isFile() && isWanted(path)) found.push(path);
  }
  return found.toSorted();
}

export const isTest = (path: string): boolean => path.endsWith(".test.ts");
