import {
  type DestinationStream,
  type LevelWithSilent,
  type Logger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from "pino";
import type { Log } from "#ports/log.ts";

export interface LogOptions {
  readonly level: LevelWithSilent;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON line per event: `level` by name, `time` in ISO 8601, the fields, and
 * the event's name under `event`. Process id and host name are left to whoever
 * collects the lines. `logger` is for libraries that bring their own calls.
 */
export function createLog({ level, destination }: LogOptions): {
  readonly log: Log;
  readonly logger: Logger;
} {
  const options = {
    level,
    base: null,
    messageKey: "event",
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // Without these an Error would print as {}.
    serializers: { err: stdSerializers.err, error: stdSerializers.err, cause: stdSerializers.err },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  const log: Log = {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  };
  return { log, logger };
}
