import type pg from "pg";
import { createAuditCheckpoints } from "#adapters/postgres/audit/checkpoints.ts";
import { verifyAudit } from "#adapters/postgres/audit/verify.ts";
import { storedCheckpoints } from "#adapters/postgres/audit/verify-checkpoints.ts";
import { type AuditArguments, presentAudit } from "#cli/audit.ts";
import type { CheckpointSigner } from "#ports/audit-trail.ts";
import type { Clock } from "#ports/clock.ts";
import { readCheckpoints, writeCheckpoints } from "./audit-file.ts";
import { StartupError } from "./startup-error.ts";

/** `audit …` on the command line. Verification ends with 1 where something is wrong. */
export async function lookAfterAuditLog(
  pool: pg.Pool,
  wanted: AuditArguments,
  { signer, clock }: { readonly signer: CheckpointSigner; readonly clock: Clock },
): Promise<void> {
  const signedBy = `Public key: ${signer.publicKey}`;
  if (wanted.verb === "checkpoint") {
    const written = await createAuditCheckpoints(pool, { signer, clock }).write();
    if (written === "busy") throw new StartupError("The log is being written to for too long; try again.");
    console.log(written === 0 ? "Nothing was added since the last checkpoint." : `Checkpoints: ${written}.`);
    console.log(signedBy);
    return;
  }
  if (wanted.verb === "export") {
    const count = await writeCheckpoints(wanted.to, signer.publicKey, storedCheckpoints(pool));
    console.log(
      `${count} checkpoints are in ${wanted.to}. Keep them where nobody can change them.\n${signedBy}`,
    );
    return;
  }
  const report = await verifyAudit(
    pool,
    { signer, publicKeys: wanted.publicKeys ?? [signer.publicKey] },
    wanted.checkpoint === null ? null : readCheckpoints(wanted.checkpoint),
  );
  console.log(presentAudit(report));
  if (report.wrong > 0) process.exitCode = 1;
}
