import { startChild } from "../../tests/support/child.ts";
import { inheritedEnvironment } from "../../tests/support/config.ts";
import { eventually } from "../../tests/support/eventually.ts";
import { fromRoot } from "../../tests/support/paths.ts";
import { freePort } from "../../tests/support/ports.ts";

export interface BareServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one of the yardsticks in a process of its own, and waits until it answers. */
export async function startBareServer(
  entry: "bare-route.ts" | "bare-page.ts",
  environment: (port: number) => Readonly<Record<string, string>>,
): Promise<BareServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startChild({
    command: process.execPath,
    args: [fromRoot("bench", "src", entry)],
    env: { ...inheritedEnvironment(), ...environment(port) },
    cwd: fromRoot(),
  });
  await eventually(`${entry} is ready`, async () => {
    if (child.hasEnded()) throw new Error(`${entry} did not start:\n${child.output()}`);
    const response = await fetch(`${url}/health`).catch(() => null);
    await response?.body?.cancel();
    return response?.ok === true ? true : null;
  });
  return { url, stop: () => child.stop() };
}
