import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { seconds } from "@/core/duration";

// bcrypt costs tens to hundreds of milliseconds and is JavaScript here: on the main thread nobody else would be answered meanwhile.
const COMPARE = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { library, password, hash } = workerData;
  parentPort.postMessage(require(library).compareSync(password, hash));
`;
const AT_MOST = seconds(15);

/**
 * Compares with a bcrypt hash on a thread of its own, which ends with the answer. How many run at once is its caller's to bound. Throws
 * if the thread fails or takes too long.
 */
export function compareBcrypt(password: string, hash: string): Promise<boolean> {
  const library = createRequire(join(process.cwd(), "package.json")).resolve("bcryptjs");
  const worker = new Worker(COMPARE, { eval: true, workerData: { library, password, hash }, execArgv: [], env: {} });
  return new Promise<boolean>((resolve, reject) => {
    const end = setTimeout(() => reject(new Error("comparing took too long")), AT_MOST.ms);
    worker.once("message", (isSame: unknown) => resolve(isSame === true));
    worker.once("error", reject);
    worker.once("exit", () => {
      clearTimeout(end);
      reject(new Error("the thread ended without an answer"));
    });
  }).finally(() => worker.terminate());
}
