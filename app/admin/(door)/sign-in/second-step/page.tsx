import type { Metadata } from "next";
import { readCookie } from "@/app/_edge/cookies";
import { getVisitor, visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { staffReturnTo } from "@/core/access/return-to";
import type { Query } from "@/core/query";
import { hashToken } from "@/core/security/token";
import { isAtSecondStep } from "@/core/staff/second-step";
import { answerWith, getRequestStore } from "@/server/request-store";
import { secondStepAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminStaff.step.heading")} – ${t("admin.title")}`, robots: { index: false } };
}

type Props = { searchParams: Promise<Query> };

export default async function SecondStepPage({ searchParams }: Props) {
  const { t, ctx } = await visit("/admin/sign-in/second-step");
  const wanted = staffReturnTo((await searchParams).returnTo);
  const attempt = await readCookie("foyer-attempt");
  const isHere = attempt !== undefined && (await isAtSecondStep(ctx, hashToken(attempt)));
  // After a code that was refused the page is drawn with its problem, also when that was the last try.
  if (!isHere && getRequestStore().status === undefined) {
    answerWith(410);
    const ways = [{ href: "/admin/sign-in", text: t("adminStaff.step.toSignIn") }];
    return <DeadEnd heading={t("adminStaff.step.goneHeading")} texts={[t("adminStaff.step.goneText")]} ways={ways} />;
  }
  return (
    <Form
      action={secondStepAction}
      texts={formTexts(t)}
      heading={t("adminStaff.step.heading")}
      intro={<p className="mb-5 text-quiet">{t("adminStaff.step.intro")}</p>}
      submit={t("adminStaff.step.submit")}
      after={
        <>
          <a href="/admin/sign-in" className="tall-link">
            {t("adminStaff.step.again")}
          </a>
          <p className="text-sm text-quiet">{t("adminStaff.step.help")}</p>
        </>
      }
    >
      <input type="hidden" name="returnTo" value={wanted} />
      <Field
        name="code"
        label={t("adminStaff.step.code")}
        autoComplete="one-time-code"
        hint={t("adminStaff.step.hint")}
        isCaseless
      />
    </Form>
  );
}
