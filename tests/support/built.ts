import { readFileSync } from "node:fs";
import { z } from "zod";

const paths = z.record(z.string(), z.string());
const actions = z.object({
  node: z.record(z.string(), z.object({ workers: z.record(z.string(), z.unknown()), exportedName: z.string() })),
});

/** Every route of the build, as Next lists them, but for its own two error pages. */
export function builtRoutes(): string[] {
  const listed = paths.parse(JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8")));
  return Object.values(listed).filter((route) => !route.startsWith("/_"));
}

/** A server action of the build: its id in the header that scripts send, and the routes that have it. */
export type BuiltAction = { readonly id: string; readonly name: string; readonly routes: readonly string[] };

/** Every server action of the build. */
export function builtActions(): BuiltAction[] {
  const { node } = actions.parse(JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")));
  return Object.entries(node).map(([id, { workers, exportedName }]) => ({
    id,
    name: exportedName,
    routes: Object.keys(workers).map((page) => page.replace(/^app|\/page$|\/\([\w-]+\)/g, "") || "/"),
  }));
}
