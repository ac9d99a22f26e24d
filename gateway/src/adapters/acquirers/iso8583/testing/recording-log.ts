import type { Log } from "#ports/log.ts";
import { Mailbox } from "./mailbox.ts";

export interface LoggedEvent {
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Keeps what was logged, for a test to read or to wait for. */
export class RecordingLog implements Log {
  readonly events: LoggedEvent[] = [];
  readonly #news = new Mailbox<LoggedEvent>();

  info(event: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.events.push({ event, fields });
    this.#news.put({ event, fields });
  }

  warn(event: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.info(event, fields);
  }

  error(event: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.info(event, fields);
  }

  /** The next event of that name, counted from the last one waited for. */
  async waitFor(event: string): Promise<LoggedEvent> {
    for (;;) {
      const logged = await this.#news.next();
      if (logged.event === event) return logged;
    }
  }
}
