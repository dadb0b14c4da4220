import type { SeedProduct } from "./products";

/** A purchase of the demo's past. Numbers lie below those the shop gives out by itself. */
export type SeedOrder = {
  readonly number: string;
  /** The customer number it was placed by. */
  readonly placedBy: string;
  /** Whether that customer was signed in. */
  readonly isGuestOrder: boolean;
  /** The customer it was filed under later because the address was proven there. */
  readonly attachedTo?: string;
  readonly email: string;
  readonly name: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
  readonly language: keyof SeedProduct["name"];
  readonly daysAgo: number;
  readonly lines: readonly (readonly [slug: string, quantity: number])[];
};

const marta = {
  email: "marta@example.com",
  name: "Marta Ibáñez",
  street: "Calle de la Madera 14, 2.º B",
  postcode: "28004",
  city: "Madrid",
  country: "ES",
  language: "es",
} as const;

const paul = {
  email: "paul@example.com",
  name: "Paul Okafor",
  street: "27 Mill Lane",
  postcode: "BN1 4QT",
  city: "Brighton",
  country: "GB",
  language: "en",
} as const;

/** The demo's past orders, oldest first. */
export const orders = [
  {
    ...marta,
    number: "49001",
    placedBy: "1000",
    attachedTo: "1001",
    isGuestOrder: true,
    daysAgo: 118,
    lines: [["tea-tin", 2]],
  },
  {
    ...paul,
    number: "49002",
    placedBy: "1003",
    isGuestOrder: true,
    daysAgo: 96,
    lines: [
      ["gooseneck-kettle", 1],
      ["pour-over-set", 1],
    ],
  },
  {
    ...marta,
    number: "49003",
    placedBy: "1001",
    isGuestOrder: false,
    daysAgo: 61,
    lines: [
      ["olive-branch-plate", 4],
      ["cake-plate", 4],
      ["three-tea-towels", 1],
    ],
  },
  {
    number: "49004",
    placedBy: "1002",
    isGuestOrder: false,
    email: "oskar@example.com",
    name: "Oskar Lindqvist",
    street: "Björkgatan 8",
    postcode: "753 28",
    city: "Uppsala",
    country: "SE",
    language: "en",
    daysAgo: 44,
    lines: [["reading-lamp", 1]],
  },
  {
    ...paul,
    number: "49005",
    placedBy: "1003",
    isGuestOrder: true,
    daysAgo: 23,
    lines: [
      ["sunday-mug", 2],
      ["oak-board", 1],
    ],
  },
  {
    ...marta,
    number: "49006",
    placedBy: "1001",
    isGuestOrder: false,
    daysAgo: 6,
    lines: [
      ["linen-apron", 1],
      ["dipped-spoons", 1],
    ],
  },
] as const satisfies readonly SeedOrder[];
