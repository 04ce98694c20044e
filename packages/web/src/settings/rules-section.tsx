import { useQuery } from '@tanstack/react-query'
import type { ObjectPage, RulesView } from '@daybook/protocol'
import { useClientWord } from '../client-word.ts'
import { Failure } from '../parts/failure.tsx'
import { queries } from '../queries.ts'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { Part } from './part.tsx'
import { RuleForm } from './rule-form.tsx'
import { type RuleChange, type RuleName, sayRules } from './say-rules.ts'
import css from './settings.module.css'

/** What a cancellation and not coming cost and give back: each rule a sentence with its values, by its name. */
export function RulesSection() {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const word = useClientWord()
  const mayChange = useRights().has('settings')
  const queryKey = ['rules', workspace.id]
  const rules = useQuery({
    queryKey,
    queryFn: ({ signal }) => daybook.request<RulesView>('GET', '/v1/settings/rules', { signal }),
    staleTime: 0,
  })
  const changed = useQuery({
    queryKey: [...queryKey, 'changed'],
    queryFn: ({ signal }) => daybook.request<ObjectPage>('GET', '/v1/objects/rule', { signal }),
    select: page => new Map(page.objects.map(({ id, ref }) => [id, ref])),
    staleTime: 0,
  })
  const save = async (id: string, change: RuleChange): Promise<void> => {
    const next = await daybook.request<RulesView>('PATCH', `/v1/settings/rules/${id}`, {
      body: change,
      repeatable: true,
    })
    queries.setQueryData(queryKey, next)
    announce('Saved')
    await queries.invalidateQueries({ queryKey: [...queryKey, 'changed'] })
  }
  if (rules.isError)
    return (
      <Failure
        error={rules.error}
        what="The rules could not be loaded"
        onRetry={() => void rules.refetch()}
      />
    )
  if (rules.data === undefined) return <div className={css.waiting} />
  const sayings = Object.entries(sayRules(word.one)) as [RuleName, ReturnType<typeof sayRules>[RuleName]][]
  return (
    <>
      <p className={css.readOnly}>
        Rules judge what is done in Daybook. A change holds from then on: what earlier entries say, and the
        name of the rule that they cite, stay as they were.
      </p>
      {sayings.map(([name, saying]) => {
        const ref = changed.data?.get(saying.id)
        const about = ref ? (
          <>
            {saying.about} <a href={`/objects/rule/${ref}`}>History</a>
          </>
        ) : (
          saying.about
        )
        return (
          <Part key={name} title={saying.title} about={about}>
            <RuleForm
              key={JSON.stringify(rules.data[name])}
              saying={saying}
              rule={rules.data[name]}
              disabled={!mayChange}
              onSave={change => save(saying.id, change)}
            />
          </Part>
        )
      })}
    </>
  )
}
