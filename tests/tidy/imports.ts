import { posix } from "node:path";
import { lineAt, type Problem, type SourceFile } from "./source-file.ts";

/**
 * The arrows of docs/architecture.md. An import is judged by the place of the
 * importing file and by what the specifier names: a room, a package, `node:`.
 */
const rooms = ["domain", "ports", "app", "adapters", "http", "jobs", "cli", "main"] as const;
type Room = (typeof rooms)[number];

interface RoomRule {
  readonly rooms: readonly Room[];
  readonly mayUsePackages: boolean;
}

const roomRules: Readonly<Record<Room, RoomRule>> = {
  domain: { rooms: [], mayUsePackages: false },
  ports: { rooms: ["domain"], mayUsePackages: false },
  app: { rooms: ["domain", "ports"], mayUsePackages: false },
  adapters: { rooms: ["domain", "ports"], mayUsePackages: true },
  http: { rooms: ["domain", "app"], mayUsePackages: true },
  jobs: { rooms: ["domain", "app"], mayUsePackages: true },
  cli: { rooms: ["domain", "app"], mayUsePackages: true },
  main: { rooms: ["domain", "ports", "app", "adapters", "http", "jobs", "cli"], mayUsePackages: true },
};

/** Folders of `adapters/` that hold one folder per partner instead of being one. */
const adapterGroups = new Set(["acquirers", "redirect"]);

export function importProblems(file: SourceFile): readonly Problem[] {
  return importsOf(file).flatMap(({ specifier, line }) => {
    const what = judge(file.path, specifier);
    return what === null ? [] : [{ rule: "arrows", path: file.path, line, what }];
  });
}

interface Import {
  readonly specifier: string;
  readonly line: number;
}

export function importsOf(file: SourceFile): readonly Import[] {
  const pattern =
    /(?:^|[;\n}])\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']|\bimport\s*\(?\s*["']([^"']+)["']/g;
  return [...file.code.matchAll(pattern)].map((match) => ({
    specifier: match[1] ?? match[2] ?? "",
    line: lineAt(file.code, match.index + match[0].length),
  }));
}

function judge(path: string, specifier: string): string | null {
  if (specifier.startsWith("@sluis/"))
    return `${specifier}: a package of ours is reached by its processes only`;
  if (specifier.startsWith(".") && !/\.(ts|json)$/.test(specifier))
    return `${specifier}: the path says its .ts`;
  const [world] = path.split("/");
  switch (world) {
    case "gateway":
      return judgeGateway(path, specifier);
    case "simulator":
      return staysIn(path, specifier, ["simulator/"]);
    case "tests":
      return staysIn(path, specifier, ["tests/"]);
    case "bench":
      return staysIn(path, specifier, ["bench/", "tests/support/"]);
    default:
      return `${path} lies in no package`;
  }
}

function staysIn(path: string, specifier: string, folders: readonly string[]): string | null {
  if (specifier.startsWith("#")) return `${specifier}: rooms are the gateway's`;
  if (!specifier.startsWith(".")) return null;
  const target = resolve(path, specifier);
  return folders.some((folder) => target.startsWith(folder))
    ? null
    : `${specifier} leaves ${folders.join(", ")}`;
}

function judgeGateway(path: string, specifier: string): string | null {
  const room = roomOf(path);
  if (room === null) return `${path} lies in no room`;
  if (specifier.startsWith("#")) return judgeRoom(path, room, specifier);
  if (specifier.startsWith(".")) return judgeRelative(path, room, specifier);
  if (roomRules[room].mayUsePackages || isTestCode(path)) return null;
  return `${specifier}: ${room} knows neither npm packages nor node:`;
}

/** Chosen by a condition of Node: nothing in production, the armed ones under a crash test. */
const faultPoints = "#fault-points";

function judgeRoom(path: string, room: Room, specifier: string): string | null {
  if (specifier === faultPoints) return room === "main" ? null : `${specifier}: only main knows of them`;
  const target = rooms.find((candidate) => specifier.startsWith(`#${candidate}/`));
  if (target === undefined) return `${specifier} names no room`;
  if (target === room) return `${specifier}: inside a room imports are relative`;
  if (roomRules[room].rooms.includes(target)) return null;
  // A unit test may put the real thing behind a port, but never call up.
  if (isTestCode(path) && (target === "ports" || target === "adapters")) return null;
  return `${room} must not import ${target}`;
}

function judgeRelative(path: string, room: Room, specifier: string): string | null {
  const target = resolve(path, specifier);
  if (roomOf(target) !== room) return `${specifier} leaves the room: write #room/…`;
  if (room === "adapters" && partnerOf(target) !== partnerOf(path))
    return `${specifier}: another adapter's folder`;
  return null;
}

const resolve = (path: string, specifier: string): string =>
  posix.normalize(posix.join(posix.dirname(path), specifier));

function roomOf(path: string): Room | null {
  const [world, src, name] = path.split("/");
  return world === "gateway" && src === "src" ? (rooms.find((room) => room === name) ?? null) : null;
}

function partnerOf(path: string): string {
  const [group = "", partner = ""] = path.split("/").slice(3);
  return adapterGroups.has(group) ? `${group}/${partner}` : group;
}

/** Unit tests, and the suites that every implementation of a port must pass. */
const isTestCode = (path: string): boolean => /\.(test|contract)\.ts$/.test(path);
