import type { WorkspaceSettings } from '../entry/workspace.ts'

/** Minutes between two starts that are offered. */
export const ONLINE_STEPS = [5, 10, 15, 20, 30, 60] as const

/** What a workspace has chosen of online booking, and what holds where it has not. Off until it is switched on. */
export const onlineChoices = (settings: WorkspaceSettings) => ({
  onlineBooking: settings.onlineBooking ?? false,
  onlineSlug: settings.onlineSlug ?? '',
  onlineNoticeHours: settings.onlineNoticeHours ?? 2,
  onlineHorizonDays: settings.onlineHorizonDays ?? 60,
  onlineStep: settings.onlineStep ?? 30,
  onlineConfirm: settings.onlineConfirm ?? false,
})
