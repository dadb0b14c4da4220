import type { Ctx } from "@/core/ctx";
import { houseOf } from "@/core/inbound/house-of";
import { boundOf, type Room, recipientSubject, takeRooms } from "@/core/security/limits";
import type { InboundEnd } from "@/db/queries/inbound-mails";

/**
 * Whether what a mail says may be kept for staff where it joins no conversation: so much of one author, of one domain, and of all of whom
 * nobody knows who they are, so that no flood fills the database and none takes the place of what honest people write. That there was a mail
 * is noted either way.
 */
export function mayKeepText(
  tx: Pick<Ctx, "db" | "secrets">,
  { outcome }: Pick<InboundEnd, "outcome">,
  author: string | null,
): Promise<boolean> {
  const ofAuthor: Room[] = author === null ? [] : [{ bounds: [boundOf("inbound:text")], subject: recipientSubject(author) }];
  const ofMany: Room =
    outcome === "kept" && author !== null
      ? { bounds: [boundOf("inbound:domain-texts")], subject: houseOf(author).domain }
      : { bounds: [boundOf("inbound:unproven-texts")], subject: "everybody" };
  return takeRooms(tx, [...ofAuthor, ofMany]);
}
