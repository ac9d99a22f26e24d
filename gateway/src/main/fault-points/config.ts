import { StartupError } from "../startup-error.ts";

const variable = "SLUIS_FAULT_POINTS_DIR";

/** The folder in which a crash test arms a point: a file with the point's name. */
export function readFaultPointsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const folder = environment[variable];
  if (folder === undefined || folder === "") throw new StartupError(`${variable} must name a folder.`);
  return folder;
}
