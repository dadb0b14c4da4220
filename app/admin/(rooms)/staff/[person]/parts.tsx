import type { ReactNode } from "react";
import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { formTexts } from "@/components/forms/texts";
import { TickField } from "@/components/forms/tick-field";
import { Disclosure } from "@/components/ui/disclosure";
import { isAnswering } from "@/core/conversations/list-answering";
import { withholdable } from "@/core/staff/change-staff";
import type { Colleague } from "@/core/staff/list-staff";
import { canGetPasswordLink } from "@/core/staff/send-password-link";
import type { Translator } from "@/messages/translator";
import { OwnPassword } from "../../own-password";
import {
  changePermissionsAction,
  changeRoleAction,
  deactivateStaffAction,
  reactivateStaffAction,
  resendInvitationAction,
  resetSecondFactorAction,
  sendPasswordLinkAction,
  withdrawInvitationAction,
} from "./action";

type Props = {
  readonly t: Translator;
  readonly person: Colleague;
  /** Whether the own password was given just now. */
  readonly isConfirmed: boolean;
};

type AboutProps = Props & {
  readonly action: FormAction;
  readonly submit: string;
  readonly scope: string;
  readonly label?: string;
  readonly children?: ReactNode;
};

/** A form about this person, with the own password if it is needed. */
function About({ t, person, isConfirmed, action, submit, scope, label, children }: AboutProps) {
  return (
    <Form
      action={action}
      texts={formTexts(t)}
      submit={submit}
      tone="quiet"
      scope={scope}
      {...(label === undefined ? {} : { label })}
    >
      <input type="hidden" name="staffId" value={person.id} />
      {children}
      <OwnPassword t={t} isAsked={!isConfirmed} />
    </Form>
  );
}

/** An invitation nobody has used: sent again, or withdrawn. */
export function InvitationPart(props: Props) {
  const { t, person } = props;
  const { name } = person;
  return (
    <Part title={t("adminStaff.detail.invitation.title")} text={t("adminStaff.detail.invitation.text", { name })}>
      <About {...props} action={resendInvitationAction} submit={t("adminStaff.detail.invitation.resend")} scope="resend" />
      <div className="mt-3">
        <Disclosure isGrave text={t("adminStaff.detail.invitation.withdraw")}>
          <p className="mb-3">{t("adminStaff.detail.invitation.withdrawText", { name })}</p>
          <About
            {...props}
            action={withdrawInvitationAction}
            submit={t("adminStaff.detail.invitation.withdrawSubmit")}
            scope="withdraw"
            label={t("adminStaff.detail.invitation.withdraw")}
          />
        </Disclosure>
      </div>
    </Part>
  );
}

/** The role, and the button that changes it to the other. */
export function RolePart(props: Props) {
  const { t, person } = props;
  const isAdmin = person.role === "admin";
  return (
    <Part title={t("adminStaff.detail.role.title")} text={t("adminStaff.detail.role.text")}>
      <p className="mb-4">
        {t(isAdmin ? "adminStaff.detail.role.nowAdmin" : "adminStaff.detail.role.now", { name: person.name })}
      </p>
      <About
        {...props}
        action={changeRoleAction}
        submit={t(isAdmin ? "adminStaff.detail.role.toAgent" : "adminStaff.detail.role.toAdmin")}
        scope="role"
      >
        <input type="hidden" name="role" value={isAdmin ? "agent" : "admin"} />
      </About>
    </Part>
  );
}

/** Whose messages would wait, or wait already, for somebody else. */
export function ContactNote({ t, person, count }: Pick<Props, "t" | "person"> & { readonly count: number }) {
  if (count === 0) return null;
  const { name } = person;
  if (isAnswering(person)) return <p className="mt-4 max-w-prose">{t("adminStaff.detail.contact.is", { name, count })}</p>;
  return (
    <p className="mt-4 max-w-prose border-l-4 border-bad pl-3">
      {t("adminStaff.detail.contact.waiting", { name, count })}{" "}
      <a href="/admin/messages?show=nobody">{t("adminStaff.detail.contact.link")}</a>
    </p>
  );
}

/** Each permission of the role, to withhold or to give back. */
export function RightsPart(props: Props) {
  const { t, person } = props;
  return (
    <Part title={t("adminStaff.detail.rights.title")} text={t("adminStaff.detail.rights.text")}>
      <About {...props} action={changePermissionsAction} submit={t("adminStaff.detail.rights.submit")} scope="rights">
        <input type="hidden" name="role" value={person.role} />
        <fieldset>
          <legend className="mb-1 font-medium">{t("adminStaff.detail.rights.legend", { name: person.name })}</legend>
          {withholdable(person.role).map((permission) => (
            <TickField
              key={permission}
              name={permission}
              label={t(`adminStaff.permissions.${permission}`)}
              isTicked={!person.withheld.includes(permission)}
              witness="role"
              isDense
            />
          ))}
        </fieldset>
      </About>
    </Part>
  );
}

/** The way back in for who forgot the password. */
export function PasswordPart(props: Props) {
  const { t, person } = props;
  const { name } = person;
  return (
    <Part title={t("adminStaff.detail.password.title")}>
      {canGetPasswordLink(person) ? (
        <Disclosure text={t("adminStaff.detail.password.open")}>
          <p className="mb-3">{t("adminStaff.detail.password.text", { name })}</p>
          <About
            {...props}
            action={sendPasswordLinkAction}
            submit={t("adminStaff.detail.password.submit")}
            scope="password"
            label={t("adminStaff.detail.password.open")}
          />
        </Disclosure>
      ) : (
        <p>{t("adminStaff.detail.password.admin")}</p>
      )}
    </Part>
  );
}

/** The way back in for whom phone and recovery codes are lost. */
export function SecondFactorPart(props: Props) {
  const { t, person } = props;
  const { name } = person;
  return (
    <Part title={t("adminStaff.detail.secondFactor.title")}>
      {person.hasSecondFactor ? (
        <Disclosure isGrave text={t("adminStaff.detail.secondFactor.reset")}>
          <p className="mb-3">{t("adminStaff.detail.secondFactor.text", { name })}</p>
          <About
            {...props}
            action={resetSecondFactorAction}
            submit={t("adminStaff.detail.secondFactor.resetSubmit")}
            scope="reset"
            label={t("adminStaff.detail.secondFactor.reset")}
          />
        </Disclosure>
      ) : (
        <p>{t("adminStaff.detail.secondFactor.none", { name })}</p>
      )}
    </Part>
  );
}

/** Shuts somebody out, or lets them in again. */
export function AccessPart(props: Props) {
  const { t, person } = props;
  const { name } = person;
  return (
    <Part title={t("adminStaff.detail.access.title")}>
      {person.state === "deactivated" ? (
        <About {...props} action={reactivateStaffAction} submit={t("adminStaff.detail.access.reactivate")} scope="access" />
      ) : (
        <Disclosure isGrave text={t("adminStaff.detail.access.deactivate", { name })}>
          {person.isInCharge ? (
            <p className="mb-3 border-l-4 border-bad pl-3 font-medium">{t("adminStaff.detail.access.inCharge", { name })}</p>
          ) : null}
          <p className="mb-3">{t("adminStaff.detail.access.text", { name })}</p>
          <About
            {...props}
            action={deactivateStaffAction}
            submit={t("adminStaff.detail.access.submit")}
            scope="access"
            label={t("adminStaff.detail.access.deactivate", { name })}
          />
        </Disclosure>
      )}
    </Part>
  );
}
