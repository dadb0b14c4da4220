// `npm run build`: the Next build, and the server that runs it bundled beside it, so that a start compiles nothing.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { build } from "esbuild";

rmSync(".next/foyer", { recursive: true, force: true });
// One build serves any installation: what the start is going to check and read has no part in it.
const OF_THE_START =
  /^(PUBLIC_URL|DATABASE_URL|AUTH_SECRET|SMTP_URL|METRICS_TOKEN|DNS_SERVERS|TRUSTED_PROXY_HOPS|LOG_LEVEL|PORT|DATA_DIR)(_FILE)?$/;
const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_THE_START.test(name)));
const env = { ...rest, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
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
