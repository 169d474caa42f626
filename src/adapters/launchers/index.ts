import type { Launcher } from '../../core/ports.ts';
import { createLocalLauncher, type LocalLauncherOptions } from './local.ts';

/** Every launcher by the name that a handle carries. */
export const launchers = {
  local: createLocalLauncher,
} satisfies Record<string, (options: LocalLauncherOptions) => Launcher>;
