import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { send, type useProfile, zoneHere } from './data.ts'

export type Profile = NonNullable<ReturnType<typeof useProfile>['data']>

const only = { person: 'first', sentence: 'Only you' } as const

export function ProfileForm({ profile }: { profile: Profile }) {
  const attempt = useAttempt()
  const [saved, setSaved] = useState(false)
  const [prefers, setPrefers] = useState(profile.prefers)
  const zones = [...new Set([profile.zone ?? zoneHere(), ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Form
      name="What I say of myself"
      onSend={(data) => {
        setSaved(false)
        const said = (field: string) => String(data.get(field) ?? '')
        const profile = {
          name: said('name'),
          pronouns: said('pronouns'),
          accessNeeds: said('accessNeeds'),
          learningStyle: said('learningStyle'),
        }
        return send(
          () => client.people.saveProfile({ attempt: attempt.id, ...profile, prefers, zone: said('zone') || null }),
          () => {
            attempt.renew()
            setSaved(true)
          },
        )
      }}
    >
      <TextField
        label="Name"
        name="name"
        required
        maxLength={120}
        defaultValue={profile.name}
        autoComplete="name"
        hint="Seen by the people of your spaces."
        keepAs="me name"
      />
      <TextField
        label="Pronouns"
        name="pronouns"
        optional
        maxLength={40}
        defaultValue={profile.pronouns}
        hint="Seen beside your name."
        keepAs="me pronouns"
        autoComplete="off"
      />
      <TextArea
        label="What I need, to take part well"
        name="accessNeeds"
        optional
        rows={2}
        maxLength={2000}
        defaultValue={profile.accessNeeds}
        keepAs="me access"
        reach={only}
        hint="Large print, a quiet room, a break every hour, somebody to interpret."
      />
      <TextArea
        label="How I like to learn"
        hint="By doing, by talking it over, by reading first."
        name="learningStyle"
        optional
        rows={2}
        maxLength={2000}
        defaultValue={profile.learningStyle}
        keepAs="me learning"
        reach={only}
      />
      <RadioGroup
        label="What speaks to me most"
        row
        value={prefers}
        onChange={setPrefers}
        choices={[
          { value: 'words', label: 'Words' },
          { value: 'pictures', label: 'Pictures' },
          { value: 'sound', label: 'Sound' },
        ]}
      />
      <Select
        label="Where I am, for times of day"
        name="zone"
        defaultValue={profile.zone ?? zoneHere()}
        choices={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        hint="Times are shown as they are there."
      />
      {saved && <Notice kind="saved">Kept.</Notice>}
      <Button type="submit" kind="primary">
        Keep this
      </Button>
    </Form>
  )
}
