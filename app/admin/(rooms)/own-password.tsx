import { ConfirmPasswordField } from "@/components/forms/confirm-password-field";
import { passwordTexts } from "@/components/forms/texts";
import type { Translator } from "@/messages/translator";

/** The field for the own password in a form that changes something dangerous: there at once if it is known to be needed. */
export function OwnPassword({ t, isAsked, label, hint }: { t: Translator; isAsked: boolean; label?: string; hint?: string }) {
  return (
    <ConfirmPasswordField
      isAsked={isAsked}
      label={label ?? t("admin.confirm.label")}
      hint={hint ?? t("admin.confirm.hint")}
      texts={passwordTexts(t)}
    />
  );
}
