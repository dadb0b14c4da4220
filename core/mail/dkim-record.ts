import { z } from "zod";
import type { ResolveDns } from "@/core/net/resolve-dns";
import type { DkimFound, DkimRow } from "@/db/queries/dkim";

/** Each text in the pieces that it came in. */
const answer = z.array(z.array(z.string()));

type Key = Pick<DkimRow, "domain" | "selector" | "publicKey">;

/** The record that receivers look for (RFC 6376, 3.6.2): its name, and what it says. */
export const recordOf = ({ domain, selector, publicKey }: Key) => ({
  name: `${selector}._domainkey.${domain}`,
  text: `v=DKIM1; k=rsa; p=${publicKey}`,
});

/** What DNS has of a key. Never throws. */
export async function lookUpRecord(key: Key, resolve: ResolveDns): Promise<DkimFound> {
  try {
    const texts = answer.parse(await resolve(recordOf(key).name, "TXT"));
    const keys = texts.map((pieces) => tagsOf(pieces.join(""))).filter((tags) => tags.has("p"));
    if (keys.length === 0) return "missing";
    // Two keys under one name are as good as none: receivers take any of them.
    return keys.every((tags) => isOf(tags, key)) ? "right" : "different";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "ENOTFOUND" || code === "ENODATA" ? "missing" : "unreachable";
  }
}

const isOf = (tags: ReadonlyMap<string, string>, { publicKey }: Key): boolean =>
  tags.get("p") === publicKey && (tags.get("k") ?? "rsa") === "rsa" && (tags.get("v") ?? "DKIM1") === "DKIM1";

/** name=value; …, where spaces within a value do not count (a panel may have folded the key). */
function tagsOf(text: string): Map<string, string> {
  const pairs = text.split(";").map((tag) => {
    const at = tag.indexOf("=");
    return [tag.slice(0, at).trim(), tag.slice(at + 1).replace(/\s+/g, "")] as const;
  });
  return new Map(pairs);
}
