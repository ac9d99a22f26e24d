import { inheritedEnvironment } from "./config.ts";
import { startChild } from "./child.ts";
import { root } from "./paths.ts";

/** A command of the check that is right or wrong by its exit code. */
export interface Task {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Runs all tasks, at most `atOnce` together; reports each as it ends; true when every one passed. */
export async function runTasks(tasks: readonly Task[], atOnce: number): Promise<boolean> {
  const waiting = [...tasks];
  let passed = true;
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      if (!(await runTask(task))) passed = false;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return passed;
}

async function runTask(task: Task): Promise<boolean> {
  const startedAt = performance.now();
  const child = startChild({
    command: task.command,
    args: task.args,
    env: inheritedEnvironment(),
    cwd: root,
  });
  const { code } = await child.ended();
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${task.name.padEnd(18)} ${seconds.padStart(5)} s`);
  if (code !== 0) console.log(indent(child.output()));
  return code === 0;
}

const indent = (text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `     ${line}`)
    .join("\n");
