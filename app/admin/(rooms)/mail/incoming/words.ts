import { type InboundLine, inboundOutcomes } from "@/core/inbound/list-inbound";
import { en } from "@/messages/en";
import type { Translator } from "@/messages/translator";

/** What became of an incoming mail, and why, in sentences. */
export function endInWords(t: Translator, { outcome, detail }: Pick<InboundLine, "outcome" | "detail">) {
  const known = inboundOutcomes.find((one) => one === outcome);
  return { outcome: known ? t(`adminInbound.outcomes.${known}`) : outcome, why: whyInWords(t, detail) };
}

function whyInWords(t: Translator, detail: string): string {
  if (detail === "") return "";
  if (detail.includes(".")) return t("adminInbound.details.registration");
  return isDetail(detail) ? t(`adminInbound.details.${detail}`) : t("adminInbound.details.other");
}

type Detail = keyof typeof en.adminInbound.details;
const isDetail = (detail: string): detail is Detail => Object.hasOwn(en.adminInbound.details, detail);

/** Who it claims to be from. */
export const authorInWords = (t: Translator, { fromName, fromEmail }: Pick<InboundLine, "fromName" | "fromEmail">): string => {
  if (fromEmail === null) return t("adminInbound.nobody");
  return fromName === "" ? fromEmail : `${fromName} <${fromEmail}>`;
};
