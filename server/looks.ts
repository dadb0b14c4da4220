import type { ServerResponse } from "node:http";
import { whenHeadIsOut } from "@/server/when-head-is-out";

/** Pages that are being drawn at once; beyond it visitors are asked to come back: more at once only keep each other waiting (T-B2). */
const AT_MOST = 100;

/** Whether a look costs so little that it is never refused: files of the build, and probes. */
export const isFree = (path: string): boolean => path.startsWith("/_next/static/") || path.startsWith("/api/health/");

/** The looks that are being answered, each until its head is out: downloads and streams may then take as long as they like. */
export class Looks {
  #inHand = 0;

  hasRoom(): boolean {
    return this.#inHand < AT_MOST;
  }

  take(response: ServerResponse): void {
    this.#inHand++;
    whenHeadIsOut(response, () => {
      this.#inHand--;
    });
  }
}
