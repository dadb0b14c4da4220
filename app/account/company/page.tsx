import type { Metadata } from "next";
import { isFresh } from "@/app/_edge/is-fresh";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { ProblemNotice } from "@/components/shop/problem-notice";
import { GoodNews } from "@/components/ui/good-news";
import { findOwnPlace } from "@/core/companies/find-own-place";
import { getOwnCompany, type OwnCompany } from "@/core/companies/get-own-company";
import type { Query } from "@/core/query";
import { findFailure } from "@/server/request-store";
import { AddressesPart } from "./addresses-part";
import { DetailsPart } from "./details-part";
import { InvitationsPart } from "./invitations-part";
import { ClosedPlace, LeavePart } from "./leave-part";
import { PersonItem } from "./person-item";
import { RequestsPart } from "./requests-part";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("company.heading") };
}

export default async function CompanyPage({ searchParams }: Props) {
  const { ctx, t, session } = await visitAccount("/account/company");
  const place = await findOwnPlace(ctx, session.customerId);
  if (!place) nothingHere();
  const company = await getOwnCompany(ctx, session.customerId);
  if (!company) return <ClosedPlace t={t} place={place} />;
  const asked = await searchParams;
  const { companyName, userTypeName: type, may } = company.own;
  return (
    // What was changed is drawn anew, with nothing unfolded and nothing typed.
    <div key={JSON.stringify(asked)} className="max-w-xl">
      <h1 className="wrap-anywhere">{companyName}</h1>
      <News t={t} asked={asked} company={companyName} />
      <p className="mt-2 text-quiet wrap-anywhere">{t("company.intro", { company: companyName, type })}</p>
      <DetailsPart t={t} company={company} />
      <RequestsPart t={t} company={company} />
      <People t={t} company={company} />
      {may.has("people.manage") ? <InvitationsPart t={t} company={company} /> : null}
      <AddressesPart t={t} ctx={ctx} company={company} />
      <LeavePart t={t} own={company.own} text={t(`company.leave.${place.isLastToLeave ? "alone" : "text"}`)} />
    </div>
  );
}

type NewsProps = Pick<Visit, "t"> & { readonly asked: Query; readonly company: string };

/** What has just been done; or, where the page showed another company before, that nothing was. */
function News({ t, asked: { done, invited, again }, company }: NewsProps) {
  const failure = findFailure();
  if (failure === "company.another") {
    return <ProblemNotice title={t("common.errorTitle")} message={t("failures.company.another", { company })} />;
  }
  const news = [
    [invited, t("company.invited")],
    [again, t("company.invitedAgain")],
    [done, t("company.done")],
  ] as const;
  const text = news.find(([stamp]) => isFresh(stamp))?.[1];
  // What was done before never stands beside what is wrong now.
  return failure === null && text ? (
    <div data-news>
      <GoodNews text={text} />
    </div>
  ) : null;
}

const People = ({ t, company }: Pick<Visit, "t"> & { company: OwnCompany }) => (
  <section className="mt-10">
    <h2>{t("company.people.heading")}</h2>
    <ul className="mt-4 divide-y divide-rule border-y border-rule">
      {company.people.map((person) => (
        <PersonItem key={person.customerId} t={t} person={person} company={company} />
      ))}
    </ul>
  </section>
);
