import { Agent, request as startRequest } from "node:http";
import type { FuzzCase } from "./fuzz-case.ts";

export interface FuzzAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** `none`: not within the time; `cut`: the connection ended without an answer. */
export type Sent =
  | { readonly kind: "answered"; readonly path: string; readonly answer: FuzzAnswer }
  | { readonly kind: "none" }
  | { readonly kind: "cut"; readonly cause: string };

export interface Sender {
  send(drawn: FuzzCase): Promise<Sent>;
  stop(): void;
}

/** Far beyond what an answer takes on a loaded machine; what takes longer hangs. */
const patienceMs = 45_000;

export function createSender(gatewayUrl: string, connections: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { send: (drawn) => send(gatewayUrl, agent, drawn), stop: () => agent.destroy() };
}

async function send(gatewayUrl: string, agent: Agent, drawn: FuzzCase): Promise<Sent> {
  const first = await sendOnce(gatewayUrl, agent, drawn);
  // A kept connection may end just as it is used again; a new one tells whether the request was the cause.
  return first.kind === "cut" ? await sendOnce(gatewayUrl, null, drawn) : first;
}

function sendOnce(gatewayUrl: string, agent: Agent | null, drawn: FuzzCase): Promise<Sent> {
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const headers = {
    ...drawn.headers,
    ...(drawn.body === null ? {} : { "content-length": String(drawn.body.length) }),
  };
  const request = startRequest(
    `${gatewayUrl}${drawn.path}`,
    { method: drawn.method, headers, agent: agent ?? false, timeout: patienceMs },
    (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", (error) => resolve({ kind: "cut", cause: error.message }));
      response.on("end", () =>
        resolve({
          kind: "answered",
          path: drawn.path,
          answer: {
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString("utf8"),
          },
        }),
      );
    },
  );
  request.on("timeout", () => {
    resolve({ kind: "none" });
    request.destroy();
  });
  request.on("error", (error) => resolve({ kind: "cut", cause: error.message }));
  request.end(drawn.body ?? undefined);
  return promise;
}
