import { useEffect, useState } from 'react'
import { InConfidence } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Reach, type ReachProps } from '#web/ui/reach.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { IncomingList } from './bring-in.tsx'
import { bringIn, useIncoming } from './data.ts'
import styles from './library.module.css'

type Props = {
  /** What it is a version of: a document, or an artefact. */
  of: { document: string } | { artefact: string }
  into: { space: string; chapter: string; address: string; reach: ReachProps }
  title: string
  /** The text of the version before, to write on from. */
  begin?: string
  /** A picture may be brought in, with what it shows. */
  pictures?: boolean
  onClose: () => void
  onDone: (id: string) => void
}

/** Brings in a newer version, as a file or as a text, with what changed in it and on which occasion. What was cut from older ones stays. */
export function BringVersion({ of, into, title, begin = '', pictures = false, onClose, onDone }: Props) {
  const attempt = useAttempt()
  const [as, setAs] = useState<'file' | 'text'>(begin === '' ? 'file' : 'text')
  const [text, setText] = useState(begin)
  const [file, setFile] = useState<File | null>(null)
  const [sent, setSent] = useState<string | null>(null)
  const arrived = useIncoming().find((one) => one.key === sent)
  const picture = file?.type.startsWith('image/') === true
  const keep = `version-${'document' in of ? of.document : of.artefact}`
  const said = (data: FormData, name: string) => String(data.get(name) ?? '').trim()
  useEffect(() => {
    if (arrived?.state === 'done' && arrived.id !== undefined) onDone(arrived.id)
  }, [arrived, onDone])
  const send = async (data: FormData) => {
    const about = {
      ...('document' in of ? { of: of.document } : { artefact: of.artefact }),
      ...{ changed: said(data, 'changed'), occasion: said(data, 'occasion'), occasionOn: said(data, 'occasionOn') },
    }
    if (as === 'file') {
      if (file === null) return { errors: { file: 'Choose the file of the newer version.' } }
      const more = { dated: said(data, 'dated'), says: said(data, 'says') }
      setSent(bringIn(into.space, into.chapter, [file], { ...about, ...more })[0]!)
      return
    }
    const made = await client.library.paste({
      ...{ attempt: attempt.id, space: into.space, chapter: into.chapter, text, title, source: '' },
      ...{ dated: said(data, 'dated') || null, newer: { ...about, occasionOn: about.occasionOn || null } },
    })
    if (!made.ok) return { problem: made.sentence }
    onDone(made.id)
  }
  return (
    <Dialog open onClose={onClose} title="Bring in a newer version" shape="sheet">
      {sent !== null && <IncomingList into={into} only={sent} />}
      <Form onSend={send} pending={arrived !== undefined && arrived.state !== 'refused' && arrived.state !== 'done'}>
        <p className={styles.soft}>The older versions stay, and what was cut from them keeps pointing there.</p>
        <RadioGroup
          label="What is it?"
          name="as"
          row
          value={as}
          onChange={setAs}
          choices={[
            { value: 'file', label: 'A file' },
            { value: 'text', label: 'A text' },
          ]}
        />
        {as === 'file' && (
          <label className={styles.chooser}>
            <span>The file, up to 25 MB{pictures ? ': a document, or a picture (JPEG, PNG, WebP)' : ''}</span>
            <input
              type="file"
              name="file"
              accept={`.txt,.md,.csv,.docx,.odt,.pdf,.xlsx${pictures ? ',image/jpeg,image/png,image/webp' : ''}`}
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
          </label>
        )}
        {as === 'file' && picture && (
          <TextArea
            label="What does the picture show, in words?"
            name="says"
            hint="For those who cannot see it, and so that it can be found."
            rows={3}
            required
            maxLength={2000}
            keepAs={`${keep}-says`}
          />
        )}
        {as === 'text' && (
          <TextArea
            label="The text"
            name="text"
            rows={10}
            required
            maxLength={400000}
            value={text}
            onChange={setText}
            keepAs={`${keep}-text`}
          />
        )}
        <TextField label="What changed?" name="changed" maxLength={1000} optional keepAs={`${keep}-changed`} />
        <div className={styles.pair}>
          <TextField
            label="On which occasion?"
            name="occasion"
            hint="A gathering, a meeting, a visit"
            maxLength={200}
            optional
            keepAs={`${keep}-occasion`}
          />
          <DateField label="When was that?" name="occasionOn" optional />
        </div>
        <DateField label="When was this version made?" name="dated" optional />
        <Reach {...into.reach} />
        <InConfidence />
        <Buttons>
          <Button kind="primary" type="submit">
            Bring it in
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
