import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { freePort } from "../support/ports.ts";

/**
 * A line of TCP between two parties, in the hands of the runner: it carries every byte as it is until it is cut or held.
 * Towards several targets it is a balancer: each connection goes to the next one that answers.
 */
export interface Line {
  readonly port: number;
  /** Where connections lead from now on. */
  lead(ports: readonly number[]): void;
  /** Ends every connection at once, with whatever is under way. */
  cut(): void;
  /** Carries nothing more, and ends nothing: both sides wait. */
  hold(): void;
  release(): void;
  stop(): Promise<void>;
}

export async function startLine(): Promise<Line> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let targets: readonly number[] = [];
  let turn = 0;
  let isHeld = false;

  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.once("close", () => sockets.delete(socket));
    // Either side may be killed in the middle of a write.
    socket.on("error", () => socket.destroy());
  };
  const reach = async (): Promise<Socket | null> => {
    const order = targets.map((_, index) => targets[(turn + index) % targets.length] ?? 0);
    turn += 1;
    for (const target of order) {
      const socket = connect({ port: target, host: "127.0.0.1" });
      const isOpen = await once(socket, "connect").then(
        () => true,
        () => false,
      );
      if (isOpen) return socket;
    }
    return null;
  };
  const carry = async (near: Socket): Promise<void> => {
    near.pause();
    const far = await reach();
    if (far === null || near.destroyed) {
      near.destroy();
      far?.destroy();
      return;
    }
    keep(far);
    near.pipe(far);
    far.pipe(near);
    near.once("close", () => far.destroy());
    far.once("close", () => near.destroy());
    if (isHeld) for (const socket of [near, far]) socket.pause();
  };
  const server = createServer((near) => {
    keep(near);
    void carry(near);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");

  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    cut,
    lead: (ports) => {
      targets = ports;
    },
    hold: () => {
      isHeld = true;
      for (const socket of sockets) socket.pause();
    },
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      for (const socket of sockets) socket.resume();
    },
    async stop() {
      server.close();
      cut();
      await once(server, "close");
    },
  };
}
