import type { Language } from "@/core/ctx";
import type { Translator } from "@/messages/translator";

/** What all mails of the shop have in common beside its name and colour. */
export type Brand = {
  /** The name of the logo among the pictures in the mail; null without one. */
  readonly logo: string | null;
  /** Lines at the end of every mail. */
  readonly footer: string;
  /** Whether somebody reads what is answered. */
  readonly takesAnswers: boolean;
  /** Whether a person wrote it, and Foyer only brings it. */
  readonly isWritten: boolean;
};

/** What every message is drawn from. `facts` may hold what strangers typed; `secrets` (link, code) may be absent or dots. */
export type MessageProps = {
  readonly t: Translator;
  readonly language: Language;
  readonly shop: { readonly name: string; readonly color: string; readonly onColor: string };
  readonly brand: Brand;
  /** Origin of every link that is no secret. */
  readonly origin: string;
  readonly to: { readonly email: string; readonly name: string };
  readonly facts: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
};
