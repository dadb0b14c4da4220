import { oneServerLine } from "@/core/mail/one-line";

/** What a delivery report says about one mail of ours. */
export type DeliveryReport = {
  /** The first Message-IDs that stand in it: ours are recognised by whoever reads this. */
  readonly messageIds: readonly string[];
  readonly recipient: string;
  readonly isPermanent: boolean;
  /** The other server still tries. */
  readonly isDelayed: boolean;
  /** What the other server said, one line. */
  readonly detail: string;
};

/**
 * Reads a delivery report (RFC 3464): the machine's part says for whom and for how long, the mail that came back which one. Null where it
 * reports no failure. It is not authenticated and cannot be: a Message-ID of ours is known to none but who got the mail.
 */
export function readBounce(content: Buffer, report: string): DeliveryReport | null {
  const action = fieldOf(report, "action").toLowerCase();
  const status = fieldOf(report, "status");
  const recipient = (fieldOf(report, "final-recipient") || fieldOf(report, "original-recipient")).replace(/^[^;]*;/, "").trim();
  if (recipient === "" || (action !== "failed" && action !== "delayed")) return null;
  return {
    messageIds: messageIdsIn(content.toString("latin1")),
    recipient: recipient.replace(/^<|>$/g, ""),
    isPermanent: action === "failed" && status.startsWith("5"),
    isDelayed: action === "delayed",
    detail: oneServerLine(`${status} ${fieldOf(report, "diagnostic-code")}`),
  };
}

function messageIdsIn(body: string): readonly string[] {
  const found = new Set<string>();
  for (const [, id = ""] of body.matchAll(/^message-id:\s*(<[^<>\s]{3,250}>)/gim)) {
    found.add(id);
    if (found.size === 20) break;
  }
  return [...found];
}

/** The first value of a field of the report, unfolded. */
function fieldOf(report: string, name: string): string {
  const unfolded = report.replaceAll("\r\n", "\n").replace(/\n[ \t]+/g, " ");
  const line = unfolded.split("\n").find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? "";
}
