import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { freePort } from "../support/ports.ts";

/**
 * A line to PostgreSQL that, when it is told to, carries a certain message to the server, waits until the server has
 * answered it, and then ends the connection instead of carrying the answer: what was sent has happened, and who sent
 * it will never hear of it.
 */
export interface CommitEater {
  readonly port: number;
  /** Eats the answer to the next message that contains these bytes. */
  eatAnswerTo(text: string): void;
  /** How many answers it was told to eat and has not seen yet. */
  isArmed(): boolean;
  stop(): Promise<void>;
}

export async function startCommitEater(serverPort: number): Promise<CommitEater> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let wanted: string | null = null;

  const server = createServer((near) => {
    const far = connect(serverPort, "127.0.0.1");
    let isEating = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.once("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on("data", (bytes) => {
      if (wanted !== null && bytes.includes(wanted)) {
        wanted = null;
        isEating = true;
      }
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (isEating) near.destroy();
      else near.write(bytes);
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port,
    eatAnswerTo(text) {
      wanted = text;
    },
    isArmed: () => wanted !== null,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
