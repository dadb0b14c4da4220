/** What a customer and the shop write to each other. */
export const conversation = {
  heading: "Messages",
  contact: "Your contact at {shop}: {name}",
  none: "There are no messages yet.",
  from: "{name}, {at}",
  you: "You",
};
