import { type Config, readConfig } from "./config.ts";
import { readTlsMaterial } from "./tls.ts";
import { logToStderr } from "./log.ts";
import { buildSimulator, type Simulator } from "./simulator.ts";

const read = readConfig(process.env);
if (!read.ok) fail(read.sentence);
const { config } = read;
const simulator = open(config);

await simulator.cardLink
  .listen({ port: config.cardLinkPort, hostName: config.hostName })
  .catch((error: unknown) =>
    fail(portSentence(error, { port: config.cardLinkPort, variable: "SLUIS_ISO8583_PORT" })),
  );
await simulator.mailServer
  .listen({ port: config.mailbox.port, hostName: config.hostName })
  .catch((error: unknown) => {
    // Beside a second simulator on this machine nobody asked for this very port: all but the mailbox works.
    if (!config.mailbox.isChosen) return logToStderr("mailbox-closed", { port: config.mailbox.port });
    return fail(portSentence(error, { port: config.mailbox.port, variable: "SLUIS_MAILBOX_PORT" }));
  });
await simulator.app
  .listen({ port: config.httpPort, host: config.hostName })
  .catch((error: unknown) =>
    fail(portSentence(error, { port: config.httpPort, variable: "SLUIS_SIMULATOR_PORT" })),
  );

const tlsPort = config.tls?.directoryServerPort ?? null;
if (tlsPort !== null) {
  await simulator.tlsApp
    ?.listen({ port: tlsPort, host: config.hostName })
    .catch((error: unknown) =>
      fail(portSentence(error, { port: tlsPort, variable: "SLUIS_SIMULATOR_TLS_PORT" })),
    );
}

// `disconnect`: the process that started us is gone, and nobody would stop us any more.
for (const end of ["SIGTERM", "SIGINT", "disconnect"] as const) {
  process.once(end, () => {
    void simulator.close().then(() => process.exit(0));
  });
}

const cardLinkUrl = `${config.tls === null ? "tcp" : "tls"}://${config.hostName}:${config.cardLinkPort}`;
process.stdout.write(
  `Simulator ready: shop ${config.publicUrl}/shop, mailbox ${config.publicUrl}/mailbox, card link ${cardLinkUrl}\n`,
);

/** Opening reads the books of an earlier run: a folder that cannot be used is told in one sentence. */
function open(settings: Config): Simulator {
  const tls = readTlsMaterial(settings.tls);
  if (tls === "unreadable") fail("The files of SLUIS_SIMULATOR_TLS_… cannot be read.");
  try {
    return buildSimulator(settings, logToStderr, tls);
  } catch (error) {
    if (settings.dataDir === null) throw error;
    return fail(`The books in SLUIS_DATA_DIR (${settings.dataDir}) cannot be used: ${codeOf(error)}.`);
  }
}

function portSentence(
  error: unknown,
  { port, variable }: { readonly port: number; readonly variable: string },
): string {
  return codeOf(error) === "EADDRINUSE"
    ? `Port ${port} is taken by another program; set ${variable} to a free one.`
    : `Port ${port} cannot be opened (${codeOf(error)}); set ${variable} or SLUIS_HOST to something else.`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return "code" in error ? String(error.code) : error.message;
}

function fail(sentence: string): never {
  process.stderr.write(`The simulator cannot start. ${sentence}\n`);
  process.exit(1);
}
