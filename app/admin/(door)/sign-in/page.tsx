import type { Metadata } from "next";
import { newAttempt } from "@/app/_edge/cookies";
import { getVisitor, visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { staffReturnTo } from "@/core/access/return-to";
import { staffSignInAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("admin.signIn.heading")} – ${t("admin.title")}`, robots: { index: false } };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function StaffSignInPage({ searchParams }: Props) {
  const { t } = await visit("/admin/sign-in");
  const wanted = staffReturnTo((await searchParams).returnTo);
  return (
    <Form
      action={staffSignInAction}
      texts={formTexts(t)}
      heading={t("admin.signIn.heading")}
      intro={<p className="mb-5 text-quiet">{t("admin.signIn.intro")}</p>}
      submit={t("admin.signIn.submit")}
      after={<p className="text-sm text-quiet">{t("admin.signIn.help")}</p>}
    >
      <input type="hidden" name="returnTo" value={wanted} />
      <input type="hidden" name="attempt" value={newAttempt()} />
      <Field name="identifier" label={t("admin.signIn.identifier")} type="email" autoComplete="username" isCaseless />
      <PasswordField
        name="password"
        label={t("admin.signIn.password")}
        autoComplete="current-password"
        texts={passwordTexts(t)}
      />
    </Form>
  );
}
