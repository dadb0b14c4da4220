import { createHash, sign } from "node:crypto";
import type { SigningDomain } from "./inbound";

/** How a signature is made that an honest signer would make otherwise. */
export type OddSignature = {
  /** The headers it covers. */
  readonly headers?: readonly string[];
  /** How much of the body it covers, in bytes; all of it unless given. */
  readonly length?: number;
  /** Until when it counts, in seconds since 1970. */
  readonly expires?: number;
  readonly hash?: "sha256" | "sha1";
  /** What it says that the hash of the body is. */
  readonly bodyHash?: string;
  /** Whom it says it speaks for (i=). */
  readonly identity?: string;
};

/** Signs a mail as RFC 6376 says (relaxed/relaxed), with whatever is odd about it: libraries that sign do not. */
export function signOddly(raw: Buffer, { domain, selector, privateKey }: SigningDomain, odd: OddSignature = {}): Buffer {
  const { headers = ["from", "to", "subject", "message-id"], hash = "sha256", length, expires } = odd;
  const text = raw.toString("latin1");
  const bodyAt = text.indexOf("\r\n\r\n");
  const body = Buffer.from(relaxedBody(text.slice(bodyAt + 4)), "latin1").subarray(0, length);
  const head = text
    .slice(0, bodyAt)
    .replace(/\r\n(?=[ \t])/g, "")
    .split("\r\n");
  const tags = [
    `v=1; a=rsa-${hash}; c=relaxed/relaxed; d=${domain}; s=${selector}; h=${headers.join(":")}`,
    ...(odd.identity === undefined ? [] : [`i=${odd.identity}`]),
    ...(length === undefined ? [] : [`l=${length}`]),
    ...(expires === undefined ? [] : [`t=${expires - 3600}; x=${expires}`]),
    `bh=${odd.bodyHash ?? createHash(hash).update(body).digest("base64")}`,
    "b=",
  ].join("; ");
  const covered = headers.flatMap((name) => head.filter((line) => line.toLowerCase().startsWith(`${name}:`)).slice(-1));
  const signed = [...covered, `DKIM-Signature: ${tags}`].map(relaxedHeader).join("\r\n");
  const signature = sign(`rsa-${hash}`, Buffer.from(signed, "latin1"), privateKey).toString("base64");
  return Buffer.concat([Buffer.from(`DKIM-Signature: ${tags}${signature}\r\n`, "latin1"), raw]);
}

function relaxedHeader(line: string): string {
  const at = line.indexOf(":");
  return `${line.slice(0, at).trim().toLowerCase()}:${line
    .slice(at + 1)
    .replace(/[ \t]+/g, " ")
    .trim()}`;
}

const relaxedBody = (body: string): string => {
  const lines = body.replace(/[ \t]+(?=\r\n|$)/g, "").replace(/[ \t]+/g, " ");
  const kept = lines.replace(/(\r\n)+$/, "");
  return kept === "" ? "" : `${kept}\r\n`;
};
