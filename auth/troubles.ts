import { AuthError } from "next-auth";
import type { Trouble } from "@/core/identities/trouble";

/** What went wrong, as far as an error of Auth.js or of its OAuth library tells. Never repeats what the provider wrote (T-O17). */
export function troubleOfAuthjs(error: Error): Trouble {
  if (!(error instanceof AuthError)) return "answer.refused";
  if (error.type === "InvalidCheck") return "answer.state";
  // What the provider said is in the request; the error has lost it.
  if (error.type === "OAuthCallbackError") return "answer.error";
  return troubleOfCheck(error.cause?.err);
}

/** The trouble that an error code stands for with which a provider sent somebody back (RFC 6749, 4.1.2.1), its state being right. */
export function troubleOfAnswer(code: string | null): Trouble {
  if (code === "access_denied" || code === "login_required" || code === "interaction_required") return "answer.cancelled";
  return code === "temporarily_unavailable" || code === "server_error" ? "answer.away" : "answer.error";
}

/** A check of the OAuth library failed; it tells by its sentences. */
function troubleOfCheck(error: unknown): Trouble {
  const sentence = error instanceof Error ? error.message : "";
  return SENTENCES.find(([words]) => words.test(sentence))?.[1] ?? "answer.refused";
}

const SENTENCES: readonly (readonly [RegExp, Trouble])[] = [
  [/"state" response parameter|response parameter "state"/, "answer.state"],
  [/"iss" \(issuer\) response parameter|response parameter "iss"/, "answer.issuer"],
  [/"nonce"/, "id-token.nonce"],
  [/"sub" property/, "userinfo.subject"],
  [/"alg"/, "id-token.algorithm"],
  [/"id_token"|ID Token|JWT/, "id-token.claims"],
];
