import type { InlineFile } from "@/core/mail/transports/transport";

/** A picture as an address that has it in itself. */
export const dataUrlOf = ({ contentType, content }: Omit<InlineFile, "cid">): string =>
  `data:${contentType};base64,${Buffer.from(content).toString("base64")}`;

/** The same mail for a page: what it has as pictures in itself stands in its HTML. A page loads nothing for it either. */
export function withPictures<T extends { readonly html: string; readonly inline?: readonly InlineFile[] }>(mail: T): T {
  const html = (mail.inline ?? []).reduce(
    (before, { cid, ...picture }) => before.replaceAll(`src="cid:${cid}"`, `src="${dataUrlOf(picture)}"`),
    mail.html,
  );
  return { ...mail, html };
}
