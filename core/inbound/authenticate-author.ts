import { isIP } from "node:net";
import { z } from "zod";
import { domainOf } from "@/core/customers/email-address";
import { headersOf } from "@/core/inbound/read-head";
import type { ReadMail } from "@/core/inbound/read-mail";
import type { ResolveDns } from "@/core/net/resolve-dns";

/**
 * What the author's domain says about a mail. `aligned`: it is theirs (RFC 7489). `unaligned`: nobody says so. `unknown`: the name server
 * gave no answer now.
 */
export type Verdict = "aligned" | "unaligned" | "unknown";

type Asking = {
  readonly resolve: ResolveDns;
  /** How many Received lines at the top are our own servers'; 0 leaves SPF out. */
  readonly ownHops: number;
};

const signature = z.object({
  signingDomain: z.string().catch(""),
  algo: z.string().catch(""),
  signingHeaders: z.object({ keys: z.string() }).nullish(),
  status: z.object({ result: z.string(), aligned: z.unknown().optional(), underSized: z.unknown().optional() }),
});
const alignment = z.object({ result: z.unknown().optional(), strict: z.boolean() });
const findings = z.object({
  dkim: z.object({ headerFrom: z.array(z.string()).optional(), results: z.array(signature).optional() }),
  spf: z
    .union([z.object({ domain: z.string().catch(""), status: z.object({ result: z.string() }) }), z.literal(false)])
    .nullish(),
  dmarc: z.union([
    z.object({
      status: z.object({ result: z.string() }),
      alignment: z.object({ spf: alignment, dkim: alignment }).nullish(),
    }),
    z.literal(false),
  ]),
});
type Findings = z.output<typeof findings>;

/** What is asked of the library; its own types say less than it answers. */
type Library = { authenticate(raw: Buffer, options: object): Promise<unknown> };

/**
 * Asks whether a mail really is its author's: by a signature of their domain over the whole mail, or by SPF where an admin has said which
 * Received line our own border wrote. What the mail says about itself is never believed, Authentication-Results least of all (T-I2).
 */
export async function authenticateAuthor(
  raw: Buffer,
  { author, head }: { readonly author: string } & Pick<ReadMail, "head">,
  { resolve, ownHops }: Asking,
): Promise<Verdict> {
  const library: Library = await import("mailauth");
  const border = ownHops > 0 ? borderOf(headersOf(head, "received")[ownHops - 1] ?? "") : null;
  const sender = /^<([^<>\s]+@[^<>\s]+)>$/.exec(headersOf(head, "return-path")[0] ?? "")?.[1];
  const spf = border === null || sender === undefined ? {} : { ...border, sender };
  const options = { ...spf, mta: "foyer.invalid", resolver: resolve, disableArc: true, disableBimi: true };
  return judge(findings.parse(await library.authenticate(raw, options)), author);
}

function judge({ dkim, spf, dmarc }: Findings, author: string): Verdict {
  const { headerFrom = [], results: signatures = [] } = dkim;
  if (dmarc === false || headerFrom.length !== 1 || headerFrom[0]?.toLowerCase() !== author) return "unaligned";
  // How strictly the domain means it is not known without its own word.
  if (dmarc.status.result === "temperror") return "unknown";
  const domain = domainOf(author);
  const isStrict = dmarc.alignment?.dkim.strict === true;
  if (signatures.some((one) => isGood(one) && (!isStrict || one.signingDomain.toLowerCase() === domain))) return "aligned";
  const isSent = spf && spf.status.result === "pass" && typeof dmarc.alignment?.spf.result === "string";
  if (isSent && (!dmarc.alignment?.spf.strict || spf.domain.toLowerCase() === domain)) return "aligned";
  const results = [...signatures, ...(spf ? [spf] : [])];
  return results.some(({ status }) => status.result.startsWith("temp")) ? "unknown" : "unaligned";
}

/**
 * A signature of the author's own house that covers the author and the whole body: what is added below a signed part is anybody's. SHA-1 is
 * none any more (RFC 8301).
 */
function isGood({ status, signingHeaders, algo }: z.output<typeof signature>): boolean {
  const covered = (signingHeaders?.keys ?? "").split(":").map((name) => name.trim().toLowerCase());
  const isWhole = !status.underSized && covered.includes("from");
  return status.result === "pass" && Boolean(status.aligned) && isWhole && algo.toLowerCase().endsWith("-sha256");
}

/** The server that handed a mail to our border, as our border wrote it down: what it called itself, and the address it came from. */
function borderOf(received: string): { readonly ip: string; readonly helo: string } | null {
  const parts = /^from\s+([^\s()]+)\s+\(([^()]*)\)/i.exec(received);
  const ip = /\[(?:IPv6:)?([0-9a-f.:]+)\]/i.exec(parts?.[2] ?? "")?.[1] ?? "";
  return isIP(ip) === 0 ? null : { ip, helo: parts?.[1] ?? ip };
}
