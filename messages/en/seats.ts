/** Why registration is closed and whom to ask, the waiting list, and the link by which people come to register. */
export const seats = {
  closed: {
    ask: "If you need an account, ask {shop}:",
    opens: "Registration opens on {at} ({zone}).",
  },
  waiting: {
    heading: "Wait for a place",
    text: "Leave your address and we write to you as soon as a place is free. It is then held for you for two days.",
    email: "E-mail",
    submit: "Tell me",
    done: "You are on the waiting list. We write to you when a place is free; until then there is nothing to do. If you have an account already, sign in.",
  },
};
