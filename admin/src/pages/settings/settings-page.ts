import type { SettingsResponse } from '../../../../server/src/admin-api/contracts';

/** What each card of the page gets. */
export interface SettingProps {
  settings: SettingsResponse['settings'];
  /** Whether the administrator may change settings. */
  canUpdate: boolean;
  /** Stores some settings, null for the default. @returns whether it succeeded */
  save: (values: Partial<Record<keyof SettingsResponse['settings'], unknown>>) => Promise<boolean>;
}
