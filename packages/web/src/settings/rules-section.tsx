import { useClientWord } from '../client-word.ts'
import { Failure } from '../parts/failure.tsx'
import { useRights } from '../session.ts'
import { Part } from './part.tsx'
import { RuleForm } from './rule-form.tsx'
import { type RuleName, type RuleSaying, sayRules } from './say-rules.ts'
import css from './settings.module.css'
import { useRules } from './use-rules.ts'

/** What a cancellation and not coming cost and give back: each rule a sentence with its values, by its name. */
export function RulesSection() {
  const word = useClientWord()
  const mayChange = useRights().has('settings')
  const { rules, changed, save } = useRules()
  if (rules.isError)
    return (
      <Failure
        error={rules.error}
        what="The rules could not be loaded"
        onRetry={() => void rules.refetch()}
      />
    )
  if (rules.data === undefined) return <div className={css.waiting} />
  const { data } = rules
  const sayings = Object.entries(sayRules(word.one)) as [RuleName, RuleSaying][]
  return (
    <>
      <p className={css.readOnly}>
        Rules judge what is done in Daybook. A change holds from then on: what earlier entries say, and the
        name of the rule that they cite, stay as they were.
      </p>
      {sayings.map(([name, saying]) => (
        <Part key={name} title={saying.title} about={<About saying={saying} at={changed.get(saying.id)} />}>
          <RuleForm
            key={JSON.stringify(data[name])}
            saying={saying}
            rule={data[name]}
            disabled={!mayChange}
            onSave={change => save(saying.id, change)}
          />
        </Part>
      ))}
    </>
  )
}

/** What a rule is for; one that was ever changed has a history. */
const About = ({ saying, at }: { saying: RuleSaying; at: string | undefined }) => (
  <>
    {saying.about} {at !== undefined && <a href={`/objects/rule/${at}`}>History</a>}
  </>
)
