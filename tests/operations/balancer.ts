import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { freePort } from "../support/ports.ts";

/**
 * A load balancer as operators have it: asks each server for its health, gives requests in turn to those that are well,
 * over connections that it keeps, and repeats nothing. What a server does not answer is a 502.
 */
export interface Balancer {
  readonly url: string;
  isWell(server: string): boolean;
  stop(): Promise<void>;
}

const betweenLooksMs = 50;

export async function startBalancer(servers: readonly string[]): Promise<Balancer> {
  const well = new Set<string>();
  const agent = new Agent({ keepAlive: true });
  let turn = 0;

  const look = async (): Promise<void> => {
    for (const server of servers) {
      const answer = await fetch(`${server}/health`, { signal: AbortSignal.timeout(2_000) }).catch(
        () => null,
      );
      await answer?.body?.cancel();
      if (answer?.status === 200) well.add(server);
      else well.delete(server);
    }
  };
  let looking: Promise<void> | null = null;
  const looks = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null;
    });
  }, betweenLooksMs);

  const pass = (from: IncomingMessage, to: ServerResponse): void => {
    const choice = servers.filter((server) => well.has(server));
    turn += 1;
    const server = choice[turn % choice.length];
    if (server === undefined) {
      to.writeHead(502).end("no server is well");
      return;
    }
    const { method = "GET", url = "/", headers } = from;
    const onward = request(`${server}${url}`, { method, headers, agent }, (answer) => {
      const { connection: _ours, ...kept } = answer.headers;
      to.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(to);
    });
    onward.on("error", (error) => {
      if (!to.headersSent) to.writeHead(502);
      to.end(`${server}: ${error.message}`);
    });
    from.pipe(onward);
  };
  const server = createServer(pass);
  const port = await freePort();
  server.listen(port, "127.0.0.1");
  await Promise.all([once(server, "listening"), look()]);
  return {
    url: `http://127.0.0.1:${port}`,
    isWell: (one) => well.has(one),
    async stop() {
      clearInterval(looks);
      await looking;
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
