import { toPlainText } from "@react-email/render";
import type { Language } from "@/core/ctx";
import { textOn } from "@/core/shop/brand";
import { getTranslator } from "@/messages/translator";
import type { Brand, MessageProps } from "./_message";

/** What a message is rendered from, before it is put into words and colours. Without a brand it is that of a shop that chose nothing. */
export type RenderInput = Omit<MessageProps, "t" | "shop" | "brand"> & {
  readonly language: Language;
  readonly shop: { readonly name: string; readonly color: string };
  readonly brand?: Brand;
};

const PLAIN: Brand = { logo: null, footer: "", takesAnswers: false, isWritten: false };

/** The same in words and colours. */
export const propsOf = ({ shop, brand = PLAIN, ...input }: RenderInput): MessageProps => ({
  ...input,
  t: getTranslator(input.language),
  // Who queued the mail may know that answers to it are read.
  brand: {
    ...brand,
    takesAnswers: brand.takesAnswers || input.facts.canAnswer === "yes",
    isWritten: input.facts.isWritten === "yes",
  },
  shop: { name: shop.name, color: shop.color, onColor: textOn(shop.color) },
});

/** The text part that says what an HTML part says. */
export const textOf = (html: string): string =>
  toPlainText(html, { selectors: [{ selector: "h1", options: { uppercase: false } }] }).replace(/\n{3,}/g, "\n\n");
