import type { ReactNode } from "react";
import { ChoiceControl } from "@/components/settings/choice-control";
import { LineControl } from "@/components/settings/line-control";
import { ListControl } from "@/components/settings/list-control";
import { SecretControl } from "@/components/settings/secret-control";
import type { SettingView } from "@/components/settings/setting-view";
import { ToggleControl } from "@/components/settings/toggle-control";

/** The control of each kind of field. A new kind is one file and one line here. */
const controls: Readonly<Record<SettingView["kind"], (props: { view: SettingView }) => ReactNode>> = {
  toggle: ToggleControl,
  text: LineControl,
  email: LineControl,
  number: LineControl,
  colour: LineControl,
  moment: LineControl,
  address: LineControl,
  choice: ChoiceControl,
  list: ListControl,
  "long-text": ListControl,
  secret: SecretControl,
};

/** Draws a setting. */
export function SettingControl({ view }: { view: SettingView }) {
  const Control = controls[view.kind];
  return <Control view={view} />;
}
