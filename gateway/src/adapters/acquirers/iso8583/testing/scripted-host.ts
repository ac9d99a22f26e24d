/** An acquirer's host that does what a test tells it: signs on by itself, hands every request to the test. */
import { once } from "node:events";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { ok } from "#domain/result.ts";
import { decode, encode } from "../codec.ts";
import { FrameReader, frame } from "../frame.ts";
import type { MessageMac } from "../message-mac.ts";
import type { Elements, Message } from "../message.ts";
import { Mailbox } from "./mailbox.ts";

export class ReceivedRequest {
  readonly message: Message;
  readonly #socket: Socket;
  readonly #mac: MessageMac | null;

  constructor(message: Message, socket: Socket, mac: MessageMac | null) {
    this.message = message;
    this.#socket = socket;
    this.#mac = mac;
  }

  /** Answers with what the specification echoes, then `elements` over it. */
  reply(
    elements: Elements,
    type: Message["type"] = replyType(this.message),
    mac: MessageMac | null = this.#mac,
  ): void {
    const { 2: _pan, 14: _expiry, 18: _mcc, 22: _entry, 25: _condition, ...rest } = this.message.elements;
    const { 38: _code, 43: _name, 48: _private, 95: _replacement, ...echoed } = rest;
    const bytes = encode({ type, elements: { ...echoed, ...elements } });
    this.#socket.write(frame(mac?.put(bytes) ?? bytes));
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  cutConnection(): void {
    this.#socket.destroy();
  }
}

const replies: Readonly<Partial<Record<Message["type"], Message["type"]>>> = {
  "0100": "0110",
  "0200": "0210",
  "0220": "0230",
  "0221": "0230",
  "0400": "0410",
  "0401": "0410",
  "0800": "0810",
};

function replyType({ type }: Message): Message["type"] {
  const reply = replies[type];
  if (reply === undefined) throw new Error(`${type} is a reply itself`);
  return reply;
}

export class ScriptedHost {
  /** All but network management, in order of arrival. */
  readonly requests = new Mailbox<ReceivedRequest>();
  /** What the gateway answered to advices. */
  readonly receipts = new Mailbox<Message>();
  /** DE 70 of every 0800, answered or not. */
  readonly management = new Mailbox<string>();
  /** DE 39 of the answer to each network management code; a code that is missing gets no answer. */
  managementAnswers: Readonly<Record<string, string>> = { "001": "00", "002": "00", "301": "00" };
  connectionCount = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #mac: MessageMac | null;

  static async start(mac: MessageMac | null = null): Promise<ScriptedHost> {
    const host = new ScriptedHost(mac);
    host.#server.listen(0, "127.0.0.1");
    await once(host.#server, "listening");
    return host;
  }

  constructor(mac: MessageMac | null) {
    this.#mac = mac;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Tells the gateway something unasked. */
  advise(advice: Message, mac: MessageMac | null = this.#mac): void {
    const bytes = encode(advice);
    for (const socket of this.#sockets) socket.write(frame(mac?.put(bytes) ?? bytes));
  }

  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.cutAll();
    await once(this.#server, "close");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #serve(socket: Socket): void {
    const frames = new FrameReader();
    this.connectionCount += 1;
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => {
      for (const bytes of frames.read(chunk).messages) this.#receive(bytes, socket);
    });
  }

  #receive(bytes: Uint8Array, socket: Socket): void {
    const bare = this.#mac === null ? ok(bytes) : this.#mac.take(bytes);
    if (!bare.ok) throw new Error(`the gateway proved nothing: ${bare.refusal}`);
    const decoded = decode(bare.value);
    if (!decoded.ok) throw new Error(`the gateway sent nonsense: ${decoded.refusal.reason}`);
    if (decoded.value.type === "0432") {
      this.receipts.put(decoded.value);
      return;
    }
    const request = new ReceivedRequest(decoded.value, socket, this.#mac);
    const code = decoded.value.elements[70];
    if (code === undefined) {
      this.requests.put(request);
      return;
    }
    const responseCode = this.managementAnswers[code];
    if (responseCode !== undefined) request.reply({ 39: responseCode });
    this.management.put(code);
  }
}
