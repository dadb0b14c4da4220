import { ConfirmPasswordField } from "@/components/forms/confirm-password-field";
import { passwordTexts } from "@/components/forms/texts";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  /** Whether it is known beforehand that it is needed; else it appears when the answer asks for it. */
  readonly isAsked?: boolean;
  readonly label?: string;
  readonly hint?: string;
};

/** The field for the own password in a form that changes something dangerous. */
export function OwnPassword({ t, isAsked = false, label, hint }: Props) {
  return (
    <ConfirmPasswordField
      isAsked={isAsked}
      label={label ?? t("admin.confirm.label")}
      hint={hint ?? t("admin.confirm.hint")}
      texts={passwordTexts(t)}
    />
  );
}
