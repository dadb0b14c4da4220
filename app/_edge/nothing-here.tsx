import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { NotFoundText } from "@/components/shop/not-found-text";
import type { FailureCode } from "@/core/failures";
import type { Translator } from "@/messages/translator";
import { answerWith, getRequestStore } from "@/server/request-store";

/** Draws a page, in the shop's frame, that says nothing is here, with status 404: for addresses that customers may still have. */
export function drawNothingHere(t: Translator): ReactNode {
  answerWith(404);
  return <NotFoundText t={t} />;
}

/**
 * Ends the page as if there were none. Next would draw that with scripts only and leave everybody else a blank page, so our server puts
 * its plain one there. `code` is why, as far as the page may say so.
 */
export function nothingHere(code?: FailureCode): never {
  getRequestStore().missing = code === "access.accounts-off" ? "accounts-off" : "missing";
  notFound();
}
