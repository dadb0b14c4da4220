import type { Metadata } from "next";
import { ToldProblem } from "@/app/_edge/told-problem";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { OwnerCheck } from "@/app/account/owner-check";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { isPasswordAsked } from "@/core/passwords/confirm-owner";
import type { Query } from "@/core/query";
import { eraseOwnAction } from "./erase-action";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("ownAccount.data.heading") };
}

export default async function DataPage({ searchParams }: Props) {
  const { ctx, t, session } = await visitAccount("/account/data");
  const asksPassword = await isPasswordAsked(ctx, session.accountId);
  return (
    <div className="max-w-md">
      <Problem t={t} asked={await searchParams} />
      <h1>{t("ownAccount.data.heading")}</h1>
      <Export t={t} asksPassword={asksPassword} />
      <Erase
        t={t}
        asksPassword={asksPassword}
        number={session.customerNumber}
        areOrdersKept={ctx.settings.privacy.erasedOrders === "keep"}
      />
    </div>
  );
}

/** What the download can be refused for. Nobody makes this page say anything else. */
const PROBLEMS = ["password.wrong-current", "field.required", "limits.too-many", "sso.confirm-first", "server.busy"] as const;

function Problem({ t, asked }: Pick<Visit, "t"> & { asked: Query }) {
  const code = PROBLEMS.find((one) => one === asked.problem) ?? null;
  const message = code === "field.required" ? t("fields.required.password") : undefined;
  return <ToldProblem t={t} code={code} support={asked.support} message={message} />;
}

type ConfirmProps = Pick<Visit, "t"> & { asksPassword: boolean };

/** A form without our script: the browser takes the answer as a file and stays on the page. */
function Export({ t, asksPassword }: ConfirmProps) {
  return (
    <section className="mt-8">
      <h2>{t("ownAccount.data.exportHeading")}</h2>
      <p className="mt-2 mb-5 text-quiet">{t("ownAccount.data.exportText")}</p>
      <form action="/account/data/export" method="post" className="grid gap-5" aria-label={t("ownAccount.data.exportHeading")}>
        <OwnerCheck t={t} asksPassword={asksPassword} />
        <div>
          <button type="submit" className="button-quiet">
            {t("ownAccount.data.exportSubmit")}
          </button>
        </div>
      </form>
    </section>
  );
}

type EraseProps = ConfirmProps & { number: string; areOrdersKept: boolean };

function Erase({ t, asksPassword, number, areOrdersKept }: EraseProps) {
  return (
    <section className="mt-12">
      <h2>{t("ownAccount.data.eraseHeading")}</h2>
      <p className="mt-2 font-medium">{t("ownAccount.data.eraseText")}</p>
      <dl className="mt-4 mb-6 grid gap-3">
        <div>
          <dt className="font-medium">{t("ownAccount.data.goes")}</dt>
          <dd className="text-quiet">{t("ownAccount.data.goesList")}</dd>
        </div>
        <div>
          <dt className="font-medium">{t("ownAccount.data.stays")}</dt>
          <dd className="grid gap-2 text-quiet">
            <p>{t(areOrdersKept ? "ownAccount.data.ordersKept" : "ownAccount.data.ordersAnonymous")}</p>
            <p>{t("ownAccount.data.logStays")}</p>
            <p>{t("ownAccount.data.again")}</p>
          </dd>
        </div>
      </dl>
      <Form
        action={eraseOwnAction}
        texts={formTexts(t)}
        submit={t("ownAccount.data.eraseSubmit")}
        label={t("ownAccount.data.eraseHeading")}
        tone="quiet"
        scope="erase"
      >
        <Field
          name="typedNumber"
          label={t("ownAccount.data.typedNumber")}
          hint={t("ownAccount.data.typedNumberHint", { number })}
          autoComplete="off"
          isCaseless
        />
        <OwnerCheck t={t} asksPassword={asksPassword} />
      </Form>
    </section>
  );
}
