import { getRouteApi } from '@tanstack/react-router'
import { SkeletonRows } from '@daybook/timeline'
import { useState } from 'react'
import { AsOf } from '../as-of/as-of.tsx'
import button from '../parts/button.module.css'
import { Failure, isMissing } from '../parts/failure.tsx'
import { FieldGroups } from '../profile/field-groups.tsx'
import { ProfileForm } from '../profile/profile-form.tsx'
import { ProfileSide } from '../profile/profile-side.tsx'
import css from '../profile/profile.module.css'
import { useProfile } from '../profile/use-profile.ts'
import { useRights } from '../session.ts'
import { Reading } from '../workspace.tsx'
import { ClientFrame, useClient } from './client-frame.tsx'

const route = getRouteApi('/signed-in/clients/$clientId/profile')
const objectLink = (ref: string, type: string) => `/objects/${encodeURIComponent(type)}/${ref}`

/** A client's profile: what is known of them, since when, from whom; and what can be changed. */
export function ProfilePage() {
  const { clientId } = route.useParams()
  const client = useClient(clientId)
  return (
    <Reading clientId={clientId} objectLink={objectLink}>
      <ClientFrame clientId={clientId} client={client}>
        <Profile clientId={clientId} />
      </ClientFrame>
    </Reading>
  )
}

function Profile({ clientId }: { clientId: string }) {
  const { query, view, own, isHidden, last, update, shown } = useProfile(clientId)
  const [editing, setEditing] = useState(false)
  const rights = useRights()
  if (query.isError && !isMissing(query.error))
    return (
      <Failure
        error={query.error}
        what="The profile could not be loaded"
        onRetry={() => void query.refetch()}
      />
    )
  if (view === undefined) return query.isError ? null : <SkeletonRows />
  const mayAct = rights.has('act') && view.acts.includes('update')
  if (editing && update) return <ProfileForm view={view} update={update} onClose={() => setEditing(false)} />
  return (
    <>
      <div className={css.bar}>
        <AsOf object={view} own={own} isHidden={isHidden} />
        {mayAct && update && (
          <button type="button" className={button.button} onClick={() => setEditing(true)}>
            Edit profile
          </button>
        )}
      </div>
      <div className={css.columns}>
        <div className={css.groups}>
          <FieldGroups view={view} fields={shown} last={last} />
        </div>
        <ProfileSide view={view} clientId={clientId} mayAct={mayAct} />
      </div>
    </>
  )
}
