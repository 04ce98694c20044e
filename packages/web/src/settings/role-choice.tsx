import { useWorkspace } from '../workspace.tsx'
import { Choices } from './choices.tsx'
import css from './role-choice.module.css'
import { type Role, ROLES } from './roles.ts'

/** A role, with what it may do; only an owner makes owners. */
export function RoleChoice({ role, onChoose }: { role: Role; onChoose(role: Role): void }) {
  const { workspace } = useWorkspace()
  const roles = ROLES.filter(one => one.id !== 'owner' || workspace.role === 'owner')
  return (
    <div className={css.roles}>
      <Choices
        legend="Role"
        value={role}
        options={roles.map(({ id, one, about }) => [id, one, about] as const)}
        onChoose={onChoose}
      />
    </div>
  )
}
