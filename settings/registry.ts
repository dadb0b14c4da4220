import { z } from "zod";
import { access } from "@/settings/access";
import { activation } from "@/settings/activation";
import { app } from "@/settings/app";
import { audit } from "@/settings/audit";
import { captcha } from "@/settings/captcha";
import { type FieldInfo, fieldInfo } from "@/settings/fields";
import { mail } from "@/settings/mail";
import { partners } from "@/settings/partners";
import { passwords } from "@/settings/passwords";
import { privacy } from "@/settings/privacy";
import { registration } from "@/settings/registration";
import { sessions } from "@/settings/sessions";
import { shop } from "@/settings/shop";
import { staff } from "@/settings/staff";

/** Every group of settings, in the order of the back office. A new group is one file and one line here. */
export const groups = {
  access,
  registration,
  captcha,
  partners,
  activation,
  passwords,
  sessions,
  staff,
  privacy,
  mail,
  audit,
  shop,
  app,
};

/** From stored texts, group by group, to typed values; what is absent takes its default. */
export const settingsSchema = z.object(groups);

/** A consistent view of all settings at one moment. */
export type Settings = z.output<typeof settingsSchema>;

/** The name of a group. */
export type GroupName = keyof Settings;

/** `group.name`, as commands and documents write it. */
export type SettingKey = { [G in GroupName]: `${G}.${keyof Settings[G] & string}` }[GroupName];

/** One setting with its place and what is needed to draw and to check it. */
export type Setting = {
  readonly key: SettingKey;
  readonly group: GroupName;
  readonly name: string;
  readonly info: FieldInfo;
  readonly schema: z.ZodType;
};

/** Whether a text names a group. */
export const isGroupName = (name: string): name is GroupName => Object.hasOwn(groups, name);

/** Every setting, in order. */
export const allSettings: readonly Setting[] = Object.entries(groups).flatMap(([group, { shape }]) =>
  Object.entries(shape).flatMap(([name, schema]) => {
    const info = fieldInfo.get(schema);
    const key = `${group}.${name}`;
    return info && isGroupName(group) && isSettingKey(key) ? [{ key, group, name, info, schema }] : [];
  }),
);

/** Whether a text names a setting. */
export function isSettingKey(key: string): key is SettingKey {
  const [group = "", name = ""] = key.split(".");
  return isGroupName(group) && Object.hasOwn(groups[group].shape, name) && key === `${group}.${name}`;
}

/** The setting of a key. */
export function getSetting(key: SettingKey): Setting {
  const setting = allSettings.find((one) => one.key === key);
  if (!setting) throw new Error(`no setting ${key}`);
  return setting;
}
