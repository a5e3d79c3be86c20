import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import { kind, tooLong } from '../kind.ts'
import { Box, Line, Note, Pick } from '../parts.tsx'

type Settings = SettingsOf<'story'>
type MayGo = 'stays' | 'theme' | 'words' | 'name'
type Story = { title: string; parts: Record<string, string>; may_go: MayGo; others: boolean }

const GOES: { key: MayGo; label: string }[] = [
  { key: 'stays', label: 'It stays here' },
  { key: 'theme', label: 'What it is about may go on, not my words' },
  { key: 'words', label: 'My words may go on, without my name' },
  { key: 'name', label: 'My words may go on, with my name' },
]

export default kind<Story, Story, Settings>({
  start: () => ({ title: '', parts: {}, may_go: 'stays', others: false }),
  button: 'Keep it',
  read({ title, parts, may_go, others }, settings) {
    const told = settings.parts.map((part) => (parts[part.key] ?? '').trim())
    if (title.trim() === '' && told.every((one) => one === '')) return null
    if (title.trim() === '') return { wrong: 'Give it a title, so that it can be found again.' }
    if (title.length > settings.title_length)
      return { wrong: `The title is too long: ${settings.title_length} letters fit.` }
    if (told.every((one) => one === '')) return { wrong: 'Tell at least one part of it.' }
    const wrong = told.map((one, i) => tooLong(one, settings.parts[i]!.most_length)).find((one) => one !== null)
    if (wrong) return { wrong }
    const said = Object.fromEntries(settings.parts.map((part, i) => [part.key, told[i]!]))
    return { value: { title: title.trim(), parts: said, may_go, others } }
  },
  Input: ({ draft, set, settings }) => (
    <>
      <Line label="A title" value={draft.title} set={(title) => set({ ...draft, title })} />
      {settings.parts.map((part) => (
        <Box
          key={part.key}
          label={part.label}
          value={draft.parts[part.key] ?? ''}
          most={part.most_length}
          set={(text) => set({ ...draft, parts: { ...draft.parts, [part.key]: text } })}
        />
      ))}
      <Pick
        label="Where may it go?"
        options={GOES}
        value={draft.may_go}
        set={(may_go) => set({ ...draft, may_go: may_go as MayGo })}
      />
      <div class="pick">
        <label>
          <input type="checkbox" checked={draft.others} onChange={() => set({ ...draft, others: !draft.others })} />
          <span>Somebody else in it could be recognised: a family, a colleague</span>
        </label>
      </div>
      {draft.others && draft.may_go !== 'stays' && (
        <Note>Change what shows who they are, ask them, or let only what it is about go on.</Note>
      )}
    </>
  ),
  Said: ({ value, settings }) => (
    <>
      <strong class="words">{value.title}</strong>
      <dl>
        {settings.parts.map((part) =>
          value.parts[part.key] ? (
            <div key={part.key}>
              <dt>{part.label}</dt>
              <dd class="words">{value.parts[part.key]}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <span class="soft small">{GOES.find((one) => one.key === value.may_go)?.label}</span>
    </>
  ),
})
