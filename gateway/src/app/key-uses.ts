import { accountStream, siteStream } from "#domain/audit/stream.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import { hourMs, instant, toIso } from "#domain/time.ts";
import type { AuditTrail } from "#ports/audit-trail.ts";
import type { Clock } from "#ports/clock.ts";
import type { Log } from "#ports/log.ts";
import { truncatedAddress } from "#domain/audit/truncated-address.ts";

/**
 * From where and how often each key was used, told to the audit log once for a key
 * and hour by each process: a request only counts in memory. What a process that
 * is killed had not told is lost; what a key changed stands in entries of its own.
 */
export interface KeyUses {
  count(holder: KeyHolder, address: string): void;
  /** Writes the hours that have ended; never throws. */
  writeEnded(): Promise<void>;
  /** Writes everything, before the process ends; never throws. */
  writeAll(): Promise<void>;
}

interface Use {
  readonly holder: KeyHolder;
  readonly hour: number;
  count: number;
  readonly networks: Map<string, number>;
}

/** More keys than that within an hour are told together with those before, in several entries. */
const mostKeys = 1_000;
/** Networks of a key that are named; what comes from others is counted together. */
const mostNetworks = 20;
const otherNetworks = "others";

export function createKeyUses({
  trail,
  clock,
  log,
}: {
  readonly trail: AuditTrail;
  readonly clock: Clock;
  readonly log: Log;
}): KeyUses {
  const uses = new Map<string, Use>();
  const thisHour = (): number => Math.floor(clock.now() / hourMs);

  async function write(ended: readonly (readonly [string, Use])[]): Promise<void> {
    // Taken out before the first wait, so that nobody writes them twice.
    for (const [name] of ended) uses.delete(name);
    for (const [name, use] of ended) {
      try {
        await trail.note(eventOf(name, use));
      } catch (error) {
        log.warn("audit.key-use-lost", { key: name, count: use.count, cause: String(error) });
      }
    }
  }

  return {
    count(holder, address) {
      const hour = thisHour();
      const known = uses.get(holder.keyName);
      if ((known !== undefined && known.hour !== hour) || (known === undefined && uses.size >= mostKeys)) {
        void write([...uses]);
      }
      const use = uses.get(holder.keyName) ?? { holder, hour, count: 0, networks: new Map<string, number>() };
      uses.set(holder.keyName, use);
      use.count += 1;
      const network = truncatedAddress(address);
      const isNamed = use.networks.has(network) || use.networks.size < mostNetworks;
      const counted = isNamed ? network : otherNetworks;
      use.networks.set(counted, (use.networks.get(counted) ?? 0) + 1);
    },
    writeEnded() {
      const hour = thisHour();
      return write([...uses].filter(([, use]) => use.hour !== hour));
    },
    writeAll: () => write([...uses]),
  };
}

const eventOf = (key: string, { holder, hour, count, networks }: Use): Parameters<AuditTrail["note"]>[0] => ({
  stream: holder.role === "site" ? siteStream(holder.site.id) : accountStream(holder.accountId),
  event: "key.used",
  change: {
    key,
    hour: toIso(instant(hour * hourMs)),
    count,
    from: [...networks].map(([network, times]) => ({ network, count: times })),
  },
});
