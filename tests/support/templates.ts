import type { Language } from "@/core/ctx";
import type { MessageName } from "@/core/mail/queue";
import type { TemplateSource } from "@/core/mail-templates/render-template";
import { exampleOf } from "@/emails/_examples";
import { originalOf } from "@/emails/_original";
import type { VariableName } from "@/emails/_variables";
import { ORIGIN } from "./rendered-mail";

/** Where examples in tests play. */
export const STAGE = {
  language: "en",
  shop: { name: "Quiet Goods", color: "#1f5c4d" },
  origin: ORIGIN,
  email: "ann@example.com",
} as const;

/** A message of ours as a template, with some parts written anew. */
export async function sourceOf(
  message: MessageName,
  changed: Partial<TemplateSource> = {},
  language: Language = "en",
): Promise<TemplateSource> {
  return { ...(await originalOf(message, language)), textBody: "", ...changed };
}

/** An example of a message in the tests' shop, with some variables the other way round. */
export const exampleIn = (message: MessageName, others: readonly VariableName[] = [], language: Language = "en") =>
  exampleOf(message, { ...STAGE, language }, others);

/** One black pixel, a PNG. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  "base64",
);
