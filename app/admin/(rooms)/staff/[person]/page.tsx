import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Fact, Facts } from "@/components/admin/facts";
import { countConversationsOf } from "@/core/conversations/count-conversations-of";
import type { Language } from "@/core/ctx";
import type { Query } from "@/core/query";
import { type Colleague, openColleague } from "@/core/staff/list-staff";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { News } from "../../news";
import { lastSignInOf, stateOf } from "../words";
import { AccessPart, ContactNote, InvitationPart, PasswordPart, RightsPart, RolePart, SecondFactorPart } from "./parts";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminStaff.heading")} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ person: string }>; searchParams: Promise<Query> };

export default async function ColleaguePage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/staff/[person]");
  const person = await openColleague(ctx, (await params).person);
  if (!person) nothingHere();
  const asked = await searchParams;
  return (
    <>
      <a href="/admin/staff" className="tall-link">
        {t("adminStaff.detail.back")}
      </a>
      <h1 className="mt-1 wrap-anywhere">{person.name}</h1>
      <p className="mt-1 wrap-anywhere text-quiet">{person.email}</p>
      <News news={newsFrom(t, asked, person.name)} />
      <About t={t} language={ctx.request.language} person={person} />
      <ContactNote t={t} person={person} count={await countConversationsOf(ctx, person.id)} />
      {person.id === staff.staffId ? (
        <p className="mt-6 max-w-prose">
          {t("adminStaff.detail.isYou")} <a href="/admin/account">{t("adminStaff.detail.toAccount")}</a>
        </p>
      ) : (
        <Changes key={JSON.stringify(asked)} t={t} person={person} isConfirmed={staff.isFresh} />
      )}
    </>
  );
}

function Changes({ t, person, isConfirmed }: { t: Translator; person: Colleague; isConfirmed: boolean }) {
  const about = { t, person, isConfirmed };
  return (
    <>
      {person.state === "invited" ? <InvitationPart {...about} /> : null}
      {person.state === "deactivated" ? null : (
        <>
          <RolePart {...about} />
          <RightsPart {...about} />
        </>
      )}
      {person.state === "active" ? (
        <>
          <PasswordPart {...about} />
          <SecondFactorPart {...about} />
        </>
      ) : null}
      {person.state === "invited" ? null : <AccessPart {...about} />}
    </>
  );
}

function newsFrom(t: Translator, asked: Query, name: string) {
  return [
    [asked.invited, t("adminStaff.invite.sent")],
    [asked.resent, t("adminStaff.detail.invitation.resent")],
    [asked.role, t("adminStaff.detail.role.changed")],
    [asked.rights, t("adminStaff.detail.rights.changed")],
    [asked.link, t("adminStaff.detail.password.sent", { name })],
    [asked.reset, t("adminStaff.detail.secondFactor.wasReset", { name })],
    [asked.deactivated, t("adminStaff.detail.access.wasDeactivated")],
    [asked.reactivated, t("adminStaff.detail.access.wasReactivated")],
  ] as const;
}

function About({ t, language, person }: { t: Translator; language: Language; person: Colleague }) {
  return (
    <Facts>
      <Fact name={t("adminStaff.columns.role")}>{t(`adminStaff.roles.${person.role}`)}</Fact>
      <Fact name={t("adminStaff.columns.state")}>
        <span className={person.state === "deactivated" ? "font-medium text-bad" : ""}>{stateOf(t, language, person)}</span>
      </Fact>
      <Fact name={t("adminStaff.columns.secondFactor")}>{t(person.hasSecondFactor ? "adminStaff.on" : "adminStaff.off")}</Fact>
      <Fact name={t("adminStaff.columns.lastSignIn")}>{lastSignInOf(t, language, person)}</Fact>
      <Fact name={t("adminStaff.detail.since")}>{momentsIn(language)(person.createdAt).text}</Fact>
    </Facts>
  );
}
