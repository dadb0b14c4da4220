/** What people of a company may do: words of the permissions, and the room of the user types. */
export const userTypes = {
  heading: "User types",
  intro:
    "What people of a company may do in its name. Account administrators give one to each of their colleagues; nobody gives more than they have.",
  saved: "Saved. It takes effect with the next click of everybody who has this type.",
  deleted: "The user type was deleted.",
  permissions: {
    administrator: "Account administrator (everything)",
    company: { edit: "change the company's details" },
    people: { manage: "invite and manage colleagues" },
    addresses: { edit: "keep the company's addresses" },
    orders: { see: "see the company's orders", place: "order for the company" },
  },
  /** The same where somebody chooses a type, or is told theirs. */
  short: {
    administrator: "everything",
    company: { edit: "change its details" },
    people: { manage: "manage people" },
    addresses: { edit: "keep addresses" },
    orders: { see: "see orders", place: "place orders" },
    nothing: "nothing yet",
  },
  option: "{type}: {may}",
  list: {
    title: "Types",
    add: "Add a user type",
    columns: { name: "Name", may: "May do", people: "People", standard: "Given to" },
    customers: "First person of a new company",
    partners: "Who joins a partner",
  },
  defaults: {
    title: "Given to new people",
    text: "New people have these types until somebody gives them another one.",
    customers: "First person of a new company",
    customersHint: "Must be an account administrator.",
    partners: "Who joins a partner",
    partnersHint: "Unless the partner code says otherwise.",
    submit: "Save defaults",
    choose: "Choose",
    saved: "The defaults were saved.",
  },
  edit: {
    title: "User type: {name}",
    add: "Add a user type",
    name: "Name",
    legend: "People of this type may",
    submit: "Save",
    removeTitle: "Delete this user type",
    removeText: "Possible while nobody has it and no invitation or partner code has ever named it.",
    remove: "Delete user type",
  },
};
