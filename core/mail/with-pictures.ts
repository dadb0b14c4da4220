import type { InlineFile } from "@/core/mail/transports/transport";

/** The same mail for a page: what it has as pictures in itself stands in its HTML. A page loads nothing for it either. */
export function withPictures<T extends { readonly html: string; readonly inline?: readonly InlineFile[] }>(mail: T): T {
  const html = (mail.inline ?? []).reduce((before, { cid, contentType, content }) => {
    return before.replaceAll(`src="cid:${cid}"`, `src="data:${contentType};base64,${Buffer.from(content).toString("base64")}"`);
  }, mail.html);
  return { ...mail, html };
}
