import { useState } from 'react'
import type { ReachProps } from '#web/ui/reach.tsx'
import type { Document } from '../../contract.ts'
import type { Chosen } from './choosing.tsx'
import { KeepPanel } from './keep-panel.tsx'
import { TextToChoose } from './text-to-choose.tsx'

type Props = {
  document: Document
  excerpts: Document['excerpts']
  space: string
  reach: ReachProps
  onKept: () => void
}

/** The text, with what was kept from it marked, and the words that are being chosen. */
export function Reader({ document: whole, excerpts, space, reach, onKept }: Props) {
  const [keeping, setKeeping] = useState<{ chosen: Chosen; letGo: () => void } | null>(null)
  const [told, setTold] = useState('')
  return (
    <>
      <TextToChoose
        document={whole}
        kept={excerpts}
        verb="Keep these words"
        told={told}
        still={keeping !== null}
        onKeep={(chosen, letGo) => setKeeping({ chosen, letGo })}
      />
      {keeping !== null && (
        <KeepPanel
          document={whole}
          space={space}
          reach={reach}
          chosen={keeping.chosen}
          onClose={() => setKeeping(null)}
          onKept={() => {
            setKeeping(null)
            setTold('Kept as evidence.')
            keeping.letGo()
            onKept()
          }}
        />
      )}
    </>
  )
}
