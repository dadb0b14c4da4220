import { expect, test } from "vitest";
import { type FailureCode, failures, isFailureCode, meaningOf } from "@/core/failures";

/** Codes are public: operators and other programs know them. A new one is added here with its status; none is renamed or taken away. */
const PINNED: Record<FailureCode, number> = {
  "field.required": 422,
  "field.too-long": 422,
  "field.odd-characters": 422,
  "field.invalid": 400,
  "field.repeated": 400,
  "form.out-of-date": 409,
  "email.invalid": 422,
  "email.same": 422,
  "email.taken": 409,
  "email.other-account": 403,
  "password.too-short": 422,
  "password.too-long": 422,
  "password.common": 422,
  "password.personal": 422,
  "password.wrong-current": 422,
  "address.invalid": 422,
  "address.not-allowed": 422,
  "domain.invalid": 422,
  "quantity.invalid": 422,
  "country.invalid": 422,
  "postcode.invalid": 422,
  "access.sign-in-first": 401,
  "access.not-found": 404,
  "access.sso-only": 403,
  "access.accounts-off": 404,
  "sign-in.refused": 401,
  "captcha.missing": 422,
  "captcha.wrong": 422,
  "registration.closed": 403,
  "registration.not-waiting": 409,
  "registration.taken": 409,
  "registration.signed-in": 409,
  "proof.invalid": 410,
  "proof.other-browser": 410,
  "code.wrong": 422,
  "code.ended": 410,
  "code.refused": 422,
  "code.gone": 410,
  "sso.refused": 403,
  "sso.failed": 400,
  "sso.cancelled": 400,
  "sso.unavailable": 503,
  "sso.expired": 410,
  "sso.loop": 409,
  "sso.gone": 404,
  "sso.taken": 409,
  "sso.address-taken": 409,
  "sso.confirm-first": 403,
  "sso.last-way": 409,
  "cart.empty": 409,
  "cart.full": 409,
  "cart.product-gone": 409,
  "cart.changed": 409,
  "product.gone": 409,
  "claim.no-match": 404,
  "settings.invalid": 422,
  "settings.colour": 422,
  "settings.number": 422,
  "settings.too-small": 422,
  "settings.too-large": 422,
  "settings.unknown": 404,
  "settings.force-login-needs-accounts": 409,
  "settings.accounts-needed-by-force-login": 409,
  "settings.sso-only-needs-connection": 409,
  "settings.person-in-charge": 422,
  "settings.smtp-url": 422,
  "directory.url": 422,
  "directory.plain": 422,
  "directory.certificate": 422,
  "directory.filter": 422,
  "directory.user-filter": 422,
  "directory.attribute": 422,
  "customer.not-found": 404,
  "customer.no-account": 409,
  "customer.name-missing": 422,
  "customer.number-mismatch": 422,
  "phone.invalid": 422,
  "merge.same": 409,
  "merge.gone": 409,
  "merge.erased": 409,
  "merge.keep-account": 409,
  "merge.changed": 409,
  "merge.not-found": 404,
  "merge.too-late": 409,
  "merge.later-first": 409,
  "order.not-found": 404,
  "order.has-owner": 409,
  "order.origin-merged": 409,
  "order.elsewhere": 409,
  "activation.closed": 409,
  "activation.has-account": 409,
  "activation.no-email": 422,
  "activation.address-taken": 409,
  "activation.none": 409,
  "activation.nobody": 422,
  "connection.not-found": 404,
  "connection.unusable": 422,
  "connection.issuer-fixed": 409,
  "connection.secret-again": 422,
  "connection.last-enabled": 409,
  "connection.domain-taken": 409,
  "staff.confirm-needed": 403,
  "staff.not-permitted": 403,
  "staff.no-admin": 404,
  "staff.several-admins": 409,
  "import.not-found": 404,
  "import.not-now": 409,
  "import.column-missing": 422,
  "mail.not-found": 404,
  "mail.sent-already": 409,
  "mail.mailbox-full": 429,
  "staff.exists": 409,
  "limits.too-many": 429,
  "server.busy": 503,
  "server.unavailable": 503,
};

test("codes and their statuses stay as they were published", () => {
  expect(Object.fromEntries(Object.entries(failures).map(([code, { status }]) => [code, status]))).toEqual(PINNED);
});

test("a refusal is no success and no error of ours, unless it says that we are busy or away", () => {
  for (const [code, { status }] of Object.entries(failures)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    if (status >= 500) expect(code).toMatch(/^server\.|\.unavailable$/);
  }
});

test("an operator hears of outages, not of customers' mistakes", () => {
  expect(meaningOf("server.unavailable").isAlarm).toBe(true);
  for (const code of ["sign-in.refused", "limits.too-many", "server.busy", "field.required"] as const) {
    expect(meaningOf(code).isAlarm).toBeUndefined();
  }
});

test("only the catalogue's own codes are codes", () => {
  expect(isFailureCode("sign-in.refused")).toBe(true);
  for (const other of ["", "toString", "constructor", "__proto__", "sign-in.locked"]) expect(isFailureCode(other)).toBe(false);
});
