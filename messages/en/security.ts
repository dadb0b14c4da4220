/** The captcha, and the account's security page. */
export const security = {
  captcha: {
    working: "Checking that you are not a robot …",
    done: "Checked: you are not a robot.",
    failed: "The check that you are not a robot did not work. Check your connection and send the form again.",
    withoutScript:
      "At the moment this form also checks that you are not a robot, and that needs JavaScript. Switch it on, or try again in an hour.",
  },
  page: {
    heading: "Sign-in and security",
    back: "My account",
    namesHeading: "What you sign in with",
    email: "E-mail",
    number: "Customer number",
    notUsed: "not for signing in",
    passwordHeading: "Change your password",
    passwordText: "Afterwards you stay signed in here and are signed out everywhere else.",
    current: "Current password",
    newPassword: "New password",
    submit: "Save",
    changed: "Your new password is saved. All other devices are signed out.",
    forgot: "Forgot your current password?",
    ssoOnly: "You sign in through this shop's sign-in provider. Your password is kept there.",
  },
};
