import type { Metadata } from "next";
import { newAttempt } from "@/app/_edge/cookies";
import { getVisitor, visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { staffReturnTo } from "@/core/access/return-to";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { staffSignInAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("admin.signIn.heading")} – ${t("admin.title")}`, robots: { index: false } };
}

type Props = { searchParams: Promise<Query> };

export default async function StaffSignInPage({ searchParams }: Props) {
  const { t } = await visit("/admin/sign-in");
  const { returnTo, renewed } = await searchParams;
  const wanted = staffReturnTo(returnTo);
  return (
    <Form
      action={staffSignInAction}
      texts={formTexts(t)}
      heading={t("admin.signIn.heading")}
      intro={<Intro t={t} isRenewed={renewed === "yes"} />}
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

function Intro({ t, isRenewed }: { t: Translator; isRenewed: boolean }) {
  return (
    <>
      {isRenewed ? (
        <p role="status" className="mb-3 font-medium text-good">
          {t("admin.signIn.renewed")}
        </p>
      ) : null}
      <p className="mb-5 text-quiet">{t("admin.signIn.intro")}</p>
    </>
  );
}
