import type { TestContext } from "node:test";
import type { Config } from "../config.ts";
import type { Message } from "../directory-server/element-rules.ts";
import { buildSimulator, type Simulator } from "../simulator.ts";

/** Of the gateway that these tests play. */
export const bankKey = "k".repeat(32);

/** A simulator without ports, for requests by `inject`; gone after the test. */
export function openSimulator(t: TestContext, changes: Partial<Config> = {}): Simulator {
  const config: Config = {
    hostName: "127.0.0.1",
    httpPort: 8090,
    cardLinkPort: 8583,
    mailbox: { port: 8025, isChosen: false },
    publicUrl: "http://localhost:8090",
    gatewayUrl: "http://127.0.0.1:9",
    apiKey: null,
    bankKeys: [bankKey],
    threeDSecure: "challenge",
    macKey: null,
    tls: null,
    dataDir: null,
    ...changes,
  };
  const simulator = buildSimulator(config, () => {});
  t.after(() => simulator.app.close());
  return simulator;
}

export interface Page {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A form post as a browser sends it. */
export async function postForm(
  simulator: Simulator,
  url: string,
  fields: Readonly<Record<string, string>>,
): Promise<Page> {
  const response = await simulator.app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(fields).toString(),
  });
  return { status: response.statusCode, body: response.body, headers: response.headers };
}

export async function askDirectoryServer(simulator: Simulator, message: Message | string): Promise<Message> {
  const response = await simulator.app.inject({
    method: "POST",
    url: "/ds",
    headers: { "content-type": "application/json; charset=utf-8" },
    payload: typeof message === "string" ? message : JSON.stringify(message),
  });
  return response.json<Message>();
}

/** Value of a hidden field, or undefined where the page has none. */
export function hiddenField(markup: string, name: string): string | undefined {
  return new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(markup)?.[1];
}
