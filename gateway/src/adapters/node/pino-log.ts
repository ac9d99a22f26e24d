import {
  type DestinationStream,
  type LevelWithSilent,
  type Logger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from "pino";
import { maskCardNumbers } from "#domain/card/mask-card-numbers.ts";
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
    hooks: { streamWrite: withoutCardNumbers },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  const log: Log = {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  };
  return { log, logger };
}

/** The last net: whatever was put into an event, the line holds no card number and is JSON still. */
function withoutCardNumbers(line: string): string {
  if (maskCardNumbers(line) === line) return line;
  const event: unknown = JSON.parse(line);
  return `${JSON.stringify(masked(event))}\n`;
}

function masked(value: unknown): unknown {
  if (typeof value === "string") return maskCardNumbers(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [maskCardNumbers(name), masked(inner)]),
    );
  }
  if (typeof value !== "number") return value;
  const text = maskCardNumbers(String(value));
  return text === String(value) ? value : text;
}
