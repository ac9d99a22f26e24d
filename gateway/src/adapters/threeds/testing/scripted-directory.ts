/** A directory server that does what a test tells it. */
import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type DirectoryScript = (
  message: Readonly<Record<string, unknown>>,
  response: ServerResponse,
  request: IncomingMessage,
) => void;

export class ScriptedDirectory {
  script: DirectoryScript = (_message, response) => response.end();
  readonly received: Readonly<Record<string, unknown>>[] = [];
  readonly headers: IncomingMessage["headers"][] = [];
  connectionCount = 0;
  readonly #server: Server;

  static async start(): Promise<ScriptedDirectory> {
    const directory = new ScriptedDirectory();
    directory.#server.listen(0, "127.0.0.1");
    await once(directory.#server, "listening");
    return directory;
  }

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on("connection", () => {
      this.connectionCount += 1;
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ds?scheme=visa`;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = (await request.toArray()) as Buffer[];
    const message = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    this.received.push(message);
    this.headers.push(request.headers);
    this.script(message, response, request);
  }
}

export const answerWith =
  (message: object): DirectoryScript =>
  (_received, response) =>
    void response.setHeader("content-type", "application/json; charset=utf-8").end(JSON.stringify(message));
