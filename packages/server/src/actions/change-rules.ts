/** The workspace's rules (R-K3): reading them, and changing one at a time, each change an entry of the rule. */
import { type Draft, LogError, type RulesView } from '@daybook/protocol'
import { DEFAULT_RULES, RULE_IDS, type Rules, RulesInput, rulesOf } from '../acts/rules.ts'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { checkInput } from './check-input.ts'
import { recordOwn } from './record-own.ts'

type RuleName = keyof Rules

/** Tries after others have changed the settings in the same moment. */
const MOST_TRIES = 5

export async function readRules(daybook: Daybook, principal: Principal): Promise<RulesView> {
  requireRight(principal, 'readSettings')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  return rulesOf(workspace.settings.rules)
}

/**
 * @param id of the rule: `late-cancellation`
 * @throws LogError `not_found`, `query_invalid`, `scope_missing`, `state_conflict`
 */
export async function changeRule(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  id: string,
  body: unknown,
): Promise<RulesView> {
  requireRight(principal, 'settings')
  const name = (Object.keys(RULE_IDS) as RuleName[]).find(one => RULE_IDS[one] === id)
  if (name === undefined)
    throw new LogError(
      'not_found',
      `There is no rule "${id}": there are ${Object.values(RULE_IDS).join(', ')}.`,
    )
  const { [name]: given } = checkInput(RulesInput, { [name]: body })
  for (let tries = 1; ; tries++) {
    daybook.workspaces.forget(principal.workspaceId)
    const workspace = await daybook.workspaces.get(principal.workspaceId)
    try {
      return await changeFrom(daybook, principal, caller, workspace, name, given ?? {})
    } catch (error) {
      const overtaken = error instanceof LogError && error.code === 'state_conflict'
      if (!overtaken || tries >= MOST_TRIES) throw error
    }
  }
}

async function changeFrom(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  workspace: Workspace,
  name: RuleName,
  given: object,
): Promise<RulesView> {
  const chosen = workspace.settings.rules ?? {}
  const before = rulesOf(chosen)
  const rules = { ...chosen, [name]: { ...chosen[name], ...given } }
  const after = rulesOf(rules)
  const changes = changesOf(before[name], after[name])
  if (changes.length === 0) return before
  const switchedOn = name === 'noShowJob' && after.noShowJob.active && !before.noShowJob.active
  const kept = { ...rules, ...(switchedOn && { noShowJobSince: daybook.now() }) }
  await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'rule.updated',
      object: { type: 'rule', id: RULE_IDS[name], name: titleOf(after, name) },
      changes,
      context: contextOf(caller),
    },
    async () => {},
    async run => {
      if (!(await daybook.workspaces.change(run, workspace, workspace, { rules: kept })))
        throw new LogError('state_conflict', 'Somebody else keeps changing the settings: read them again.')
    },
  )
  daybook.workspaces.forget(workspace.id)
  return after
}

const titleOf = (rules: Rules, name: RuleName): string =>
  name === 'late' ? 'Late threshold' : (rules[name].name ?? DEFAULT_RULES[name].name)

/** In the fields that the catalogue has for rules: percents are decimals, as texts. */
function changesOf(
  before: Readonly<Record<string, string | number | boolean>>,
  after: Readonly<Record<string, string | number | boolean>>,
): NonNullable<Draft['changes']> {
  return Object.keys(after)
    .filter(name => before[name] !== after[name])
    .map(name =>
      name.endsWith('Percent')
        ? { field: 'percent', before: String(before[name]), after: String(after[name]) }
        : { field: name, before: before[name]!, after: after[name]! },
    )
}
