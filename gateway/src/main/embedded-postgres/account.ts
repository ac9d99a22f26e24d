/**
 * Under which account PostgreSQL runs. It refuses to be root, and an ordinary
 * user is no question. For root there are two ways. The first is a user namespace
 * in which the process is `nobody` while outside it still is root: it works also
 * below folders that only root may enter. Where namespaces are forbidden, as in
 * most containers, the server runs as `postgres` or `nobody` and the cluster is
 * given to that user.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { unreachable } from "#domain/result.ts";
import { StartupError } from "../startup-error.ts";

export type Account =
  | { readonly kind: "own" }
  | { readonly kind: "namespace"; readonly unshare: string }
  | { readonly kind: "user"; readonly uid: number; readonly gid: number };

/** What `spawn` needs to run a program under an account. */
export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly options: {
    readonly uid?: number;
    readonly gid?: number;
    readonly env: Readonly<Record<string, string>>;
    readonly windowsHide: true;
  };
}

export interface Situation {
  /** Null where the system knows no user ids. */
  readonly ownUid: number | null;
  /** Owner of the cluster's folder; null before the first start. */
  readonly clusterOwner: { readonly uid: number; readonly gid: number } | null;
  readonly dataDir: string;
  /** Path of the server program, to try an account with. */
  readonly postgres: string;
  readonly unshare: string;
}

/** The user id that is `nobody` on every Linux; initdb looks its name up. */
const nobody = 65534;

/** An own environment: what ours holds, the master key for one, is none of PostgreSQL's business. */
const environment = { PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C", TZ: "UTC" };

/** Throws a `StartupError` where PostgreSQL cannot run at all, or cannot run for root. */
export async function chooseAccount(situation: Situation): Promise<Account> {
  if (situation.ownUid !== 0) return { kind: "own" };
  const { clusterOwner } = situation;
  if (clusterOwner !== null && clusterOwner.uid !== 0) {
    const owner: Account = { kind: "user", ...clusterOwner };
    if (await mayRun(owner, situation)) return owner;
  }
  const namespace: Account = { kind: "namespace", unshare: situation.unshare };
  if ((clusterOwner === null || clusterOwner.uid === 0) && (await mayRun(namespace, situation))) {
    return namespace;
  }
  for (const name of ["postgres", "nobody"]) {
    const user = await findUser(name);
    if (user !== null && (await mayRun(user, situation))) return user;
  }
  throw new StartupError(
    `PostgreSQL does not run as root and no other user may use ${situation.dataDir}: ` +
      "run Sluis as an ordinary user or set DATABASE_URL.",
  );
}

export function invoke(account: Account, program: string, args: readonly string[]): Invocation {
  const options = { env: environment, windowsHide: true } as const;
  switch (account.kind) {
    case "own":
      return { command: program, args, options };
    case "namespace": {
      const mapping = ["--user", `--map-user=${nobody}`, `--map-group=${nobody}`, "--"];
      return { command: account.unshare, args: [...mapping, program, ...args], options };
    }
    case "user":
      return { command: program, args, options: { ...options, uid: account.uid, gid: account.gid } };
    default:
      return unreachable(account);
  }
}

/** Runs a program to its end; rejects with its `stderr` when it fails. */
export async function run(account: Account, program: string, args: readonly string[]): Promise<string> {
  const { command, args: allArgs, options } = invoke(account, program, args);
  const { stdout } = await promisify(execFile)(command, allArgs, options);
  return stdout;
}

/** Gives a folder to the account's user, where that is another than ours. */
export async function giveTo(account: Account, folder: string): Promise<void> {
  if (account.kind !== "user") return;
  await run({ kind: "own" }, "chown", ["-Rh", `${account.uid}:${account.gid}`, folder]);
}

async function mayRun(account: Account, { postgres, dataDir }: Situation): Promise<boolean> {
  try {
    await run(account, postgres, ["--version"]);
    await run(account, "test", ["-x", dataDir]);
    return true;
  } catch {
    return false;
  }
}

async function findUser(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all(
      ["-u", "-g"].map(async (flag) => Number(await run({ kind: "own" }, "id", [flag, name]))),
    );
    return uid === undefined || gid === undefined ? null : { kind: "user", uid, gid };
  } catch {
    return null;
  }
}
