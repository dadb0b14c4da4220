import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";

/** Every source file that the files below a folder reach by their imports, themselves included, by path from the root. */
export function filesReachableFrom(folder: string): Set<string> {
  const queue = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
  const reached = new Set<string>();
  for (const file of queue) {
    if (reached.has(file)) continue;
    reached.add(file);
    queue.push(...importsOf(file));
  }
  return reached;
}

function importsOf(file: string): string[] {
  const named = readFileSync(file, "utf8").matchAll(/(?:from|import\() ?"(@\/|\.\.?\/)([^"]+)"/g);
  return [...named].flatMap(([, start = "", rest = ""]) => {
    const path = start === "@/" ? rest : normalize(join(file, "..", start, rest));
    return [`${path}.ts`, `${path}.tsx`].filter((one) => existsSync(one));
  });
}
