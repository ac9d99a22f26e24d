import { createLog } from "#adapters/node/pino-log.ts";
import { readConfig } from "./config.ts";
import { StartupError } from "./startup-error.ts";
import { wire } from "./wire.ts";

/**
 * The gateway as one process: HTTP and jobs on one database. SIGTERM stops it in
 * order: /health says so at once, while everything is still answered for the time
 * of the drain; then no new requests, no new jobs, finish what runs, close. SIGINT
 * and the end of the process that started it leave out the drain, and so does a
 * second signal. What does not finish in time is recovered from the database by the
 * next start.
 */

/** Longer than a card message takes; shorter than the patience of those who stop servers (15 s and more). */
const mostStopMs = 12_000;

export async function serve(): Promise<void> {
  const config = readConfig();
  if (config.databaseUrl === null) {
    throw new StartupError(
      "DATABASE_URL is not set. Set it, or run npm start, which brings a database along.",
    );
  }
  const { log } = createLog({ level: config.logLevel });
  // Node would print it as it is; the log masks card numbers. The process ends as it would have.
  process.once("uncaughtException", (error) => {
    log.error("uncaught", { error });
    process.exit(1);
  });
  let isStopping = false;
  const gateway = await wire(config, config.databaseUrl, log, () => isStopping);

  let isClosing = false;
  let drain: NodeJS.Timeout | null = null;
  const close = async (): Promise<void> => {
    if (isClosing) return;
    isClosing = true;
    if (drain !== null) clearTimeout(drain);
    setTimeout(() => {
      log.warn("stop.forced");
      process.exit(1);
    }, mostStopMs).unref();
    await Promise.all([gateway.server.close(), gateway.runner.stop()]);
    await gateway.close();
    log.info("stopped");
    process.exit(0);
  };
  const stop = (cause: string, drainMs: number): void => {
    if (isStopping || drainMs === 0) void close();
    else drain = setTimeout(() => void close(), drainMs);
    if (!isStopping) log.info("stopping", { cause, drainMs });
    isStopping = true;
  };
  process.on("SIGTERM", () => stop("SIGTERM", config.drainMs));
  // Pressed once more, Ctrl-C ends the process as it ends any.
  process.once("SIGINT", () => stop("SIGINT", 0));
  process.once("disconnect", () => stop("parent gone", 0));

  try {
    await gateway.server.listen({ host: config.host, port: config.port });
  } catch (error) {
    await gateway.runner.stop();
    await gateway.close();
    throw listenError(error, config.host, config.port);
  }
  log.info("listening", { url: config.publicUrl, mode: config.mode });
}

function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") {
    return new StartupError(`Port ${port} is in use by another program. Stop it, or set SLUIS_PORT.`);
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    return new StartupError(`Sluis may not listen on ${host}:${port}. Set SLUIS_HOST and SLUIS_PORT.`);
  }
  return error;
}

/** Prints a StartupError as its sentence, anything else with its stack, and ends the process. */
export function failStart(error: unknown, what = "Sluis cannot start"): never {
  console.error(error instanceof StartupError ? `${what}: ${error.message}` : error);
  process.exit(1);
}

if (import.meta.main) serve().catch((error: unknown) => failStart(error));
