import { getProfile, type Profile } from "@/core/customers/change-profile";

/** The profile of somebody who is certainly there. */
export async function shownProfile(...asked: Parameters<typeof getProfile>): Promise<Profile> {
  const profile = await getProfile(...asked);
  if (!profile) throw new Error("there is no such person");
  return profile;
}
