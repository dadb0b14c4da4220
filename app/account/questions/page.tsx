import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getVisitor, visitAccount } from "@/app/_edge/visit";
import { Fields } from "@/components/fields/fields";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { returnTo } from "@/core/access/return-to";
import { findQuestions } from "@/core/fields/questions";
import type { Query } from "@/core/query";
import { answerQuestionsAction } from "./action";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("formFields.questions.heading") };
}

/** What the shop asks for later, once, on one screen that can be skipped; on the way to the page that was wanted. */
export default async function QuestionsPage({ searchParams }: Props) {
  const { t, ctx, session } = await visitAccount("/account/questions");
  const wanted = (await searchParams).returnTo;
  const asked = await findQuestions(ctx, session.accountId);
  if (!asked) redirect(returnTo(wanted));
  return (
    <div className="max-w-md">
      <Form
        action={answerQuestionsAction}
        texts={formTexts(t)}
        heading={t("formFields.questions.heading")}
        intro={<p className="mb-6 text-quiet">{t("formFields.questions.intro")}</p>}
        submit={t("formFields.questions.submit")}
        after={
          <button type="submit" name="skip" value="1" className="button-link justify-self-start">
            {t("formFields.questions.skip")}
          </button>
        }
      >
        <input type="hidden" name="returnTo" value={returnTo(wanted, "")} />
        <Fields asked={asked} />
      </Form>
    </div>
  );
}
