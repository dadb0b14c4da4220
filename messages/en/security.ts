/** The captcha, and the account's security page. */
export const security = {
  captcha: {
    working: "Checking that you are not a robot. This takes a few seconds and needs nothing from you.",
    done: "Checked: you are not a robot.",
    failed: "The check that you are not a robot did not work. Check your connection and send the form again.",
    withoutScript:
      "At the moment this form also checks that you are not a robot, and that needs JavaScript. Switch it on, or try again in an hour.",
  },
};
