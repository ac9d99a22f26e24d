import { once } from "node:events";
import { createServer } from "node:net";
import { StartupError } from "../startup-error.ts";

const host = "127.0.0.1";

/** The wished port, which must be free, or any free one. It may be taken again before we use it. */
export async function choosePort(wished: number | undefined): Promise<number> {
  const server = createServer();
  server.listen(wished ?? 0, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new StartupError(`PostgreSQL cannot listen on port ${wished} of ${host}: choose another port.`, {
      cause: error,
    });
  }
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
