/** What an admin might type into the form of each kind of connection. A kind without an example here fails its contract. */
export const connectionTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  google: { clientId: "42.apps.example", clientSecret: "a secret of the tests" },
  oidc: { issuer: "https://login.example.com", clientId: "foyer", clientSecret: "a secret of the tests" },
  ldap: {
    url: "ldaps://directory.example.com",
    baseDn: "dc=example,dc=com",
    bindDn: "cn=foyer,dc=example,dc=com",
    bindPassword: "a secret of the tests",
    idAttribute: "sub",
    mailAttribute: "email",
  },
};
