/** What to enter where nothing was entered, by the field's name; others get the general sentence. */
export const fields = {
  required: {
    identifier: "Enter your e-mail address or customer number.",
    password: "Enter your password.",
    newPassword: "Enter a new password.",
    email: "Enter your e-mail address.",
    firstName: "Enter your first name.",
    lastName: "Enter your last name.",
    typedNumber: "Enter the customer number.",
    code: "Enter the code from the mail.",
    companyName: "Enter the name of the company.",
    partnerCode: "Enter the partner code.",
    registerAs: "Choose who the account is for.",
    street: "Enter your street and house number.",
    postcode: "Enter the postcode.",
    city: "Enter your town or city.",
    orderNumber: "Enter the order number.",
    acceptTerms: "Please accept the terms.",
    acceptPrivacy: "Please accept the privacy policy.",
  },
};
