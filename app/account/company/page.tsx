import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import { GoodNews } from "@/components/ui/good-news";
import { getOwnCompany, type OwnCompany } from "@/core/companies/get-own-company";
import type { Query } from "@/core/query";
import { changeInvitationAction, inviteColleagueAction, leaveCompanyAction } from "./action";
import { AddressesPart, NamePart, RequestsPart } from "./parts";
import { PersonItem } from "./person-item";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("company.heading") };
}

export default async function CompanyPage({ searchParams }: Props) {
  const { ctx, t, session } = await visitAccount("/account/company");
  const company = await getOwnCompany(ctx, session.customerId);
  if (!company) nothingHere();
  const asked = await searchParams;
  const news = "invited" in asked ? t("company.invited") : "done" in asked ? t("company.done") : null;
  const { companyName, userTypeName: type, may } = company.own;
  return (
    <div className="max-w-xl">
      <h1 className="wrap-anywhere">{companyName}</h1>
      <GoodNews text={news} />
      <p className="mt-2 text-quiet wrap-anywhere">{t("company.intro", { company: companyName, type })}</p>
      <People t={t} company={company} />
      {may.has("people.manage") ? <Invitations t={t} company={company} /> : null}
      {company.requests.length > 0 ? <RequestsPart t={t} ctx={ctx} company={company} /> : null}
      <AddressesPart t={t} ctx={ctx} company={company} />
      {may.has("company.edit") ? <NamePart t={t} ctx={ctx} company={company} /> : null}
      <section className="mt-10">
        <h2>{t("company.leave.heading")}</h2>
        <p className="mt-2 mb-4 text-quiet">{t("company.leave.text")}</p>
        <Form
          action={leaveCompanyAction}
          texts={formTexts(t)}
          tone="quiet"
          submit={t("company.leave.submit")}
          label={t("company.leave.heading")}
        />
      </section>
    </div>
  );
}

type Shown = Pick<Visit, "t"> & { company: OwnCompany };

const People = ({ t, company }: Shown) => (
  <section className="mt-8">
    <h2>{t("company.people.heading")}</h2>
    <ul className="mt-4 divide-y divide-rule border-y border-rule">
      {company.people.map((person) => (
        <PersonItem
          key={person.customerId}
          t={t}
          person={person}
          types={company.types}
          isAdministrator={company.own.may.has("administrator")}
        />
      ))}
    </ul>
  </section>
);

function Invitations({ t, company: { invitations, types } }: Shown) {
  return (
    <section className="mt-10">
      <h2>{t("company.invite.heading")}</h2>
      <p className="mt-2 mb-4 text-quiet">{t("company.invite.text")}</p>
      <Form
        key={invitations.length}
        action={inviteColleagueAction}
        texts={formTexts(t)}
        submit={t("company.invite.submit")}
        label={t("company.invite.heading")}
        scope="invite"
      >
        <Field name="email" type="email" label={t("company.invite.email")} autoComplete="off" isCaseless />
        <SelectField
          name="userType"
          label={t("company.people.type")}
          placeholder={t("company.people.choose")}
          options={types.map(({ id, name }) => ({ code: id, name }))}
        />
      </Form>
      {invitations.length > 0 ? <h3 className="mt-8">{t("company.open.heading")}</h3> : null}
      <ul className="mt-3 divide-y divide-rule">
        {invitations.map(({ id, email, userTypeName, isExpired, isWithinReach }) => (
          <li key={id} className="py-3">
            <p className="font-medium wrap-anywhere">{email}</p>
            <p className="text-sm text-quiet">
              {userTypeName} {isExpired ? `(${t("company.open.expired")})` : null}
            </p>
            {isWithinReach ? (
              <div className="flex flex-wrap gap-x-4">
                <Step t={t} id={id} step="again" email={email} />
                <Step t={t} id={id} step="withdraw" email={email} />
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

const Step = ({ t, id, step, email }: Pick<Visit, "t"> & { id: string; step: "again" | "withdraw"; email: string }) => (
  <Form
    action={changeInvitationAction}
    texts={formTexts(t)}
    tone="link"
    submit={t(`company.open.${step}`)}
    submitFor={t("company.open.for", { email })}
    scope={`${step}-${id}`}
  >
    <input type="hidden" name="invitation" value={id} />
    <input type="hidden" name="step" value={step} />
  </Form>
);
