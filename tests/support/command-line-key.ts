import type { World } from "./world.ts";

/** Runs a command that makes a site or a key, and gives the key it prints. */
export async function makeKey(world: World, ...words: readonly string[]): Promise<string> {
  const { code, output } = await world.commandLine(...words);
  const key = /^\s+([A-Za-z0-9]{40})$/m.exec(output)?.[1];
  if (code !== 0 || key === undefined) throw new Error(`${words.join(" ")}: ${code} ${output}`);
  return key;
}

/** A further site; without an account it is the sandbox's own. */
export const makeSite = (world: World, name: string, ...words: readonly string[]): Promise<string> =>
  makeKey(
    world,
    ...["site", "create", "--name", name, "--mcc", "5732", "--city", "Amsterdam", "--country", "NL"],
    ...["--terminal", "TERM0001", "--acceptor", "ACCEPTOR0000001", ...words],
  );
