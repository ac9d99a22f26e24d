import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { freePort } from "../support/ports.ts";

export interface Overheard {
  readonly asked: string;
  readonly answered: string;
}

/**
 * The line between the gateway and the simulator, on which a test listens: it alone knows the secret addresses that the
 * gateway tells the directory server and the bank.
 */
export interface OverheardLine {
  readonly url: string;
  /** Where the messages go; known only when the simulator runs. */
  lead(simulatorUrl: string): void;
  /** What was said since the last call. */
  take(): readonly Overheard[];
  stop(): Promise<void>;
}

const carriedHeaders = [
  "content-type",
  "idempotency-key",
  "date",
  "content-digest",
  "signature-input",
  "signature",
];

export async function startOverheardLine(): Promise<OverheardLine> {
  const port = await freePort();
  let target = "";
  const heard: Overheard[] = [];
  const carry = async (request: IncomingMessage): Promise<{ status: number; answered: string }> => {
    const asked = await text(request);
    const headers = carriedHeaders.flatMap((name): [string, string][] => {
      const value = request.headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    });
    const response = await fetch(`${target}${request.url ?? ""}`, {
      method: request.method ?? "GET",
      headers: Object.fromEntries(headers),
      ...(asked === "" ? {} : { body: asked }),
    });
    const answered = await response.text();
    heard.push({ asked, answered });
    return { status: response.status, answered };
  };
  const server = createServer((request, response) => {
    carry(request).then(
      ({ status, answered }) => {
        response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
        response.end(answered);
      },
      () => response.destroy(),
    );
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${port}`,
    lead: (simulatorUrl) => {
      target = simulatorUrl;
    },
    take: () => heard.splice(0),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
