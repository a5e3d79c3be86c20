import { useEffect, useState } from 'react'

/** An address as a picture to scan. It is drawn in this browser; no other server hears of it. */
export function Qr({ link, className }: { link: string; className?: string | undefined }) {
  const [picture, setPicture] = useState<string>()
  useEffect(() => {
    let gone = false
    void import('qrcode')
      .then(({ toDataURL }) => toDataURL(link, { margin: 1, width: 720, errorCorrectionLevel: 'M' }))
      .then(
        (drawn) => gone || setPicture(drawn),
        () => undefined,
      )
    return () => {
      gone = true
    }
  }, [link])
  return picture ? <img src={picture} alt={`A code to scan. It opens ${link}`} className={className} /> : null
}
