"use client";

import { useField } from "@/components/forms/form-context";
import { PasswordField } from "@/components/forms/password-field";

type Props = {
  /** Whether it is known beforehand that the password is needed; else it appears when the answer asks for it. */
  readonly isAsked: boolean;
  readonly label: string;
  readonly hint: string;
  readonly texts: Parameters<typeof PasswordField>[0]["texts"];
};

/** The own password again, for a dangerous change (T-A13). Drawn into the form itself, so that nothing typed is lost over it. */
export function ConfirmPasswordField({ isAsked, label, hint, texts }: Props) {
  const { problem } = useField("confirmPassword");
  if (!isAsked && problem === undefined) return null;
  return (
    <div className="max-w-md border-t border-rule pt-4">
      <PasswordField name="confirmPassword" label={label} autoComplete="current-password" hint={hint} texts={texts} />
    </div>
  );
}
