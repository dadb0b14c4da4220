import { domainOf } from "@/core/customers/email-address";
import { checkSignatures, type Findings } from "@/core/inbound/check-signatures";
import { type Border, readBorder } from "@/core/inbound/read-border";
import { type Head, headersOf } from "@/core/inbound/read-head";
import type { ReadMail } from "@/core/inbound/read-mail";
import { isUnambiguous, speaksFor } from "@/core/inbound/speaks-for";
import type { ResolveDns } from "@/core/net/resolve-dns";

/**
 * What the author's domain says about a mail. `aligned`: it is theirs (RFC 7489). `unaligned`: nobody says so. `unknown`: the name server
 * gave no answer now.
 */
export type Verdict = "aligned" | "unaligned" | "unknown";

/** The same, with what tells the signatures that it rests on from all others: whoever has the mail can bring it again (T-I7). */
export type Authenticity = { readonly verdict: Verdict; readonly signatures: readonly string[] };

type Asking = {
  readonly resolve: ResolveDns;
  /** How many Received lines at the top are our own servers'; 0 leaves SPF out. */
  readonly ownHops: number;
};

/**
 * Asks whether a mail really is its author's: by a signature of their domain over the whole mail, or by SPF where an admin has said which
 * Received line our own border wrote. What the mail says about itself is never believed, Authentication-Results least of all (T-I2). A mail
 * in which something stands twice, or that would take too much to check, is nobody's.
 */
export async function authenticateAuthor(
  raw: Buffer,
  { author, head }: { readonly author: string } & Pick<ReadMail, "head">,
  { resolve, ownHops }: Asking,
): Promise<Authenticity> {
  const nobodys = { verdict: "unaligned", signatures: [] } as const;
  const spf = readEnvelope(head, ownHops);
  const isSigned = headersOf(head, "dkim-signature").length > 0;
  if (!isUnambiguous(head) || (!isSigned && spf === null)) return nobodys;
  const found = await checkSignatures(raw, head, { resolve, spf: spf ?? {} });
  if (found === "late") return { verdict: "unknown", signatures: [] };
  if (found === "too-much") return nobodys;
  const good = (found.dkim.results ?? []).filter((one) => speaksFor(one, head));
  return { verdict: judge(found, author, good), signatures: good.map(({ id }) => id) };
}

/** Where a mail came from, by our own border, and for whom; null where that is not known. */
function readEnvelope(head: Head, ownHops: number): (Border & { readonly sender: string }) | null {
  const border = ownHops > 0 ? readBorder(headersOf(head, "received")[ownHops - 1] ?? "") : null;
  const sender = /^<([^<>\s@]+@[^<>\s@]+)>$/.exec(headersOf(head, "return-path")[0] ?? "")?.[1];
  return border === null || sender === undefined ? null : { ...border, sender };
}

function judge({ dkim, spf, dmarc }: Findings, author: string, good: readonly { readonly signingDomain: string }[]): Verdict {
  const { headerFrom = [], results: signatures = [] } = dkim;
  if (dmarc === false || headerFrom.length !== 1 || headerFrom[0]?.toLowerCase() !== author) return "unaligned";
  // How strictly the domain means it is not known without its own word.
  if (dmarc.status.result === "temperror") return "unknown";
  const domain = domainOf(author);
  const isStrict = dmarc.alignment?.dkim.strict === true;
  if (good.some(({ signingDomain }) => !isStrict || signingDomain.toLowerCase() === domain)) return "aligned";
  const isSent = spf && spf.status.result === "pass" && typeof dmarc.alignment?.spf.result === "string";
  if (isSent && (!dmarc.alignment?.spf.strict || spf.domain.toLowerCase() === domain)) return "aligned";
  const results = [...signatures, ...(spf ? [spf] : [])];
  return results.some(({ status }) => status.result.startsWith("temp")) ? "unknown" : "unaligned";
}
