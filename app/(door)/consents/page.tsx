import type { Metadata } from "next";
import { getVisitor, visitAccount } from "@/app/_edge/visit";
import { ConsentFields } from "@/components/consents/consent-fields";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { returnTo } from "@/core/access/return-to";
import { listDueConsents } from "@/core/consents/list-due-consents";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { acceptConsentsAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("consents.again.heading") };
}

type Props = { searchParams: Promise<Query> };

/** Where a sign-in leads first when terms or privacy have changed since they were accepted (P-R10). */
export default async function ConsentsPage({ searchParams }: Props) {
  const { t, ctx, session } = await visitAccount("/consents");
  const due = await listDueConsents(ctx, session.accountId);
  const isDue = due.length > 0;
  return (
    <div className="grid max-w-md gap-10">
      <section>
        <Form
          action={acceptConsentsAction}
          texts={formTexts(t)}
          heading={t("consents.again.heading")}
          intro={<p className="mb-6">{t(isDue ? "consents.again.text" : "consents.again.none", { count: due.length })}</p>}
          submit={t(isDue ? "consents.again.submit" : "consents.again.continue")}
        >
          <input type="hidden" name="returnTo" value={returnTo((await searchParams).returnTo, "")} />
          <ConsentFields t={t} legal={due} />
        </Form>
      </section>
      {isDue ? <Leave t={t} /> : null}
    </div>
  );
}

function Leave({ t }: { t: Translator }) {
  return (
    <section className="border-t border-rule pt-6">
      <h2>{t("consents.again.leaveHeading")}</h2>
      <p className="my-3 text-quiet">{t("consents.again.leaveText")}</p>
      <form action="/sign-out" method="post">
        <button type="submit" className="button-quiet">
          {t("common.signOut")}
        </button>
      </form>
    </section>
  );
}
