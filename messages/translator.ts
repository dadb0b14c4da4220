import { createTranslator } from "use-intl/core";
import { en } from "@/messages/en";
import { es } from "@/messages/es";

/** Every sentence of one language. English is the shape; the others are checked against it. */
export type Messages = typeof en;

const catalogues = { en, es };

/** Finds sentences by their key: `t("door.signIn.heading")`. Figures and dates are written as the language writes them. */
export type Translator = ReturnType<typeof makeTranslator>;

function makeTranslator(locale: keyof typeof catalogues) {
  return createTranslator<Messages>({ locale, messages: catalogues[locale], timeZone: "UTC" });
}

const made = { en: makeTranslator("en"), es: makeTranslator("es") };

/** The translator of a language; made once, since parsing sentences costs more than printing them. */
export const getTranslator = (language: keyof typeof catalogues): Translator => made[language];

/** Languages with their own names, for the switch. */
export const languages = { en: "English", es: "Español" } as const;

/** Whether a text names a language we have. */
export const isLanguage = (text: string | undefined): text is keyof typeof languages =>
  text !== undefined && Object.hasOwn(languages, text);
