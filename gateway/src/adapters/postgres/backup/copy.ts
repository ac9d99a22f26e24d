import { once } from "node:events";
import type pg from "pg";

/**
 * PostgreSQL's COPY in text form, both ways, with bounded memory: node-postgres
 * hands over the messages, and the socket rests while the other side is slower. In
 * this form each row is a line, and no line is `\.`.
 */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Uint8Array): void;
  sendCopyFail(message: string): void;
  endCopyFrom(): void;
}

/** Rows that wait for the reader before the socket rests: some hundred kilobytes. */
const mostWaiting = 1_000;

const ignore = (): void => undefined;

/** The rows of a `copy … to stdout`, several to a chunk. */
export async function* copyOut(client: pg.Client, statement: string): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let isOver = false;
  let failure: Error | null = null;
  let wake = ignore;
  const { stream } = client.connection;
  client.query({
    submit: (connection: pg.Connection) => connection.query(statement),
    handleRowDescription: ignore,
    handleCommandComplete: ignore,
    handleCopyData({ chunk }: { readonly chunk: Buffer }) {
      waiting.push(chunk);
      if (waiting.length > mostWaiting) stream.pause();
      wake();
    },
    handleReadyForQuery() {
      isOver = true;
      wake();
    },
    handleError(error: Error) {
      failure = error;
      isOver = true;
      wake();
    },
  });
  for (;;) {
    if (waiting.length > 0) {
      const rows = Buffer.concat(waiting);
      waiting = [];
      stream.resume();
      yield rows;
    } else if (isOver) {
      break;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  // What the server said it could not go on with is no end of the table.
  if (failure !== null) throw failure as Error;
}

/** Writes rows by a `copy … from stdin`. Throws what the server, or whoever gives the rows, throws. */
export function copyIn(client: pg.Client, statement: string, rows: AsyncIterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let hasFailed = false;
    const fail = (error: unknown): void => {
      hasFailed = true;
      reject(error);
    };
    const feed = async (connection: CopyConnection): Promise<void> => {
      for await (const chunk of rows) {
        if (hasFailed) return;
        connection.sendCopyFromChunk(chunk);
        await isDrained(connection);
      }
      connection.endCopyFrom();
    };
    client.query({
      submit: (connection: pg.Connection) => connection.query(statement),
      handleCommandComplete: ignore,
      handleCopyInResponse(connection: CopyConnection) {
        feed(connection).catch((error: unknown) => {
          fail(error);
          connection.sendCopyFail("the rows cannot be read");
        });
      },
      handleReadyForQuery: resolve,
      handleError: fail,
    });
  });
}

/** Returns when the socket takes more, or is gone: then the statement fails by itself. */
async function isDrained({ stream }: pg.Connection): Promise<void> {
  if (!stream.writableNeedDrain || stream.destroyed) return;
  await Promise.race([once(stream, "drain"), once(stream, "close")]);
}
