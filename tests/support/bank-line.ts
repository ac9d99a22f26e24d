import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type JsonObject, objectAt, parseJson } from "./json.ts";
import { freePort } from "./ports.ts";

/** What the line does to an answer of the bank before the gateway has it; null cuts the connection instead. */
export type Tampering = (answer: JsonObject) => JsonObject | null;

/**
 * The line between the gateway and the bank, in the hands of a test: it carries
 * every message as it is, until it is told otherwise.
 */
export interface BankLine {
  /** For the gateway's configuration. */
  readonly url: string;
  /** Where the messages go; known only when the simulator runs. */
  lead(simulatorUrl: string): void;
  /** From now on; null: as it is. */
  tamper(tampering: Tampering | null): void;
  /** Nobody answers the telephone: connections are refused until `open`. */
  close(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
}

/** What of a request is more than how it travels. */
const carriedHeaders = [
  "content-type",
  "idempotency-key",
  "date",
  "content-digest",
  "signature-input",
  "signature",
];

export async function startBankLine(): Promise<BankLine> {
  const port = await freePort();
  let bankUrl = "";
  let tampering: Tampering | null = null;
  const carry = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await forward(bankUrl, request);
    const body = tampering === null ? answer.body : tampered(tampering, answer.body);
    if (body === null) {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(body);
  };
  const server = createServer((request, response) => {
    carry(request, response).catch(() => response.destroy());
  });
  const open = async (): Promise<void> => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  await open();
  return {
    url: `http://127.0.0.1:${port}/bank`,
    lead: (simulatorUrl) => {
      bankUrl = simulatorUrl;
    },
    tamper: (next) => {
      tampering = next;
    },
    close,
    open,
    stop: close,
  };
}

async function forward(
  bankUrl: string,
  request: IncomingMessage,
): Promise<{ readonly status: number; readonly body: string }> {
  const sent = await text(request);
  const carried = carriedHeaders.flatMap((name): [string, string][] => {
    const value = request.headers[name];
    return typeof value === "string" ? [[name, value]] : [];
  });
  const response = await fetch(`${bankUrl}${request.url ?? ""}`, {
    method: request.method ?? "GET",
    headers: Object.fromEntries(carried),
    ...(sent === "" ? {} : { body: sent }),
  });
  return { status: response.status, body: await response.text() };
}

function tampered(tampering: Tampering, body: string): string | null {
  const answer = tampering(objectAt(parseJson(body)));
  return answer === null ? null : JSON.stringify(answer);
}
