/** The acquirer as the port knows it, linked to a scripted host. */
import type { Acquirer } from "#ports/acquirer.ts";
import type { DisputeReceiver } from "#ports/dispute-receiver.ts";
import { createIso8583Acquirer } from "../acquirer.ts";
import { RecordingLog } from "./recording-log.ts";
import { ScriptedHost } from "./scripted-host.ts";

export interface Bench extends AsyncDisposable {
  readonly host: ScriptedHost;
  readonly acquirer: Acquirer;
  readonly log: RecordingLog;
}

export async function bench(onDispute: DisputeReceiver = async () => "recorded"): Promise<Bench> {
  const host = await ScriptedHost.start();
  const log = new RecordingLog();
  const acquirer = createIso8583Acquirer({
    host: "127.0.0.1",
    port: host.port,
    acquiringInstitutionId: "547802",
    onDispute,
    log,
  });
  return {
    host,
    acquirer,
    log,
    [Symbol.asyncDispose]: async () => {
      await acquirer.close();
      await host.stop();
    },
  };
}
