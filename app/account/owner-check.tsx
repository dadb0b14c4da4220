import type { Visit } from "@/app/_edge/visit";
import { PasswordField } from "@/components/forms/password-field";
import { passwordTexts } from "@/components/forms/texts";

type Props = Pick<Visit, "t"> & { readonly asksPassword: boolean };

/**
 * In a form that does something dangerous to an account: its password, or what counts where there is none
 * (core/passwords/confirm-owner.ts).
 */
export const OwnerCheck = ({ t, asksPassword }: Props) =>
  asksPassword ? (
    <PasswordField
      name="password"
      label={t("ownAccount.owner.password")}
      autoComplete="current-password"
      texts={passwordTexts(t)}
    />
  ) : (
    <p className="text-quiet">{t("ownAccount.owner.fresh")}</p>
  );
