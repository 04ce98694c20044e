import type { Draft } from '@daybook/protocol'
import { tellBusiness } from './business.ts'
import { countPoints } from './count-points.ts'
import { DemoClock } from './demo-clock.ts'
import { tellDesk } from './desk.ts'
import { Diary } from './diary.ts'
import { Dice } from './dice.ts'
import { tellDispute } from './dispute.ts'
import { tellNoShows } from './no-shows.ts'
import { tellOffice } from './office.ts'
import { DANIEL } from './people.ts'
import { tellProfiles } from './profiles.ts'
import { tellShop } from './shop.ts'
import { tellTreatments } from './treatments.ts'

export interface DemoTime {
  /** UTC ms up to which it tells. */
  readonly now: number
  /** Zone of the clinic. */
  readonly timeZone: string
}

const SEED = 4700

/** Eighteen months of an invented clinic, in the order in which they happened: the same for the same minute. */
export function demoDrafts({ now, timeZone }: DemoTime): readonly Draft[] {
  const diary = new Diary(new DemoClock(now, timeZone), new Dice(SEED))
  tellBusiness(diary)
  tellProfiles(diary)
  tellNoShows(diary)
  tellDesk(diary)
  tellTreatments(diary, new Set([DANIEL]))
  tellDispute(diary)
  tellShop(diary)
  tellOffice(diary)
  return countPoints(diary.upTo(now))
}
