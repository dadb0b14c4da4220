import { PasswordField } from "@/components/forms/password-field";
import { passwordTexts } from "@/components/forms/texts";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  readonly name?: "password" | "newPassword";
  readonly label: string;
  readonly minLength: number;
};

/** A password to choose, with the rule for it. */
export function NewPasswordField({ t, name = "newPassword", label, minLength }: Props) {
  const hint = t("registration.form.passwordRule", { min: minLength });
  return <PasswordField name={name} label={label} hint={hint} autoComplete="new-password" texts={passwordTexts(t)} />;
}
