import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { freePort } from "../support/ports.ts";

/** The bytes that arrive in place of one message; both begin with the two bytes of length. */
export type Answering = (framed: Buffer) => Buffer;

/** The card link's wire in hostile hands: bytes go through as they are, until somebody else answers. */
export interface HostileLine {
  readonly port: number;
  lead(port: number): void;
  /** What the gateway hears, from now on; null: as it is. */
  answer(answering: Answering | null): void;
  /** What the acquirer hears, from now on; null: as it is. */
  ask(asking: Answering | null): void;
  /** Writes these bytes to the gateway, unasked; false where it is not connected. */
  inject(bytes: Buffer): boolean;
  /** Connections that the gateway has opened so far. */
  opened(): number;
  stop(): Promise<void>;
}

export async function startHostileLine(): Promise<HostileLine> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  const gateways = new Set<Socket>();
  let target = 0;
  let opened = 0;
  let answering: Answering | null = null;
  let asking: Answering | null = null;

  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      sockets.delete(socket);
      gateways.delete(socket);
    });
  };
  const server = createServer((near) => {
    opened += 1;
    const far = connect({ port: target, host: "127.0.0.1" });
    keep(near);
    keep(far);
    gateways.add(near);
    passOn(near, (framed) => far.write(asking?.(framed) ?? framed));
    passOn(far, (framed) => near.write(answering?.(framed) ?? framed));
    near.once("close", () => far.destroy());
    far.once("close", () => near.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port,
    lead: (next) => {
      target = next;
    },
    answer: (next) => {
      answering = next;
    },
    ask: (next) => {
      asking = next;
    },
    inject: (bytes) => {
      for (const socket of gateways) socket.write(bytes);
      return gateways.size > 0;
    },
    opened: () => opened,
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

function passOn(from: Socket, write: (framed: Buffer) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  from.on("data", (bytes: Buffer) => {
    const { frames, left } = framesIn(Buffer.concat([rest, bytes]));
    rest = left;
    for (const framed of frames) write(framed);
  });
}

function framesIn(stream: Buffer): { readonly frames: readonly Buffer[]; readonly left: Buffer } {
  const frames: Buffer[] = [];
  let left = stream;
  while (left.length >= 2 && left.length >= 2 + left.readUInt16BE(0)) {
    const end = 2 + left.readUInt16BE(0);
    frames.push(left.subarray(0, end));
    left = left.subarray(end);
  }
  return { frames, left };
}
