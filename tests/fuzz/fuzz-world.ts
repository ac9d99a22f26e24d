import { startWorld, type World } from "../support/world.ts";
import { type OverheardLine, startOverheardLine } from "./overheard-line.ts";

export interface FuzzWorld {
  readonly world: World;
  readonly line: OverheardLine;
  readonly stop: () => Promise<void>;
}

/**
 * A world in which nobody is stopped for trying too often, and whose directory server and bank are listened to. The log
 * keeps what goes wrong and not each request: of those there are many.
 */
export async function fuzzWorld(): Promise<FuzzWorld> {
  const line = await startOverheardLine();
  try {
    const world = await startWorld({
      logLevel: "warn",
      gatewayEnvironment: {
        SLUIS_DIRECTORY_SERVER_URL: `${line.url}/ds`,
        SLUIS_BANK_URL: `${line.url}/bank`,
        SLUIS_TRUSTED_PROXIES: "127.0.0.1",
        SLUIS_RATE_UNKNOWN_LINKS: "0",
        SLUIS_RATE_STRAY_MESSAGES: "0",
        SLUIS_RATE_CARDS_PER_LINK: "0",
      },
    });
    line.lead(world.simulatorUrl);
    const stop = async (): Promise<void> => {
      await world.stop();
      await line.stop();
    };
    return { world, line, stop };
  } catch (error) {
    await line.stop();
    throw error;
  }
}
