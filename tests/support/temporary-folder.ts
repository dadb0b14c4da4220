import { accessSync, chmodSync, constants, mkdtempSync, realpathSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 2 * 1024 ** 3;

/** Where test databases lie: in memory where Linux offers room for it (copies are several times faster), else on disk. */
export function temporaryRoot(): string {
  return hasRoom(MEMORY) ? MEMORY : realpathSync(tmpdir());
}

/** Makes a folder with a name of its own; open to other users unless `mode` says otherwise, for as root the server is one. */
export function makeTemporaryFolder(prefix: string, root = temporaryRoot(), mode = 0o755): string {
  const folder = mkdtempSync(join(root, prefix));
  chmodSync(folder, mode);
  return folder;
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ENOUGH_BYTES;
  } catch {
    return false;
  }
}
