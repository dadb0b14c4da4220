import { spawnSync } from "node:child_process";

/** Makes sure that the tests ask the product of these very sources: builds it if it is not built. */
export default function setup(): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/start.mjs", "--build-only"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the product does not build:\n${stdout}\n${stderr}`);
}
