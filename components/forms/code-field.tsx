import { Field } from "@/components/forms/field";
import type { Translator } from "@/messages/translator";

/** The line for the six digits of a mail. */
export const CodeField = ({ t }: { t: Translator }) => (
  <Field
    name="code"
    label={t("code.label")}
    hint={t("code.hint")}
    inputMode="numeric"
    autoComplete="one-time-code"
    pattern="\d{6}"
  />
);
