// `npm run build`: the Next build, and the server that runs it bundled beside it, so that a start compiles nothing.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { build } from "esbuild";

rmSync(".next/foyer", { recursive: true, force: true });
const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
const { status } = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], { stdio: "inherit", env });
if (status !== 0) process.exit(status ?? 1);
await build({
  entryPoints: ["server/start.ts"],
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  splitting: true,
  outdir: ".next/foyer",
  outExtension: { ".js": ".mjs" },
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});
