import type { Ctx } from "@/core/ctx";
import { harmless } from "@/core/mail/harmless";
import type { Mailbox } from "@/core/mail/transports/transport";

/** Who the shop's mails come from: the sender of the settings, else an address of the portal's own host. */
export function senderOf({ settings, origin }: Pick<Ctx, "settings" | "origin">): Mailbox {
  const { sender, senderName } = settings.mail;
  return { name: harmless(senderName || settings.shop.name), address: sender || `no-reply@${new URL(origin).hostname}` };
}
