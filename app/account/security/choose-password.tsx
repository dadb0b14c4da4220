import type { Visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import type { SignInName } from "@/core/customers/sign-in-names";
import type { mayChoosePassword } from "@/core/passwords/choose-password";
import { choosePasswordAction } from "./choose-action";

type Props = Pick<Visit, "t" | "ctx"> & {
  readonly may: Awaited<ReturnType<typeof mayChoosePassword>>;
  readonly names: readonly SignInName[];
};

/** For an account without a password: choose one, where that is possible, or what is there instead. */
export function ChoosePassword({ t, ctx, may, names }: Props) {
  if (may === "elsewhere") return <p>{t("security.page.ssoOnly")}</p>;
  const text = t(ctx.settings.access.codeSignIn ? "security.page.chooseOrCode" : "security.page.choose");
  if (may === "sign-in-again") {
    return (
      <>
        <p>{text}</p>
        <p className="mt-2">{t("security.page.chooseLater")}</p>
        <p className="mt-2">
          <a href="/forgot-password" className="tall-link">
            {t("security.page.chooseByMail")}
          </a>
        </p>
      </>
    );
  }
  return (
    <Form
      action={choosePasswordAction}
      texts={formTexts(t)}
      intro={<p className="mb-5 text-quiet">{text}</p>}
      submit={t("security.page.chooseSubmit")}
      label={t("security.page.noPasswordHeading")}
      scope="choose"
    >
      {/* So that password managers know whose password it is. */}
      <input hidden readOnly name="username" autoComplete="username" value={names.find(({ isUsed }) => isUsed)?.name ?? ""} />
      <NewPasswordField t={t} label={t("security.page.newPassword")} minLength={ctx.settings.passwords.minLength} />
    </Form>
  );
}
