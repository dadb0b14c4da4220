import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { Part } from "@/components/admin/part";
import { ChoiceField } from "@/components/forms/choice-field";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Language } from "@/core/ctx";
import type { Query } from "@/core/query";
import { type Colleague, listStaff } from "@/core/staff/list-staff";
import type { Translator } from "@/messages/translator";
import { News } from "../news";
import { OwnPassword } from "../own-password";
import { inviteStaffAction } from "./invite-action";
import { colleaguePath, lastSignInOf, stateOf } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminStaff.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function StaffPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/staff");
  const { withdrawn } = await searchParams;
  const people = await listStaff(ctx);
  return (
    <>
      <h1>{t("adminStaff.heading")}</h1>
      <p className="mt-1 mb-5 text-quiet">{t("adminStaff.intro")}</p>
      <News news={[[withdrawn, t("adminStaff.detail.invitation.withdrawn")]]} />
      <StaffTable t={t} language={ctx.request.language} people={people} ownId={staff.staffId} />
      <Part title={t("adminStaff.invite.title")} text={t("adminStaff.invite.text")}>
        <Form
          action={inviteStaffAction}
          texts={formTexts(t)}
          submit={t("adminStaff.invite.submit")}
          label={t("adminStaff.invite.title")}
        >
          <Field name="name" label={t("adminStaff.invite.name")} autoComplete="off" />
          <Field name="email" label={t("adminStaff.invite.email")} type="email" autoComplete="off" isCaseless />
          <ChoiceField
            name="role"
            label={t("adminStaff.invite.role")}
            defaultValue="agent"
            options={(["agent", "admin"] as const).map((value) => ({
              value,
              label: t(`adminStaff.roles.${value}`),
              hint: t(`adminStaff.invite.roleHints.${value}`),
            }))}
          />
          <OwnPassword t={t} isAsked={!staff.isFresh} />
        </Form>
      </Part>
    </>
  );
}

type TableProps = { t: Translator; language: Language; people: readonly Colleague[]; ownId: string };

function StaffTable({ t, language, people, ownId }: TableProps) {
  const columns = (["name", "role", "state", "secondFactor", "lastSignIn"] as const).map((column) =>
    t(`adminStaff.columns.${column}`),
  );
  const [name, role, state, secondFactor, lastSignIn] = columns;
  return (
    <DataTable caption={t("adminStaff.heading")} columns={columns}>
      {people.map((person) => (
        <tr key={person.id}>
          <td data-label={name}>
            <span>
              <a href={colleaguePath(person.id)} className="inline-flex min-h-6 items-center">
                {person.name}
              </a>{" "}
              {person.id === ownId ? t("adminStaff.you") : null}
              <span className="block text-sm text-quiet wrap-anywhere">{person.email}</span>
            </span>
          </td>
          <td data-label={role}>
            <span>
              {t(`adminStaff.roles.${person.role}`)}
              {person.withheld.length > 0 ? (
                <span className="block text-sm text-quiet">{t("adminStaff.some", { count: person.withheld.length })}</span>
              ) : null}
            </span>
          </td>
          <td data-label={state}>
            <span className={person.state === "deactivated" ? "text-bad" : ""}>{stateOf(t, language, person)}</span>
          </td>
          <td data-label={secondFactor}>{t(person.hasSecondFactor ? "adminStaff.on" : "adminStaff.off")}</td>
          <td data-label={lastSignIn}>{lastSignInOf(t, language, person)}</td>
        </tr>
      ))}
    </DataTable>
  );
}
