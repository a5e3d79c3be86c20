import { type ReactNode, useState } from 'react'
import { Button, type ButtonProps } from './button.tsx'

type Props = Pick<ButtonProps, 'kind' | 'small'> & { text: string; children: ReactNode }

/** Puts a text where it can be pasted from, and says so for as long as it is the same text. */
export function CopyButton({ text, children, ...look }: Props) {
  const [copied, setCopied] = useState<string>()
  return (
    <Button
      {...look}
      onClick={() =>
        // Refused, or not there outside https: then the text still stands beside the button to be marked by hand.
        void navigator.clipboard?.writeText(text).then(
          () => setCopied(text),
          () => undefined,
        )
      }
    >
      {copied === text ? 'Copied' : children}
    </Button>
  )
}
