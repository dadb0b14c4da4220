// A process of the tests that does the product's background work and nothing else; tests/support/worker-process.ts starts it.
import { openInstallation } from "@/server/installation";
import { startWorker } from "@/server/worker";
import { readEnv } from "@/settings/env";

const installation = openInstallation(readEnv());
installation.beforeClose(startWorker(installation).stop);
process.on("SIGTERM", () => {
  void installation.close().then(() => process.exit(0));
});
process.stdout.write("working\n");
