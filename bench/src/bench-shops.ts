import { once } from "node:events";
import { createServer, type Server } from "node:http";

/** Shops on ports of their own, so that each is an endpoint to the gateway. */
export interface BenchShops {
  readonly living: readonly string[];
  readonly hanging: readonly string[];
  /** Answers when the living ones have been told so often from now on; gives the milliseconds since `startedAt`. */
  told(count: number, startedAt: number): Promise<number>;
  /** Hangs up on all that hang. */
  release(): void;
  stop(): Promise<void>;
}

export async function startBenchShops(living: number, hanging: number): Promise<BenchShops> {
  let left = 0;
  let lastTold: () => void = () => undefined;
  const answers = (): Server =>
    createServer((request, response) => {
      request.resume();
      response.end("OK");
      left -= 1;
      if (left === 0) lastTold();
    });
  const silent = (): Server => createServer((request) => void request.resume());
  const alive = Array.from({ length: living }, answers);
  const dead = Array.from({ length: hanging }, silent);
  return {
    living: await Promise.all(alive.map(listen)),
    hanging: await Promise.all(dead.map(listen)),
    async told(count, startedAt) {
      left = count;
      await new Promise<void>((resolve) => {
        lastTold = resolve;
      });
      return performance.now() - startedAt;
    },
    release() {
      for (const server of dead) server.closeAllConnections();
    },
    async stop() {
      for (const server of [...alive, ...dead]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a shop has no port");
  return `127.0.0.1:${address.port}`;
}
