import { timingSafeEqual } from "node:crypto";

/** Compares two digests without telling by time how much of them is the same. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
