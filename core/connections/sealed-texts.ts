import type { Ctx } from "@/core/ctx";
import { decrypt, encrypt } from "@/core/security/secrets";
import type { ConnectionRow } from "@/db/queries/connections";
import type { Texts } from "@/providers/provider";
import { findProvider } from "@/providers/registry";
import { fieldInfo } from "@/settings/fields";

/** The texts of a stored connection with its secrets in the clear: never for a page. A secret whose key is gone is left out. */
export function unsealTexts(secrets: Ctx["secrets"], { provider, fields }: ConnectionRow): Texts {
  const readable = Object.entries(fields).flatMap(([name, text]) => {
    const clear = isSecretField(provider, name) ? decrypt(secrets, "connections", text) : text;
    return clear === null ? [] : [[name, clear] as const];
  });
  return Object.fromEntries(readable);
}

/** Whether a field of a kind of provider holds a secret. */
export function isSecretField(provider: string, name: string): boolean {
  const schema = findProvider(provider)?.config.shape[name];
  return schema !== undefined && fieldInfo.get(schema)?.kind === "secret";
}

/** Texts as they are stored: secrets encrypted. */
export function sealTexts(secrets: Ctx["secrets"], provider: string, texts: Texts): Record<string, string> {
  const sealed = Object.entries(texts).map(([name, text]) => [
    name,
    isSecretField(provider, name) ? encrypt(secrets, "connections", text) : text,
  ]);
  return Object.fromEntries(sealed);
}

/** A text as the audit log may have it: cut short, and nothing of a secret but that there is one. */
export const textInLog = (provider: string, name: string, text = ""): string =>
  text === "" ? "–" : isSecretField(provider, name) ? "***" : text.slice(0, 140);
