import { useCallback, useRef } from 'react'

/**
 * The id of an attempt, made before the typing begins and kept over retries, so that a double click or a lost reply
 * does a thing once. Call `renew` when it went through.
 */
export function useAttempt(): { id: string; renew: () => void } {
  const id = useRef(crypto.randomUUID())
  const renew = useCallback(() => {
    id.current = crypto.randomUUID()
  }, [])
  return {
    get id() {
      return id.current
    },
    renew,
  }
}
