import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { APP_NAME, readPassword } from "@/db/embedded/data";
import { findPostmaster, isServerOf } from "@/db/embedded/orphan";

/**
 * How to connect to the embedded database that another process runs on this data folder; null when none does. Starts nothing. The
 * address holds a password: never show or log it.
 */
export function findRunningEmbedded(dataDir: string): string | null {
  const parent = dirname(resolve(dataDir));
  if (!existsSync(parent)) return null;
  const folder = join(realpathSync(parent), basename(resolve(dataDir)));
  const postmaster = findPostmaster(folder);
  if (!postmaster?.isReady || !isServerOf(postmaster.pid, folder)) return null;
  const password = readPassword(folder);
  return password === undefined ? null : `postgres://${APP_NAME}:${password}@127.0.0.1:${postmaster.port}/${APP_NAME}`;
}
