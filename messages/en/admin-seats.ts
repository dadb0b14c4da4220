/** The back office's part about registration: how it stands, seats, and the link to hand out. */
export const adminSeats = {
  state: {
    heading: "How it stands",
    open: "Registration is open.",
    linkOnly: "Registration is open to people who come by the registration link.",
    taken: "{taken, number} of {capacity, number} places are taken.",
    unlimited:
      "{taken, plural, one {# active customer has registered.} other {# active customers have registered.}} There is no maximum.",
    held: "{held, plural, one {# place is held for somebody from the waiting list.} other {# places are held for people from the waiting list.}}",
    waiting:
      "{waiting, plural, =0 {Nobody is on the waiting list.} one {# person is on the waiting list.} other {# people are on the waiting list.}}",
  },
  link: {
    title: "Registration link",
    text: "One address for everybody, to print, to send and to scan. Who opens it comes to the registration page; on phones your shop's app opens, if you have named it under “App”.",
    madeAt: "Valid since {at}.",
    qr: "QR code of the registration link",
    copy: "Copy",
    copied: "Copied",
    svg: "QR code for printing (SVG)",
    png: "QR code as a picture (PNG)",
    renewText: "The old link and its QR code stop working at once, on paper too. Do this if it got into the wrong hands.",
    renew: "Make a new link",
    renewed: "There is a new link. The old one does not work any more.",
    none: "There is no link yet, or it cannot be read any more since the server's secret was changed.",
  },
};
