import { readConfig } from "./config.ts";
import { startSandbox } from "./sandbox.ts";
import { failStart, serve } from "./serve.ts";

/** `npm start`: in live mode the gateway alone, in sandbox mode with everything it needs around it. */
try {
  const config = readConfig();
  await (config.mode === "live" ? serve() : startSandbox(config));
} catch (error) {
  failStart(error);
}
