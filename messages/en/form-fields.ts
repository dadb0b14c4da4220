/** The fields that a shop asks for, where customers and staff fill them in. What the shop wrote itself stands in its own definition. */
export const formFields = {
  usual: { firstName: "First name", lastName: "Last name", phone: "Telephone", companyName: "Company name" },
  optional: "{label} (optional)",
  choose: "Choose",
  gone: "{value} (cannot be chosen any more)",
  ticked: "Yes",
  named: "{label}: {problem}",
  questions: {
    heading: "A few questions",
    intro: "The shop would like to know this. You can leave out what you like, and you are asked only once.",
    submit: "Save",
    skip: "Skip",
  },
};
