import type { Metadata } from "next";
import { cameBy } from "@/app/_edge/came-by";
import { Captcha } from "@/app/_edge/captcha";
import { readCookie } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { ConsentFields } from "@/components/consents/consent-fields";
import { CodeStep } from "@/components/forms/code-step";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { type ArrivalView, findArrival } from "@/core/identities/find-arrival";
import type { Query } from "@/core/query";
import { findClosed } from "@/core/registration/policy";
import { calledAs } from "@/core/sessions/find-session";
import { PlaceFields } from "../place-fields";
import { Switching } from "../switching";
import { acceptAction } from "./action";
import { confirmMailboxAction } from "./code-action";
import { leaveAction } from "./leave-action";
import { resendCodeAction } from "./resend-action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("accept.heading") };
}

type Props = { searchParams: Promise<Query> };

/** Where somebody ends whom a provider sent and no account knows (P-S2). */
export default async function AcceptPage({ searchParams }: Props) {
  const { t, ctx, session } = await visit("/register/accept");
  const arrival = await findArrival(ctx, await readCookie("foyer-attempt"));
  if (!arrival) return <Nothing t={t} session={session} />;
  const isChanging = "change" in (await searchParams) && !arrival.isAddressGiven;
  const isClosed = (await findClosed(ctx, { door: "sso", link: await cameBy() })) !== null;
  return (
    <div className="grid max-w-md gap-10 wrap-anywhere">
      {arrival.codeSentTo !== null && !isChanging ? (
        <CodeStep
          t={t}
          heading={t("accept.heading")}
          text={t("accept.code.text", { email: arrival.codeSentTo })}
          againText={t("accept.code.againText")}
          confirm={confirmMailboxAction}
          resend={resendCodeAction}
          changeAt={arrival.isAddressGiven ? null : "/register/accept?change"}
        >
          <Switching t={t} session={session} />
        </CodeStep>
      ) : (
        <Entries t={t} ctx={ctx} session={session} arrival={arrival} isClosed={isClosed} />
      )}
      <section className="border-t border-rule pt-6">
        <h2>{t("accept.leaveHeading")}</h2>
        <p className="my-3 text-quiet">{t("accept.leaveText")}</p>
        <Form action={leaveAction} texts={formTexts(t)} submit={t("accept.leave")} tone="quiet" />
      </section>
    </div>
  );
}

type EntriesProps = Pick<Visit, "t" | "ctx" | "session"> & { arrival: ArrivalView; isClosed: boolean };

function Entries({ t, ctx, session, arrival, isClosed }: EntriesProps) {
  const { label, email, isAddressGiven, firstName, lastName } = arrival;
  return (
    <section>
      <Form
        action={acceptAction}
        texts={formTexts(t)}
        heading={t("accept.heading")}
        intro={<p className="mb-6">{t(isClosed ? "accept.closed" : "accept.text", { button: label })}</p>}
        submit={t("accept.submit")}
      >
        <Switching t={t} session={session} />
        {isAddressGiven ? (
          <dl className="grid gap-1">
            <dt className="font-medium">{t("accept.email")}</dt>
            <dd>{email}</dd>
          </dl>
        ) : (
          <Field
            name="email"
            label={t("accept.email")}
            hint={t("accept.emailHint")}
            type="email"
            inputMode="email"
            autoComplete="email"
            isCaseless
            defaultValue={email ?? ""}
          />
        )}
        <PlaceFields t={t} ctx={ctx} place="accept" known={{ firstName, lastName }} />
        <ConsentFields t={t} legal={ctx.legal} />
        <Captcha t={t} ctx={ctx} door="partner-code" />
      </Form>
    </section>
  );
}

function Nothing({ t, session }: Pick<Visit, "t" | "session">) {
  const texts = [t("accept.nothing.text")];
  if (session) texts.push(t("accept.nothing.signedIn", { name: calledAs(session) }));
  const ways = [
    session ? { href: "/account", text: t("accept.nothing.account") } : { href: "/sign-in", text: t("accept.nothing.signIn") },
    { href: "/", text: t("accept.nothing.toShop") },
  ];
  return <DeadEnd heading={t("accept.nothing.heading")} texts={texts} ways={ways} />;
}
