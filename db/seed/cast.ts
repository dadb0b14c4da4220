/**
 * One person of the demo. What is null does not exist: a guest has no password, staff have no customer number. Whoever has the role sso is
 * known to the demo's sign-in provider, and not made in the shop; nor is the one who has a partner's code.
 */
export type CastMember = {
  readonly role:
    | "confirmed"
    | "number-only"
    | "pending"
    | "invited"
    | "guest"
    | "deactivated"
    | "company-administrator"
    | "company-buyer"
    | "company-reader"
    | "partner"
    | "sso"
    | "agent"
    | "admin";
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly number: string | null;
  readonly password: string | null;
  /** What to try with this person, in one line. */
  readonly note: string;
};

/** What people of the demo's company and its partner are called by. */
export const demoCompany = "Vela Bookbinders";
export const demoPartner = "Harbour Trade";

/** The unused code of the demo's partner, printed with the cast. */
export const demoPartnerCode = "HBRT-7K2M-9XQ4-W6NZ";

/** The demo's people. Their passwords are printed at each start, and exist on loopback only. */
export const cast = [
  {
    role: "confirmed",
    firstName: "Marta",
    lastName: "Ibáñez",
    email: "marta@example.com",
    number: "1001",
    password: "copper kites over dunes",
    note: "signs in with e-mail or number; has orders, and an answer to read",
  },
  {
    role: "number-only",
    firstName: "Oskar",
    lastName: "Lindqvist",
    email: "oskar@example.com",
    number: "1002",
    password: "seven slow harbour bells",
    note: "signs in with the number, not with the e-mail",
  },
  {
    role: "pending",
    firstName: "Nora",
    lastName: "Kessler",
    email: "nora@example.com",
    number: null,
    password: "walnut ladders in april",
    note: "registered, mailbox not proven: link and code wait in the mail",
  },
  {
    role: "invited",
    firstName: "Ida",
    lastName: "Sørensen",
    email: "ida@example.com",
    number: "1005",
    password: null,
    note: "account prepared by staff, pending: the activation link waits in the mail",
  },
  {
    role: "guest",
    firstName: "Paul",
    lastName: "Okafor",
    email: "paul@example.com",
    number: "1003",
    password: null,
    note: "no account, two orders: register with this address to see them",
  },
  {
    role: "deactivated",
    firstName: "Inês",
    lastName: "Falcão",
    email: "ines@example.com",
    number: "1004",
    password: "paper boats on tuesday",
    note: "deactivated: refused with the ordinary message",
  },
  {
    role: "company-administrator",
    firstName: "Vera",
    lastName: "Vela",
    email: "vera@example.com",
    number: "1006",
    password: "linen thread and bone",
    note: `account administrator of ${demoCompany}: invites and manages colleagues`,
  },
  {
    role: "company-buyer",
    firstName: "Bruno",
    lastName: "Haas",
    email: "bruno@example.com",
    number: "1007",
    password: "marbled paper by lamplight",
    note: `buyer of ${demoCompany}: orders for it and sees its orders`,
  },
  {
    role: "company-reader",
    firstName: "Rosa",
    lastName: "Lind",
    email: "rosa@example.com",
    number: "1008",
    password: "quiet ledger in the attic",
    note: `reader of ${demoCompany}: sees its orders`,
  },
  {
    role: "partner",
    firstName: "Pia",
    lastName: "Duarte",
    email: "pia@example.com",
    number: null,
    password: null,
    note: `new to the shop: joins ${demoPartner} by the code ${demoPartnerCode} once partner codes are on`,
  },
  {
    role: "sso",
    firstName: "Lena",
    lastName: "Novak",
    email: "lena@example.com",
    number: null,
    password: null,
    note: "at Wren ID: new to the shop, accepts and is in",
  },
  {
    role: "sso",
    firstName: "Marta",
    lastName: "Ibáñez",
    email: "marta@example.com",
    number: null,
    password: null,
    note: "at Wren ID: her account is connected once she proves her mailbox",
  },
  {
    role: "agent",
    firstName: "Tess",
    lastName: "Moreau",
    email: "tess@shop.example.com",
    number: null,
    password: "gravel path after rain",
    note: "staff, signs in at /admin/sign-in; a customer waits for an answer",
  },
  {
    role: "admin",
    firstName: "Adam",
    lastName: "Brandt",
    email: "adam@shop.example.com",
    number: null,
    password: "lantern jar with marbles",
    note: "staff, signs in at /admin/sign-in; person in charge of registration",
  },
] as const satisfies readonly CastMember[];
