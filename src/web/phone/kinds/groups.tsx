import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import { Apart } from '../apart.tsx'
import { kind } from '../kind.ts'
import { Sits } from '../sits.tsx'
import { SitAt } from '../tables.tsx'

export default kind<unknown, unknown, SettingsOf<'groups'>>({
  Own: ({ at }) => {
    const { group } = at.now
    return (
      <>
        {group === null ? (
          <p role="status">
            {at.now.activity!.ownTables
              ? 'Sit where you are.'
              : 'Groups are being made. Yours stands here in a moment.'}
          </p>
        ) : (
          <Sits group={group} me={at.me.id} />
        )}
        <SitAt at={at} />
        {!at.now.activity!.ownTables && <Apart room={at.room.id} me={at.me.id} />}
      </>
    )
  },
})
